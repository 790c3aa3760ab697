"""What keeps a record from being deleted: the records that use it, by kind, each with the way to its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector

from huiguan.kernel.known import Known, known
from huiguan.kernel.models import Record

SHOWN = 5  # of each kind


@dataclass(frozen=True)
class Holding:
    """One kind of what holds on: how many there are, and the first of those within reach."""

    kind: str
    count: int
    shown: list[Known]


def holding(rows: list[Model], request) -> list[Holding]:
    """What would be left without something if these rows were deleted together."""
    found: set[Model] = set()
    for row in rows:
        try:
            Collector(using=row._state.db or DEFAULT_DB_ALIAS, origin=row).collect([row])
        except ProtectedError as refusal:
            found |= set(refusal.protected_objects)
    return by_kind(found - set(rows), request)


def by_kind(records: Iterable[Model], request) -> list[Holding]:
    ordered = sorted(records, key=lambda record: (str(record._meta.verbose_name), record.pk))
    groups = [(kind, list(those)) for kind, those in groupby(ordered, key=lambda record: record._meta.verbose_name)]
    return [Holding(str(kind), len(those), _within_reach(those, request)) for kind, those in groups]


def _within_reach(records: list, request) -> list[Known]:
    model = type(records[0])
    if not issubclass(model, Record):
        return []
    reached = model.objects.filter(pk__in=[record.pk for record in records])
    return list(known(list(reached.order_by("pk")[:SHOWN]), request))
