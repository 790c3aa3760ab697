"""Weeks and what lies in them: pure Python, days in and rows out.

A week begins on Monday. What lasts several days keeps one lane through the week, so that its days stand side by side.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

SHOWN = 3  # lanes of a day in a month
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Something from one day to another, both included."""

    first: date
    last: date
    what: Any

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Piece:
    """What one day shows of a span; ``run`` days from here on in this week, none where it goes on."""

    span: Span
    day: date
    run: int

    @property
    def number(self) -> int:
        """Which of the span's days this is."""
        return (self.day - self.span.first).days + 1


@dataclass(frozen=True)
class Day:
    """One day: its pieces by lane (a lane may be empty), and how many more there are than are shown."""

    day: date
    lanes: tuple[Piece | None, ...]
    pieces: tuple[Piece, ...]
    more: int


def month(day: date) -> list[list[date]]:
    """The weeks that hold a day of this day's month, each whole."""
    return calendar.Calendar(calendar.MONDAY).monthdatescalendar(day.year, day.month)


def week(day: date) -> list[date]:
    monday = day - timedelta(days=day.weekday())
    return [monday + number * DAY for number in range(7)]


def months_on(day: date, number: int) -> date:
    """The first day of the month that is so many months away."""
    months = day.year * 12 + day.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)


def laid_out(days: Sequence[date], spans: Iterable[Span], shown: int = SHOWN) -> list[Day]:
    """The days of one week with what lies in them: the earlier first, of those that begin together the longer."""
    here = [span for span in spans if span.first <= days[-1] and span.last >= days[0]]
    lanes = _lanes(days, sorted(here, key=lambda span: (max(span.first, days[0]), -span.days)))
    return [_day(day, days, lanes, shown) for day in days]


def on(day: date, spans: Iterable[Span]) -> Day:
    """One day by itself, with all of it."""
    (alone,) = laid_out([day], spans)
    return alone


def _lanes(days: Sequence[date], spans: Iterable[Span]) -> list[list[Span]]:
    """Each span in the first lane that is free by then."""
    lanes: list[list[Span]] = []
    for span in spans:
        free = next((lane for lane in lanes if lane[-1].last < max(span.first, days[0])), None)
        if free is None:
            lanes.append([span])
        else:
            free.append(span)
    return lanes


def _day(day: date, days: Sequence[date], lanes: list[list[Span]], shown: int) -> Day:
    filled = [next((_piece(span, day, days) for span in lane if span.covers(day)), None) for lane in lanes]
    while filled and filled[-1] is None:
        filled.pop()
    more = sum(piece is not None for piece in filled[shown:])
    return Day(day, tuple(filled[:shown]), tuple(piece for piece in filled if piece), more)


def _piece(span: Span, day: date, days: Sequence[date]) -> Piece:
    begins = day == max(span.first, days[0])
    return Piece(span, day, (min(span.last, days[-1]) - day).days + 1 if begins else 0)
