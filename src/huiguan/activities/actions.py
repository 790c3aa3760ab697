"""Verbs of activities: planning one, recording that it was held, calling it off."""

from collections.abc import Sequence

from huiguan.activities.models import Activity, Host
from huiguan.kernel import clock
from huiguan.kernel.flow import entered
from huiguan.register.models import Organization


def plan(activity: Activity, *, by, hosts: Sequence[Organization] = ()) -> Activity:
    """A new activity and its hosts; the first of them leads."""
    with entered(activity, by=by):
        activity.save()
        for number, organization in enumerate(hosts):
            Host(activity=activity, organization=organization, is_lead=number == 0).save()
    return activity


def hold(activity: Activity, *, by, minutes: str = "") -> None:
    """It took place, at the moment that the move says; a planned end moves along with the true beginning."""
    true_start = clock.happened()
    if activity.ends:
        activity.ends += true_start - activity.starts
    activity.starts = true_start
    activity.minutes = minutes or activity.minutes
