"""A plan beside the turns as they are: who stays, who comes, who goes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from huiguan.mechanisms.rotation.models import Roster, Turn
from huiguan.mechanisms.rotation.queries import bearers, with_their_seats


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
    days = [date.fromisoformat(row["starts"]) for row in roster.windows]
    turns = with_their_seats(Turn.objects.filter(scheme=roster.scheme, starts__in=days))
    before = {turn.starts: [seat.bearer for seat in turn.seats.all()] for turn in turns}
    planned = {pk for row in roster.windows for pk in (seat["bearer"] for seat in row["seats"])}
    names = bearers(roster.scheme, planned)
    return Comparison([_difference(row, day, before, names) for row, day in zip(roster.windows, days, strict=True)])


def _difference(row: dict, day: date, before: dict[date, list], names: dict[int, Any]) -> Difference:
    after = [names[seat["bearer"]] for seat in row["seats"] if seat["bearer"] in names]
    was = before.get(day, [])
    return Difference(
        number=row["number"],
        starts=day,
        ends=date.fromisoformat(row["ends"]),
        stays=[one for one in after if one in was],
        goes=[one for one in was if one not in after],
        comes=[one for one in after if one not in was],
        is_new=day not in before,
    )
