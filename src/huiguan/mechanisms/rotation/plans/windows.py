"""When turns begin and end. Pure: days in, windows out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from huiguan.kernel.clock import add_months

DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
LAST_DAY = date(9000, 1, 1)  # calendars end, and so does every search for windows


@dataclass(frozen=True)
class Window:
    """The time of one turn, both days included."""

    starts: date
    ends: date


def later(day: date, unit: str, count: int) -> date:
    """So many units after a day; calendars end."""
    if day > LAST_DAY:
        return date.max
    if unit in DAYS:
        return day + timedelta(days=DAYS[unit] * count)
    return add_months(day, MONTHS[unit] * count)


def begin_of(day: date, unit: str) -> date:
    """The first day of the week, month, quarter or year in which a day lies."""
    if unit in DAYS:
        return day - timedelta(days=day.weekday() % DAYS[unit])
    months = MONTHS[unit]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def turns_from(first: date, unit: str, length: int, *, aligned: bool, since: date, until: date) -> Iterator[Window]:
    """The windows of a scheme that begins on ``first``, those that end before ``since`` passed by.

    ``aligned`` windows begin with a calendar unit, so that the first may be short; the others follow one another from
    ``first``. Each begins so many units after the *first*, not after the one before: from 31 January a month reaches
    to 27 February and the next to 30 March.
    """
    start = begin_of(first, unit) if aligned else first
    number = _windows_before(start, unit, length, since)
    while (begins := later(start, unit, number * length)) <= min(until, LAST_DAY):
        number += 1
        window = Window(max(begins, first), later(start, unit, number * length) - timedelta(days=1))
        if window.ends >= since:
            yield window


def _windows_before(start: date, unit: str, length: int, since: date) -> int:
    """How many windows may be passed by at once; never one too many."""
    if unit in DAYS:
        count = (since - start).days // (DAYS[unit] * length)
    else:
        count = ((since.year - start.year) * 12 + since.month - start.month) // (MONTHS[unit] * length)
    return max(count - 1, 0)
