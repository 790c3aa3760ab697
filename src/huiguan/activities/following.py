"""Reads of follow-ups that more than one place needs."""

from datetime import timedelta

from django.db.models import Case, F, QuerySet, When

from huiguan.activities.models import Activity, FollowUp, FollowUpState
from huiguan.kernel import clock
from huiguan.kernel.measure import Period

SOON = 14  # days


def listed() -> QuerySet[FollowUp]:
    """With all that a row of a list shows; what is open and due first comes first, what has no day last."""
    rows = FollowUp.objects.select_related("activity", "organization", "owner")
    open_first = Case(When(state=FollowUpState.OPEN, then=0), default=1)
    return rows.order_by(open_first, F("due").asc(nulls_last=True), "pk")


def of(activity: Activity) -> QuerySet[FollowUp]:
    """Decisions by their number, then the rest, as they were entered."""
    rows = FollowUp.objects.filter(activity=activity).select_related("organization", "owner")
    return rows.order_by(F("number").asc(nulls_last=True), "pk")


def late(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    return rows.filter(state=FollowUpState.OPEN, due__lt=clock.today())


def due_soon(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    today = clock.today()
    return rows.filter(state=FollowUpState.OPEN, due__range=(today, today + timedelta(days=SOON)))


def agreed(period: Period) -> QuerySet[FollowUp]:
    """What was agreed at activities of a period, without what was given up."""
    rows = FollowUp.objects.filter(activity__starts__date__lte=period.ends).exclude(state=FollowUpState.DROPPED)
    if period.starts:
        rows = rows.filter(activity__starts__date__gte=period.starts)
    return rows.select_related("activity", "organization", "owner")


def done(period: Period) -> QuerySet[FollowUp]:
    """Of these, what was done by the last day of the period."""
    return agreed(period).filter(state=FollowUpState.DONE, done_on__lte=period.ends)
