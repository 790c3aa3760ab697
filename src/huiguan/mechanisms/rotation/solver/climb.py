"""From level to level: minimise one, fix what was reached, go on. Every value is counted again in exact integers."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from time import monotonic

from huiguan.kernel.solving import Deadline, OutOfTime

from .greedy import first_plan
from .measures import LEVELS, Seated, floor_of, measure
from .model import Model
from .plenty import deepest
from .problem import Candidate, Pair, Problem, Reason, Settled, Slot, SlotId, Wish
from .roles import Role


@dataclass(frozen=True)
class Level:
    """What was reached in a level (see `measures`) and what cannot be beaten, given what the levels before reached.

    `bound` is None where nothing is known; `proven` says that the value meets it.
    """

    name: str
    value: int
    bound: int | None
    proven: bool


@dataclass(frozen=True)
class Unmet:
    """A wish that was not met, with ("unknown",), ("blacked_out",), ("pinned",), ("full_of_pins",), ("fits_no_role",)
    or ("outweighed",).

    For "outweighed", `cost_of` says by which level.
    """

    wish: Wish
    reason: Reason


@dataclass(frozen=True)
class Plan:
    """`seats` in order of the turns, the candidates of each by id; `levels` in order of their weight."""

    seats: dict[SlotId, tuple[int, ...]]
    levels: tuple[Level, ...]
    unmet: tuple[Unmet, ...]
    problem: Problem

    @property
    def proven(self) -> bool:
        return all(level.proven for level in self.levels)


def solve(
    candidates: list[Candidate],
    slots: list[Slot],
    *,
    blackouts: Set[Pair] = frozenset(),
    pins: Set[Pair] = frozenset(),
    wishes: Set[Wish] = frozenset(),
    previous: Set[Pair] = frozenset(),
    roles: tuple[Role, ...] = (),
    settled: tuple[Settled, ...] = (),
    time_limit_seconds: float = 60,
) -> Plan:
    """The best roster, the same for the same question whatever the order of its parts.

    Pins and blackouts are kept, every slot has its size, nobody sits twice in a slot, every role goes to as many as it
    must of those who may have it; the rest is weighed in the order of `measures.LEVELS`. Unknown candidates or slots in
    blackouts, wishes and `previous` are not met but do no harm. When the time is over, the best plan so far comes back
    with levels that are not proven: there always is one.

    Raises Impossible, naming all that cannot be kept. Solver: HiGHS (Huangfu & Hall 2018, 10.1007/s12532-017-0130-5).
    """
    problem = Problem.of(
        candidates,
        slots,
        blackouts=blackouts,
        pins=pins,
        wishes=wishes,
        previous=previous,
        roles=roles,
        settled=settled,
    )
    return solve_problem(problem, time_limit_seconds)


def solve_problem(problem: Problem, time_limit_seconds: float, clock: Callable[[], float] = monotonic) -> Plan:
    deadline = Deadline.after(time_limit_seconds, clock)
    seated = first_plan(problem)
    depth = max(deepest(seated), 1)
    while (climbed := _climb(problem, seated, depth, deadline)) is None:
        depth *= 2
    seated, levels = climbed
    seats = {s.id: tuple(c for c in problem.free[s.id] if (c, s.id) in seated) for s in problem.slots}
    return Plan(seats, levels, _unmet(problem, seated), problem)


def _climb(problem: Problem, seated: Seated, depth: int, deadline: Deadline) -> tuple[Seated, tuple[Level, ...]] | None:
    """None if a plan went deeper than the model prices."""
    model = _model_in_time(problem, depth, deadline)
    reached: list[Level] = []
    for name in LEVELS:
        value, bound = measure(problem, seated, name), floor_of(problem, name)
        if value != bound and model and (left := deadline.left) > model.takes_up:
            # A level that is hard to prove leaves half of the time to those after it.
            found = model.minimise(name, left if name == LEVELS[-1] else left / 2)
            if found.seated is not None and model.goes_deeper(found.seated):
                return None
            if found.seated is not None and _keeps(problem, found.seated, reached, name, value):
                seated, value = found.seated, measure(problem, found.seated, name)
            bound = max((one for one in (bound, found.bound) if one is not None), default=None)
        reached.append(Level(name, value, bound, proven=value == bound))
        if model:
            model.fix(name, value)
    return seated, tuple(reached)


def _model_in_time(problem: Problem, depth: int, deadline: Deadline) -> Model | None:
    """To build the model of a large roster may take longer than there is time."""
    try:
        return Model(problem, depth, deadline)
    except OutOfTime:
        return None


def _keeps(problem: Problem, found: Seated, reached: list[Level], name: str, value: int) -> bool:
    """Whether the plan loses nothing, in exact integers, whatever the tolerances of the solver."""
    here = {slot.id: {c for c in problem.free[slot.id] if (c, slot.id) in found} for slot in problem.slots}
    whole = all(
        slot.at_least <= len(here[slot.id]) <= slot.at_most and problem.fills(here[slot.id]) for slot in problem.slots
    )
    fixed = all(measure(problem, found, level.name) <= level.value for level in reached)
    return whole and fixed and problem.pins <= found and measure(problem, found, name) <= value


def _unmet(problem: Problem, seated: Seated) -> tuple[Unmet, ...]:
    wishes = sorted(problem.wishes, key=lambda wish: (wish.candidate, str(wish.slot), wish.kind))
    return tuple(
        Unmet(wish, _why_unmet(problem, wish))
        for wish in wishes
        if ((wish.candidate, wish.slot) in seated) != (wish.kind == "wants")
    )


def _why_unmet(problem: Problem, wish: Wish) -> Reason:
    pair = wish.candidate, wish.slot
    if wish.candidate not in problem.person or wish.slot not in problem.free:
        return ("unknown",)
    if pair in problem.blackouts:
        return ("blacked_out",)
    if problem.tied and not any(role.suits(wish.candidate) for role in problem.tied):
        return ("fits_no_role",)
    if pair in problem.pins:
        return ("pinned",)
    at_most = next(slot.at_most for slot in problem.slots if slot.id == wish.slot)
    if wish.kind == "wants" and len(problem.pinned[wish.slot]) == at_most:
        return ("full_of_pins",)
    return ("outweighed",)
