"""What activities count. Heads (人) and attendances (人次) are different figures and never one sum."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities import following, queries, training
from huiguan.activities.models import Activity, Invitation, Participation
from huiguan.activities.trip_measures import TRIP_MEASURES
from huiguan.activities.visit_measures import VISIT_MEASURES
from huiguan.kernel.measure import Measure, Period, Value

HELD = {"kind": "kind__code", "programme": "programme__code", "series": "series__code"}
INVITED = {
    "kind": "activity__kind__code",
    "programme": "activity__programme__code",
    "series": "activity__series__code",
}
COMING = {**INVITED, "role": "role"}


def distinct_heads(rows: QuerySet[Participation], period: Period | None = None) -> int:
    """Persons of the register by their row; others by their name and organization, which is all that is known."""
    rows = rows.order_by()
    known = rows.filter(person__isnull=False).values("person").distinct().count()
    return known + rows.filter(person=None).values("name", "organization").distinct().count()


def _distinct_speakers(rows: QuerySet[Participation], period: Period) -> Value:
    return rows.order_by().values("organization").distinct().count()


def _distinct_groups(rows: QuerySet[Invitation], period: Period) -> Value:
    return rows.order_by().values("group").distinct().count()


def _years(rows: QuerySet[Activity], period: Period) -> Value:
    """The year in which all of them were held; first and last where there were several."""
    found = sorted({timezone.localdate(starts).year for starts in rows.order_by().values_list("starts", flat=True)})
    if len(found) < 2:
        return found[0] if found else None
    return [found[0], found[-1]]


def _distinct_series(rows: QuerySet[Activity], period: Period) -> Value:
    return rows.order_by().values("series").distinct().count()


def _times_each_spring(rows: QuerySet[Activity], period: Period) -> Value:
    """How often each season saw one, from the first that did to the last that is over: [least, most], or one number."""
    days = [timezone.localdate(starts) for starts in rows.order_by().values_list("starts", flat=True)]
    if not days:
        return None
    seasons = queries.springs(Period(min(days), period.ends))
    times = [sum(first <= day <= last for day in days) for first, last in seasons]
    return times[0] if len(set(times)) == 1 else [min(times), max(times)]


MEASURES = [
    Measure(
        key="activities.held",
        label=_("举办活动"),
        unit=_("场"),
        kind="flow",
        definition=_("期间内开始、已登记为“已举办”的活动；筹备中和取消的不计"),
        records=queries.held,
        dimensions=HELD,
    ),
    Measure(
        key="activities.attended",
        label=_("参加活动"),
        unit=_("人次"),
        kind="flow",
        definition=_("期间内已举办活动的参加名单行数，一人参加几场算几次；只登记单位、没有姓名的不计"),
        records=queries.attendance,
        dimensions=COMING,
    ),
    Measure(
        key="activities.heads",
        label=_("参加活动的人"),
        unit=_("人"),
        kind="flow",
        definition=_("期间内参加过已举办活动的人，去重；不在册的人按姓名和单位去重"),
        records=queries.attendance,
        value=distinct_heads,
        dimensions=COMING,
    ),
    Measure(
        key="activities.training_hours",
        label=_("学习培训"),
        unit=_("学时"),
        kind="flow",
        definition=_(
            "期间内已举办活动的参加名单上，每个人的学时相加：本人另填的按本人的，没有填的按活动的；几人参加就加几次，没有姓名的不计"
        ),
        records=training.attended_with_hours,
        value=training.summed,
        dimensions=COMING,
    ),
    Measure(
        key="activities.years",
        label=_("活动举办的年份"),
        unit=_("年"),
        kind="flow",
        definition=_("期间内已举办活动开始的年份；不止一年的，给出最早和最晚"),
        records=queries.held,
        value=_years,
        dimensions=HELD,
    ),
    Measure(
        key="activities.organizers",
        label=_("承办系列活动的单位"),
        unit=_("家"),
        kind="flow",
        definition=_("期间内开始的系列活动里，以“承办”名义登记的单位数；单场活动另有承办的不计"),
        records=queries.organizers,
        dimensions={"programme": "programme__code"},
    ),
    Measure(
        key="activities.speaking_organizations",
        label=_("发言的单位"),
        unit=_("家"),
        kind="flow",
        definition=_("期间内已举办活动的参加名单里，身份是“发言”的人所代表的单位，去重"),
        records=queries.speakers,
        value=_distinct_speakers,
        dimensions={**COMING, "chamber_type": "organization__chamber__types__code"},
    ),
    Measure(
        key="activities.invited_groups",
        label=_("邀请的对象"),
        unit=_("类"),
        kind="flow",
        definition=_(
            "期间内已举办活动的邀请里，登记了“哪一类对象”的，按类去重；没有写是哪一类的、没有发出和撤回的不计"
        ),
        records=queries.invited,
        value=_distinct_groups,
        dimensions=INVITED,
    ),
    Measure(
        key="activities.spring_series",
        label=_("春节期间的常办活动"),
        unit=_("项"),
        kind="flow",
        definition=_("农历腊月二十至正月十五之间办过的常办活动，去重；不属于任何常办活动的不计"),
        records=queries.held_in_spring,
        value=_distinct_series,
        dimensions=HELD,
    ),
    Measure(
        key="activities.each_spring",
        label=_("每年春节期间举办"),
        unit=_("次"),
        kind="flow",
        definition=_(
            "从第一次办的那年起，到期末已经过完的最近一个春节，每年农历腊月二十至正月十五之间办的次数；各年不同的给出最少和最多"
        ),
        records=queries.held_in_spring,
        value=_times_each_spring,
        dimensions=HELD,
    ),
    *TRIP_MEASURES,
    *VISIT_MEASURES,
    Measure(
        key="activities.follow_ups",
        label=_("说定的后续事项"),
        unit=pgettext_lazy("后续事项", "件"),
        kind="flow",
        definition=_("期间内开始的活动上说定的后续事项；后来不办了的不计"),
        records=following.agreed,
        dimensions=INVITED,
    ),
    Measure(
        key="activities.follow_ups_done",
        label=_("办结的后续事项"),
        unit=pgettext_lazy("后续事项", "件"),
        kind="flow",
        definition=_("期间内开始的活动上说定的后续事项里，到期末已经办结的；与“说定的后续事项”同一个口径，可以相除"),
        records=following.done,
        dimensions=INVITED,
    ),
]
