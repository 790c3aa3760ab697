"""What hangs on an activity's page, and the kinds of activity."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.activities import actions, queries, standing
from huiguan.activities.actions import feedback
from huiguan.activities.actions.telling_hosts import put_among
from huiguan.activities.entering import ManyForm, RemoveForm
from huiguan.activities.forms import ActivityKindForm, FeedbackForm, HostForm, ParticipationForm
from huiguan.activities.keepers import FOR_OTHERS, speaks_for_others
from huiguan.activities.models import Activity, ActivityKind, ActivityState, Host, Participation, Requirement
from huiguan.activities.rules import STOOD_ON, arranges, came_there, reads_its_past, sees
from huiguan.activities.screens.arranged import arranged
from huiguan.activities.screens.columns import HUES, tile
from huiguan.activities.screens.of_activity import PartOfActivity
from huiguan.activities.screens.sections.agenda import agenda
from huiguan.activities.screens.sections.page import Page
from huiguan.activities.screens.sections.stops import stops
from huiguan.kernel.flow import NotNow
from huiguan.kernel.forms import Form
from huiguan.kernel.lists import Column
from huiguan.kernel.parts import PartDesk
from huiguan.kernel.rooms import Panel
from huiguan.kernel.words import bracketed, listed
from huiguan.register.screens.columns import day
from huiguan.register.screens.tables import CODE, TableDesk


class HostDesk(PartOfActivity):
    name = "hosts"
    model = Host
    form_class = HostForm
    title = _("主办单位")
    one = pgettext_lazy("新增的", "主办单位")
    rules = dict.fromkeys(("add", "edit", "delete"), arranges)

    def get_queryset(self):
        return Host.objects.select_related("activity", "organization")

    def save(self, form):
        host = form.save(commit=False)
        put_among(host, by=self.request.user)
        return host


class ParticipationDesk(PartDesk):
    name = "participations"
    model = Participation
    form_class = ParticipationForm
    owner = "activity"
    owner_rule = arranges
    title = _("参加人员")
    one = pgettext_lazy("新增的", "参加人员")
    pages = {
        **PartDesk.pages,
        "many": "of/<whole:owner>/many/",
        "remove_many": "of/<whole:owner>/remove/",
        "feedback": "<whole:pk>/feedback/",
    }
    posted = PartDesk.posted | {"many", "remove_many", "feedback"}
    rules = {
        "detail": sees,
        "history": reads_its_past,
        "feedback": came_there,
        **dict.fromkeys(("add", "edit", "delete", "many", "remove_many"), arranges),
    }

    def get_queryset(self):
        return Participation.objects.select_related("activity__kind", "organization", "person")

    def detail(self, **context):
        """What whoever came may know of an activity that is not theirs: when, where, of whom, and their own rows."""
        return super().detail(title=str(self.record.activity), **tile(self.record.activity), **context)

    def status(self, record):
        return {"label": record.activity.get_state_display(), "hue": HUES[record.activity.state]}

    def subtitle(self, record):
        return str(record.activity.kind)

    def facts(self, record):
        activity = record.activity
        is_open = Activity.objects.filter(pk=activity.pk).exists()
        page = [self.url_of(record)] if is_open else []
        came = Participation.objects.filter(activity=activity).select_related("organization", "person")
        rows = [
            (_("活动"), activity.title, *page),
            (_("开始"), day(activity.starts)),
            (_("结束"), day(activity.ends)),
            (_("地点"), activity.place),
            (_("主办单位"), listed(host.organization for host in queries.hosts_of([activity.pk]))),
            (_("参加的人"), listed(bracketed(row, row.get_role_display()) for row in came)),
        ]
        return [row for row in rows if row[1]]

    def edit(self):
        if self.request.method == "POST":
            actions.locked(self.record.activity)  # somebody may be signing in, or saying something, at this moment
        return super().edit()

    def remove(self, row, then, cancel=""):
        """What was said goes with nobody."""
        if not standing.has_spoken(row):
            return super().remove(row, then, cancel)
        title = gettext("删除：%(record)s") % {"record": row}
        return self.ask(Form(), title, cancel or then, submit=gettext("删除"), danger=True, problem=STOOD_ON)

    def erase(self, row):
        actions.take_off([row], by=self.request.user)

    def panels(self, record):
        """Where it goes and what is on, for whoever reads no more of it than this; and how it was."""
        page = Page(record.activity, self.request.user, self.request.reach, may_edit=False, is_own=False)
        is_open = Activity.objects.filter(pk=record.activity_id).exists()
        plan = [] if is_open else [panel for section in (stops, agenda) if (panel := section(page))]
        return plan + self._asked(record)

    def _asked(self, record):
        """How it was, asked of whoever came, or of those who speak for them."""
        if record.activity.state != ActivityState.HELD or not self.may("feedback", record):
            return []
        if speaks_for_others(self.request.user, record.activity, record.person):
            return []
        said = feedback.named(record)
        label = said.get_gain_display() if said else ""
        context = {"said": label, "url": self.url("feedback", record.pk)}
        return [Panel(_("反馈"), "activities/feedback/offer.html", context)]

    def feedback(self):
        record = self.record
        if record.activity.state != ActivityState.HELD:
            raise NotNow("feedback")
        title = gettext("这次活动怎么样 · %(activity)s") % {"activity": record.activity}
        if speaks_for_others(self.request.user, record.activity, record.person):
            return self.ask(Form(), title, self.url("detail", record.pk), problem=FOR_OTHERS)
        said = feedback.named(record)
        form = FeedbackForm(self.request.POST or None, by=self.request.user, record=record, said=said)
        if form.is_bound and form.is_valid():
            feedback.give(record, **form.cleaned_data)
            messages.success(self.request, gettext("谢谢，您说的已经记下"))
            return redirect(self.url("detail", record.pk))
        mind = [gettext("说不说都由您，不说也没有关系；不署名说过的不再显示，再说一次就换成新的")]
        return self.ask(form, title, self.url("detail", record.pk), submit=gettext("说完了"), mind=mind)

    def many(self, owner: int):
        """Looked up, checked and saved on one page: every button sends what was entered so far."""
        activity = arranged(self.request.user, owner)
        step = self.request.POST.get("step", "")
        form = ManyForm(self.request.POST or None, by=self.request.user, record=activity, step=step)
        if form.is_bound and form.is_valid() and step == "save":
            with self.saving(form):
                return self._enter(activity, form)
        return self.show(
            "many",
            code=422 if form.is_bound and form.errors else 200,
            form=form,
            step=step,
            last=queries.one_before(activity),
            title=gettext("登记参加人员 · %(activity)s") % {"activity": activity},
            cancel_url=reverse("activities.detail", args=[activity.pk]),
        )

    def remove_many(self, owner: int):
        activity = arranged(self.request.user, owner)
        then = reverse("activities.detail", args=[activity.pk])
        form = RemoveForm(self.request.POST or None, by=self.request.user, record=activity)
        if form.is_bound and form.is_valid():
            gone = actions.take_off(form.cleaned_data["rows"], by=self.request.user)
            messages.success(self.request, gettext("已移除 %(n)s 人") % {"n": gone})
            return redirect(then)
        title = gettext("移除参加人员 · %(activity)s") % {"activity": activity}
        return self.ask(form, title, then, submit=gettext("移除勾选的人"), danger=True)

    def _enter(self, activity, form):
        role = form.cleaned_data["role"]
        people = [(person, person.organization) for person in form.cleaned_data["people"]]
        people += [(row.person, row.comes_for) for row in form.rows if row.person]
        came = [Participation(person=person, organization=body, role=role) for person, body in people]
        came += [
            Participation(name=row.name, organization=row.organization, role=role)
            for row in form.rows
            if not row.person
        ]
        made, twice = actions.enter(activity, came, by=self.request.user)
        messages.success(self.request, _entered(made, twice, form.again))
        return redirect(reverse("activities.detail", args=[activity.pk]))


class ActivityKindDesk(TableDesk):
    name = "activity_kinds"
    model = ActivityKind
    form_class = ActivityKindForm
    title = _("活动类型")
    purpose = _("座谈、走访、考察、培训……")
    one = pgettext_lazy("新增的", "活动类型")
    columns = [
        Column("name", _("名称"), lambda r: {"title": r.name}, kind="name", sort="pinyin"),
        Column("order", _("排序"), lambda r: r.order, kind="number", sort="order"),
    ]
    sheet = [*columns, CODE]

    def remove(self, row, then, cancel=""):
        """A rule that is for this kind alone would be for all of them without it."""
        if used := list(Requirement.objects.filter(kinds=row)):
            problem = gettext("有审批与报告规定专管这类活动，请先改规定：%(rules)s") % {"rules": listed(used)}
            title = gettext("删除：%(record)s") % {"record": row}
            return self.ask(Form(), title, cancel or then, submit=gettext("删除"), danger=True, problem=problem)
        return super().remove(row, then, cancel)


def _entered(made: list[Participation], twice: int, again: int) -> str:
    loose = sum(row.person_id is None for row in made)
    said = gettext("登记 %(n)s 人") % {"n": len(made)}
    if loose:
        said += gettext("，其中 %(n)s 人不在册") % {"n": loose}
    if twice:
        said += gettext("；%(n)s 人已经在名单里，没有重复登记") % {"n": twice}
    if again:
        said += gettext("；重复 %(n)s 行，已合并") % {"n": again}
    return said
