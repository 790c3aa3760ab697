"""Public holidays and make-up workdays (调休) of mainland China, as the State Council's yearly notices fix them.

The notice for a year appears about November of the year before, so no later year is known and no formula gives it: the
federation edits this table by hand when the notice is out. Facts for 2018 to 2026, read off the PyPI package
chinesecalendar 1.11.0; holidays that fall on a weekend are listed too, for their name.
"""

from datetime import date
from typing import NamedTuple

from huiguan.kernel.worktime import Calendar
from huiguan.register.tables.files import json_data


class SpecialDay(NamedTuple):
    """A day that the week alone does not explain. `kind`: off (a holiday) or on (a weekend day that is worked)."""

    kind: str
    name: str


SPECIAL_DAYS: dict[date, SpecialDay] = {
    date.fromisoformat(d): SpecialDay(**x) for d, x in json_data("holidays").items()
}
KNOWN_THROUGH: int = max(SPECIAL_DAYS).year


def calendar(special_days: dict[date, SpecialDay] | None = None) -> Calendar:
    """The calendar of these days, or of the ones that ship with the product."""
    days = SPECIAL_DAYS if special_days is None else special_days
    return Calendar(
        days_off=frozenset(day for day, special in days.items() if special.kind == "off"),
        days_on=frozenset(day for day, special in days.items() if special.kind == "on"),
    )
