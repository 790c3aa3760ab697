"""Plans of years with what was delivered, in one query however many there are."""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from huiguan.activities.models import Activity, ActivityState, AnnualPlan, Participation
from huiguan.activities.queries import NAMED


def delivered() -> QuerySet[AnnualPlan]:
    """``held`` activities of the plan's kind in its year, kept at its place or below; who ``came`` to them (人次)."""
    held = Activity.objects.filter(
        state=ActivityState.HELD,
        kind=OuterRef("kind"),
        node__path__startswith=OuterRef("node__path"),
        starts__year=OuterRef("year"),
    )
    came = Participation.objects.filter(
        NAMED,
        activity__state=ActivityState.HELD,
        activity__kind=OuterRef("kind"),
        activity__node__path__startswith=OuterRef("node__path"),
        activity__starts__year=OuterRef("year"),
    )
    rows = AnnualPlan.objects.select_related("kind", "node")
    rows = rows.annotate(held=_count(held, "kind"), came=_count(came, "activity__kind"))
    return rows.order_by("-year", "kind__order", "pk")


def _count(rows: QuerySet, by: str) -> Coalesce:
    """How many rows there are for each plan: all of them share the plan's kind, by which they are counted together."""
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
