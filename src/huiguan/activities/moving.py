"""What is laid out for the days of an activity and may move along when it does: its agenda and its stops."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from huiguan.activities.models import Activity, ActivityState, AgendaItem, Stop
from huiguan.kernel.models import Change, Step
from huiguan.kernel.typed import is_plausible
from huiguan.kernel.words import listed


@dataclass(frozen=True)
class LaidOut:
    """How much of it there is, as words: 议程 3 项、行程 2 处."""

    items: int = 0
    stops: int = 0

    def __bool__(self):
        return bool(self.items or self.stops)

    def __str__(self):
        parts = [(self.items, _("议程 %(n)s 项")), (self.stops, _("行程 %(n)s 处"))]
        return listed(said % {"n": number} for number, said in parts if number)


@dataclass(frozen=True)
class Moved:
    """From when to when an activity was moved."""

    since: datetime
    until: datetime

    @property
    def lag(self) -> timedelta:
        return self.until - self.since

    @property
    def days(self) -> timedelta:
        return timezone.localdate(self.until) - timezone.localdate(self.since)


def laid_out(activity: Activity) -> LaidOut:
    items, stops = (kind.everywhere.filter(activity=activity).count() for kind in (AgendaItem, Stop))
    return LaidOut(items, stops)


def leads_out_of_time(activity: Activity, starts: datetime) -> bool:
    """Whether something would come to lie on a day that nobody can have meant."""
    lag = starts - activity.starts
    items = AgendaItem.everywhere.filter(activity=activity).aggregate(first=Min("starts"), last=Max("starts"))
    stops = Stop.everywhere.filter(activity=activity).aggregate(
        first=Min("day_from"), last=Max("day_from"), until=Max("day_until")
    )
    moments = [timezone.localtime(moment).date() for moment in items.values() if moment]
    try:
        return not all(is_plausible(day + lag) for day in [*moments, *filter(None, stops.values())])
    except OverflowError:
        return True


def went_along(activity: Activity) -> list[Moved]:
    """What was laid out moved by these since it was last recorded as held, then or as its start was corrected, and
    would move back."""
    log = list(Change.of(activity))
    held = [number for number, change in enumerate(log) if (change.after or {}).get("state") == ActivityState.HELD]
    if not held:
        return []
    step = Step.of(activity).filter(move="hold").order_by("pk").last()
    found = []
    for number, change in enumerate(log[held[-1] :], held[-1]):
        if "starts" not in (change.before or {}):
            continue
        moved = Moved(parse_datetime(change.before["starts"]), parse_datetime(change.after["starts"]))
        until = log[number + 1].pk if number + 1 < len(log) else None
        is_along = (
            step and step.answers.get("along") if number == held[-1] else _took_along(activity, moved, change, until)
        )
        if is_along:
            found.append(moved)
    return found


def _took_along(activity: Activity, moved: Moved, change: Change, until: int | None) -> bool:
    """Whether, before the activity changed anew, something that was laid out for it was changed by as much."""
    for kind, name, read, lag in (
        (AgendaItem, "starts", parse_datetime, moved.lag),
        (Stop, "day_from", parse_date, moved.days),
    ):
        rows = Change.of_part(activity, kind, "activity").filter(pk__gt=change.pk, before__has_key=name)
        rows = rows.filter(pk__lt=until) if until else rows
        if lag and any(row.after and read(row.after[name]) - read(row.before[name]) == lag for row in rows):
            return True
    return False
