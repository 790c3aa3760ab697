"""The plan of a year: what was meant to be held, beside what was."""

from urllib.parse import urlencode

import django_filters
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.activities.forms import AnnualPlanForm
from huiguan.activities.models import ActivityKind, ActivityState, AnnualPlan
from huiguan.activities.planned import delivered
from huiguan.activities.rules import arranges, sees_within
from huiguan.kernel import clock
from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column, ListFilter


class PlanFilter(ListFilter):
    kind = django_filters.ModelChoiceFilter(
        queryset=lambda request: ActivityKind.objects.all(), label=_("类型"), empty_label=_("全部类型")
    )

    class Meta:
        model = AnnualPlan
        fields = ["kind"]


def activities_of(plan: AnnualPlan) -> str:
    """The list of activities, showing exactly those that were counted."""
    asked = {
        "kind": plan.kind_id,
        "node": plan.node_id,
        "since": f"{plan.year}-01-01",
        "until": f"{plan.year}-12-31",
        "state": ActivityState.HELD.value,
    }
    return f"{reverse('activities.list')}?{urlencode(asked)}"


def _linked(plan: AnnualPlan, number: int) -> dict:
    return {"title": number, "url": activities_of(plan)}


class AnnualPlanDesk(Desk):
    name = "annual_plans"
    model = AnnualPlan
    form_class = AnnualPlanForm
    filter_class = PlanFilter
    title = _("年度计划")
    purpose = _("一年打算办几场什么活动，旁边是已经办了的；下级单位办的算在里面，点数字看是哪几场")
    unit = _("项")
    one = pgettext_lazy("新增的", "年度计划")
    tab_name = "year"
    rules = {"list": sees_within, "create": arranges, "edit": arranges, "delete": arranges}
    columns = [
        Column(
            "kind",
            _("类型"),
            lambda p: {"title": str(p.kind), "note": str(p.node), "monogram": str(p.kind)[:2]},
            kind="name",
            sort="kind__pinyin",
        ),
        Column("year", _("年度"), lambda p: p.year, sort="year"),
        Column("times", _("计划（场）"), lambda p: p.times, kind="number", sort="times"),
        Column("held", _("已办（场）"), lambda p: _linked(p, p.held), kind="linked", sort="held"),
        Column("heads", _("计划（人次）"), lambda p: p.heads, kind="number", sort="heads"),
        Column("came", _("来了（人次）"), lambda p: _linked(p, p.came), kind="linked", sort="came"),
        Column("purpose", _("目的"), lambda p: p.purpose, kind="muted"),
    ]
    sheet = [
        Column("year", _("年度"), lambda p: p.year),
        Column("kind", _("类型"), lambda p: p.kind),
        Column("node", _("归口单位"), lambda p: p.node),
        Column("times", _("计划（场）"), lambda p: p.times),
        Column("held", _("已办（场）"), lambda p: p.held),
        Column("heads", _("计划（人次）"), lambda p: p.heads),
        Column("came", _("来了（人次）"), lambda p: p.came),
        Column("purpose", _("目的"), lambda p: p.purpose),
    ]

    @property
    def tab_choices(self):
        years = AnnualPlan.objects.order_by("-year").values_list("year", flat=True).distinct()
        return [(str(year), gettext("%(year)s 年") % {"year": year}) for year in years]

    def get_queryset(self):
        return delivered()

    def new_record(self):
        return AnnualPlan(year=clock.today().year)

    def url_of(self, record):
        return self.url("edit", record.pk)

    def after(self, record):
        return f"{self.url('list')}?year={record.year}"

    def form_cancel(self):
        return self.url("list")
