"""An activity that is moved takes along what was laid out for its days."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from huiguan.activities.models import Activity, AgendaItem, Stop
from huiguan.activities.moving import LaidOut
from huiguan.kernel.acting import acting


def move_along(activity: Activity, since: datetime, *, by: Any) -> LaidOut:
    """Everything laid out for the activity, by as much as it begins later or earlier than ``since``: the agenda by
    minutes, the stops by days. Whoever moved it finds in ``moved_along`` what went with it."""
    lag = activity.starts - since
    days = timezone.localdate(activity.starts) - timezone.localdate(since)
    items, stops = [], []
    with transaction.atomic(), acting(by):
        if lag:
            items = list(AgendaItem.everywhere.filter(activity=activity).select_for_update().order_by("pk"))
        for item in items:
            item.starts += lag
            item.save()
        if days:
            stops = list(Stop.everywhere.filter(activity=activity).select_for_update().order_by("pk"))
        for stop in stops:
            stop.day_from += days
            stop.day_until = stop.day_until and stop.day_until + days
            stop.save()
    activity.moved_along = LaidOut(len(items), len(stops))
    return activity.moved_along
