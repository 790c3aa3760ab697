"""A roster for a rotation: who sits in which turn, and why. Pure Python and HiGHS: data in, plan and reasons out."""

from .climb import Level, Plan, Unmet, solve, solve_problem
from .measures import difference
from .problem import Candidate, Impossible, Problem, Slot, Wish
from .reasons import Cost, cost_of, why

__all__ = [
    "Candidate",
    "Cost",
    "Impossible",
    "Level",
    "Plan",
    "Problem",
    "Slot",
    "Unmet",
    "Wish",
    "cost_of",
    "difference",
    "solve",
    "solve_problem",
    "why",
]
