"""What activities count. Heads (人) and attendances (人次) are different figures and never one sum."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huiguan.activities import queries
from huiguan.activities.models import Participation
from huiguan.kernel.measure import Measure, Period, Value


def _distinct_heads(rows: QuerySet[Participation], period: Period) -> Value:
    """Persons of the register by their row; others by their name and organization, which is all that is known."""
    rows = rows.order_by()
    known = rows.filter(person__isnull=False).values("person").distinct().count()
    return known + rows.filter(person=None).values("name", "organization").distinct().count()


MEASURES = [
    Measure(
        key="activities.held",
        label=_("举办活动"),
        unit=_("场"),
        kind="flow",
        definition=_("期间内开始、已登记为“已举办”的活动；筹备中和取消的不计"),
        records=queries.held,
        dimensions={"kind": "kind__code"},
    ),
    Measure(
        key="activities.attended",
        label=_("参加活动"),
        unit=_("人次"),
        kind="flow",
        definition=_("期间内已举办活动的参加名单行数，一人参加几场算几次；只登记单位、没有姓名的不计"),
        records=queries.attendance,
        dimensions={"kind": "activity__kind__code", "role": "role"},
    ),
    Measure(
        key="activities.heads",
        label=_("参加活动的人"),
        unit=_("人"),
        kind="flow",
        definition=_("期间内参加过已举办活动的人，去重；不在册的人按姓名和单位去重"),
        records=queries.attendance,
        value=_distinct_heads,
        dimensions={"kind": "activity__kind__code", "role": "role"},
    ),
]
