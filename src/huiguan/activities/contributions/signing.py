from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities.contributions.keeping import kept_by
from huiguan.activities.models import Activity, ActivityState, SignIn, SignInState
from huiguan.kernel.rooms import Card

MOST = 6


def to_confirm(by) -> list[Card]:
    """Who signed in at a door and is not known yet, by those who keep the list."""
    mine = kept_by(by).exclude(state=ActivityState.CANCELLED)
    waiting = SignIn.objects.filter(state=SignInState.PENDING, activity__in=mine.order_by().values("pk"))
    counts = dict(waiting.order_by().values_list("activity").annotate(n=Count("pk")))
    return [
        Card(
            _("签到待确认：%(activity)s") % {"activity": activity},
            reverse("sign_ins.door", args=[activity.pk]),
            count=counts[activity.pk],
            icon="clipboard-check",
            hue="gold",
        )
        for activity in Activity.objects.filter(pk__in=counts).order_by("-starts", "-pk")[:MOST]
    ]
