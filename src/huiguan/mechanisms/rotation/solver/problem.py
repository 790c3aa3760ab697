"""What a roster is asked for, put into one canonical order, and what makes it impossible."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from .roles import Role, fill

SlotId = int | str
Pair = tuple[int, SlotId]
"""A candidate's id and a slot's id."""
Reason = tuple
"""A code and its parameters; the sentence is made by the screen."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who can serve.

    `served` counts turns before this roster. An empty section or township is shared with nobody. Whoever joins late
    should come with the `served` of the others, or will be seated turn after turn until level with them.
    """

    id: int
    name: str
    section: str
    township: str
    waiting_since: date | None
    served: int


@dataclass(frozen=True)
class Slot:
    """A turn: from `at_least` to `at_most` different candidates serve from `starts` to `ends`."""

    id: SlotId
    label: str
    starts: date
    ends: date
    at_least: int
    at_most: int


@dataclass(frozen=True)
class Wish:
    """A soft wish: the candidate wants to serve in the slot, or would rather not."""

    candidate: int
    slot: SlotId
    kind: Literal["wants", "avoids"] = "wants"


@dataclass(frozen=True)
class Settled:
    """A turn that is not planned here: who serves in it from `starts` to `ends`."""

    starts: date
    ends: date
    seated: frozenset[int]


class Impossible(Exception):
    """No roster keeps every promise; `lacks` names each one that cannot be kept.

    ("too_few_free", slot, free ids, at_least, blacked-out ids), ("too_many_pins", slot, pinned ids, at_most),
    ("pinned_and_blacked_out", candidate, slot), ("at_least_over_at_most", slot, at_least, at_most),
    ("unknown_candidate", id), ("unknown_slot", id), ("listed_twice", "candidate" or "slot", id),
    ("roles_over_at_most", slot, least of all roles, at_most), ("too_few_for_role", slot, role, ids, least),
    ("too_few_for_roles", slot), ("pins_fit_no_roles", slot, pinned ids), ("too_few_fit", slot, number, at_least).
    """

    def __init__(self, lacks: tuple[Reason, ...]):
        super().__init__(lacks)
        self.lacks = lacks


@dataclass(frozen=True)
class Problem:
    """All that a roster depends on, in an order of its own, so that the order of the input cannot matter.

    `floor` is the smallest `served` among those who are free at all: their turn is next. It stays the same when a
    change is forced, so that two plans for the same question can be compared.
    """

    candidates: tuple[Candidate, ...]
    slots: tuple[Slot, ...]
    blackouts: frozenset[Pair]
    pins: frozenset[Pair]
    wishes: frozenset[Wish]
    previous: frozenset[Pair]
    floor: int
    roles: tuple[Role, ...] = ()
    settled: tuple[Settled, ...] = ()

    @classmethod
    def of(cls, candidates, slots, *, blackouts=(), pins=(), wishes=(), previous=(), roles=(), settled=()) -> "Problem":
        """Puts the input in order; raises Impossible if no roster can exist."""
        candidates = tuple(sorted(candidates, key=lambda one: one.id))
        slots = tuple(sorted(slots, key=lambda one: (one.starts, one.ends, str(one.id))))
        blackouts, roles = frozenset(blackouts), tuple(roles)
        if any(role.fit is not None for role in roles):
            least = sum(role.least for role in roles)
            slots = tuple(replace(one, at_least=max(one.at_least, min(least, one.at_most))) for one in slots)
        free = [one.served for one in candidates if any((one.id, slot.id) not in blackouts for slot in slots)]
        sets = (blackouts, frozenset(pins), frozenset(wishes), frozenset(previous))
        settled = tuple(sorted(settled, key=lambda one: (one.starts, one.ends)))
        problem = cls(candidates, slots, *sets, floor=min(free, default=0), roles=roles, settled=settled)
        problem.check()
        return problem

    def check(self):
        """Raises Impossible. Sizes and roles bind each slot by itself, so looking at each slot alone is complete."""
        lacks = tuple(self._misnamed()) or tuple(self._lacking()) or tuple(self._unfilled())
        if lacks:
            raise Impossible(lacks)

    @cached_property
    def person(self) -> dict[int, Candidate]:
        return {one.id: one for one in self.candidates}

    @cached_property
    def turns_left(self) -> dict[SlotId, int]:
        """From this turn to the last, both counted."""
        return {slot.id: len(self.slots) - place for place, slot in enumerate(self.slots)}

    @cached_property
    def free(self) -> dict[SlotId, tuple[int, ...]]:
        """The candidates of each slot who are not blacked out, by id."""
        return {s.id: tuple(c.id for c in self.candidates if (c.id, s.id) not in self.blackouts) for s in self.slots}

    @cached_property
    def is_free(self) -> dict[SlotId, frozenset[int]]:
        return {slot: frozenset(ones) for slot, ones in self.free.items()}

    @cached_property
    def tied(self) -> tuple[Role, ...]:
        """The roles, where not everybody may have every one of them, and as many places as there can be chairs. Where
        everybody may, they bind nobody: they are given afterwards."""
        if all(role.fit is None for role in self.roles):
            return ()
        chairs, most = max(slot.at_most for slot in self.slots), sum(role.most for role in self.roles)
        return (*self.roles, Role(0, 0, chairs - most)) if most < chairs else self.roles

    def takes(self, slot: SlotId, seated: Set[int]) -> bool:
        """Whether all of these can have a role in the turn at once, with others so that every role is filled."""
        filling = fill(self.tied, self.free[slot], seated)
        return not self.tied or (filling.is_whole and len(filling.seated) <= self.at_most[slot])

    def fills(self, seated: Set[int]) -> bool:
        """Whether these, and nobody else, fill every role, each having one."""
        return not self.tied or fill(self.tied, seated, seated).is_whole

    @cached_property
    def at_most(self) -> dict[SlotId, int]:
        return {slot.id: slot.at_most for slot in self.slots}

    @cached_property
    def pinned(self) -> dict[SlotId, tuple[int, ...]]:
        return {s.id: tuple(sorted(c for c, slot in self.pins if slot == s.id)) for s in self.slots}

    def _misnamed(self):
        for kind, things in (("candidate", self.candidates), ("slot", self.slots)):
            counts = Counter(one.id for one in things)
            yield from (("listed_twice", kind, id) for id, count in counts.items() if count > 1)
        yield from (("unknown_candidate", id) for id in sorted({c for c, _ in self.pins} - {*self.person}))
        yield from (("unknown_slot", id) for id in sorted({s for _, s in self.pins} - {*self.turns_left}, key=str))

    def _lacking(self):
        for slot in self.slots:
            free, pinned = self.free[slot.id], self.pinned[slot.id]
            if slot.at_least > slot.at_most:
                yield ("at_least_over_at_most", slot.id, slot.at_least, slot.at_most)
            if len(free) < slot.at_least:
                away = tuple(c.id for c in self.candidates if c.id not in {*free})
                yield ("too_few_free", slot.id, free, slot.at_least, away)
            if len(pinned) > slot.at_most:
                yield ("too_many_pins", slot.id, pinned, slot.at_most)
            yield from (("pinned_and_blacked_out", c, slot.id) for c in pinned if (c, slot.id) in self.blackouts)

    def _unfilled(self):
        """Slots whose roles cannot be filled: by whom they may be, one role after the other, then all together."""
        least = sum(role.least for role in self.roles)
        for slot in self.slots:
            if least > slot.at_most:
                yield ("roles_over_at_most", slot.id, least, slot.at_most)
            elif self.tied:
                yield from self._unfit(slot)

    def _unfit(self, slot: Slot):
        free, pinned = self.free[slot.id], self.pinned[slot.id]
        fit = {role: tuple(one for one in free if role.suits(one)) for role in self.tied}
        short = [role for role in self.tied if len(fit[role]) < role.least]
        yield from (("too_few_for_role", slot.id, role.id, fit[role], role.least) for role in short)
        if short:
            return
        filling, largest = fill(self.tied, free, pinned), fill(self.tied, free, pinned, most=True)
        if filling.left_out or len(filling.seated) > slot.at_most:
            yield ("pins_fit_no_roles", slot.id, pinned)
        elif filling.lacking:
            yield ("too_few_for_roles", slot.id)
        elif len(largest.seated) < slot.at_least:
            yield ("too_few_fit", slot.id, len(largest.seated), slot.at_least)
