"""How appeals are dealt with, as it is published: each rate with what it counts, out of what and by what definition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.measure import Measure, Period
from huiguan.kernel.numbers import whole as whole_number
from huiguan.kernel.reach import reaching, whole
from huiguan.kernel.rules import holds
from huiguan.kernel.screens import Screen
from huiguan.kernel.sheets import download, workbook
from huiguan.mechanisms.appeals.measures import MEASURES
from huiguan.mechanisms.appeals.models import Appeal, Release
from huiguan.mechanisms.appeals.rules import handles, sees

reads_figures = holds("reports.view")
BY_KEY = {measure.key.removeprefix("appeals."): measure for measure in MEASURES}


@dataclass(frozen=True)
class Rate:
    """So many of so many."""

    label: Any
    part: Measure
    of: Measure
    definition: Any

    def read(self, period: Period) -> Reading:
        return Reading(self, period, self.part.read(period)[0], self.of.read(period)[0])


@dataclass(frozen=True)
class Reading:
    rate: Rate
    period: Period
    part: int
    of: int

    @property
    def percent(self) -> Decimal | None:
        """To one decimal; of nothing there is no share."""
        if not self.of:
            return None
        return (Decimal(self.part * 100) / self.of).quantize(Decimal("0.1"), ROUND_HALF_UP)


RATES = (
    Rate(
        gettext_lazy("按时答复率"),
        BY_KEY["answered_in_time"],
        BY_KEY["answered"],
        gettext_lazy(
            "在答复期限内答复的，占统计期内答复的；同意过的延期和暂停按延后的期限算，几次答复有一次超时就不算按时"
        ),
    ),
    Rate(
        gettext_lazy("解决率"),
        BY_KEY["solved"],
        BY_KEY["closed"],
        gettext_lazy("企业确认过、最后的答复计为已解决的，占统计期内办结的；逾期没有确认的办结在分母里，不在分子里"),
    ),
    Rate(
        gettext_lazy("企业确认率"),
        BY_KEY["confirmed"],
        BY_KEY["closed"],
        gettext_lazy("企业自己或者在电话回访时确认过的，占统计期内办结的"),
    ),
    Rate(
        gettext_lazy("满意率"),
        BY_KEY["satisfied"],
        BY_KEY["rated"],
        gettext_lazy("评价为“满意”的，占统计期内全部评价；“基本满意”不算满意，没有评价的不计入分子也不计入分母"),
    ),
)


def read_rates(tenant, period: Period) -> list[Reading]:
    """Of all that the tenant holds, whoever reads it: what is published is no secret in the house."""
    with reaching(whole(tenant)):
        return [rate.read(period) for rate in RATES]


def year_of(period_of: int) -> Period:
    today = clock.today()
    return Period(date(period_of, 1, 1), min(date(period_of, 12, 31), today))


def years(tenant) -> list[int]:
    """This one and those before it, back to the first appeal."""
    with reaching(whole(tenant)):
        first = Appeal.objects.order_by("filed_at").values_list("filed_at__year", flat=True).first()
    this = clock.today().year
    return list(range(this, min(first or this, this) - 1, -1))


class AppealRates(Screen):
    name = "appeal_rates"
    title = gettext_lazy("办理情况")
    pages = {"list": "", "export": "export/"}
    rules = dict.fromkeys(pages, sees)

    @property
    def year(self) -> int:
        wanted, known = whole_number(self.request.GET.get("year")), years(self.request.tenant)
        return wanted if wanted in known else known[0]

    def readings(self) -> list[Reading]:
        return read_rates(self.request.tenant, year_of(self.year))

    def list(self):
        chosen, tenant = self.year, self.request.tenant
        with reaching(whole(tenant)):  # as everybody may count them
            released = Release.objects.count()
        return self.show(
            "list",
            title=self.title,
            years=[
                {"year": year, "url": f"{self.url('list')}?year={year}", "current": year == chosen}
                for year in years(tenant)
            ],
            period=year_of(chosen),
            rows=[(one, self.opened(one, one.rate.part), self.opened(one, one.rate.of)) for one in self.readings()],
            export_url=f"{self.url('export')}?year={chosen}",
            released=released,
            public_url=self.request.build_absolute_uri(reverse("cases", args=[tenant.code])) if released else "",
            may_release=bool(handles(self.request.user)),
            list_url=reverse("appeals.list"),
        )

    def opened(self, reading: Reading, measure: Measure) -> str:
        """Where the records behind a number are, for whoever reads figures."""
        if not reads_figures(self.request.user):
            return ""
        asked = {"starts": reading.period.starts, "ends": reading.period.ends}
        return f"{reverse('figures.detail', args=[measure.key])}?{urlencode(asked)}"

    def export(self):
        head = [_("指标"), _("百分比"), _("分子"), _("分子是什么"), _("分母"), _("分母是什么"), _("口径")]
        cells = [
            [
                str(one.rate.label),
                one.percent,
                one.part,
                str(one.rate.part.label),
                one.of,
                str(one.rate.of.label),
                str(one.rate.definition),
            ]
            for one in self.readings()
        ]
        name = _("诉求办理情况 %(year)s") % {"year": self.year}
        return download(workbook(name, head, cells), name)
