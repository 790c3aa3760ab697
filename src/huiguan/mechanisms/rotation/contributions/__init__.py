from huiguan.mechanisms.rotation.contributions.pages import happenings, panels, timeline
from huiguan.mechanisms.rotation.contributions.waiting import cards, matters

__all__ = ["cards", "happenings", "matters", "panels", "timeline"]
