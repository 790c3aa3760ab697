from huiguan.mechanisms.rotation.actions.asking import agree, ask, call_off, carry_out, grant, refuse
from huiguan.mechanisms.rotation.actions.leaving import keep_to_oneself, why_not_vacate
from huiguan.mechanisms.rotation.actions.planning import NothingToPlan, adopt, draw, plan, propose
from huiguan.mechanisms.rotation.actions.roles import change_role
from huiguan.mechanisms.rotation.actions.running import (
    hand_over,
    hold,
    log_office_day,
    take_back_handover,
)
from huiguan.mechanisms.rotation.actions.schemes import furnish, presets, renew
from huiguan.mechanisms.rotation.actions.seating import publish_all, seat_by_hand, shift, unseat
from huiguan.mechanisms.rotation.actions.steps import (
    excuse_step,
    finish_step,
    finish_steps_of,
    require_step,
    take_back_step,
    withdraw_steps_of,
)
from huiguan.mechanisms.rotation.actions.suggestions import (
    accept,
    amend,
    decline,
    finish,
    judge,
    reopen,
    suggest,
    withdraw,
)
from huiguan.mechanisms.rotation.actions.telling import hosts_of, tell_hosts
from huiguan.mechanisms.rotation.actions.visits import enter_visit

__all__ = [
    "NothingToPlan",
    "accept",
    "adopt",
    "agree",
    "amend",
    "ask",
    "call_off",
    "carry_out",
    "change_role",
    "decline",
    "draw",
    "enter_visit",
    "excuse_step",
    "finish",
    "finish_step",
    "finish_steps_of",
    "furnish",
    "grant",
    "hand_over",
    "hold",
    "hosts_of",
    "judge",
    "keep_to_oneself",
    "log_office_day",
    "plan",
    "presets",
    "propose",
    "publish_all",
    "refuse",
    "renew",
    "reopen",
    "require_step",
    "seat_by_hand",
    "shift",
    "suggest",
    "take_back_handover",
    "take_back_step",
    "tell_hosts",
    "unseat",
    "why_not_vacate",
    "withdraw",
    "withdraw_steps_of",
]
