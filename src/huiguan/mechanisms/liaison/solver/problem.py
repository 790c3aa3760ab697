"""Which links are asked for, put into one canonical order, and what makes them impossible."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

Id = int | str
Pair = tuple[Id, Id]
"""A leader's id and an object's id: a link between the two."""
Links = frozenset[Pair]
Reason = tuple
"""A code and its parameters; the sentence is made by the screen."""


@dataclass(frozen=True)
class Leader:
    """Somebody who looks after objects: from `least` to `most` of them, where that is said.

    `carried` counts the links that they hold outside this plan: they are part of the load. `sections` and `townships`
    are what they are in charge of.
    """

    id: Id
    name: str
    least: int | None = None
    most: int | None = None
    sections: frozenset[str] = frozenset()
    townships: frozenset[str] = frozenset()
    carried: int = 0


@dataclass(frozen=True)
class Object_:
    """A chamber, a firm or a project: from `least` to `most` leaders look after it. An empty township is unknown."""

    id: Id
    name: str
    sections: frozenset[str] = frozenset()
    township: str = ""
    least: int = 1
    most: int = 1


class Impossible(Exception):
    """No plan keeps every promise; `lacks` names each one that cannot be kept.

    ("no_leaders",), ("listed_twice", "leader" or "object", id), ("negative", "leader" or "object", id),
    ("least_over_most", "leader" or "object", id, least, most), ("unknown_leader", id), ("unknown_object", id),
    ("pinned_and_forbidden", leader, object), ("too_many_pins", object, pinned leaders, most).
    """

    def __init__(self, lacks: tuple[Reason, ...]):
        super().__init__(lacks)
        self.lacks = lacks


@dataclass(frozen=True)
class Problem:
    """All that a plan depends on, in an order of its own, so that the order of the input cannot matter.

    `last` are the links until now. They count only with `keep`; those of leaders or objects that are no more cannot
    be kept, but do no harm.
    """

    leaders: tuple[Leader, ...]
    objects: tuple[Object_, ...]
    pins: Links
    forbidden: Links
    last: Links
    keep: bool

    @classmethod
    def of(cls, leaders, objects, *, pins=(), forbidden=(), last=(), keep=False) -> "Problem":
        """Puts the input in order; raises Impossible if there can be no plan."""
        leaders = tuple(sorted(leaders, key=lambda one: place(one.id)))
        objects = tuple(sorted(objects, key=lambda one: place(one.id)))
        problem = cls(leaders, objects, frozenset(pins), frozenset(forbidden), frozenset(last), keep)
        problem.check()
        return problem

    def check(self):
        """Raises Impossible. All else gives way, so that there is a plan whenever none of this is wrong."""
        lacks = (*self._misnamed(), *self._misnumbered(), *self._contradictory())
        if lacks:
            raise Impossible(lacks)

    @cached_property
    def leader(self) -> dict[Id, Leader]:
        return {one.id: one for one in self.leaders}

    @cached_property
    def object(self) -> dict[Id, Object_]:
        return {one.id: one for one in self.objects}

    @cached_property
    def allowed(self) -> dict[Id, tuple[Id, ...]]:
        """The leaders that each object may have, in order."""
        return {
            one.id: tuple(leader.id for leader in self.leaders if (leader.id, one.id) not in self.forbidden)
            for one in self.objects
        }

    def in_order(self, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
        return tuple(sorted(pairs, key=lambda pair: (place(pair[0]), place(pair[1]))))

    def _misnamed(self):
        if not self.leaders:
            yield ("no_leaders",)
        for kind, things in (("leader", self.leaders), ("object", self.objects)):
            counts = Counter(one.id for one in things)
            yield from (("listed_twice", kind, id) for id, count in counts.items() if count > 1)
        bound = self.pins | self.forbidden
        yield from (("unknown_leader", id) for id in sorted({one for one, _ in bound} - {*self.leader}, key=place))
        yield from (("unknown_object", id) for id in sorted({one for _, one in bound} - {*self.object}, key=place))

    def _misnumbered(self):
        for kind, things in (("leader", self.leaders), ("object", self.objects)):
            for one in things:
                if min(one.least or 0, one.most or 0, getattr(one, "carried", 0)) < 0:
                    yield ("negative", kind, one.id)
                if one.least is not None and one.most is not None and one.least > one.most:
                    yield ("least_over_most", kind, one.id, one.least, one.most)

    def _contradictory(self):
        yield from (("pinned_and_forbidden", *pair) for pair in self.in_order(self.pins & self.forbidden))
        for one in self.objects:
            pinned = tuple(sorted((leader for leader, id in self.pins if id == one.id), key=place))
            if len(pinned) > one.most:
                yield ("too_many_pins", one.id, pinned, one.most)


def place(id: Id) -> tuple[bool, int, str]:
    """Numbers before texts, so that both can be put in one order."""
    return (True, 0, id) if isinstance(id, str) else (False, id, "")
