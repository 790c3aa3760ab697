from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.known import known
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import figures
from huiguan.kernel.rules import holds, holds_for_all
from huiguan.kernel.screens import Screen
from huiguan.kernel.sheets import download, workbook
from huiguan.reports.checks import check, check_all
from huiguan.reports.claims import CONVENTIONS, Bound, Verdict, shown
from huiguan.reports.figures import BadCode, Reading, read, read_all
from huiguan.reports.forms import PeriodForm
from huiguan.reports.models import Claim, Publication
from huiguan.reports.periods import presets

views_reports = holds("reports.view")
views_all_reports = holds_for_all("reports.view", _("文章核对要看得到全单位的记录"))
A_FEW = 10
UNSEEN = _("您无权查看")


Columns = list[tuple[Any, Callable[[Any], Any]]]

FIGURES_SHEET: Columns = [
    (_("代号"), lambda reading: reading.figure.key),
    (_("统计项"), lambda reading: reading.figure.label),
    (_("数值"), lambda reading: reading.shown),
    (_("单位"), lambda reading: reading.figure.unit),
    (_("起"), lambda reading: reading.period.starts),
    (_("止"), lambda reading: reading.period.ends),
    (_("记录数"), lambda reading: UNSEEN if reading.is_hidden else reading.count),
    (_("口径"), lambda reading: reading.figure.definition),
]
CLAIMS_SHEET: Columns = [
    (_("编号"), lambda checked: checked.claim.code),
    (_("原文"), lambda checked: checked.claim.phrase),
    (_("所说的事"), lambda checked: checked.claim.subject),
    (_("核对"), lambda checked: checked.verdict.label),
    (_("记录得出"), lambda checked: checked.shown),
    (_("单位"), lambda checked: checked.unit),
    (_("记录数"), lambda checked: checked.records),
    (pgettext_lazy("理由", "说明"), lambda checked: checked.finding.why),
]


def sheet(title: Any, columns: Columns, rows: Iterable) -> HttpResponse:
    cells = ([value(row) for _head, value in columns] for row in rows)
    return download(workbook(str(title), [str(head) for head, _value in columns], cells), str(title))


def figure_url(reading: Reading, page: str = "detail") -> str:
    return f"{Figures.url(page, reading.figure.key)}?{urlencode(reading.query)}"


class Figures(Screen):
    """Every installed measure over a period, and the records behind each."""

    name = "figures"
    pages = {"list": "", "export": "export/", "detail": "<str:key>/", "download": "<str:key>/export/"}
    rules = dict.fromkeys(pages, views_reports)
    title = _("数字与口径")
    purpose = _("系统里能数出来的每个数字，各按什么口径；点开就是它背后的记录")

    @cached_property
    def form(self) -> PeriodForm:
        return PeriodForm(self.request.GET)

    @property
    def period(self) -> Period | None:
        return self.form.period if self.form.is_valid() else None

    def list(self):
        groups = read_all(self.period) if self.period else []
        rows = [(room, [(reading, figure_url(reading)) for reading in readings]) for room, readings in groups]
        query = self.request.GET.urlencode()
        response = self.show(
            "list",
            title=self.title,
            purpose=self.purpose,
            form=self.form,
            presets=self.presets(self.url("list")),
            period=self.period,
            groups=rows,
            export_url=f"{self.url('export')}?{query}" if rows else "",
        )
        response.status_code = 200 if self.period else 422
        return response

    def export(self):
        if not self.period:
            raise Http404
        found = [reading for _room, readings in read_all(self.period) for reading in readings]
        return sheet(self.title, FIGURES_SHEET, found)

    def presets(self, url: str, **kept: str) -> list[dict]:
        chosen = self.period
        return [
            {
                "label": label,
                "url": f"{url}?{urlencode({**kept, 'starts': period.starts or '', 'ends': period.ends})}",
                "current": period == chosen,
            }
            for label, period in presets(clock.today())
        ]

    def reading(self, key: str) -> Reading:
        """The figure as the address asks for it; an address that names none is not found."""
        figure = figures().get(key)
        if figure is None or not self.period:
            raise Http404
        asked = {name: self.request.GET.get(name) for name in getattr(figure, "dimensions", {})}
        try:
            return read(figure, self.period, **{name: code for name, code in asked.items() if code})
        except BadCode:
            raise Http404 from None

    def detail(self, key: str):
        reading = self.reading(key)
        paginator = Paginator(reading.records, 50)
        paginator.count = reading.seen
        page = paginator.get_page(self.request.GET.get("page"))
        return self.show(
            "detail",
            title=reading.figure.label,
            crumbs=[{"label": self.title, "url": f"{self.url('list')}?{urlencode(self.dates(reading))}"}],
            reading=reading,
            presets=self.presets(self.url("detail", key), **reading.codes),
            records=list(known(page.object_list)),
            leaf=page,
            leaves=list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)),
            export_url=figure_url(reading, "download"),
        )

    def dates(self, reading: Reading) -> dict[str, str]:
        return {name: reading.query[name] for name in ("starts", "ends")}

    def download(self, key: str):
        reading = self.reading(key)
        if reading.is_closed:
            raise PermissionDenied(reading.why_closed)
        columns = [
            (reading.records.model._meta.verbose_name, lambda row: row.title),
            (_("说明"), lambda row: row.byline),
            (_("状态"), lambda row: row.status["label"] if row.status else ""),
            (_("网址"), lambda row: row.url and self.request.build_absolute_uri(row.url)),
        ]
        return sheet(reading.figure.label, columns, known(reading.records))


