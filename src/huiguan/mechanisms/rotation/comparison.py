"""A plan beside the turns as they stood when it was drawn up: who stays, who comes, who goes.

While it may be adopted they still stand so, else it is not adopted; afterwards it can still be read what it changed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from huiguan.mechanisms.rotation.models import Roster
from huiguan.mechanisms.rotation.queries import bearers


@dataclass(frozen=True)
class Difference:
    """One turn before and after; whoever is in both stays."""

    number: int
    starts: date
    ends: date
    stays: list[Any]
    goes: list[Any]
    comes: list[Any]
    is_new: bool


@dataclass(frozen=True)
class Comparison:
    rows: list[Difference]

    @property
    def moved(self) -> int:
        """Seats of the turns that there are which change hands."""
        return sum(len(row.goes) for row in self.rows)

    @property
    def new(self) -> int:
        return sum(len(row.comes) for row in self.rows)


def compare(roster: Roster) -> Comparison:
    before = _as_it_stood(roster)
    planned = {seat["bearer"] for row in roster.windows for seat in row["seats"]}
    names = bearers(roster.scheme, planned.union(*before.values()))
    return Comparison([_difference(row, before, names) for row in roster.windows])


def _as_it_stood(roster: Roster) -> dict[str, list[int]]:
    """Who sat in the turns that there were, by the first day of each."""
    first_days = {turn: starts for turn, _state, _number, starts, _ends in roster.seen.get("turns", [])}
    before: dict[str, list[int]] = {starts: [] for starts in first_days.values()}
    for turn, bearer, _by_hand in roster.seen.get("seats", []):
        before[first_days[turn]].append(bearer)
    return before


def _difference(row: dict, before: dict[str, list[int]], names: dict[int, Any]) -> Difference:
    day = row["starts"]
    after = [names[seat["bearer"]] for seat in row["seats"] if seat["bearer"] in names]
    was = [names[pk] for pk in before.get(day, []) if pk in names]
    return Difference(
        number=row["number"],
        starts=date.fromisoformat(day),
        ends=date.fromisoformat(row["ends"]),
        stays=[one for one in after if one in was],
        goes=[one for one in was if one not in after],
        comes=[one for one in after if one not in was],
        is_new=day not in before,
    )
