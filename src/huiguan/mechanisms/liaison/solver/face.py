"""All plans that are as good as can be in the levels so far: a flow within bounds, whatever those levels were.

Links flow from leaders to objects. A level costs so much for each link, and for each leader so much for their load,
ever steeper. By complementary slackness a plan is as good as can be if and only if, at the best prices for the loads of
leaders and for the links of objects, every link dearer than nothing is out, every one cheaper is in, and every load and
every object's number of links is among those that cost least at their price. Those are bounds again, so that the next
level is a flow again. All of it is reckoned in integers: no proof rests on a tolerance.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .measures import Curve, got_of, loads_of
from .problem import Links, Pair, Problem

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Aim:
    """What is to be small: a weight for each pair of the face, and for each leader a curve over the load."""

    weights: Whole
    curve: Curve | None = None


@dataclass(frozen=True)
class Prices:
    """What one more link is worth to each leader and to each object, by their places."""

    leaders: Whole
    objects: Whole


@dataclass(frozen=True)
class Face:
    """For each pair whether it may be linked and whether it must; for each leader and object, how many links.

    `by` and `to` are the places of the leader and of the object of each pair. Loads count what is carried.
    """

    problem: Problem
    pairs: tuple[Pair, ...]
    by: Whole
    to: Whole
    low: Whole
    high: Whole
    load_low: Whole
    load_high: Whole
    got_low: Whole
    got_high: Whole

    @classmethod
    def of(cls, problem: Problem) -> "Face":
        """All plans in which the objects lack as little as can be."""
        by = {one.id: place for place, one in enumerate(problem.leaders)}
        to = {one.id: place for place, one in enumerate(problem.objects)}
        pairs = tuple((leader, one.id) for one in problem.objects for leader in problem.allowed[one.id])
        places = whole(by[leader] for leader, _ in pairs), whole(to[one] for _, one in pairs)
        carried, allowed = whole(one.carried for one in problem.leaders), np.bincount(places[0], minlength=len(by))
        pinned = got_of(problem.pins)
        return cls(
            problem,
            pairs,
            *places,
            low=whole(pair in problem.pins for pair in pairs),
            high=np.ones(len(pairs), dtype=np.int64),
            load_low=whole(loads_of(problem, problem.pins).values()),
            load_high=carried + allowed,
            got_low=whole(max(min(one.least, len(problem.allowed[one.id])), pinned[one.id]) for one in problem.objects),
            got_high=whole(one.most for one in problem.objects),
        )

    def holds(self, links: Links) -> bool:
        """Whether the plan is in the face."""
        taken = whole(pair in links for pair in self.pairs)
        load = whole(loads_of(self.problem, links).values())
        got = np.bincount(self.to, weights=taken, minlength=len(self.problem.objects))
        return (
            int(taken.sum()) == len(links)
            and within(self.low, taken, self.high)
            and within(self.load_low, load, self.load_high)
            and within(self.got_low, got, self.got_high)
        )

    def weigh(self, weight: Callable[[Pair], int]) -> Whole:
        return whole(weight(pair) for pair in self.pairs)

    def plain_prices(self) -> list[Prices]:
        """Prices that are the same for all: enough of a proof wherever not who links to what is short, but the numbers
        are. No more than one must; each link beyond the room of leaders; each leader beyond the room of objects."""
        leader, one = np.ones_like(self.load_low), np.ones_like(self.got_low)
        return [Prices(0 * leader, 0 * one), Prices(0 * leader, one), Prices(-leader, one), Prices(leader, -one)]

    def best_bound(self, aim: Aim, prices: Iterable[Prices]) -> tuple[int, Prices]:
        return max(((self.bound(aim, one), one) for one in prices), key=lambda found: found[0])

    def bound(self, aim: Aim, prices: Prices) -> int:
        """No plan of the face costs less, whatever the prices are: what Lagrange's relaxation comes to."""
        reduced = self._reduced(aim, prices)
        loads = sum(min(self._priced(aim, prices, leader)) for leader in range(len(self.load_low)))
        got = np.minimum(prices.objects * self.got_low, prices.objects * self.got_high)
        return int(np.minimum(reduced * self.low, reduced * self.high).sum() + loads + got.sum())

    def narrowed(self, aim: Aim, prices: Prices) -> "Face":
        """The plans that cost as little as the bound, if any does."""
        reduced = self._reduced(aim, prices)
        loads = [argmin(self._priced(aim, prices, leader)) for leader in range(len(self.load_low))]
        return replace(
            self,
            low=np.where(reduced < 0, self.high, self.low),
            high=np.where(reduced > 0, self.low, self.high),
            load_low=self.load_low + whole(first for first, _ in loads),
            load_high=self.load_low + whole(last for _, last in loads),
            got_low=np.where(prices.objects < 0, self.got_high, self.got_low),
            got_high=np.where(prices.objects > 0, self.got_low, self.got_high),
        )

    def capped(self, height: Curve, most: int) -> "Face":
        """The plans in which no leader's load is higher than this."""
        caps = [
            max(load for load in self.loads(place) if height(leader, load) <= most)
            for place, leader in enumerate(self.problem.leaders)
        ]
        return replace(self, load_high=whole(caps))

    def loads(self, leader: int) -> range:
        return range(int(self.load_low[leader]), int(self.load_high[leader]) + 1)

    def _reduced(self, aim: Aim, prices: Prices) -> Whole:
        return aim.weights - prices.leaders[self.by] - prices.objects[self.to]

    def _priced(self, aim: Aim, prices: Prices, leader: int) -> list[int]:
        one, price, curve = self.problem.leaders[leader], int(prices.leaders[leader]), aim.curve
        return [(curve(one, load) if curve else 0) + price * (load - one.carried) for load in self.loads(leader)]


def argmin(costs: list[int]) -> tuple[int, int]:
    """The first and the last place of the least; convex, so that all between are as little."""
    return costs.index(min(costs)), len(costs) - 1 - costs[::-1].index(min(costs))


def within(low: Whole, values, high: Whole) -> bool:
    return bool(np.all(low <= values) and np.all(values <= high))


def whole(values) -> Whole:
    return np.array(list(values), dtype=np.int64)
