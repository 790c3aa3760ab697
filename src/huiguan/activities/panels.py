"""What activities put on an organization's page, and on home pages."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities import answering, queries, training
from huiguan.activities.models import Activity, ActivityState, Participation
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import Happening, Panel
from huiguan.register.screens.columns import beside

SHOWN = 8
MOST = 40


def panels(organization, by) -> list[Panel]:
    rows = list(queries.with_organization(organization)[: SHOWN + 1])
    if not rows:
        return []
    count = len(rows) if len(rows) <= SHOWN else None  # the timeline has the rest
    return [Panel(_("最近的活动"), "activities/activities/panel.html", {"rows": rows[:SHOWN]}, count, flush=True)]


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