HUES = {
    Verdict.HOLDS: "jade",
    Verdict.CONTRADICTS: "brand",
    Verdict.AMBIGUOUS: "gold",
    Verdict.UNKNOWN: "sky",
    Verdict.UNTIED: "slate",
}


def status_of(verdict: Verdict) -> dict:
    return {"label": verdict.label, "hue": HUES[verdict]}


class Claims(Screen):
    """What the article says, beside what the records give."""

    name = "claims"
    pages = {"list": "", "export": "export/", "detail": "<whole:pk>/"}
    rules = dict.fromkeys(pages, views_all_reports)
    title = _("文章核对")
    purpose = _("文章里的每个数字，对照系统里的记录：相符、不符、有歧义、无从核对，还是尚未对应")

    @cached_property
    def checked(self):
        return check_all(Claim.objects.prefetch_related("ties"))

    @property
    def verdict(self) -> str:
        """Empty for all; a word that is no verdict would show all as if they were chosen."""
        asked = self.request.GET.get("verdict", "")
        if asked and asked not in Verdict.values:
            raise Http404
        return asked

    def shown(self) -> list:
        wanted = self.verdict
        return [one for one in self.checked if wanted in ("", one.verdict)]

    def list(self):
        return self.show(
            "list",
            title=self.title,
            purpose=self.purpose,
            publications=Publication.objects.all(),
            tabs=self.tabs(),
            rows=[(one, self.url("detail", one.claim.pk), status_of(one.verdict)) for one in self.shown()],
            any=bool(self.checked),
            conventions=[(Bound(bound).label, words) for bound, words in CONVENTIONS.items()],
            export_url=f"{self.url('export')}?{urlencode({'verdict': self.verdict})}" if self.checked else "",
        )

    def tabs(self) -> list[dict]:
        found = [one.verdict for one in self.checked]
        tabs = [{"label": _("全部"), "count": len(found), "url": self.url("list"), "current": not self.verdict}]
        for verdict in Verdict:
            if verdict in found or verdict == self.verdict:
                url = f"{self.url('list')}?verdict={verdict}"
                current = verdict == self.verdict
                tabs.append({"label": verdict.label, "count": found.count(verdict), "url": url, "current": current})
        return tabs

    def export(self):
        return sheet(self.title, CLAIMS_SHEET, self.shown())

    def detail(self, pk: int):
        claim = get_object_or_404(Claim.objects.select_related("publication").prefetch_related("ties"), pk=pk)
        checked = check(claim)
        return self.show(
            "detail",
            title=claim.phrase,
            crumbs=[{"label": self.title, "url": self.url("list")}],
            checked=checked,
            claim=claim,
            number=_now("没有写出数字") if claim.number is None else shown(claim.number),
            found=status_of(checked.verdict),
            convention=CONVENTIONS[Bound(claim.bound)],
            checks=[(one, status_of(one.finding.verdict)) for one in checked.checks],
            sources=[(one, figure_url(one), list(known(one.records[:A_FEW]))) for one in checked.readings],
        )
