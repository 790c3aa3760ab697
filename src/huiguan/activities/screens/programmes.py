"""Festivals and city weeks: one page for all that is held under one name."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities import actions, queries
from huiguan.activities.account import accounts, together
from huiguan.activities.forms import ProgrammeForm, ProgrammeHostForm
from huiguan.activities.models import Activity, Programme, ProgrammeHost
from huiguan.activities.rules import arranges, sees, sees_within
from huiguan.activities.screens import papers
from huiguan.activities.screens.columns import tile
from huiguan.activities.screens.sections.page import Offer
from huiguan.activities.sums import sums_of
from huiguan.kernel import attaching, words
from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column, ListFilter
from huiguan.kernel.parts import PartDesk
from huiguan.kernel.rooms import Panel
from huiguan.register.screens.columns import beside

STAGES = {"ahead": (_("还没开始"), "sky"), "on": (_("正在进行"), "gold"), "over": (_("已经结束"), "jade")}


class ProgrammeFilter(ListFilter):
    since = django_filters.DateFilter("ends", lookup_expr="gte", label=_("日期从"))
    until = django_filters.DateFilter("starts", lookup_expr="lte", label=_("日期到"))

    class Meta:
        model = Programme
        fields = ["since", "until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("since", "until"):
            self.filters[name].field.widget.input_type = "date"


class ProgrammeDesk(papers.ProgrammePapers, attaching.Attaching, Desk):
    name = "programmes"
    model = Programme
    form_class = ProgrammeForm
    filter_class = ProgrammeFilter
    title = _("系列活动")
    purpose = _("一个节、一个城市周：同一个名目下办的好几场活动放在一起")
    unit = _("个")
    one = pgettext_lazy("新增的", "系列活动")
    pages = {**attaching.PAGES, **papers.BULLETIN}
    posted = Desk.posted | attaching.POSTED | papers.POSTED
    step_words = papers.STEP_WORDS
    rules = {
        "list": sees,
        "detail": sees,
        "create": arranges,
        "edit": arranges,
        "delete": arranges,
        **attaching.rules(sees, arranges),
        **papers.BULLETIN_RULES,
    }
    columns = [
        Column(
            "title",
            _("名称"),
            lambda p: {"title": p.title, "note": p.place, **tile(p)},
            kind="name",
            sort="pinyin",
        ),
        Column("days", _("起止"), lambda p: words.span(p.starts, p.ends), sort="starts"),
        Column("hosts", _("主办承办"), lambda p: _hosts(p), kind="muted"),
        Column("held_in", _("活动（场）"), lambda p: p.held_in or None, kind="number"),
        Column("status", _("进展"), lambda p: _status(p), kind="status"),
    ]
    sheet = [
        Column("title", _("名称"), lambda p: p.title),
        Column("starts", _("起"), lambda p: p.starts),
        Column("ends", _("止"), lambda p: p.ends),
        Column("place", _("地点"), lambda p: p.place),
        Column("hosts", _("主办承办"), lambda p: _hosts(p)),
        Column("held_in", _("活动（场）"), lambda p: p.held_in),
        Column("outcome", _("总结"), lambda p: p.outcome),
    ]

    def get_queryset(self):
        return queries.programmes()

    def status(self, record):
        return _status(record)

    def detail(self, **context):
        return super().detail(**tile(self.record), **context)

    def facts(self, p):
        facts = [
            (_("起止"), words.span(p.starts, p.ends)),
            (_("地点"), p.place),
            (_("归口单位"), p.node),
            (_("主题与目的"), p.purpose),
        ]
        return [fact for fact in facts if fact[1]]

    def panels(self, record):
        may_edit = bool(self.may("edit", record))
        hosts = list(ProgrammeHost.objects.filter(programme=record).select_related("organization"))
        rows = list(queries.listed().filter(programme=record).order_by("starts", "pk"))
        add_host = may_edit and reverse("programme_hosts.add", args=[record.pk])
        add = may_edit and f"{reverse('activities.create')}?programme={record.pk}"
        found = [
            Panel(
                _("主办承办"),
                "activities/activities/hosts.html",
                {"rows": hosts, "may_edit": may_edit, "add_url": add_host, "desk": "programme_hosts"},
            ),
            Panel(
                _("其中的活动"),
                "activities/programmes/activities.html",
                {"rows": rows, "add_url": add, "sums": sums_of(self.request.user, programme=record)},
                len(rows) or None,
                flush=True,
            ),
        ]
        found += _money(self.request.user, rows)
        if record.outcome:
            found.append(Panel(_("总结"), "activities/activities/text.html", {"text": record.outcome}))
        if may_edit:
            offer = Offer(_("写简报"), self.url("bulletin", record.pk), "newspaper")
            found.append(Panel(_("文稿"), "activities/papers/panel.html", {"rows": [offer]}))
        return found

    def save(self, form):
        if form.instance.pk:
            return form.save()
        return actions.open_programme(form.save(commit=False), by=self.request.user)


class ProgrammeHostDesk(PartDesk):
    name = "programme_hosts"
    model = ProgrammeHost
    form_class = ProgrammeHostForm
    owner = "programme"
    owner_rule = arranges
    title = _("系列活动的主办单位")
    one = pgettext_lazy("新增的", "主办承办单位")
    rules = dict.fromkeys(("add", "edit", "delete"), arranges)

    def get_queryset(self):
        return ProgrammeHost.objects.select_related("programme", "organization")


def _money(by, rows) -> list[Panel]:
    """What each activity was to cost and did cost, of those whose money is read by whoever asks."""
    by_activity = accounts(Activity.objects.filter(sees_within.q(by, Activity), pk__in=[row.pk for row in rows]))
    read = [(row, by_activity[row.pk]) for row in rows if row.pk in by_activity]
    found = [(row, account) for row, account in read if account.lines or account.expenses]
    if not found:
        return []
    context = {"rows": found, "whole": together(account for _row, account in found)}
    return [Panel(_("经费"), "activities/programmes/money.html", context, flush=True)]


def _hosts(programme) -> str:
    return words.listed(beside(host.organization, host.get_part_display()) for host in programme.hosts.all())


def _status(programme) -> dict:
    label, hue = STAGES[programme.stage]
    return {"label": label, "hue": hue}
