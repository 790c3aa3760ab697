"""What is done by the clock: a job with the times at which it is due, in the installation's time zone."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

DAILY = re.compile(r"day at ([01]\d|2[0-3]):([0-5]\d)")
MINUTELY = re.compile(r"([1-9]\d{0,3}) minutes")


@dataclass(frozen=True)
class Job:
    """Due ``every`` "day at 08:00" or "10 minutes". It runs once for each tenant, with all of it within reach and in
    the name of the system; a job of the whole ``installation`` runs once and reaches nothing of a tenant."""

    name: str
    label: Any
    every: str
    run: Callable[[], None]
    once_for: Literal["tenant", "installation"] = "tenant"

    def __post_init__(self) -> None:
        if not (DAILY.fullmatch(self.every) or MINUTELY.fullmatch(self.every)):
            raise ImproperlyConfigured(f"{self.name}: “{self.every}” is neither “day at 08:00” nor “10 minutes”")

    def last_due(self, now: datetime) -> datetime:
        """The latest moment, not after now, at which the job was due."""
        if daily := DAILY.fullmatch(self.every):
            local = timezone.localtime(now)
            due = local.replace(hour=int(daily[1]), minute=int(daily[2]), second=0, microsecond=0)
            return due if due <= local else due - timedelta(days=1)
        step = 60 * int(self.every.removesuffix(" minutes"))
        return datetime.fromtimestamp(now.timestamp() // step * step, tz=now.tzinfo)
