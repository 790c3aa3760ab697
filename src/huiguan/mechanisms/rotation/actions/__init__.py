from huiguan.mechanisms.rotation.actions.planning import NothingToPlan, adopt, draw, plan, propose
from huiguan.mechanisms.rotation.actions.running import (
    finish_step,
    hand_over,
    hold,
    take_back_handover,
    take_back_step,
)
from huiguan.mechanisms.rotation.actions.seating import publish_all, seat_by_hand, shift, unseat
from huiguan.mechanisms.rotation.actions.suggestions import accept, decline, finish, judge, reopen, suggest
from huiguan.mechanisms.rotation.actions.telling import hosts_of, tell_hosts

__all__ = [
    "NothingToPlan",
    "accept",
    "adopt",
    "decline",
    "draw",
    "finish",
    "finish_step",
    "hand_over",
    "hold",
    "hosts_of",
    "judge",
    "plan",
    "propose",
    "publish_all",
    "reopen",
    "seat_by_hand",
    "shift",
    "suggest",
    "take_back_handover",
    "take_back_step",
    "tell_hosts",
    "unseat",
]
