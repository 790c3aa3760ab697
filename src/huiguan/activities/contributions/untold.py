from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huiguan.activities.contributions.keeping import kept_by
from huiguan.activities.models import Activity, ActivityState, Notice, NoticeState, Occasion
from huiguan.kernel.rooms import Card

MOST = 6


def untold(by) -> list[Card]:
    """Guests who are still to be told of something, by those who arrange the activity; what was called off is first."""
    mine = kept_by(by).exclude(state=ActivityState.HELD)
    rows = Notice.objects.filter(state=NoticeState.WAITING, invitation__activity__in=mine.order_by().values("pk"))
    by_activity = rows.order_by().values("invitation__activity", "occasion").annotate(n=Count("pk"), first=Min("pk"))
    counts: dict[int, int] = {}
    off: set[int] = set()
    for row in by_activity:
        activity = row["invitation__activity"]
        counts[activity] = counts.get(activity, 0) + row["n"]
        if row["occasion"] == Occasion.CANCELLED:
            off.add(activity)
    found = Activity.objects.filter(pk__in=counts).order_by("starts", "pk")
    return [
        Card(
            _("还没有告诉客人：%(activity)s") % {"activity": activity.title},
            reverse("notices.of", args=[activity.pk]),
            count=counts[activity.pk],
            note=_("活动已经取消") if activity.pk in off else "",
            due=timezone.localdate(activity.starts),
            icon="send",
            hue="brand" if activity.pk in off else "gold",
        )
        for activity in sorted(found, key=lambda activity: activity.pk not in off)[:MOST]
    ]
