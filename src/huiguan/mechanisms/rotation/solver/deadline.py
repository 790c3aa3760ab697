"""How long may be looked for a plan. Whatever takes long asks on its way whether the time is over."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic


class OutOfTime(Exception):
    """The time was over before this was done."""


@dataclass(frozen=True)
class Deadline:
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
