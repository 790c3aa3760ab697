from huiguan.mechanisms.rotation.actions.asking import ask, carry_out, grant
from huiguan.mechanisms.rotation.actions.planning import NothingToPlan, adopt, draw, plan, propose
from huiguan.mechanisms.rotation.actions.roles import change_role, give_roles
from huiguan.mechanisms.rotation.actions.running import (
    finish_step,
    hand_over,
    hold,
    log_office_day,
    take_back_handover,
    take_back_step,
)
from huiguan.mechanisms.rotation.actions.schemes import furnish, presets, renew
from huiguan.mechanisms.rotation.actions.seating import publish_all, seat_by_hand, shift, unseat
from huiguan.mechanisms.rotation.actions.suggestions import accept, finish, judge, reopen, suggest

__all__ = [
    "NothingToPlan",
    "accept",
    "adopt",
    "ask",
    "carry_out",
    "change_role",
    "draw",
    "finish",
    "finish_step",
    "furnish",
    "give_roles",
    "grant",
    "hand_over",
    "hold",
    "judge",
    "log_office_day",
    "plan",
    "presets",
    "propose",
    "publish_all",
    "renew",
    "reopen",
    "seat_by_hand",
    "shift",
    "suggest",
    "take_back_handover",
    "take_back_step",
    "unseat",
]
