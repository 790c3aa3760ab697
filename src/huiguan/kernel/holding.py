"""What keeps a record from being deleted: the records that use it, by kind, each with the way to its page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from huiguan.kernel.known import Known, known
from huiguan.kernel.models import Record

SHOWN = 5  # of each kind


@dataclass(frozen=True)
class Holding:
    """One kind of what holds on: how many there are within reach, and the first of them."""

    kind: str
    count: int = 0
    shown: Sequence[Known] = ()


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
    """Of what is out of reach neither the kind is told nor how many there are."""
    numbers: dict[type[Model], set] = {}
    for record in records:
        numbers.setdefault(type(record), set()).add(record.pk)
    reached = {
        model: list(model.objects.filter(pk__in=pks).order_by("pk"))
        for model, pks in numbers.items()
        if issubclass(model, Record)
    }
    found = [
        Holding(str(model._meta.verbose_name), len(rows), list(known(rows[:SHOWN], request)))
        for model, rows in sorted(reached.items(), key=lambda one: str(one[0]._meta.verbose_name))
        if rows
    ]
    if sum(map(len, numbers.values())) > sum(holding.count for holding in found):
        found.append(Holding(_("您看不到的记录")))
    return found
