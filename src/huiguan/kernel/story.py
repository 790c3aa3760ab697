"""The story that a demo tells: rooms add to it one after the other, with the real moves, dated as they happened."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.models import Tenant, User
from huiguan.kernel.reach import reaching, whole


@dataclass
class Story:
    """What has been told so far: tenants by code, records by tenant and key, and the day on which it is told."""

    today: date
    by: User
    tenants: dict[str, Tenant] = field(default_factory=dict)
    told: dict[tuple[str, str], Any] = field(default_factory=dict)
    tenant: Tenant | None = None
    told_at: datetime = field(default_factory=clock.now)

    @contextmanager
    def of(self, code: str) -> Iterator[Tenant]:
        """Everything inside belongs to that tenant."""
        self.tenant = self.tenants[code]
        with reaching(whole(self.tenant)), acting(self.by):
            yield self.tenant

    @contextmanager
    def on(self, day: date, hour: int = 9) -> Iterator[None]:
        """Everything inside happens on that day; told of the day on which it is told, never later than that moment."""
        moment, is_of_now = clock.at(day, hour), self.today == timezone.localdate(self.told_at)
        with clock.standing_at(min(moment, self.told_at) if is_of_now else moment):
            yield

    def keep(self, key: str, record: Any) -> Any:
        self.told[self.tenant.code, key] = record
        return record

    def get(self, key: str | None) -> Any:
        return self.told.get((self.tenant.code, key)) if key else None

    def __getitem__(self, key: str) -> Any:
        return self.told[self.tenant.code, key]


def material(folder: Path, name: str) -> Any:
    """A file of story data beside the code of a room."""
    return json.loads((folder / "data" / "story" / f"{name}.json").read_text(encoding="utf-8"))
