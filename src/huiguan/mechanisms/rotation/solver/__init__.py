"""A roster for a rotation: who sits in which turn, and why. Pure Python and HiGHS: data in, plan and reasons out."""

from .climb import Level, Plan, Unmet, solve, solve_problem
from .measures import difference, last_service, services_before
from .problem import Candidate, Impossible, Problem, Settled, Slot, Wish
from .reasons import Cost, cost_of, why
from .roles import Role, give

__all__ = [
    "Candidate",
    "Cost",
    "Impossible",
    "Level",
    "Plan",
    "Problem",
    "Role",
    "Settled",
    "Slot",
    "Unmet",
    "Wish",
    "cost_of",
    "difference",
    "give",
    "last_service",
    "services_before",
    "solve",
    "solve_problem",
    "why",
]
