"""Which rows hold on a day."""

from datetime import date
from typing import Any

from django.db.models import Q


def on_day(day: date, path: str = "") -> Q:
    """Rows (or those found along ``path``) that hold on that day; a day that is not given is no bound."""
    begun = Q(**{f"{path}starts": None}) | Q(**{f"{path}starts__lte": day})
    return begun & (Q(**{f"{path}ends": None}) | Q(**{f"{path}ends__gte": day}))


def holds_on(row: Any, day: date) -> bool:
    """Whether one row holds on that day, as ``on_day`` asks of many."""
    return (row.starts is None or row.starts <= day) and (row.ends is None or day <= row.ends)
