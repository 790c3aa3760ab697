"""A turn as it runs: published, visited step by step, handed over."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from huiguan.activities.actions import plan_visits, settle
from huiguan.activities.models import Activity, ActivityKind, Host, Visit, VisitTopic
from huiguan.kernel import clock
from huiguan.kernel.flow import entered, perform
from huiguan.mechanisms.rotation.actions.steps import settling
from huiguan.mechanisms.rotation.models import (
    Carry,
    HandedPoint,
    Handover,
    HandoverPoint,
    OfficeDay,
    Seat,
    Turn,
    TurnActivity,
)
from huiguan.mechanisms.rotation.queries import on_day, open_suggestions, organizations_in
from huiguan.mechanisms.rotation.visits import VISITS, visited_in
from huiguan.register.models import Organization

KINDS = {
    "visit": ("visit", _("走访观摩")),
    "seminar": ("seminar", _("座谈会")),
    "research": ("research", _("调研")),
    "revisit": ("revisit", _("回访")),
}


def hold(
    turn: Turn,
    *,
    by,
    part: str,
    starts: datetime,
    place: str = "",
    title: str = "",
    seat: Seat | None = None,
    minutes: str = "",
    finishes: bool = False,
    topics: Iterable[VisitTopic] = (),
    reasons: Mapping[int, str] | None = None,
) -> TurnActivity:
    """An activity for this turn: of one host (a visit) or of all; what lies in the past has been held.

    The activity itself knows nothing of the turn. Held, it ``finishes`` the steps that it settles. A firm that is
    visited is asked about these ``topics``; ``reasons`` are those of ``plan_visits``.
    """
    code, name = KINDS[part]
    defaults = {"name": str(name), "is_visit": part in VISITS}
    kind, _created = ActivityKind.objects.get_or_create(code=code, defaults=defaults)
    what = getattr(seat.bearer, "short", "") or str(seat) if seat else turn.theme or str(turn)
    activity = Activity(
        node=turn.scheme.node, kind=kind, title=title or f"{kind}：{what}", starts=starts, place=place, minutes=minutes
    )
    link = TurnActivity(turn=turn, seat=seat, part=part)
    with entered(activity, by=by):
        activity.save()
        link.activity = activity
        link.save()
        _hosted_by(activity, Organization.objects.filter(own_node=turn.scheme.node).first(), is_lead=True)
        for host in _hosts(turn, seat, timezone.localdate(starts)):
            _hosted_by(activity, host, is_lead=False)
        if seat is not None and part in VISITS:
            visit_them(activity, seat, by=by, topics=topics, reasons=reasons)
        if starts <= clock.now():
            with settling(finishes):
                link.activity = perform(activity, "hold", by=by, happened=starts)
        else:
            settle(activity, by=by)
    return link


def visit_them(
    activity: Activity,
    seat: Seat,
    *,
    by,
    topics: Iterable[VisitTopic] = (),
    reasons: Mapping[int, str] | None = None,
) -> None:
    """The firms that serve in a seat on the day of an activity are visited by it, and no firm twice."""
    there = Visit.objects.filter(activity=activity).values_list("organization", flat=True)
    firms = visited_in(seat, timezone.localdate(activity.starts)).exclude(pk__in=list(there))
    plan_visits(activity, firms, by=by, topics=topics, reasons=reasons)


def _hosts(turn: Turn, seat: Seat | None, day: date) -> list[Organization]:
    """The organizations that serve on that day, of one seat or of all; a person who serves is no host."""
    seats = turn.seats.all() if seat is None else Seat.ever.filter(pk=seat.pk)
    return list(organizations_in(seats, day).order_by("pk"))


def _hosted_by(activity: Activity, organization: Organization | None, *, is_lead: bool) -> None:
    if organization is not None:
        Host(activity=activity, organization=organization, is_lead=is_lead).save()


def hand_over(turn: Turn, *, by, text: str, to: Turn | None = None, **points) -> None:
    """The turn passes on, and with it every suggestion still open and each point of the scheme's list.

    ``points`` are answered as ``point_7`` (handed or not) and ``note_7``.
    """
    left_open = list(open_suggestions(turn)) if to else []
    day = clock.happened_on()
    handover = Handover(turn=turn, text=text, to=to, handed_on=day)
    handover.save()
    for suggestion in left_open:
        Carry(suggestion=suggestion, handover=handover).save()
    for point in HandoverPoint.objects.filter(on_day(day), scheme=turn.scheme):
        is_handed, note = points.get(f"point_{point.pk}", False), points.get(f"note_{point.pk}", "")
        HandedPoint(handover=handover, point=point, is_handed=is_handed, note=note).save()


def take_back_handover(turn: Turn, *, by) -> None:
    """It was not yet time: what was carried on is with this turn again. The log keeps what had been said."""
    turn.handover.delete()


def log_office_day(seat: Seat, *, by, on: date, done: str, came: str = "") -> OfficeDay:
    """Somebody who serves was in the office that day."""
    day = OfficeDay(seat=seat, on=on, done=done, came=came)
    with entered(day, by=by):
        day.save()
    return day
