"""What the register counts, and the single values that a published text may state.

An attribute reads like a measure (a value and the records behind it) but names one record's own value: the number of
the term that ran on a day.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.measure import Attribute, Measure, Period, Value
from huiguan.register import queries
from huiguan.register.models import Kind, Organization, Person

ORGANIZATION_DIMENSIONS = {"kind": "kind", "section": "section", "size": "size", "region": "region__code"}


def _organizations(period: Period) -> QuerySet[Organization]:
    return Organization.objects.filter(queries.existing(period.ends))


def _own_chambers(period: Period) -> QuerySet[Organization]:
    return Organization.objects.filter(queries.own_chambers(period.ends))


def _chambers(code: str):
    return lambda period: _own_chambers(period).filter(chamber__types__code=code)


def _firms(period: Period) -> QuerySet[Organization]:
    return _organizations(period).filter(kind__in=(Kind.FIRM, Kind.COOPERATIVE, Kind.INDIVIDUAL))


def _committee(period: Period) -> QuerySet[Person]:
    return queries.committee(period.ends)


def _distinct_sections(people: QuerySet[Person], period: Period) -> Value:
    sections = people.exclude(organization=None).exclude(organization__section="")
    return sections.order_by().values("organization__section").distinct().count()


MEASURES = [
    Measure(
        key="register.organizations",
        label=_("在册组织"),
        unit=_("家"),
        kind="stock",
        definition=_("截止日在册的全部组织：已成立（成立日期不详的算已成立）且未注销"),
        records=_organizations,
        dimensions=ORGANIZATION_DIMENSIONS,
    ),
    Measure(
        key="register.firms",
        label=_("在册企业"),
        unit=_("家"),
        kind="stock",
        definition=_("截止日在册的企业、合作社和个体工商户"),
        records=_firms,
        dimensions=ORGANIZATION_DIMENSIONS,
    ),
    Measure(
        key="register.members",
        label=_("会员单位"),
        unit=_("家"),
        kind="stock",
        definition=_("截止日在册、且当日属于本会或任一所属商会的组织；属于几个商会只算一家"),
        records=lambda period: _organizations(period).filter(pk__in=queries.belonging_on(period.ends)),
        dimensions=ORGANIZATION_DIMENSIONS,
    ),
    Measure(
        key="register.chambers",
        label=_("商会"),
        unit=pgettext_lazy("商会", "个"),
        kind="stock",
        definition=_("截止日在册、归本会联系的各类商会，不论是否在民政登记；外地的商会不计"),
        records=_own_chambers,
        dimensions={"type": "chamber__types__code", "registration": "chamber__registration"},
    ),
    Measure(
        key="register.chambers_away",
        label=_("异地商会"),
        unit=pgettext_lazy("商会", "个"),
        kind="stock",
        definition=_("截止日在册、归本会联系、类型含“异地商会”的商会；成立日期不详的算已成立"),
        records=_chambers("away"),
        dimensions={"city": "chamber__city__code", "registration": "chamber__registration"},
    ),
    Measure(
        key="register.trade_chambers",
        label=_("行业商会"),
        unit=pgettext_lazy("商会", "个"),
        kind="stock",
        definition=_("截止日在册、归本会联系、类型含“行业商会”的商会"),
        records=_chambers("trade"),
        dimensions={"registration": "chamber__registration"},
    ),
    Measure(
        key="register.sections_represented",
        label=_("班子所涉行业门类"),
        unit=pgettext_lazy("门类", "个"),
        kind="stock",
        definition=_(
            "截止日担任本会领导班子或执委会职务的人，其所在单位所属国民经济行业门类（GB/T 4754-2017，A–T）去重后的"
            "个数；没有单位或单位未填门类的人不计入个数"
        ),
        records=_committee,
        value=_distinct_sections,
        dimensions={"section": "organization__section"},
    ),
    Measure(
        key="register.committee_members",
        label=_("班子和执委人数"),
        unit=_("人"),
        kind="stock",
        definition=_("截止日担任本会领导班子或执委会职务的人，按人计；一人几职只算一人"),
        records=_committee,
        dimensions={"section": "organization__section", "sex": "sex"},
    ),
]


def current_term_number(period: Period) -> tuple[Value, QuerySet]:
    terms = queries.terms_on(period.ends)[:1]
    return next((term.number for term in terms), None), terms


def term_formed_year(period: Period) -> tuple[Value, QuerySet]:
    terms = queries.terms_on(period.ends)[:1]
    return next((term.starts.year for term in terms), None), terms


ATTRIBUTES = [
    Attribute("term.number", _("届次"), pgettext_lazy("序数", "届"), _("截止日在任一届的届次"), current_term_number),
    Attribute("term.formed_year", _("本届组建年份"), _("年"), _("截止日在任一届的起始年份"), term_formed_year),
]
