"""Reading figures within reach: the value, the records behind it, and whether all of them could be seen."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from huiguan.kernel.measure import Figure, Period, Value
from huiguan.kernel.reach import current_reach
from huiguan.kernel.rooms import Room, rooms
from huiguan.reports.claims import plain


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

    @cached_property
    def is_whole(self) -> bool:
        """Whether the reach of the current work takes in every record of this kind, not only some."""
        word = self.records.model.reach_to.word
        return not word or current_reach().scope(word).whole

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


def read(figure: Figure, period: Period, **codes: Any) -> Reading:
    value, records = figure.read(period, **codes)
    return Reading(figure, period, value, records, codes)


def read_all(period: Period) -> list[tuple[Room, list[Reading]]]:
    """Every installed measure, by the room that counts it."""
    return [(room, [read(measure, period) for measure in room.measures]) for room in rooms() if room.measures]


def url_of(record) -> str:
    """The page of a record, if its kind has one."""
    try:
        return reverse(f"{type(record).desk}.detail", args=[record.pk])
    except (AttributeError, NoReverseMatch):
        return ""
