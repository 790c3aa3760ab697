"""When a limit ends, from when one is warned, and how it stands now.

A limit in days ends with the last moment of its last day in the zone. The day on which it begins is not counted; begun
on a day off, the first working day after it is day one. None working days is today, or the next day that is worked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from huiguan.kernel.clock import add_months
from huiguan.kernel.worktime import Calendar
from huiguan.mechanisms.appeals.clocks.limits import OFFICE_HOURS, Limit, Pause, Unit

_DAY = timedelta(days=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Light(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"
    DONE = "done"


class Span(NamedTuple):
    """Part of a pause, with its end."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Reckoning:
    """By which days, hours and zone one reckons."""

    calendar: Calendar = field(default_factory=Calendar)
    zone: ZoneInfo = SHANGHAI
    hours: tuple[tuple[time, time], ...] = OFFICE_HOURS

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def begin_of(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.zone)

    def end_of(self, day: date) -> datetime:
        return datetime.combine(day, time.max, self.zone)

    def worked(self, since: datetime, until: datetime) -> timedelta:
        """How much office time lies between two moments."""
        total, day = timedelta(), self.day_of(since)
        while day <= self.day_of(until):
            for begin, end in self._office(day):
                total += max(min(end, until) - max(begin, since), timedelta())
            day += _DAY
        return total

    def after_work(self, since: datetime, left: timedelta) -> datetime:
        """The moment by which so much office time has passed."""
        day = self.day_of(since)
        while True:
            for begin, end in self._office(day):
                here = max(end - max(begin, since), timedelta())
                if here and left <= here:
                    return max(begin, since) + left
                left -= here
            day += _DAY

    def _office(self, day: date) -> list[Span]:
        """The office hours of one day, in UTC so that a change of the clocks does not count as work."""
        if not self.calendar.is_working(day):
            return []
        return [
            Span(*(datetime.combine(day, edge, self.zone).astimezone(UTC) for edge in hours)) for hours in self.hours
        ]


def due(start: datetime, limit: Limit, by: Reckoning, pauses: Iterable[Pause] = (), extended: int = 0) -> datetime:
    """The last moment in time. Pauses that are over push it; ``extended`` adds working days that were granted."""
    moment = _first(start, limit, by)
    for span in _apart(pauses, start):
        if span.since <= moment:  # what was late before the clock stood still stays late
            moment = _pushed(moment, span, limit, by)
    if extended:
        moment = by.end_of(by.calendar.add_working_days(by.day_of(moment), extended))
    if limit.batch_days:
        moment = by.end_of(_next_batch(by.day_of(moment), limit.batch_days))
    return moment


def warned(start: datetime, end: datetime, limit: Limit, by: Reckoning) -> datetime:
    """The moment from which one is warned: in days, from the beginning of a day; never before the clock began."""
    if limit.warn_unit in (Unit.MINUTE, Unit.HOUR):
        moment = _moved(end, -_length(limit.warn, limit.warn_unit), by)
    elif limit.warn_unit == Unit.WORKING_DAY:
        moment = by.begin_of(_working_days_before(by.day_of(end), limit.warn, by.calendar))
    elif limit.warn_unit == Unit.DAY:
        moment = by.begin_of(by.day_of(end) - limit.warn * _DAY)
    else:
        moment = by.begin_of(add_months(by.day_of(end), -limit.warn))
    return max(moment, start)


def light(now: datetime, end: datetime, warn_at: datetime, *, paused: bool = False, stopped: bool = False) -> Light:
    if stopped:
        return Light.DONE
    if paused:
        return Light.PAUSED
    if now > end:
        return Light.RED
    return Light.YELLOW if now >= warn_at else Light.GREEN


def _first(start: datetime, limit: Limit, by: Reckoning) -> datetime:
    """The end without pauses, extensions and batch days."""
    day = by.day_of(start)
    if limit.unit == Unit.WORKING_DAY:
        days = by.calendar.add_working_days(day, limit.amount)
        return by.end_of(days if limit.amount else by.calendar.roll_forward(day))
    if limit.unit == Unit.DAY:
        return by.end_of(day + limit.amount * _DAY)
    if limit.unit == Unit.MONTH:
        return by.end_of(add_months(day, limit.amount))
    length = _length(limit.amount, limit.unit)
    return by.after_work(start, length).astimezone(by.zone) if limit.in_office_hours else _moved(start, length, by)


def _pushed(moment: datetime, span: Span, limit: Limit, by: Reckoning) -> datetime:
    """Later by as much of the pause as the limit counts."""
    first, last = by.day_of(span.since), by.day_of(span.until)
    if limit.unit == Unit.WORKING_DAY:
        lost = by.calendar.working_days_between(first, last)
        return by.end_of(by.calendar.add_working_days(by.day_of(moment), lost)) if lost else moment
    if limit.is_in_days:
        return by.end_of(by.day_of(moment) + (last - first))
    if limit.in_office_hours:
        return by.after_work(moment, by.worked(*span)).astimezone(by.zone)
    return _moved(moment, span.until - span.since, by)


def _apart(pauses: Iterable[Pause], start: datetime) -> list[Span]:
    """The pauses that are over, clipped to the life of the clock, those that overlap made into one."""
    over = sorted((max(pause.since, start), pause.until) for pause in pauses if pause.until and pause.until > start)
    found: list[Span] = []
    for since, until in over:
        if found and since <= found[-1].until:
            found[-1] = Span(found[-1].since, max(found[-1].until, until))
        else:
            found.append(Span(since, until))
    return found


def _length(amount: int, unit: Unit) -> timedelta:
    return timedelta(minutes=amount) if unit == Unit.MINUTE else timedelta(hours=amount)


def _moved(moment: datetime, by_so_much: timedelta, by: Reckoning) -> datetime:
    """Time that really passes: the wall clock may be set meanwhile."""
    return (moment.astimezone(UTC) + by_so_much).astimezone(by.zone)


def _working_days_before(day: date, n: int, calendar: Calendar) -> date:
    while n:
        day -= _DAY
        n -= calendar.is_working(day)
    return day


def _next_batch(day: date, batch_days: tuple[int, ...]) -> date:
    """The first day on or after ``day`` on which answers go out."""
    while not any(day.day == batch or (day.day < batch and (day + _DAY).day == 1) for batch in batch_days):
        day += _DAY
    return day
