"""What every room that asks a solver needs: how long may be looked, and HiGHS without its announcements."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

import highspy


class OutOfTime(Exception):
    """The time was over before this was done."""


@dataclass(frozen=True)
class Deadline:
    """Until when may be looked for a plan. Whatever takes long asks on its way whether the time is over."""

    at: float
    clock: Callable[[], float] = monotonic

    @classmethod
    def after(cls, seconds: float, clock: Callable[[], float] = monotonic) -> "Deadline":
        return cls(clock() + seconds, clock)

    @property
    def left(self) -> float:
        return self.at - self.clock()

    def check(self) -> None:
        if self.left <= 0:
            raise OutOfTime


class QuietHighs(highspy.Highs):
    """HiGHS announces itself at the first call to it, and its constructor already makes one: options come first."""

    def enableCallbacks(self):
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()
