from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities.contributions.keeping import kept_by
from huiguan.activities.models import ActivityState, Invitation, Reply
from huiguan.activities.models.invitations import COMING
from huiguan.kernel import clock
from huiguan.kernel.rooms import Card

MOST = 6


def to_promote(by) -> list[Card]:
    """Where somebody waits for whom there is room by now, by those who arrange it."""
    of_it = Invitation.everywhere.filter(activity=OuterRef("pk")).order_by()
    taken = of_it.filter(state__in=COMING).values("activity").annotate(sum=Sum("seats")).values("sum")
    fits = of_it.filter(state=Reply.QUEUED).filter(Q(seats__lte=OuterRef("room")) | Q(activity__capacity=None))
    rows = kept_by(by).filter(state=ActivityState.PLANNED, starts__gt=clock.now())
    rows = rows.annotate(room=F("capacity") - Coalesce(Subquery(taken), 0)).filter(Exists(fits))
    return [
        Card(
            _("有空位，可以递补：%(activity)s") % {"activity": activity},
            reverse("invitations.of", args=[activity.pk]),
            icon="user-plus",
            hue="jade",
        )
        for activity in rows.order_by("starts", "pk")[:MOST]
    ]
