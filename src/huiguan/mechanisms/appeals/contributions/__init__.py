from huiguan.mechanisms.appeals.contributions.onward import of_activity, onward
from huiguan.mechanisms.appeals.contributions.pages import panels, timeline
from huiguan.mechanisms.appeals.contributions.waiting import cards, matters

__all__ = ["cards", "matters", "of_activity", "onward", "panels", "timeline"]
