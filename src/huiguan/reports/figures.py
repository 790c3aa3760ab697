"""Reading figures within reach: the value, the records behind it, and whether all of them could be seen."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from huiguan.kernel.measure import Figure, Period, Value
from huiguan.kernel.numbers import LARGEST
from huiguan.kernel.reach import current_reach
from huiguan.kernel.rooms import Room, rooms
from huiguan.reports.claims import plain, shown


@dataclass(frozen=True)
class Reading:
    """A figure as it was read once: for this period, with these codes, by whoever is at work."""

    figure: Figure
    period: Period
    value: Value
    records: QuerySet
    codes: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def count(self) -> int:
        return self.records.count()

    @property
    def is_whole(self) -> bool:
        """Whether the reach of the current work takes in every record of this kind, not only some."""
        word = self.records.model.reach_to.word
        return not word or current_reach().scope(word).whole

    @property
    def is_stock(self) -> bool:
        return getattr(self.figure, "kind", "stock") == "stock"

    @property
    def shown(self) -> str:
        return shown(self.value)

    @property
    def query(self) -> dict[str, Any]:
        """What the page of the figure is asked, so that it shows this reading."""
        starts, ends = self.period.starts, self.period.ends
        return {**self.codes, "starts": starts.isoformat() if starts else "", "ends": ends.isoformat()}

    @property
    def plain(self) -> dict[str, Any]:
        return {
            "key": self.figure.key,
            "label": str(self.figure.label),
            "value": plain(self.value),
            "unit": str(self.figure.unit),
            "definition": str(self.figure.definition),
            "records": self.count,
        }


LONGEST_CODE = 100


class BadCode(ValueError):
    """A dimension was asked for with a code that cannot be one of its codes."""


def read(figure: Figure, period: Period, **codes: Any) -> Reading:
    if any(_is_none(str(code)) for code in codes.values()):
        raise BadCode(str(list(codes)))
    try:
        value, records = figure.read(period, **codes)
    except (ValueError, OverflowError, ValidationError) as wrong:
        raise BadCode(str(codes)) from wrong
    return Reading(figure, period, value, records, codes)


def _is_none(code: str) -> bool:
    """What no row can have for a code; each database would answer it in its own way."""
    return len(code) > LONGEST_CODE or (code.isascii() and code.isdecimal() and int(code) > LARGEST)


def read_all(period: Period) -> list[tuple[Room, list[Reading]]]:
    """Every installed measure, by the room that counts it."""
    return [(room, [read(measure, period) for measure in room.measures]) for room in rooms() if room.measures]
