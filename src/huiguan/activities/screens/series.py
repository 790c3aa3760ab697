"""Gatherings that are held again and again: their sessions, and the next ones laid out."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.activities import actions, queries
from huiguan.activities.forms import LayOutForm, SeriesForm
from huiguan.activities.models import Rule, Series
from huiguan.activities.rules import arranges, sees
from huiguan.activities.screens.columns import tile
from huiguan.activities.sums import sums_of
from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column
from huiguan.kernel.rooms import Panel


class SeriesDesk(Desk):
    name = "series"
    model = Series
    form_class = SeriesForm
    title = _("常办活动")
    purpose = _("年年办、一期一期办的活动：办过哪几期，下一期什么时候")
    unit = _("项")
    one = pgettext_lazy("新增的", "常办活动")
    pages = {"lay_out": "<whole:pk>/sessions/new/"}
    posted = Desk.posted | {"lay_out"}
    rules = {
        "list": sees,
        "detail": sees,
        "create": arranges,
        "edit": arranges,
        "delete": arranges,
        "lay_out": arranges,
    }
    columns = [
        Column(
            "name",
            _("名称"),
            lambda s: {"title": s.name, "note": rule_in_words(s), **tile(s)},
            kind="name",
            sort="pinyin",
        ),
        Column("kind", _("类型"), lambda s: s.kind, kind="muted"),
        Column("times", _("办过（场）"), lambda s: s.times or None, kind="number"),
        Column("last", _("最近一次"), lambda s: s.last, kind="date"),
    ]

    def get_queryset(self):
        return queries.all_series()

    def detail(self, **context):
        return super().detail(**tile(self.record), **context)

    def facts(self, s):
        facts = [
            (_("类型"), s.kind),
            (_("多久办一次"), rule_in_words(s)),
            (_("归口单位"), s.node),
            (_("主题与目的"), s.purpose),
        ]
        return [fact for fact in facts if fact[1]]

    def panels(self, record):
        may_edit = bool(self.may("lay_out", record))
        rows = list(queries.listed().filter(Q(series=record)))
        context = {
            "rows": rows,
            "add_url": may_edit and self.url("lay_out", record.pk),
            "one_url": may_edit and f"{reverse('activities.create')}?series={record.pk}",
            "sums": sums_of(self.request.user, series=record),
        }
        return [Panel(_("历次活动"), "activities/programmes/activities.html", context, len(rows) or None, flush=True)]

    def lay_out(self):
        form = LayOutForm(self.request.POST or None, by=self.request.user, record=self.record)
        then = self.url_of(self.record)
        if form.is_bound and form.is_valid():
            with self.saving(form):
                about = {"visits": form.visits, "reasons": form.reasons_by_day}
                made = actions.lay_out(self.record, form.moments, by=self.request.user, **about)
                messages.success(self.request, gettext("已安排 %(n)s 场，都在筹备中") % {"n": len(made)})
                return redirect(then)
        title = gettext("安排下几次 · %(series)s") % {"series": self.record}
        return self.ask(form, title, then, submit=gettext("安排"), problem=form.problem)


def rule_in_words(series: Series) -> str:
    """每隔 3 个月; 每年农历 1 月 8 日."""
    if series.rule == Rule.WEEKS:
        return gettext("每 %(n)s 周") % {"n": series.every}
    if series.rule == Rule.MONTHS:
        return gettext("每 %(n)s 个月") % {"n": series.every}
    if series.rule == Rule.LUNAR:
        return gettext("每年农历 %(month)s 月 %(day)s 日") % {"month": series.lunar_month, "day": series.lunar_day}
    return ""
