"""Reading figures: the value, what it was counted from, and those of its records that the reader may open.

Who sees what (decision 0019):

- A total is no secret in the house. Whoever reads the reports of the whole tenant (``reports.view``) reads each figure
  over all that the tenant holds, also over records that they may not open.
- The records behind it are only ever those within reach. Where a kind of record is not theirs at all, that is said.
- What is confidential, and what is narrowed by a code (narrowed far enough, a total is a record), is counted within
  reach; so is everything for whoever reads the reports of one place only.
- Where nothing of that kind is within reach, there is no number: never a zero for what the reader may not see.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiguan.kernel.measure import Figure, Measure, Period, Value
from huiguan.kernel.numbers import LARGEST
from huiguan.kernel.reach import WHOLE, Scope, current_reach, reaching, whole
from huiguan.kernel.rooms import Room, rooms
from huiguan.reports.claims import plain, shown
from huiguan.reports.models import REPORTS


@dataclass(frozen=True)
class Reading:
    """A figure as it was read once: for this period, with these codes, by whoever is at work."""

    figure: Figure
    period: Period
    value: Value
    counted: QuerySet
    records: QuerySet
    scope: Scope
    is_total: bool
    codes: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def count(self) -> int:
        """How many records the value was read from."""
        return self.counted.count()

    @cached_property
    def seen(self) -> int:
        """How many of them the reader may open."""
        return self.count if self.opens_all else self.records.count()

    @property
    def opens_all(self) -> bool:
        return self.scope.whole or not self.is_total

    @property
    def is_closed(self) -> bool:
        """Whether the reader may open no record of this kind, whichever."""
        return not self.scope

    @property
    def why_closed(self) -> str:
        """Which permission would open the records; nothing where they do open."""
        if not self.is_closed:
            return ""
        words = {word: about.label for room in rooms() for word, about in (room.words or {}).items()}
        asked = self.records.model.reach_to.word
        return _("背后的记录要有“%(word)s”的权限才能打开，您的岗位没有这项权限") % {"word": words.get(asked, asked)}

    @property
    def is_hidden(self) -> bool:
        """Whether even the number is not the reader's."""
        return self.is_closed and not self.is_total

    @property
    def is_whole(self) -> bool:
        """Whether it was read from every record of this kind, not only from those within reach."""
        return self.is_total or self.scope.whole

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
        return _read(figure, period, codes)
    except (ValueError, OverflowError, ValidationError) as wrong:
        raise BadCode(str(codes)) from wrong


def _read(figure: Figure, period: Period, codes: dict[str, Any]) -> Reading:
    records = figure.narrowed(period, **codes) if isinstance(figure, Measure) else figure.read(period)[1]
    scope = _scope(records)
    is_total = current_reach().scope(REPORTS.word).whole and not codes and not figure.is_confidential
    value, counted = None, records
    if is_total:
        with reaching(whole(current_reach().tenant)):
            value, counted = figure.read(period)
    elif scope:
        value = figure.read(period, **codes)[0]
    return Reading(figure, period, value, counted, records, scope, is_total, codes)


def _scope(records: QuerySet) -> Scope:
    """Where the reader may open records of this kind."""
    word = records.model.reach_to.word
    return current_reach().scope(word) if word else WHOLE


def _is_none(code: str) -> bool:
    """What no row can have for a code; each database would answer it in its own way."""
    return len(code) > LONGEST_CODE or (code.isascii() and code.isdecimal() and int(code) > LARGEST)


def read_all(period: Period) -> list[tuple[Room, list[Reading]]]:
    """Every installed measure, by the room that counts it."""
    return [(room, [read(measure, period) for measure in room.measures]) for room in rooms() if room.measures]
