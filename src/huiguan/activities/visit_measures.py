"""What is counted of visits to firms. Nobody is ranked by it: how often one goes is no merit."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities import queries
from huiguan.activities.models import Consent, Visit
from huiguan.kernel.measure import Measure, Period, Value

ABOUT = {"kind": "activity__kind__code", "topic": "topics__code"}


def made(period: Period) -> QuerySet[Visit]:
    """Firms that were visited by what was held in a period, once for each time."""
    rows = Visit.objects.filter(activity__in=queries.held(period))
    return rows.select_related("activity", "organization").order_by("activity__starts", "pk")


def agreed(period: Period) -> QuerySet[Visit]:
    return made(period).filter(state=Consent.AGREED)


def _firms(rows: QuerySet[Visit], period: Period) -> Value:
    return rows.order_by().values("organization").distinct().count()


VISIT_MEASURES = [
    Measure(
        key="activities.visits_made",
        label=_("走访企业"),
        unit=pgettext_lazy("走访", "次"),
        kind="flow",
        definition=_("期间内已登记为“已举办”的活动走访了企业的次数；一天走几家算几次，筹备中和取消的不计"),
        records=made,
        dimensions=ABOUT,
    ),
    Measure(
        key="activities.visited_firms",
        label=_("走访过的企业"),
        unit=_("家"),
        kind="flow",
        definition=_("期间内已举办的活动走访过的企业，去重；同一家去几次只算一家"),
        records=made,
        value=_firms,
        dimensions=ABOUT,
    ),
    Measure(
        key="activities.visits_agreed",
        label=_("企业同意的走访"),
        unit=pgettext_lazy("走访", "次"),
        kind="flow",
        definition=_("“走访企业”的次数里，登记着企业同意的；没有问的、请改天的、谢绝的都不算同意"),
        records=agreed,
        dimensions=ABOUT,
    ),
]
