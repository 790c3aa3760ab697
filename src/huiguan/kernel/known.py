"""A record as a person knows it, wherever it is named outside its own list: a title, a line below it, its state."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.urls import NoReverseMatch, reverse

from huiguan.kernel.history import desk_name
from huiguan.kernel.rooms import rooms

AT_ONCE = 500


@dataclass(frozen=True)
class Known:
    title: Any
    byline: str
    url: str
    monogram: str = ""
    hue: str = ""
    status: dict[str, Any] | None = None


def known(records: Iterable, request=None) -> Iterator[Known]:
    """Each of these records in their order, read as the first column of its desk reads it, some hundreds at a time.

    Some kinds lead to another page by whoever reads of them; for these ``request`` is needed.
    """
    desks = _desks()
    for desk in desks.values():
        desk.request = request
    remaining = iter(records)
    while some := list(islice(remaining, AT_ONCE)):
        listed = _as_listed(desks.get(type(some[0])), some)
        for record in some:
            desk = desks.get(type(record))
            yield _known(desk, listed.get(record.pk, record), _address(desk, record))


def _desks() -> dict:
    """The desk of each kind of record: the one that it names, whatever else lists some of its rows for a purpose."""
    desks = [desk for room in rooms() for desk in room.desks if getattr(desk, "url_of", None)]
    return {desk.model: desk() for desk in desks if desk.name == getattr(desk.model, "desk", desk.name)}


def _as_listed(desk, records: list) -> dict:
    """The records with all that the desk's columns read, in a fixed number of queries."""
    if _column(desk, "name") is None:
        return {}
    return {row.pk: row for row in desk.get_queryset().filter(pk__in=[record.pk for record in records])}


def _known(desk, record, url: str) -> Known:
    column, status = _column(desk, "name"), _column(desk, "status")
    own = str(getattr(record, "byline", ""))
    if column is None:
        return Known(str(record), own, url)
    cell = column.value(record)
    byline = " · ".join(str(part) for part in (cell.get("more"), cell.get("note")) if part) or own
    found = status.value(record) if status else None
    return Known(cell["title"], byline, url, cell.get("monogram", ""), cell.get("hue", ""), found)


def _column(desk, kind: str):
    return next((column for column in getattr(desk, "columns", ()) if column.kind == kind), None)


def _address(desk, record) -> str:
    try:
        return desk.url_of(record) if desk else reverse(f"{desk_name(record)}.detail", args=[record.pk])
    except NoReverseMatch:
        return ""
