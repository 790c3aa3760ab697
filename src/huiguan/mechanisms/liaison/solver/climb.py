"""From level to level: minimise one, keep to the plans that reach it, go on. Every value is counted in integers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic

from huiguan.kernel.solving import Deadline

from .face import Aim, Face
from .greedy import first_plan
from .measures import CURVES, PEAKS, above, constant, levels, measure, weight
from .problem import Leader, Object_, Pair, Problem, Reason
from .program import Found, minimise
from .reasons import unmet, why


@dataclass(frozen=True)
class Level:
    """What was reached in a level (see `measures`) and what cannot be beaten, given what the levels before reached.

    `proven` says that the one is the other; where it is not, there was not enough time.
    """

    name: str
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        return self.value == self.bound


@dataclass(frozen=True)
class Plan:
    """`pairs` in order, the `reasons` of each (see `why`), what is `unmet`; `levels` in order of their weight."""

    pairs: tuple[Pair, ...]
    reasons: dict[Pair, tuple[Reason, ...]]
    unmet: tuple[Reason, ...]
    levels: tuple[Level, ...]
    problem: Problem

    @property
    def proven(self) -> bool:
        return all(level.proven for level in self.levels)


def solve(
    leaders: Iterable[Leader],
    objects: Iterable[Object_],
    *,
    pins: Iterable[Pair] = (),
    forbidden: Iterable[Pair] = (),
    last: Iterable[Pair] = (),
    keep: bool = False,
    time_limit_seconds: float = 60,
) -> Plan:
    """The best links, the same for the same question whatever the order of its parts.

    Pins and forbidden pairs are kept and no object has more leaders than its most; the rest is weighed in the order of
    `measures.LEVELS`. When the time is over, the best plan so far comes back with levels that are not proven: there
    always is one. Raises Impossible, naming all that contradicts itself.
    """
    problem = Problem.of(leaders, objects, pins=pins, forbidden=forbidden, last=last, keep=keep)
    return solve_problem(problem, time_limit_seconds)


def solve_problem(problem: Problem, time_limit_seconds: float, clock: Callable[[], float] = monotonic) -> Plan:
    climb = Climb(problem, Deadline.after(time_limit_seconds, clock))
    reached = tuple(climb.level(name) for name in levels(problem))
    pairs = problem.in_order(climb.links)
    return Plan(pairs, {pair: why(problem, pair) for pair in pairs}, unmet(problem, climb.links), reached, problem)


class Climb:
    """The best plan so far, always in the face, and the face: the plans that reach every level that is proven."""

    def __init__(self, problem: Problem, deadline: Deadline):
        self.problem, self.deadline = problem, deadline
        self.links = first_plan(problem)
        self.face = Face.of(problem)
        self.is_over = False

    def level(self, name: str) -> Level:
        """Once a level is not proven, its face is not known: the plan stays as it is."""
        bound = self._lower(name)
        level = Level(name, measure(self.problem, self.links, name), bound)
        self.is_over = self.is_over or not level.proven
        return level

    def _lower(self, name: str) -> int:
        """Makes the level as small as can be; the bound."""
        if name == "lacking":
            # Each object by itself: it has its least, or all who may be linked to it.
            return sum(max(one.least - len(self.problem.allowed[one.id]), 0) for one in self.problem.objects)
        return self._lower_peak(name) if name in PEAKS else self._lower_sum(name)

    def _lower_sum(self, name: str) -> int:
        aim = Aim(self.face.weigh(lambda pair: weight(self.problem, name, pair)), CURVES.get(name))
        least = measure(self.problem, self.links, name) - constant(self.problem, name)
        bound, prices = self.face.best_bound(aim, self.face.plain_prices())
        if bound < least and (found := self._minimise(aim)):
            self.links = found.links
            least = measure(self.problem, self.links, name) - constant(self.problem, name)
            bound, prices = self.face.best_bound(aim, [prices, found.prices])
        if bound == least:
            self.face = self.face.narrowed(aim, prices)
        return bound + constant(self.problem, name)

    def _lower_peak(self, name: str) -> int:
        """By halves: either nobody need be above a height, or it is proven that somebody must."""
        height, nothing = PEAKS[name], self.face.weigh(lambda pair: 0)
        places = enumerate(self.problem.leaders)
        bound = max(height(leader, int(self.face.load_low[place])) for place, leader in places)
        while bound < (most := measure(self.problem, self.links, name)):
            middle = (bound + most) // 2
            aim = Aim(nothing, above(height, middle))
            excess, _prices = self.face.best_bound(aim, self.face.plain_prices())
            if excess <= 0 and (found := self._minimise(aim)):
                excess = self.face.bound(aim, found.prices)
                if measure(self.problem, found.links, name) <= middle:
                    self.links = found.links
                    continue
            if excess <= 0:
                return bound
            bound = middle + 1
        self.face = self.face.capped(height, most)
        return bound

    def _minimise(self, aim: Aim) -> Found | None:
        """None if there is not enough time, or if what comes back is not, in integers, a plan of the face."""
        if self.is_over or (left := self.deadline.left) <= 0:
            return None
        found = minimise(self.face, aim, left)
        return found if found and self.face.holds(found.links) else None
