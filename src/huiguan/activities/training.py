"""Hours of training: how many somebody has by an activity, and what they come to in a year."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from huiguan.activities import queries
from huiguan.activities.models import ActivityState, Participation
from huiguan.kernel.measure import Period, Value

HOURS = Coalesce(F("hours"), F("activity__hours"))
COUNTED = Q(hours__gt=0) | Q(hours=None, activity__hours__gt=0)


@dataclass
class Year:
    """What somebody took part in within one year, the newest first, and the sum of its hours."""

    year: int
    rows: list[Participation] = field(default_factory=list)

    @property
    def hours(self) -> Decimal:
        return sum((row.hours_there or Decimal() for row in self.rows), Decimal())


def attended_with_hours(period: Period) -> QuerySet[Participation]:
    return queries.attendance(period).filter(COUNTED)


def summed(rows: QuerySet[Participation], period: Period) -> Value:
    return rows.order_by().aggregate(sum=Sum(HOURS))["sum"]


def transcript(person: Any) -> list[Year]:
    """The years in which a person of the register took part in something that counts hours, within reach."""
    rows = Participation.objects.filter(COUNTED, person=person, activity__state=ActivityState.HELD)
    rows = rows.select_related("activity__kind", "certificate").order_by("-activity__starts", "-pk")
    years: dict[int, Year] = {}
    for row in rows:
        year = timezone.localdate(row.activity.starts).year
        years.setdefault(year, Year(year)).rows.append(row)
    return list(years.values())
