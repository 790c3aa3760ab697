"""What is counted of appeals. Whoever has not said anything is not content."""

from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.days import on_day
from huiguan.kernel.measure import Attribute, Measure, Period
from huiguan.kernel.models import Grant
from huiguan.kernel.reach import NOWHERE, current_reach
from huiguan.mechanisms.appeals.models import Appeal, AppealState, Clock, Rating, Score, Stage
from huiguan.mechanisms.appeals.queries import is_solved
from huiguan.register.models import ENTERPRISES, Affiliation, Organization
from huiguan.register.queries import existing

NOT_TAKEN_UP = (
    AppealState.FILED,
    AppealState.INCOMPLETE,
    AppealState.DECLINED,
    AppealState.DIVERTED,
    AppealState.MERGED,
    AppealState.WITHDRAWN,
)
UNIT = pgettext_lazy("诉求", "件")
BY = {"category": "category", "level": "level", "state": "state"}


def received(period: Period) -> QuerySet:
    return Appeal.objects.filter(period.moments("filed_at"))


def accepted(period: Period) -> QuerySet:
    return received(period).exclude(state__in=NOT_TAKEN_UP)


def closed(period: Period) -> QuerySet:
    return Appeal.objects.filter(period.moments("closing__on"), state=AppealState.CLOSED)


def solved(period: Period) -> QuerySet:
    return closed(period).filter(is_solved())


def unconfirmed(period: Period) -> QuerySet:
    return closed(period).filter(closing__is_confirmed=False)


def confirmed(period: Period) -> QuerySet:
    return closed(period).filter(closing__is_confirmed=True)


def _timed(period: Period, *outcomes: str) -> QuerySet:
    """Appeals of which the limit for the answer ended so in the period."""
    stopped = Clock.objects.filter(period.moments("stopped_at"), stage=Stage.ANSWER, outcome__in=outcomes)
    return Appeal.objects.filter(pk__in=stopped.order_by().values("appeal"))


def answered(period: Period) -> QuerySet:
    return _timed(period, Clock.Outcome.KEPT, Clock.Outcome.LATE)


def answered_in_time(period: Period) -> QuerySet:
    """None of its answers of the period came late."""
    late = _timed(period, Clock.Outcome.LATE)
    return _timed(period, Clock.Outcome.KEPT).exclude(pk__in=late.order_by().values("pk"))


def rated(period: Period) -> QuerySet:
    return Rating.objects.filter(period.moments("on"))


def satisfied(period: Period) -> QuerySet:
    return rated(period).filter(score=Score.SATISFIED)


def fairly_satisfied(period: Period) -> QuerySet:
    return rated(period).filter(score=Score.FAIRLY)


def firms(period: Period) -> QuerySet:
    return Organization.objects.filter(existing(period.ends), kind__in=ENTERPRISES)


def firms_with_a_voice(period: Period) -> QuerySet:
    """Firms whose demand somebody can raise on the last day: their own people, their chamber, or the office where they
    are registered."""
    day = period.ends
    grants = Grant.objects.filter(on_day(day), tenant=current_reach().tenant, word="appeals.file")
    scope = NOWHERE
    for grant in grants.select_related("node"):
        scope |= grant.scope()
    chambers = Affiliation.objects.filter(on_day(day), scope.nodes("node")).values("organization")
    by_chamber = Q(pk__in=chambers) if scope.here or scope.below else Q(pk__in=())
    return firms(period).filter(Q(pk__in=scope.subjects) | scope.nodes("node") | by_chamber)


def share_with_a_voice(period: Period):
    rows, of = firms_with_a_voice(period), firms(period).count()
    return (Decimal(rows.count() * 1000 // of) / 10 if of else None), rows


ATTRIBUTES = [
    Attribute(
        "appeals.with_a_voice",
        _("有人替它提诉求的企业占比"),
        "%",
        _(
            "截止日在册的企业、合作社和个体工商户中，本单位的人、所在的商会或者归口单位的工作人员能替它提诉求的，占全部的百分比"
        ),
        share_with_a_voice,
    ),
]
MEASURES = [
    Measure(
        "appeals.received",
        _("提出诉求"),
        UNIT,
        "flow",
        _("提出时间在统计期内的诉求件数；不予受理、分流、并案和撤回的也在内"),
        received,
        dimensions=BY,
    ),
    Measure(
        "appeals.accepted",
        _("受理诉求"),
        UNIT,
        "flow",
        _("提出时间在统计期内、已经受理的诉求件数；待受理、待补充、不予受理、分流、并案和撤回的不计"),
        accepted,
        dimensions=BY,
    ),
    Measure(
        "appeals.answered",
        _("答复诉求"),
        UNIT,
        "flow",
        _("统计期内承办单位或者工商联答复过、有答复期限的诉求件数；一件答复几次也只计一件"),
        answered,
        dimensions=BY,
    ),
    Measure(
        "appeals.answered_in_time",
        _("按时答复诉求"),
        UNIT,
        "flow",
        _("统计期内的答复都在期限内的诉求件数；同意过的延期和暂停按延后的期限算；按时答复率以同期答复诉求为分母"),
        answered_in_time,
        dimensions=BY,
    ),
    Measure(
        "appeals.closed",
        _("办结诉求"),
        UNIT,
        "flow",
        _("办结时间在统计期内、现在仍是办结的诉求件数；经企业确认的和逾期未确认的都在内"),
        closed,
        dimensions=BY,
    ),
    Measure(
        "appeals.solved",
        _("解决诉求"),
        UNIT,
        "flow",
        _("办结时间在统计期内、经企业确认、最后一次答复的办结方式计为已解决的诉求件数；解决率以同期办结诉求为分母"),
        solved,
        dimensions=BY,
    ),
    Measure(
        "appeals.confirmed",
        _("企业确认办结"),
        UNIT,
        "flow",
        _("办结时间在统计期内、企业自己或者电话回访时确认过的诉求件数"),
        confirmed,
        dimensions=BY,
    ),
    Measure(
        "appeals.unconfirmed",
        _("未确认办结"),
        UNIT,
        "flow",
        _("办结时间在统计期内、企业逾期没有确认的诉求件数；没有评价，不计为满意"),
        unconfirmed,
        dimensions=BY,
    ),
    Measure(
        "appeals.rated",
        _("评价的答复"),
        pgettext_lazy("答复", "次"),
        "flow",
        _("统计期内提出诉求的企业自己评价、或者电话回访时评价的答复次数；没有评价的不计"),
        rated,
        dimensions={"score": "score"},
    ),
    Measure(
        "appeals.satisfied",
        _("评价为满意"),
        pgettext_lazy("答复", "次"),
        "flow",
        _("统计期内评价为“满意”的答复次数，不含“基本满意”；满意率以同期评价的答复为分母，没有评价的不计为满意"),
        satisfied,
    ),
    Measure(
        "appeals.fairly_satisfied",
        _("评价为基本满意"),
        pgettext_lazy("答复", "次"),
        "flow",
        _("统计期内评价为“基本满意”的答复次数"),
        fairly_satisfied,
    ),
]
