"""What it would cost to have a link otherwise: "why not that one?"."""

from dataclasses import dataclass, replace

from .climb import Plan, solve_problem
from .problem import Pair, Problem


@dataclass(frozen=True)
class Cost:
    """The best plan with the change, and for each level (name, how much worse; less than 0 is better).

    The first difference that is not 0 is what speaks against the change. `proven` says that both plans are proven.
    """

    plan: Plan
    differences: tuple[tuple[str, int], ...]
    proven: bool


def cost_of(problem: Problem, plan: Plan, pair: Pair, wanted: bool, *, time_limit_seconds: float = 60) -> Cost:
    """Solves again with the pair linked (or, if it is not wanted, not linked).

    A pin or forbidden pair of the problem that says otherwise is not given up. Raises Impossible.
    """
    pairs = frozenset({pair})
    changed = (
        replace(problem, pins=problem.pins | pairs) if wanted else replace(problem, forbidden=problem.forbidden | pairs)
    )
    changed.check()
    other = solve_problem(changed, time_limit_seconds)
    both = zip(plan.levels, other.levels, strict=True)
    differences = tuple((now.name, then.value - now.value) for now, then in both)
    return Cost(other, differences, plan.proven and other.proven)
