"""The clock: the one place that says what time it is, so that tests and stories can set it.

Two moments are told apart. *Now* is when somebody works; rules, grants and deadlines judge by it. *Happened* is when
the fact took place; inside a move that is recorded afterwards it lies in the past. Both are aware datetimes; days are
days in the installation's time zone (Asia/Shanghai).
"""

from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_now: ContextVar[datetime | None] = ContextVar("now", default=None)
_happened: ContextVar[datetime | None] = ContextVar("happened", default=None)


def now() -> datetime:
    return _now.get() or timezone.now()


def today() -> date:
    return timezone.localdate(now())


def happened() -> datetime:
    """When the fact now being recorded took place: now, unless a move says otherwise."""
    return _happened.get() or now()


def happened_on() -> date:
    return timezone.localdate(happened())


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """That day at that hour, in the installation's time zone."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month if there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Everything inside happens at ``moment``."""
    token = _now.set(moment)
    try:
        yield
    finally:
        _now.reset(token)


@contextmanager
def recording(moment: datetime | None) -> Iterator[None]:
    """What is recorded inside took place at ``moment``; ``None`` changes nothing."""
    token = _happened.set(moment or _happened.get())
    try:
        yield
    finally:
        _happened.reset(token)
