"""How deep a plan need go: whether anybody has to serve twice, and how often somebody does."""

from .measures import Seated
from .problem import Problem


def has_plenty(problem: Problem) -> bool:
    """Whether every slot has as many free first-turn candidates as the roster has chairs.

    Then any seat that is not pinned and not its candidate's first turn could go to a first-turn candidate who sits
    nowhere, which is strictly better in "again". So such seats are in no optimum and need no column.
    Where a role is only for some, there must be as many of them for each role.
    """
    chairs = sum(slot.at_most for slot in problem.slots)
    first = {one.id for one in problem.candidates if one.served == problem.floor}
    fits = [{one for one in first if role.suits(one)} for role in problem.tied] or [first]
    return all(
        sum(candidate in fit for candidate in problem.free[slot.id]) >= chairs for slot in problem.slots for fit in fits
    )


def deepest(seated: Seated) -> int:
    """The most seats that one candidate has."""
    counts: dict[int, int] = {}
    for candidate, _ in seated:
        counts[candidate] = counts.get(candidate, 0) + 1
    return max(counts.values(), default=0)
