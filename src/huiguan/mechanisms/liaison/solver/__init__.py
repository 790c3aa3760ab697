"""Links of leaders to objects: who looks after what, and why. Pure Python and HiGHS: data in, plan and reasons out."""

from .climb import Level, Plan, solve, solve_problem
from .costs import Cost, cost_of
from .problem import Impossible, Leader, Object_, Problem

__all__ = [
    "Cost",
    "Impossible",
    "Leader",
    "Level",
    "Object_",
    "Plan",
    "Problem",
    "cost_of",
    "solve",
    "solve_problem",
]
