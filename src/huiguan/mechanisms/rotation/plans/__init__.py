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
    numbers,
    open_states,
    open_windows,
    overtaken,
    problem,
    solver_wishes,
    windows,
)
from huiguan.mechanisms.rotation.plans.windows import Window, add_months, later, turns_from

__all__ = [
    "Change",
    "Window",
    "add_months",
    "as_they_stand",
    "candidates",
    "effect_of",
    "eligible_since",
    "later",
    "numbers",
    "open_states",
    "open_windows",
    "overtaken",
    "problem",
    "served_before",
    "services",
    "solver_wishes",
    "trade_and_place",
    "turns_from",
    "windows",
]
