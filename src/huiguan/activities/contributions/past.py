from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huiguan.activities.contributions.keeping import kept_by
from huiguan.activities.models import ActivityState
from huiguan.kernel import clock
from huiguan.kernel.rooms import Card

MOST = 6


def past(by) -> list[Card]:
    """What is over by the calendar and still stands as planned, by those who arrange it."""
    mine = kept_by(by).filter(state=ActivityState.PLANNED)
    rows = mine.annotate(over=Coalesce("ends", "starts")).filter(over__lt=clock.now()).order_by("starts", "pk")
    return [
        Card(
            _("办过了吗？%(activity)s") % {"activity": activity},
            reverse("activities.detail", args=[activity.pk]),
            note=_("登记为已举办，或者改期、取消"),
            due=timezone.localdate(activity.starts),
            icon="calendar-check",
            hue="sky",
            about=activity,
        )
        for activity in rows[:MOST]
    ]
