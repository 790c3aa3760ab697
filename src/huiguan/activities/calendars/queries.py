"""What a calendar reads: activities that touch some days, and the days that are off or worked against the week."""

from datetime import date, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from huiguan.activities import answering, queries
from huiguan.activities.calendars.weeks import Span
from huiguan.activities.models import Activity, Host, Participation
from huiguan.kernel import clock
from huiguan.kernel.models import SpecialDay
from huiguan.kernel.reach import current_reach
from huiguan.register.models import Organization

MIDNIGHT = timedelta(microseconds=1)  # what ends as a day begins lies in the day before


def touching(rows: QuerySet[Activity], first: date, last: date) -> QuerySet[Activity]:
    """Those of the activities that lie, at least in part, between two days, both included; the earliest first."""
    begins, ends = clock.at(first, 0), clock.at(last + timedelta(days=1), 0)
    rows = rows.filter(starts__lt=ends).filter(Q(starts__gte=begins) | Q(ends__gt=begins))
    return rows.order_by("starts", "pk")


def with_one(organization: Organization) -> Q:
    """What an organization hosts or takes part in."""
    hosted = Host.objects.filter(organization=organization).values("activity")
    attended = Participation.objects.filter(organization=organization).values("activity")
    return Q(pk__in=hosted) | Q(pk__in=attended)


def concerning(user) -> Q:
    """Where this user is on the list, or their organization is."""
    ours = Q(person__user=user) | Q(organization__people__user=user)
    listed = Q(pk__in=Participation.objects.filter(ours).values("activity"))
    return listed | Q(pk__in=answering.awaited(user).order_by().values("activity"))


def within_sight(user) -> QuerySet[Activity]:
    """Activities within reach, those to which one only came, of which ``own_row`` is the row of their list that one may
    open, and those to which one is to come, of which ``own_invitation`` is the way there."""
    came, reached = queries.as_guests().order_by(), Q(pk__in=Activity.objects.order_by().values("pk"))
    awaited = answering.awaited(user).exclude(activity__in=Activity.objects.order_by().values("pk")).order_by()
    seen = reached | Q(pk__in=came.values("activity")) | Q(pk__in=awaited.values("activity"))
    own = came.filter(activity=OuterRef("pk")).order_by("pk").values("pk")[:1]
    rows = Activity.everywhere.filter(seen, tenant=current_reach().tenant)
    invitation = awaited.filter(activity=OuterRef("pk")).order_by("pk").values("pk")[:1]
    return rows.annotate(own_row=Subquery(own), own_invitation=Subquery(invitation))


def spans(rows: QuerySet[Activity]) -> list[Span]:
    return [span(activity) for activity in rows]


def span(activity: Activity) -> Span:
    first = timezone.localdate(activity.starts)
    ends = max(activity.ends - MIDNIGHT, activity.starts) if activity.ends else activity.starts
    return Span(first, timezone.localdate(ends), activity)


def special_days(first: date, last: date) -> dict[date, SpecialDay]:
    return {special.day: special for special in SpecialDay.objects.filter(day__range=(first, last))}
