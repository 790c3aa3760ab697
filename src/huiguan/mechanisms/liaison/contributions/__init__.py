from huiguan.mechanisms.liaison.contributions.navigation import own_card, received
from huiguan.mechanisms.liaison.contributions.pages import happenings, panels, timeline
from huiguan.mechanisms.liaison.contributions.waiting import cards, matters

__all__ = ["cards", "happenings", "matters", "own_card", "panels", "received", "timeline"]
