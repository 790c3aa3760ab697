"""What activities put on an organization's page, and on home pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities import queries
from huiguan.activities.models import Activity, ActivityState
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


def timeline(organization, by) -> list[Happening]:
    rows = queries.with_organization(organization).exclude(state=ActivityState.CANCELLED)
    return [_happening(activity) for activity in rows]


def happenings(by, period: Period) -> list[Happening]:
    """What was held and what is planned, within reach."""
    rows = Activity.objects.filter(starts__date__range=(period.starts, period.ends)).select_related("kind")
    return [_happening(activity) for activity in rows.exclude(state=ActivityState.CANCELLED)[:MOST]]


def _happening(activity: Activity) -> Happening:
    return Happening(
        activity.starts,
        activity.title,
        url=reverse("activities.detail", args=[activity.pk]),
        note=beside(*activity.beside_title),
        about=activity,
        icon="calendar-days",
        hue="jade" if activity.state == ActivityState.HELD else "sky",
    )
