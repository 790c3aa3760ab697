"""The day of a visit: it took place, who was there, what was said, the pictures, all entered at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from huiguan.activities.actions import ask_firms_anew, change_visit, enter, move_along
from huiguan.activities.models import Activity, Participation, Visit, VisitTopic
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import noted, perform
from huiguan.kernel.models import Attachment
from huiguan.mechanisms.rotation.actions.running import hold, visit_them
from huiguan.mechanisms.rotation.actions.steps import settling
from huiguan.mechanisms.rotation.models import Seat, TurnActivity
from huiguan.mechanisms.rotation.visits import Visits


def enter_visit(
    seat: Seat,
    *,
    by: Any,
    part: str,
    starts: datetime,
    place: str = "",
    minutes: str = "",
    came: Iterable[Participation] = (),
    files: Sequence[Any] = (),
    finishes: bool = False,
    topics: Iterable[VisitTopic] = (),
    reasons: Mapping[int, str] | None = None,
) -> TurnActivity:
    """The planned visit, or one that nobody had planned: held, or with a time to come planned. ``came`` is its list.
    The firm is asked about these ``topics``, and anew whether another day suits it."""
    link = Visits(seat, part).planned
    about = {"topics": list(topics), "reasons": reasons}
    if link is None:
        facts = {"starts": starts, "place": place, "minutes": minutes, **about}
        link = hold(seat.turn, by=by, part=part, seat=seat, finishes=finishes, **facts)
    else:
        since = timezone.localdate(link.activity.starts)
        with settling(finishes):
            link.activity = _as_it_was(link.activity, by=by, starts=starts, place=place, minutes=minutes)
        _ask(link.activity, seat, since, by=by, **about)
    _list(link.activity, list(came), by=by)
    for file in files:
        noted(link.activity, "attach", by=by, why=Attachment.hang(link.activity, file).name)
    return link


def _as_it_was(activity: Activity, *, by, starts: datetime, place: str, minutes: str) -> Activity:
    """A planned activity put off, or held."""
    is_held, since = starts <= clock.now(), activity.starts
    with acting(by):
        activity.place = place
        if not is_held:
            activity.starts, activity.ends = starts, None
        activity.save()
        if not is_held:
            move_along(activity, since, by=by)
    return perform(activity, "hold", by=by, happened=starts, minutes=minutes, along=True) if is_held else activity


def _ask(activity: Activity, seat: Seat, since: date, *, by, topics: list[VisitTopic], reasons) -> None:
    """What the firms of a visit that had been planned are asked by now."""
    for visit in Visit.objects.filter(activity=activity).select_related("activity", "organization"):
        change_visit(visit, by=by, topics=topics, why_despite=(reasons or {}).get(visit.organization_id, ""))
    visit_them(activity, seat, by=by, topics=topics, reasons=reasons)
    if timezone.localdate(activity.starts) != since:
        ask_firms_anew(activity, by=by)


def _list(activity: Activity, came: list[Participation], *, by) -> None:
    """Who had been expected and did not come leaves the list; a person keeps what the list says of them."""
    there = {row.person_id for row in came if row.person_id}
    expected = Participation.objects.filter(activity=activity, person__isnull=False)
    with acting(by):
        for row in expected.exclude(person__in=there):
            row.delete()
    enter(activity, came, by=by)
