from huiguan.mechanisms.liaison.contributions.pages import happenings, panels, timeline
from huiguan.mechanisms.liaison.contributions.waiting import cards, matters

__all__ = ["cards", "happenings", "matters", "panels", "timeline"]
