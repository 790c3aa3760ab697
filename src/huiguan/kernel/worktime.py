"""Working days: Monday to Friday, less the days declared off, plus the weekend days declared working.

Pure: which days are declared comes from outside. A year for which nothing is declared yet follows the week alone, so a
deadline in it is provisional and is to be reckoned again when the table is filled.

The day from which one counts is not itself counted: one working day after a Monday is Tuesday.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The declared exceptions to the week."""

    days_off: frozenset[date] = frozenset()
    days_on: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if both := self.days_off & self.days_on:
            raise ValueError(f"declared both off and working: {', '.join(sorted(map(str, both)))}")

    def is_working(self, day: date) -> bool:
        """Is it a working day? Takes a date: a datetime never equals one and would silently miss every exception."""
        if isinstance(day, datetime):
            raise TypeError("a date is needed, in the calendar's own time zone, not a datetime")
        return day in self.days_on or (day.weekday() < 5 and day not in self.days_off)

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`; 0 gives `start` itself, working or not. Negative n raises ValueError."""
        if n < 0:
            raise ValueError(f"working days are counted forward, not {n}")
        self.is_working(start)  # refuses a datetime even for n = 0
        day = start
        while n:
            day += _DAY
            n -= self.is_working(day)
        return day

    def next_working_day(self, day: date) -> date:
        """The first working day strictly after `day`."""
        return self.add_working_days(day, 1)

    def roll_forward(self, day: date) -> date:
        """`day` itself if it is worked, else the next working day: where a term of calendar days ends on a holiday."""
        return day if self.is_working(day) else self.next_working_day(day)

    def working_days_between(self, a: date, b: date) -> int:
        """Working days after `a` up to and with `b`, undoing `add_working_days`. Negative if b is before a."""
        if b < a:
            return -self.working_days_between(b, a)
        return sum(self.is_working(a + i * _DAY) for i in range(1, (b - a).days + 1))
