"""What a limit says: so many minutes, hours, days, working days or months, and how long before its end it warns."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

OFFICE_HOURS = ((time(9), time(12)), (time(13, 30), time(17, 30)))


class Unit(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"


IN_DAYS = frozenset({Unit.DAY, Unit.WORKING_DAY, Unit.MONTH})  # they run to the end of their last day


@dataclass(frozen=True)
class Limit:
    """One limit, as a profile lays it down.

    Minutes and hours run through day and night, unless they are counted ``in_office_hours``. ``batch_days`` are the
    days of the month on which answers go out together: the 30th is the last of a shorter month.
    """

    amount: int
    unit: Unit
    warn: int = 0
    warn_unit: Unit = Unit.WORKING_DAY
    batch_days: tuple[int, ...] = ()
    in_office_hours: bool = False

    def __post_init__(self) -> None:
        if self.amount < 0 or self.warn < 0:
            raise ValueError("a limit lies ahead")
        if any(not 1 <= day <= 31 for day in self.batch_days):
            raise ValueError(f"no days of a month: {self.batch_days}")
        if self.in_office_hours and self.unit in IN_DAYS:
            raise ValueError("only minutes and hours are counted in office hours")

    @property
    def is_in_days(self) -> bool:
        return self.unit in IN_DAYS


@dataclass(frozen=True)
class Pause:
    """The clock stood still; without an end it still does."""

    since: datetime
    until: datetime | None
    why: str
