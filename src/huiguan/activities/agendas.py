"""An agenda in its order, with the times at which two items overlap said in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from huiguan.activities.models import Activity, AgendaItem
from huiguan.kernel import words


@dataclass(frozen=True)
class Line:
    item: AgendaItem
    time: str
    notes: list[str]


def lines(activity: Activity, items: Iterable[AgendaItem]) -> list[Line]:
    """The day stands before the time where the agenda goes over several."""
    rows = sorted(items, key=lambda item: (item.starts, item.pk))
    several = len({timezone.localdate(row.starts) for row in rows} | {timezone.localdate(activity.starts)}) > 1
    found: list[Line] = []
    longest = None  # of those before, the one that ends last
    for row in rows:
        notes = []
        if longest and row.starts < longest.ends:
            notes.append(_("与“%(title)s”重叠") % {"title": longest.title})
        if row.starts < activity.starts or (activity.ends and row.ends > activity.ends):
            notes.append(_("在活动时间之外"))
        found.append(Line(row, _time(row, several), notes))
        if longest is None or row.ends > longest.ends:
            longest = row
    return found


def _time(item: AgendaItem, with_day: bool) -> str:
    """14:00–14:20, or 2026-05-01 14:00–14:20."""
    first, last = words.minute(item.starts), words.minute(item.ends)
    day, hour = first.split()
    return f"{day if with_day else ''} {hour}–{last.split()[1]}".strip()
