from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.activities import actions, queries, standing
from huiguan.activities.calendars import asked, feeds, ics
from huiguan.activities.flow import ActivityFlow
from huiguan.activities.forms import ActivityForm
from huiguan.activities.models import (
    Activity,
    ActivityKind,
    ActivityState,
    AgendaItem,
    NoticeState,
    Programme,
    Series,
    Stop,
)
from huiguan.activities.rules import arranges, reads_its_past, sees
from huiguan.activities.screens import papers, sections
from huiguan.activities.screens.activity_filter import ActivityFilter
from huiguan.activities.screens.columns import HUES, of_ones_own, tile
from huiguan.activities.screens.sections.page import Page
from huiguan.kernel import attaching
from huiguan.kernel.desks import Desk
from huiguan.kernel.forms import Form
from huiguan.kernel.holding import holding
from huiguan.kernel.lists import Column
from huiguan.kernel.numbers import whole
from huiguan.kernel.rooms import rooms
from huiguan.kernel.words import listed
from huiguan.register.models import Organization
from huiguan.register.queries import nodes_within, own_unit
from huiguan.register.screens.columns import beside, day


def _hosts(activity) -> str:
    return listed(host.organization for host in activity.hosts.all())


class ActivityDesk(papers.ActivityPapers, attaching.Attaching, Desk):
    name = "activities"
    model = Activity
    form_class = ActivityForm
    filter_class = ActivityFilter
    flow = ActivityFlow
    title = _("活动")
    purpose = _("座谈、走访、考察、培训……什么时候、在哪里、谁来了、说了什么、后来怎样")
    unit = _("场")
    one = pgettext_lazy("新增的", "活动")
    hues = HUES
    tab_name = "state"
    tab_choices = ActivityState.choices
    pages = {**attaching.PAGES, **papers.MINUTES, **papers.BULLETIN, "ics": "<whole:pk>/calendar.ics"}
    posted = Desk.posted | attaching.POSTED | papers.POSTED
    step_words = papers.STEP_WORDS
    history_parts = ((AgendaItem, "activity"), (Stop, "activity"))
    rules = {
        "list": sees,
        "detail": sees,
        "history": reads_its_past,
        "ics": sees,
        "create": arranges,
        "edit": arranges,
        "delete": arranges,
        **attaching.rules(sees, arranges),
        **papers.MINUTES_RULES,
        **papers.BULLETIN_RULES,
    }
    columns = [
        Column(
            "title",
            _("名称"),
            lambda a: {
                "title": a.title,
                "note": beside(*a.beside_title),
                **tile(a),
            },
            kind="name",
            sort="pinyin",
        ),
        Column("starts", _("时间"), lambda a: a.starts, kind="date", sort="starts"),
        Column("hosts", _("主办单位"), _hosts, kind="muted"),
        Column("came", _("参加（人次）"), lambda a: a.came or None, kind="number"),
        Column("status", _("状态"), lambda a: _status(a), kind="status", sort="state"),
    ]
    sheet = [
        Column("title", _("名称"), lambda a: a.title),
        Column("kind", _("类型"), lambda a: a.kind),
        Column("starts", _("开始"), lambda a: a.starts),
        Column("ends", _("结束"), lambda a: a.ends),
        Column("place", _("地点"), lambda a: a.place),
        Column("hosts", _("主办单位"), _hosts),
        Column("came", _("参加（人次）"), lambda a: a.came),
        Column("minutes", _("纪要"), lambda a: a.minutes),
        Column("state", _("状态"), lambda a: a.get_state_display()),
    ]

    def get_queryset(self):
        return queries.listed()

    def new_record(self):
        """Begun on the page of a programme or of a series, it is part of it; of a series the next session."""
        programme = Programme.objects.filter(pk=whole(self.request.GET.get("programme"))).first()
        series = Series.objects.filter(pk=whole(self.request.GET.get("series"))).first()
        activity = Activity(programme=programme, series=series, starts=asked.beginning(self.request.GET.get("day", "")))
        if series:
            activity.kind, activity.purpose = series.kind, series.purpose
            activity.session = queries.last_number(series) + 1
            activity.title = actions.title_of(activity)
        return activity

    def suggested(self):
        """Led by whom it was begun for, else by the unit for which whoever asks arranges: the widest, if there are
        several."""
        asked_for = Organization.objects.filter(pk=whole(self.request.GET.get("host"))).first()
        lead = asked_for or own_unit(nodes_within(self.request.user, "activities.edit").first())
        visited = Organization.objects.filter(pk=whole(self.request.GET.get("visited"))).first()
        found = {
            "lead": lead,
            "visited": visited,
            "kind": visited and ActivityKind.objects.filter(is_visit=True).first(),
        }
        return {name: one for name, one in found.items() if one}

    def detail(self, **context):
        return super().detail(**tile(self.record), **context)

    def listing(self):
        if self.request.reach.own:
            self.columns, self.sheet = of_ones_own(self.columns), of_ones_own(self.sheet)
        listing = super().listing()
        listing.elsewhere = [asked.from_the_list(listing)]
        return listing

    def ics(self):
        """This one for the reader's own calendar."""
        activity = feeds.told(Activity.objects.filter(pk=self.record.pk)).get()
        response = HttpResponse(ics.activity_ics(activity), content_type=ics.CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{activity.public_id}.ics"'
        return response

    def status(self, record):
        return _status(record)

    def timeline(self, record):
        """Why something was done is for those who keep it."""
        steps = super().timeline(record)
        return steps if reads_its_past(self.request.user, record) else [replace(step, note="") for step in steps]

    def subtitle(self, record):
        return str(record.kind) if str(record.kind) in record.beside_title else ""

    def facts(self, a):
        facts = [
            (_("开始"), day(a.starts)),
            (_("结束"), day(a.ends)),
            (_("最多多少人"), a.capacity),
            (_("请在哪天前答复"), day(a.reply_by)),
            (_("地点"), a.place),
            (_("所属系列活动"), a.programme, a.programme and reverse("programmes.detail", args=[a.programme.pk])),
            (
                _("常办活动"),
                a.series and beside(a.series, a.session_name),
                a.series and reverse("series.detail", args=[a.series.pk]),
            ),
            (_("学时"), a.hours and f"{a.hours.normalize():f}"),
            (_("归口单位"), a.node),
            (_("预计人数"), a.expected),
            (_("保险"), a.insurance),
            (_("纪要和材料给谁看"), a.get_minutes_for_display()),
            (_("主题与目的"), a.purpose),
            (_("告诉客人的话"), a.words_to_guests),
        ]
        return [fact for fact in facts if fact[1]]

    def panels(self, record):
        by = self.request.user
        own = sections.of(Page(record, by, self.request.reach, bool(self.may("edit", record))))
        return [*own, *(panel for room in rooms() if room.of_activity for panel in room.of_activity(record, by))]

    def save(self, form):
        if form.instance.pk:
            return self._replanned(form)
        lead, by = form.cleaned_data["lead"], self.request.user
        activity = actions.plan(form.save(commit=False), by=by, hosts=[lead] if lead else [])
        topics = form.cleaned_data["topics"]
        actions.plan_visits(activity, form.firms, by=by, topics=topics, reasons=form.reasons)
        return activity

    def after(self, record):
        if moved := getattr(record, "moved_along", None):
            messages.success(self.request, gettext("跟着改期：%(what)s") % {"what": moved})
        return super().after(record)

    def remove(self, row, then, cancel=""):
        """What others said, signed or were given is not deleted along with it."""
        if self.request.method == "POST":
            actions.locked(row)
        if not (kinds := standing.on_activity(row)):
            return super().remove(row, then, cancel)
        said = gettext("这项活动已有：%(kinds)s，不能删除。不办了请用“取消活动”；登记过已举办的，先“退回筹备”")
        title = gettext("删除：%(record)s") % {"record": row}
        held = holding([row], self.request)
        problem = said % {"kinds": listed(kinds)}
        return self.ask(Form(), title, cancel or then, submit=gettext("删除"), danger=True, problem=problem, held=held)

    def _replanned(self, form):
        activity = form.save(commit=False)
        along = form.cleaned_data.get("along", False)
        said = {"along": along, "reasons": form.reasons}
        told = actions.change(activity, form.changed_data, by=self.request.user, **said)
        if told:
            left = sum(notice.state == NoticeState.WAITING for notice in told)
            said = gettext("时间或地点变了：系统告诉了 %(n)s 位客人") % {"n": len(told) - left}
            if left:
                said += gettext("；%(n)s 位要您告诉，请到“通知客人”") % {"n": left}
            messages.warning(self.request, said)
        return activity


def _status(activity) -> dict:
    return {"label": activity.get_state_display(), "hue": HUES[activity.state]}
