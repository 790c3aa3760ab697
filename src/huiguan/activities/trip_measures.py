"""What trips count: the countries, the partners and the places to which they went."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huiguan.activities import queries
from huiguan.activities.countries import ALSO_CHINA, HERE
from huiguan.activities.models import Stop
from huiguan.kernel.measure import Measure, Period, Value

TRIP = {
    "kind": "activity__kind__code",
    "programme": "activity__programme__code",
    "series": "activity__series__code",
}


def _in_other_countries(period: Period) -> QuerySet[Stop]:
    return queries.visited(period).exclude(country__in=(HERE, *ALSO_CHINA))


def _with_partners(period: Period) -> QuerySet[Stop]:
    return queries.visited(period).exclude(partner=None, partner_name="")


def _distinct_countries(rows: QuerySet[Stop], period: Period) -> Value:
    return rows.order_by().values("country").distinct().count()


def _distinct_partners(rows: QuerySet[Stop], period: Period) -> Value:
    """Those of the register by their row; others by their name and country, which is all that is known."""
    rows = rows.order_by()
    known = rows.filter(partner__isnull=False).values("partner").distinct().count()
    return known + rows.filter(partner=None).values("partner_name", "country").distinct().count()


def _distinct_sites(rows: QuerySet[Stop], period: Period) -> Value:
    return rows.order_by().values("country", "place").distinct().count()


TRIP_MEASURES = [
    Measure(
        key="activities.countries",
        label=_("去过的国家"),
        unit=_("国"),
        kind="flow",
        definition=_(
            "期间内已举办活动的行程里，中国以外的国家，去重；去香港、澳门、台湾的不计，途经而没有登记行程的不计"
        ),
        records=_in_other_countries,
        value=_distinct_countries,
        dimensions=TRIP,
    ),
    Measure(
        key="activities.partners",
        label=_("走访的单位"),
        unit=_("家"),
        kind="flow",
        definition=_(
            "期间内已举办活动的行程里走访的单位，去重：在册的按单位，不在册的按名称和国家；行程没有写走访谁的不计"
        ),
        records=_with_partners,
        value=_distinct_partners,
        dimensions={**TRIP, "partner_kind": "partner__kind"},
    ),
    Measure(
        key="activities.sites",
        label=_("行程到过的地点"),
        unit=_("处"),
        kind="flow",
        definition=_("期间内已举办活动的行程里的地点，按地点名称和国家去重；同一处去几次算一处，写法不同的算两处"),
        records=queries.visited,
        value=_distinct_sites,
        dimensions=TRIP,
    ),
]
