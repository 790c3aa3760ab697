from huiguan.mechanisms.rotation.actions.planning import NothingToPlan, plan, seat_by_hand, unseat
from huiguan.mechanisms.rotation.actions.running import finish_step, hand_over, hold, take_back_step
from huiguan.mechanisms.rotation.actions.suggestions import accept, finish, judge, reopen, suggest

__all__ = [
    "NothingToPlan",
    "accept",
    "finish",
    "finish_step",
    "hand_over",
    "hold",
    "judge",
    "plan",
    "reopen",
    "seat_by_hand",
    "suggest",
    "take_back_step",
    "unseat",
]
