"""What is laid out for the days of an activity and may move along when it does: its agenda and its stops."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from huiguan.activities.models import Activity, AgendaItem, Stop
from huiguan.kernel.models import Step
from huiguan.kernel.typed import is_plausible
from huiguan.kernel.words import listed


@dataclass(frozen=True)
class LaidOut:
    """How much of it there is, as words: 议程 3 项、行程 2 处."""

    items: int = 0
    stops: int = 0

    def __bool__(self):
        return bool(self.items or self.stops)

    def __str__(self):
        parts = [(self.items, _("议程 %(n)s 项")), (self.stops, _("行程 %(n)s 处"))]
        return listed(said % {"n": number} for number, said in parts if number)


def laid_out(activity: Activity) -> LaidOut:
    items, stops = (kind.everywhere.filter(activity=activity).count() for kind in (AgendaItem, Stop))
    return LaidOut(items, stops)


def leads_out_of_time(activity: Activity, starts: datetime) -> bool:
    """Whether something would come to lie on a day that nobody can have meant."""
    lag = starts - activity.starts
    items = AgendaItem.everywhere.filter(activity=activity).aggregate(first=Min("starts"), last=Max("starts"))
    stops = Stop.everywhere.filter(activity=activity).aggregate(
        first=Min("day_from"), last=Max("day_from"), until=Max("day_until")
    )
    moments = [timezone.localtime(moment).date() for moment in items.values() if moment]
    try:
        return not all(is_plausible(day + lag) for day in [*moments, *filter(None, stops.values())])
    except OverflowError:
        return True


def went_along_when_held(activity: Activity) -> bool:
    """Whether what is laid out moved when it was last recorded as held, and would move back."""
    last = Step.of(activity).filter(move="hold").order_by("pk").last()
    return bool(last and last.answers.get("along"))
