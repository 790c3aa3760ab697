"""Visits for tests: of the federation, or of any other place, to a firm on a day."""

from datetime import date

from huiguan.activities import actions
from huiguan.activities.models import Activity, ActivityKind, Visit, VisitCap, VisitTopic
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.register.models import Organization

TODAY = date(2026, 5, 4)


def kind() -> ActivityKind:
    return ActivityKind.objects.get_or_create(code="visit", defaults={"name": "走访", "is_visit": True})[0]


def topic(name: str) -> VisitTopic:
    return VisitTopic.objects.get_or_create(code=f"t{ord(name[0])}", defaults={"name": name})[0]


def cap(times: int, span: str = "quarter", organization: Organization | None = None) -> VisitCap:
    return VisitCap.objects.create(times=times, span=span, organization=organization)


def activity_on(cast, day: date, *, by=None, host: Organization | None = None, title: str = "走访") -> Activity:
    host = host or cast.federation
    activity = Activity(kind=kind(), title=title, node=host.own_node, starts=clock.at(day, 9))
    return actions.plan(activity, by=by or cast.clerk, hosts=[host])


def visit(cast, firm: Organization, day: date, *about: str, state: str = "planned", by=None, host=None) -> Visit:
    """A visit that is planned, held or cancelled by now."""
    by = by or cast.clerk
    activity = activity_on(cast, day, by=by, host=host)
    made = actions.plan_visit(activity, firm, by=by, topics=[topic(name) for name in about])
    if state == "held":
        perform(activity, "hold", by=by, happened=activity.starts)
    if state == "cancelled":
        perform(activity, "cancel", by=by, why="下雨")
    made.refresh_from_db()
    return made
