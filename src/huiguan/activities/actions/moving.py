"""An activity that is moved takes along what was laid out for its days."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from huiguan.activities.models import Activity, AgendaItem, Stop
from huiguan.activities.moving import LaidOut, Moved, went_along
from huiguan.kernel.acting import acting


def move_along(activity: Activity, since: datetime, *, by: Any) -> LaidOut:
    """Everything laid out for the activity, by as much as it begins later or earlier than ``since``."""
    moved = Moved(since, activity.starts)
    return _move(activity, moved.lag, moved.days, by=by)


def move_back(activity: Activity, *, by: Any) -> LaidOut:
    """By as much as went along since it was recorded as held, wherever the activity itself was moved meanwhile."""
    back = went_along(activity)
    lag, days = sum((one.lag for one in back), timedelta()), sum((one.days for one in back), timedelta())
    return _move(activity, -lag, -days, by=by)


def _move(activity: Activity, lag: timedelta, days: timedelta, *, by: Any) -> LaidOut:
    """The agenda by minutes, the stops by days. Whoever moved it finds in ``moved_along`` what went with it."""
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
