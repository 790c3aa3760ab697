"""How long something may take: pure reckoning without the ORM; moments in, moments out."""

from huiguan.mechanisms.appeals.clocks.limits import OFFICE_HOURS, Limit, Pause, Unit
from huiguan.mechanisms.appeals.clocks.reckoning import Light, Reckoning, due, light, warned

__all__ = ["OFFICE_HOURS", "Light", "Limit", "Pause", "Reckoning", "Unit", "due", "light", "warned"]
