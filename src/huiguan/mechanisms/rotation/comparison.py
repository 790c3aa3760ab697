"""A plan beside the turns as they are: who stays, who comes, who goes."""

from dataclasses import dataclass
from datetime import date

from huiguan.mechanisms.rotation.models import Roster, Turn
from huiguan.register.models import Organization


@dataclass(frozen=True)
class Difference:
    """One turn before and after; a firm that is in both stays."""

    number: int
    starts: date
    ends: date
    stays: list[Organization]
    goes: list[Organization]
    comes: list[Organization]
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
    turns = Turn.objects.filter(scheme=roster.scheme, starts__in=days).prefetch_related("seats__organization")
    before = {turn.starts: [seat.organization for seat in turn.seats.all()] for turn in turns}
    planned = {pk for row in roster.windows for pk in (seat["organization"] for seat in row["seats"])}
    firms = Organization.objects.in_bulk(planned)
    return Comparison([_difference(row, day, before, firms) for row, day in zip(roster.windows, days, strict=True)])


def _difference(row: dict, day: date, before: dict[date, list], firms: dict[int, Organization]) -> Difference:
    after = [firms[seat["organization"]] for seat in row["seats"] if seat["organization"] in firms]
    was = before.get(day, [])
    return Difference(
        number=row["number"],
        starts=day,
        ends=date.fromisoformat(row["ends"]),
        stays=[firm for firm in after if firm in was],
        goes=[firm for firm in was if firm not in after],
        comes=[firm for firm in after if firm not in was],
        is_new=day not in before,
    )
