"""What the rotation counts."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.models import Participation
from huiguan.kernel.measure import Attribute, Measure, Period
from huiguan.mechanisms.rotation.models import Scheme, Seat, Serves, Suggestion, Turn, TurnActivity, Unit
from huiguan.mechanisms.rotation.queries import HELD


def turns_held(period: Period) -> QuerySet:
    return Turn.objects.filter(period.days("starts"), state__in=HELD)


def seats_visited(period: Period) -> QuerySet:
    visits = TurnActivity.objects.filter(
        period.moments("activity__starts"), part=TurnActivity.Part.VISIT, activity__state="held"
    )
    return Seat.ever.filter(pk__in=visits.values("seat")).select_related("organization", "person", "team", "turn")


def suggestions_given(period: Period) -> QuerySet:
    return Suggestion.objects.filter(period.days("proposed_on"))


def suggestions_useful(period: Period) -> QuerySet:
    return suggestions_given(period).filter(judgement__useful=True)


def attendances(period: Period) -> QuerySet:
    held = TurnActivity.objects.filter(period.moments("activity__starts"), activity__state="held")
    return Participation.objects.filter(activity__in=held.values("activity")).select_related(
        "person", "activity", "organization"
    )


def heads(rows: QuerySet, period: Period) -> int:
    """People in the register count once; each name outside it counts as one."""
    known = rows.exclude(person=None).values("person").distinct().count()
    return known + rows.filter(person=None).exclude(name="").values("name", "organization").distinct().count()


MEASURES = [
    Measure(
        "rotation.turns_held",
        _("轮值活动次数"),
        _("次"),
        "flow",
        _(
            "起始日在统计期内、已经开始（进行中、已交接或已办结）的轮值期次数；各方案合计，个人值班的期次也在内，可按方案分开看；编排中和仅公布的不计"
        ),
        turns_held,
        dimensions={"scheme": "scheme"},
    ),
    Measure(
        "rotation.firms_visited",
        _("观摩企业数"),
        pgettext_lazy("企业", "家"),
        "flow",
        _("统计期内作为轮值企业被实地走访观摩过的企业数；同一企业走访多次只计一家"),
        seats_visited,
        lambda rows, period: rows.exclude(organization=None).order_by().values("organization").distinct().count(),
        {"scheme": "turn__scheme"},
    ),
    Measure(
        "rotation.suggestions_given",
        _("提出意见建议数"),
        pgettext_lazy("建议", "条"),
        "flow",
        _("提出日期在统计期内的意见建议条数"),
        suggestions_given,
        dimensions={"topic": "topic", "state": "state"},
    ),
    Measure(
        "rotation.suggestions_useful",
        _("有效建议数"),
        pgettext_lazy("建议", "条"),
        "flow",
        _("提出日期在统计期内、经受建议企业评价为有效的意见建议条数；未评价的不计为有效"),
        suggestions_useful,
        dimensions={"topic": "topic", "state": "state"},
    ),
    Measure(
        "rotation.persons",
        _("参加轮值活动人数"),
        _("人"),
        "flow",
        _("统计期内参加过各方案轮值活动的不同的人；一人参加多次只计一人"),
        attendances,
        heads,
    ),
    Measure(
        "rotation.person_times",
        _("参加轮值活动人次"),
        _("人次"),
        "flow",
        _("统计期内各方案轮值各次活动参加人员的合计；一人参加几次计几人次"),
        attendances,
    ),
]


def scheme_of(period: Period) -> QuerySet:
    """The rotation of firms that was in force when the period ended; if none was, the last one before."""
    begun = Scheme.objects.filter(starts__lte=period.ends, serves=Serves.FIRMS).order_by("-starts", "pk")
    return begun.filter(pk__in=begun.values("pk")[:1])


def hosts_range(period: Period):
    schemes = scheme_of(period)
    scheme = schemes.first()
    return ([scheme.hosts_from, scheme.hosts_to] if scheme else None), schemes


def months(period: Period):
    """Nothing where a turn is no number of whole months."""
    schemes = scheme_of(period)
    scheme = schemes.first()
    in_one = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}.get(Unit(scheme.unit)) if scheme else None
    return (scheme.length * in_one if in_one else None), schemes


ATTRIBUTES = [
    Attribute(
        "rotation.hosts_range",
        _("每期轮值企业数"),
        pgettext_lazy("企业", "家"),
        _("截止日有效的企业轮值方案规定的每期企业数，最少至最多"),
        hosts_range,
    ),
    Attribute("rotation.months", _("一期几个月"), _("个月"), _("截止日有效的企业轮值方案规定的一期长度"), months),
]
