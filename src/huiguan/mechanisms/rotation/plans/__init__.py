from huiguan.mechanisms.rotation.plans.candidates import (
    candidates,
    eligible_since,
    served_before,
    services,
    trade_and_place,
)
from huiguan.mechanisms.rotation.plans.changes import Change, effect_of
from huiguan.mechanisms.rotation.plans.problems import (
    as_they_stand,
    granting,
    is_overtaken,
    numbers,
    open_states,
    open_windows,
    overtaken,
    problem,
    settled_turns,
    solver_wishes,
    windows,
)
from huiguan.mechanisms.rotation.plans.roles import give_roles, solver_roles, told
from huiguan.mechanisms.rotation.plans.windows import Window, add_months, later, turns_from

__all__ = [
    "Change",
    "Window",
    "add_months",
    "as_they_stand",
    "candidates",
    "effect_of",
    "eligible_since",
    "give_roles",
    "granting",
    "is_overtaken",
    "later",
    "numbers",
    "open_states",
    "open_windows",
    "overtaken",
    "problem",
    "served_before",
    "services",
    "settled_turns",
    "solver_roles",
    "solver_wishes",
    "told",
    "trade_and_place",
    "turns_from",
    "windows",
]
