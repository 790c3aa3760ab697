"""The days on which a series may be held next. Pure: days in, days out.

The lunar calendar is that of GB/T 33661-2017, by table for the lunar years 1900 to 2100.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice

from borax.calendars.lunardate import InvalidLunarDateError, LunarDate

from huiguan.kernel.clock import add_months

YEARS = range(1900, 2101)  # lunar years that the table knows
SEASON = ((12, 20), (1, 15))  # 春节期间: from the 20th of the twelfth month to the Lantern Festival


@dataclass(frozen=True)
class Recurrence:
    """Every so many weeks or months from a day on, or each year on one day of the lunar calendar."""

    rule: str  # weeks, months or lunar; by_hand knows no day
    every: int = 1
    begins: date | None = None
    month: int | None = None
    day: int | None = None

    def after(self, last: date, most: int) -> list[date]:
        """The first days that lie behind ``last``, at most so many."""
        days = {"weeks": self._weeks, "months": self._months, "lunar": self._lunar}.get(self.rule)
        return list(islice(days(last), most)) if days else []

    def _weeks(self, last: date) -> Iterator[date]:
        step = 7 * self.every
        passed = max(0, (last - self.begins).days // step + 1)
        return (self.begins + timedelta(days=step * number) for number in count(passed))

    def _months(self, last: date) -> Iterator[date]:
        months = (last.year - self.begins.year) * 12 + last.month - self.begins.month
        first = max(0, months // self.every - 1)
        days = (add_months(self.begins, self.every * number) for number in count(first))
        return (day for day in days if day > last)

    def _lunar(self, last: date) -> Iterator[date]:
        found = (solar(year, self.month, self.day) for year in range(max(last.year - 1, YEARS[0]), YEARS[-1] + 1))
        return (day for day in found if day > last)


def solar(year: int, month: int, day: int) -> date:
    """The day of the common calendar; a thirtieth that a short month lacks is its twenty-ninth."""
    try:
        return LunarDate(year, month, day).to_solar_date()
    except InvalidLunarDateError:
        return LunarDate(year, month, day - 1).to_solar_date()


def spring_season(year: int) -> tuple[date, date]:
    """First and last day of the time around the Spring Festival that lies in this year of the common calendar."""
    (month, day), (last_month, last_day) = SEASON
    return solar(year - 1, month, day), solar(year, last_month, last_day)


def in_words(day: date) -> str:
    """A day of the lunar calendar as it is written: 正月初八. Empty where the table knows none."""
    try:
        lunar = LunarDate.from_solar_date(day.year, day.month, day.day)
    except (InvalidLunarDateError, ValueError):
        return ""
    return lunar.strftime("%L%N月%D")
