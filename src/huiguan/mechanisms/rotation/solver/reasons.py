"""Why somebody sits where they sit, and what it would cost to have it otherwise. Data; the screen has the words."""

from dataclasses import dataclass, replace

from .climb import Plan, solve_problem
from .measures import groups, last_service, services_before
from .problem import Pair, Problem, Reason, SlotId


@dataclass(frozen=True)
class Cost:
    """The best plan with the change, and for each level (name, how much worse; less than 0 is better).

    The first difference that is not 0 is what speaks against the change. `proven` says that both plans are proven.
    """

    plan: Plan
    differences: tuple[tuple[str, int], ...]
    proven: bool


def why(plan: Plan, candidate: int, slot: SlotId) -> tuple[Reason, ...]:
    """The reasons of one seat; empty if the candidate does not sit there.

    ("pinned",), ("first_turn",) or ("served_before", times), ("waiting_since", date), ("only_free_in", slot),
    ("wish",), ("against_wish",), ("kept",), and, with others in the turn, ("keeps_section_apart", section) or
    ("shares_section", section, ids), likewise for "township".
    """
    if candidate not in plan.seats.get(slot, ()):
        return ()
    problem, pair = plan.problem, (candidate, slot)
    seated = frozenset((one, turn) for turn, ones in plan.seats.items() for one in ones)
    before = services_before(problem, seated, candidate, slot)
    since = last_service(problem, seated, candidate, slot)
    wishes = {wish.kind for wish in problem.wishes if (wish.candidate, wish.slot) == pair}
    return (
        *((("pinned",),) if pair in problem.pins else ()),
        ("served_before", before) if before else ("first_turn",),
        *((("waiting_since", since),) if since else ()),
        *((("only_free_in", slot),) if [s for s in problem.free if candidate in problem.free[s]] == [slot] else ()),
        *((("wish",),) if "wants" in wishes else ()),
        *((("against_wish",),) if "avoids" in wishes else ()),
        *((("kept",),) if pair in problem.previous else ()),
        *_company(problem, candidate, [one for one in plan.seats[slot] if one != candidate]),
    )


def cost_of(problem: Problem, plan: Plan, forced: Pair, *, seated: bool = True, time_limit_seconds: float = 60) -> Cost:
    """Solves again with the pair forced to sit (or, with `seated=False`, not to), to say "why not that instead".

    A pin or blackout of the problem that says otherwise is not given up. Raises Impossible.
    """
    pairs = frozenset({forced})
    pinned, forbidden = (pairs, frozenset[Pair]()) if seated else (frozenset[Pair](), pairs)
    changed = replace(problem, pins=problem.pins | pinned, blackouts=problem.blackouts | forbidden)
    changed.check()
    other = solve_problem(changed, time_limit_seconds)
    both = zip(plan.levels, other.levels, strict=True)
    differences = tuple((now.name, then.value - now.value) for now, then in both)
    return Cost(other, differences, plan.proven and other.proven)


def _company(problem: Problem, candidate: int, others: list[int]):
    for kind, name in groups(problem, candidate) if others else ():
        like = tuple(one for one in others if (kind, name) in groups(problem, one))
        yield (f"shares_{kind}", name, like) if like else (f"keeps_{kind}_apart", name)
