"""Reads of activities that more than one place needs."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.db.models import Count, Prefetch, Q, QuerySet

from huiguan.activities.models import Activity, ActivityState, Host, Participation
from huiguan.kernel.measure import Period
from huiguan.kernel.reach import within
from huiguan.register.models import Organization

NAMED = Q(person__isnull=False) | ~Q(name="")  # somebody, and not only their organization


def listed() -> QuerySet[Activity]:
    """Activities with all that a row of the list shows."""
    named = Q(participations__person__isnull=False) | ~Q(participations__name="")
    came = Count("participations", filter=named & within(Participation, "participations"))
    hosts = Prefetch("hosts", Host.objects.select_related("organization"))
    rows = Activity.objects.select_related("kind", "node").prefetch_related(hosts).annotate(came=came)
    return rows.order_by("-starts", "-pk")  # a query that counts forgets the model's own order


def held(period: Period) -> QuerySet[Activity]:
    rows = Activity.objects.filter(state=ActivityState.HELD, starts__date__lte=period.ends)
    return rows.filter(starts__date__gte=period.starts) if period.starts else rows


def held_listed(by, period: Period) -> str:
    """What the list of activities is asked to show the same."""
    asked = {"state": ActivityState.HELD.value, "since": period.starts, "until": period.ends}
    return urlencode({name: value for name, value in asked.items() if value})


def attendance(period: Period) -> QuerySet[Participation]:
    """Everybody by name who came to what was held in a period, once for each time."""
    rows = Participation.objects.filter(NAMED, activity__state=ActivityState.HELD)
    rows = rows.filter(activity__starts__date__lte=period.ends)
    if period.starts:
        rows = rows.filter(activity__starts__date__gte=period.starts)
    return rows.select_related("person", "activity", "organization")


def one_before(activity: Activity) -> Activity | None:
    """The activity of the same kind before this one, of the same hosts if there is one, whose list may be taken up."""
    named = Participation.objects.filter(NAMED).values("activity")
    rows = Activity.objects.filter(kind=activity.kind_id, starts__lte=activity.starts, pk__in=named)
    rows = rows.exclude(state=ActivityState.CANCELLED).exclude(pk=activity.pk)
    hosts = Host.objects.filter(activity=activity).values("organization")
    together = rows.filter(pk__in=Host.objects.filter(organization__in=hosts).values("activity"))
    return together.first() or rows.first()


def as_guests() -> QuerySet[Participation]:
    """Rows of lists of activities that are themselves out of reach: who came, and does not hold it; newest first."""
    rows = Participation.objects.exclude(activity__in=Activity.objects.order_by().values("pk"))
    rows = rows.exclude(activity__state=ActivityState.CANCELLED).select_related("activity__kind")
    return rows.order_by("-activity__starts", "-activity", "pk")


def hosts_of(activities: Iterable[int]) -> QuerySet[Host]:
    return Host.objects.filter(activity__in=activities).select_related("organization")


def came_to(activity: Activity | None) -> QuerySet[Participation]:
    """Everybody by name who came to one activity."""
    rows = Participation.objects.filter(NAMED, activity=activity)
    return rows.select_related("person", "organization")


def with_organization(organization: Organization) -> QuerySet[Activity]:
    """What an organization held or attended, the newest first, without what only its guests know: ``as_guests``."""
    concerned = Q(pk__in=Host.objects.filter(organization=organization).values("activity"))
    concerned |= Q(pk__in=Participation.objects.filter(organization=organization).values("activity"))
    return Activity.objects.filter(concerned).select_related("kind")
