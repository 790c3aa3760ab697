"""A roster for a rotation: who sits in which turn, and why. Pure Python and HiGHS: data in, plan and reasons out."""

from .climb import Level, Plan, Unmet, solve, solve_problem
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
    "solve",
    "solve_problem",
    "why",
]
