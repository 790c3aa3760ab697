"""Schemes: the rules of a rotation, and drawing up its roster."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.desks import Desk
from huiguan.kernel.forms import Form
from huiguan.kernel.lists import Column
from huiguan.kernel.numbers import whole
from huiguan.kernel.parts import PartDesk
from huiguan.kernel.words import labelled, listed
from huiguan.mechanisms.rotation import actions, words
from huiguan.mechanisms.rotation.forms import PlanForm, SchemeForm, StepForm, SuspensionForm, WishForm
from huiguan.mechanisms.rotation.models import (
    Roster,
    RosterState,
    Scheme,
    SchemeStep,
    Seat,
    Suspension,
    Turn,
    TurnState,
    Wish,
)
from huiguan.mechanisms.rotation.plans import add_months
from huiguan.mechanisms.rotation.queries import eligible
from huiguan.mechanisms.rotation.rules import plans_it, sees_rotation
from huiguan.mechanisms.rotation.solver import Impossible


class SchemeDesk(Desk):
    model = Scheme
    name = "schemes"
    title = gettext_lazy("轮值方案")
    purpose = gettext_lazy("一期多长、每期几家、哪些职务的企业参加、走哪几步：都在这里定，都有起止日期")
    unit = pgettext_lazy("方案", "个")
    one = pgettext_lazy("新增的", "方案")
    form_class = SchemeForm
    pages = {"plan": "<whole:pk>/plan/", "publish": "<whole:pk>/publish/"}
    posted = Desk.posted | {"plan", "publish"}
    prepared = frozenset({"plan"})
    rules = {
        "list": plans_it,
        "detail": sees_rotation,
        "create": plans_it,
        "edit": plans_it,
        "delete": plans_it,
        "plan": plans_it,
        "publish": plans_it,
    }
    columns = [
        Column("name", gettext_lazy("方案"), lambda s: {"title": s.name, "note": s.document}, "name", sort="pinyin"),
        Column("starts", gettext_lazy("起"), lambda s: s.starts, "date", sort="starts"),
        Column("ends", gettext_lazy("止"), lambda s: s.ends, "date"),
        Column("months", gettext_lazy("一期几个月"), lambda s: s.months, "number"),
        Column("hosts", gettext_lazy("每期企业"), lambda s: f"{s.hosts_from}–{s.hosts_to}"),
    ]

    def get_queryset(self):
        return Scheme.objects.select_related("node").order_by("-starts", "pinyin")

    def facts(self, record):
        posts = listed(record.eligible_posts.all()) or _("全部会员企业")
        return [
            (gettext_lazy("由谁组织"), record.node),
            (gettext_lazy("起止"), f"{record.starts} – {record.ends or _('长期')}"),
            (gettext_lazy("一期几个月"), record.months),
            (gettext_lazy("每期企业"), f"{record.hosts_from}–{record.hosts_to}"),
            (gettext_lazy("提前公布天数"), record.notice_days),
            (gettext_lazy("参加轮值的职务"), posts),
            (gettext_lazy("依据文件"), record.document),
        ]

    def detail(self, **context):
        scheme = self.record
        roster = Roster.objects.filter(scheme=scheme, state=RosterState.ADOPTED).first()
        return super().detail(
            steps=scheme.steps.all(),
            suspensions=scheme.suspensions.all(),
            wishes=Wish.objects.filter(scheme=scheme).select_related("organization"),
            firms=eligible(scheme, clock.today()).count(),
            roster=roster,
            levels=[words.level(row) for row in roster.levels] if roster else [],
            unmet=[words.unmet(row) for row in roster.unmet] if roster else [],
            drafted=Turn.objects.filter(scheme=scheme, state=TurnState.DRAFTED).count(),
            may_plan=self.may("plan", scheme),
            board_url=f"{reverse('rotation.board')}?scheme={scheme.pk}",
            wish_url=f"{reverse('wishes.create')}?scheme={scheme.pk}",
            **context,
        )

    def prepare(self, pk: int) -> None:
        """The solver may take half a minute: it works before the transaction begins, and only reads."""
        self.record = get_object_or_404(self.get_queryset(), pk=pk)
        self.check(self.record)
        self.plan_form, self.drawn = PlanForm(self.request.POST, by=self.request.user, record=self.record), None
        if self.plan_form.is_valid():
            try:
                self.drawn = actions.draw(self.record, **self.plan_form.cleaned_data)
            except Impossible as reasons:
                for row in reasons.lacks:
                    self.plan_form.add_error(None, words.lack(row))
            except actions.NothingToPlan as nothing:
                self.plan_form.add_error(None, self.nothing(str(nothing)))

    def plan(self):
        """From when to when: what comes of it is shown beside what there is, and adopted or not."""
        if self.request.method != "POST":
            form = PlanForm(by=self.request.user, record=self.record, initial=self.next_year())
        elif self.drawn is None:
            form = self.plan_form
        else:
            roster = actions.propose(self.drawn, by=self.request.user)
            messages.success(self.request, self.planned(roster))
            return redirect("rosters.detail", roster.pk)
        title = _("编排 · %(scheme)s") % {"scheme": self.record}
        return self.ask(form, title, self.url_of(self.record), submit=_("编排"), mind=self.to_know())

    def to_know(self) -> list[str]:
        """Who takes part, before anything is planned."""
        scheme, today = self.record, clock.today()
        wishes = Wish.objects.filter(scheme=scheme, ends__gte=today)
        by_hand = Seat.objects.filter(turn__scheme=scheme, turn__state=TurnState.DRAFTED, by_hand=True).count()
        found = [_("参加编排的企业 %(n)s 家") % {"n": eligible(scheme, today).count()}]
        if count := wishes.count():
            found.append(_("企业提出的时间意愿 %(n)s 条，都会照顾到") % {"n": count})
        if by_hand:
            found.append(_("手工安排的 %(n)s 席保持不动") % {"n": by_hand})
        if not scheme.steps.exists():
            found.append(_("方案里还没有步骤：没有步骤也能编排，但看板上没有进度可看"))
        return found

    def publish(self):
        """Every drafted turn at once; each says why not, where it cannot be published yet."""
        drafted = Turn.objects.filter(scheme=self.record, state=TurnState.DRAFTED).order_by("starts")
        if self.request.method == "POST":
            answers = actions.publish_all(list(drafted), by=self.request.user)
            done = sum(not why for _turn, why in answers)
            messages.success(self.request, _("已公布 %(n)s 期") % {"n": done})
            for turn, why in answers:
                if why:
                    messages.warning(self.request, labelled(turn, why))
            return redirect(f"{reverse('rotation.board')}?scheme={self.record.pk}")
        mind = [f"{turn} · {turn.starts} – {turn.ends}" for turn in drafted]
        problem = "" if mind else _("没有编排中的期次")
        title = _("全部公布 · %(scheme)s") % {"scheme": self.record}
        return self.ask(Form(), title, self.url_of(self.record), submit=_("全部公布"), problem=problem, mind=mind)

    def next_year(self) -> dict[str, date]:
        """What is most likely wanted: from the end of what is settled, for a year."""
        last = Turn.objects.filter(scheme=self.record).exclude(state=TurnState.DRAFTED).order_by("-ends").first()
        starts = add_months(last.ends, 0).replace(day=1) if last else self.record.starts
        starts = add_months(starts, 1) if last else starts
        return {"starts": starts, "ends": date(starts.year, 12, 31)}

    def planned(self, roster: Roster) -> str:
        turns = len(roster.windows)
        if roster.proven:
            return _("已排出 %(turns)s 期，并已证明没有更好的排法；采用之后才生效") % {"turns": turns}
        return _("已排出 %(turns)s 期；时间有限，尚未证明是最好的排法；采用之后才生效") % {"turns": turns}

    def nothing(self, what: str) -> str:
        if what == "candidates":
            return _("没有符合条件的企业：请检查方案里参加轮值的职务，或先登记任职")
        return _("这段时间里没有可编排的期次：可能都已公布、在暂停期内，或不在方案的起止日期里")


class SchemePartDesk(PartDesk):
    """What belongs to a scheme and is edited from its page."""

    owner = "scheme"
    owner_rule = plans_it
    rules = {"add": plans_it, "edit": plans_it, "delete": plans_it}


class StepDesk(SchemePartDesk):
    model = SchemeStep
    name = "scheme_steps"
    one = pgettext_lazy("新增的", "步骤")
    form_class = StepForm


class SuspensionDesk(SchemePartDesk):
    model = Suspension
    name = "suspensions"
    one = pgettext_lazy("新增的", "暂停")
    form_class = SuspensionForm


class WishDesk(Desk):
    model = Wish
    name = "wishes"
    title = gettext_lazy("时间意愿")
    purpose = gettext_lazy("企业什么时候不能、什么时候希望轮值；编排时不能安排的一定避开，希望的尽量满足")
    unit = pgettext_lazy("意愿", "条")
    one = pgettext_lazy("新增的", "意愿")
    form_class = WishForm
    tab_name = "kind"
    tab_choices = Wish.Kind.choices
    rules = {"list": plans_it, "detail": plans_it, "create": plans_it, "edit": plans_it, "delete": plans_it}
    columns = [
        Column("organization", gettext_lazy("企业"), lambda w: {"title": str(w.organization), "note": w.note}, "name"),
        Column("kind", gettext_lazy("意愿"), lambda w: w.get_kind_display()),
        Column("starts", gettext_lazy("起"), lambda w: w.starts, "date", sort="starts"),
        Column("ends", gettext_lazy("止"), lambda w: w.ends, "date", sort="ends"),
        Column("scheme", gettext_lazy("方案"), lambda w: w.scheme),
    ]

    def get_queryset(self):
        return Wish.objects.select_related("organization", "scheme")

    def facts(self, record):
        return [
            (gettext_lazy("企业"), record.organization),
            (gettext_lazy("意愿"), record.get_kind_display()),
            (gettext_lazy("起止"), f"{record.starts} – {record.ends}"),
            (gettext_lazy("说明"), record.note),
            (gettext_lazy("方案"), record.scheme),
        ]

    def new_record(self):
        return Wish(scheme_id=whole(self.request.GET.get("scheme")))
