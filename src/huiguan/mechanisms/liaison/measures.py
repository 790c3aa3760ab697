"""What the links count."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.days import on_day
from huiguan.kernel.measure import Attribute, Measure, Period
from huiguan.mechanisms.liaison.models import (
    BriefingState,
    Contact,
    ContactState,
    Issuer,
    Link,
    LinkScheme,
    Question,
    QuestionState,
    Receipt,
    ReceiptState,
)


def links(period: Period) -> QuerySet:
    return Link.objects.filter(on_day(period.ends)).select_related("linker", "target__organization")


def linked(rows: QuerySet, period: Period) -> int:
    return rows.order_by().values("target").distinct().count()


def leaders(rows: QuerySet, period: Period) -> int:
    return rows.order_by().values("linker__person").distinct().count()


def contacts(period: Period) -> QuerySet:
    return Contact.objects.filter(period.days("on"), state=ContactState.HELD).select_related("linker")


def receipts(period: Period) -> QuerySet:
    rows = Receipt.objects.filter(period.days("briefing__sent_on")).filter(briefing__state=BriefingState.SENT)
    return rows.select_related("briefing", "target__organization")


def read_receipts(period: Period) -> QuerySet:
    return receipts(period).filter(state=ReceiptState.READ)


def questions(period: Period) -> QuerySet:
    rows = Question.objects.filter(period.days("asked_on")).exclude(state=QuestionState.WITHDRAWN)
    return rows.select_related("linker", "target__organization")


def questions_answered(period: Period) -> QuerySet:
    return questions(period).filter(state=QuestionState.ANSWERED)


OF_SCHEME = {"scheme": "linker__scheme"}
MEASURES = [
    Measure(
        "liaison.chambers_linked",
        _("有领导联系的商会、企业和项目"),
        pgettext_lazy("联系对象", "个"),
        "stock",
        _("截止日有领导联系的商会、企业和项目数；几位领导联系同一个的只计一个"),
        links,
        linked,
        OF_SCHEME,
    ),
    Measure(
        "liaison.leaders",
        _("参加联系的领导"),
        _("人"),
        "stock",
        _("截止日至少联系一家的领导人数；在几个方案里联系的只计一人"),
        links,
        leaders,
        OF_SCHEME,
    ),
    Measure(
        "liaison.contacts",
        _("领导联系次数"),
        _("次"),
        "flow",
        _(
            "统计期内已登记的联系次数（走访、电话、座谈等合计，可按方式分开看）；一次联系几家的计一次；约好没去的、取消的不计"
        ),
        contacts,
        dimensions={**OF_SCHEME, "kind": "kind"},
    ),
    Measure(
        "liaison.briefings_delivered",
        _("决策通报送达"),
        _("份次"),
        "flow",
        _("统计期内发出的决策通报送到的商会、企业数，一份送到一家计一份次；撤回的不计"),
        receipts,
        dimensions={**OF_SCHEME, "state": "state"},
    ),
    Measure(
        "liaison.briefings_read",
        _("决策通报已阅知"),
        _("份次"),
        "flow",
        _("统计期内发出的决策通报中已阅知的份次，包括当面、电话告知后登记的；没有登记的不算阅知"),
        read_receipts,
        dimensions=OF_SCHEME,
    ),
    Measure(
        "liaison.questions",
        _("联系中提出的问题"),
        pgettext_lazy("问题", "条"),
        "flow",
        _("提出日期在统计期内、商会和企业向联系领导提的问题；撤回的不计"),
        questions,
        dimensions={**OF_SCHEME, "state": "state"},
    ),
    Measure(
        "liaison.questions_answered",
        _("已回复的问题"),
        pgettext_lazy("问题", "条"),
        "flow",
        _("提出日期在统计期内、到现在已经回复的问题；还没有回复的不计"),
        questions_answered,
        dimensions=OF_SCHEME,
    ),
]


def scheme_of(period: Period) -> QuerySet:
    """The scheme in force when the period ended; if none was, the last one before."""
    begun = LinkScheme.objects.filter(starts__lte=period.ends).order_by("-starts", "pk")
    return begun.filter(pk__in=begun.values("pk")[:1])


def issued(period: Period):
    """Year and month in which the document of the first scheme was issued."""
    rows = LinkScheme.objects.filter(issued_on__lte=period.ends).order_by("issued_on", "pk")
    first: date | None = rows.values_list("issued_on", flat=True).first()
    return ([first.year, first.month] if first else None), rows.filter(pk__in=rows.values("pk")[:1])


def chambers_each(period: Period):
    """How many each leader was linked to on the last day, the fewest and the most; nothing while nobody is."""
    counted: dict[int, int] = {}
    rows = links(period).filter(linker__scheme__in=scheme_of(period).values("pk"))
    for linker in rows.order_by().values_list("linker", flat=True):
        counted[linker] = counted.get(linker, 0) + 1
    return ([min(counted.values()), max(counted.values())] if counted else None), rows


def rule_each(period: Period):
    """How many each leader is to link to by the scheme."""
    schemes = scheme_of(period)
    scheme = schemes.first()
    return ([scheme.least, scheme.most] if scheme and scheme.least and scheme.most else None), schemes


def issuers(period: Period):
    rows = Issuer.objects.filter(scheme__in=scheme_of(period).values("pk")).select_related("organization")
    return rows.count() or None, rows


ATTRIBUTES = [
    Attribute("liaison.issued", _("联系办法印发的年月"), _("年月"), _("最早一份联系方案的文件印发的年和月"), issued),
    Attribute(
        "liaison.rule_each",
        _("规定每位领导联系几家"),
        pgettext_lazy("商会", "家"),
        _("截止日有效的联系方案规定的每位领导联系的家数，最少至最多；没有规定上下限的没有这个数"),
        rule_each,
    ),
    Attribute(
        "liaison.chambers_each",
        _("每位领导联系几家"),
        pgettext_lazy("商会", "家"),
        _("截止日有效的联系方案里，各位领导实际联系的家数，最少至最多；没有联系的领导不计"),
        chambers_each,
    ),
    Attribute(
        "liaison.issuers",
        _("联系办法的印发单位"),
        _("个"),
        _("截止日有效的联系方案的文件由几个单位联合印发"),
        issuers,
    ),
]
