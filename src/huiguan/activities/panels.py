"""What activities put on an organization's page, and on home pages."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities import answering, queries, training, visit_load
from huiguan.activities.models import Activity, ActivityState, Participation
from huiguan.activities.screens import visit_calendar
from huiguan.activities.visit_rules import reads_calendar
from huiguan.kernel import clock
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import Happening, Panel
from huiguan.register.queries import PUBLIC
from huiguan.register.screens.columns import beside

SHOWN = 8
MOST = 40
NEXT = 3


def panels(organization, by) -> list[Panel]:
    found = _visiting(organization, by)
    rows = list(queries.with_organization(organization)[: SHOWN + 1])
    if rows:
        count = len(rows) if len(rows) <= SHOWN else None  # the timeline has the rest
        context = {"rows": rows[:SHOWN]}
        found.append(Panel(_("最近的活动"), "activities/activities/panel.html", context, count, flush=True))
    return found


def _visiting(organization, by) -> list[Panel]:
    """The next visits to a firm and the sums, with the way to its calendar."""
    if not reads_calendar(by, organization):
        return []
    today = clock.today()
    there = visit_calendar.lines(organization, clock.add_months(today, -visit_calendar.MONTHS_BACK))
    if organization.kind in PUBLIC and not there:
        return []
    coming = [line for line in there if line.day >= today and not line.is_held]
    context = {
        "coming": coming[:NEXT],
        "loads": visit_calendar.used(organization),
        "past": sum(line.is_held for line in there),
        "quiet_now": any(quiet.around(today) for quiet in visit_load.quiet_times(organization)),
    }
    url = reverse("visit_calendar.of", args=[organization.pk])
    return [Panel(_("走访安排"), "activities/visit_calendar/panel.html", context, len(coming) or None, url, flush=True)]


def of_person(person, by) -> list[Panel]:
    years = training.transcript(person)
    if not years:
        return []
    context = {"years": years, "url": reverse("training.of", args=[person.pk])}
    return [Panel(_("学习培训"), "activities/training/panel.html", context, flush=True)]


def timeline(organization, by) -> list[Happening]:
    rows = queries.with_organization(organization).exclude(state=ActivityState.CANCELLED)
    return [_happening(activity) for activity in rows] + _attended(
        queries.as_guests().filter(organization=organization)
    )


def happenings(by, period: Period) -> list[Happening]:
    """What was held and what is planned, within reach; of what one only came to, that it was; and to what one is to
    come, with one's answer."""
    days = (period.starts, period.ends)
    rows = Activity.objects.filter(starts__date__range=days).select_related("kind")
    came = queries.as_guests().filter(activity__starts__date__range=days)
    there = [_happening(activity) for activity in rows.exclude(state=ActivityState.CANCELLED)[:MOST]]
    return there + _attended(came) + _awaited(by, period)


def _awaited(by, period: Period) -> list[Happening]:
    rows = answering.awaited(by).filter(activity__starts__date__range=(period.starts, period.ends))
    rows = rows.exclude(activity__in=Activity.objects.order_by().values("pk"))
    return [
        _happening(row.activity, reverse("invitations.mine", args=[row.pk]), str(row.get_state_display()))
        for row in rows[:MOST]
    ]


def _attended(rows: QuerySet[Participation]) -> list[Happening]:
    """Each activity once, with the way to what its guests may know of it."""
    first = {row.activity_id: row for row in reversed(rows[:MOST])}
    return [_happening(row.activity, reverse("participations.detail", args=[row.pk])) for row in first.values()]


def _happening(activity: Activity, url: str = "", answer: str = "") -> Happening:
    return Happening(
        activity.starts,
        activity.title,
        url=url or reverse("activities.detail", args=[activity.pk]),
        note=beside(answer, *activity.beside_title),
        about=activity,
        icon="calendar-days",
        hue="jade" if activity.state == ActivityState.HELD else "sky",
    )
