"""The days of a trip in order: where they are, which days nobody has planned, and what lies outside of the activity."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from huiguan.activities.models import Activity, Stop
from huiguan.kernel import words

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """A stop with what is to be said of it; without a stop, days for which there is none."""

    first: date
    last: date
    stop: Stop | None = None
    note: str = ""

    @property
    def days(self) -> str:
        return words.span(self.first, self.last)


def lines(activity: Activity, stops: Iterable[Stop]) -> list[Line]:
    """Stops may share a day: one visits several in a morning. What is missing is said, not forbidden."""
    rows = sorted(stops, key=lambda stop: (stop.day_from, stop.last_day, stop.pk))
    begins = timezone.localdate(activity.starts)
    ends = timezone.localdate(activity.ends) if activity.ends else None
    found, planned_until = [], begins - A_DAY
    for stop in rows:
        found += _gap(planned_until, stop.day_from)
        is_outside = stop.day_from < begins or (ends is not None and stop.last_day > ends)
        note = _("在活动日期（%(days)s）之外") % {"days": words.span(begins, ends)} if is_outside else ""
        found.append(Line(stop.day_from, stop.last_day, stop, note))
        planned_until = max(planned_until, stop.last_day)
    if rows and ends is not None:
        found += _gap(planned_until, ends + A_DAY)
    return found


def _gap(planned_until: date, following: date) -> list[Line]:
    first, last = planned_until + A_DAY, following - A_DAY
    return [Line(first, last, note=_("还没有安排"))] if first <= last else []
