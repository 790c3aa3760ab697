"""Measures: what a room counts, with its definition, so that every figure opens its records."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from django.db.models import Q, QuerySet

from huiguan.kernel import clock

Value = int | Decimal | list | date | str | None


@dataclass(frozen=True)
class Period:
    """From–to, both days included, in the installation's time zone. A stock is read at ``ends``."""

    starts: date | None
    ends: date

    def days(self, lookup: str) -> Q:
        """Rows whose day lies in it."""
        found = Q(**{f"{lookup}__lte": self.ends})
        return found & Q(**{f"{lookup}__gte": self.starts}) if self.starts else found

    def moments(self, lookup: str) -> Q:
        """Rows whose moment lies on a day of it."""
        found = Q(**{f"{lookup}__lt": clock.at(self.ends + timedelta(days=1), 0)})
        return found & Q(**{f"{lookup}__gte": clock.at(self.starts, 0)}) if self.starts else found


@dataclass(frozen=True)
class Measure:
    """One figure: ``records`` selects the rows behind it within reach, ``value`` reads the figure off them.

    A *flow* counts what happened from–to; a *stock* what stands at the end day. The value is a number, a list of two
    (a range), a date or nothing. ``dimensions`` name lookups with stable codes by which the records may be narrowed.
    A total is no secret in the house, unless ``is_confidential``: that of a compartment, such as complaints, is kept
    from all who do not see the records themselves.
    """

    key: str
    label: Any
    unit: Any
    kind: Literal["stock", "flow"]
    definition: Any
    records: Callable[[Period], QuerySet]
    value: Callable[[QuerySet, Period], Value] = lambda records, period: records.count()
    dimensions: dict[str, str] = field(default_factory=dict)
    is_confidential: bool = False

    def narrowed(self, period: Period, **codes: Any) -> QuerySet:
        """The records of the period, only those whose dimensions have these codes."""
        lookups = {self.dimensions[name]: code for name, code in codes.items()}
        return self.records(period).filter(**lookups)

    def read(self, period: Period, **codes: Any) -> tuple[Value, QuerySet]:
        records = self.narrowed(period, **codes)
        return self.value(records, period), records


@dataclass(frozen=True)
class Attribute:
    """A value that one record holds and nobody counts: the number of a term, the length of a turn.

    ``read`` gives it as it stood when the period ended, with the record that holds it, within reach; where no record
    does, nothing and no rows. It may be confidential as a measure may.
    """

    key: str
    label: Any
    unit: Any
    definition: Any
    read: Callable[[Period], tuple[Value, QuerySet]]
    is_confidential: bool = False


Figure = Measure | Attribute
