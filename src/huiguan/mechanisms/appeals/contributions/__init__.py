from huiguan.mechanisms.appeals.contributions.pages import panels, timeline
from huiguan.mechanisms.appeals.contributions.waiting import cards, matters

__all__ = ["cards", "matters", "panels", "timeline"]
