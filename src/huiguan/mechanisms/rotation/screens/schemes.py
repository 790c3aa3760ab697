"""Schemes: the rules of a rotation, and drawing up its roster."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.desks import Desk
from huiguan.kernel.forms import Form
from huiguan.kernel.lists import Column
from huiguan.kernel.words import bracketed, labelled, listed
from huiguan.mechanisms.rotation import actions, words
from huiguan.mechanisms.rotation.forms import PlanForm, SchemeForm
from huiguan.mechanisms.rotation.forms.schemes import WEEKDAYS
from huiguan.mechanisms.rotation.models import (
    Enrolment,
    Exemption,
    Roster,
    RosterState,
    Scheme,
    Seat,
    Serves,
    Turn,
    TurnState,
    Wish,
)
from huiguan.mechanisms.rotation.models.bearers import KINDS
from huiguan.mechanisms.rotation.plans import later
from huiguan.mechanisms.rotation.queries import taking_part
from huiguan.mechanisms.rotation.rules import plans_it, sees_rotation
from huiguan.mechanisms.rotation.solver import Impossible
from huiguan.mechanisms.rotation.standings import standings


class SchemeDesk(Desk):
    model = Scheme
    name = "schemes"
    title = gettext_lazy("轮值方案")
    purpose = gettext_lazy("一期多长、谁来轮值、每期几家或几人、走哪几步、怎样调换：都在这里定，都有起止日期")
    unit = pgettext_lazy("方案", "个")
    one = pgettext_lazy("新增的", "方案")
    form_class = SchemeForm
    pages = {"plan": "<int:pk>/plan/", "publish": "<int:pk>/publish/", "who": "<int:pk>/who/"}
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
        "who": plans_it,
    }
    columns = [
        Column("name", gettext_lazy("方案"), lambda s: {"title": s.name, "note": s.document}, "name", sort="pinyin"),
        Column("starts", gettext_lazy("起"), lambda s: s.starts, "date", sort="starts"),
        Column("ends", gettext_lazy("止"), lambda s: s.ends, "date"),
        Column("serves", gettext_lazy("谁轮值"), lambda s: s.get_serves_display()),
        Column("length", gettext_lazy("一期多长"), lambda s: s.span),
        Column("hosts", gettext_lazy("每期"), lambda s: s.sizes),
    ]

    def get_queryset(self):
        return Scheme.objects.select_related("node").order_by("-starts", "pinyin")

    def facts(self, record):
        return [
            (gettext_lazy("由谁组织"), record.node),
            (gettext_lazy("起止"), f"{record.starts} – {record.ends or _('长期')}"),
            (gettext_lazy("一期多长"), self.length(record)),
            (gettext_lazy("谁轮值"), record.get_serves_display()),
            (gettext_lazy("每期"), record.sizes),
            (gettext_lazy("参加轮值的"), self.rule_in_words(record)),
            (gettext_lazy("提前公布天数"), record.notice_days),
            *([(gettext_lazy("坐班"), self.office(record))] if record.office_days or record.office_weekdays else []),
            *([(gettext_lazy("套在哪个方案里"), record.within)] if record.within else []),
            *([(gettext_lazy("接续哪个方案"), record.continues)] if record.continues else []),
            (gettext_lazy("依据文件"), record.document),
        ]

    def length(self, scheme: Scheme) -> str:
        return bracketed(scheme.span, _("按自然周、月、季、年起止") if scheme.aligned else "")

    def office(self, scheme: Scheme) -> str:
        days = dict(WEEKDAYS)
        return bracketed(scheme.office_days, listed(days[day] for day in scheme.office_weekdays))

    def rule_in_words(self, scheme: Scheme) -> str:
        """By which rule one takes part."""
        if scheme.serves == Serves.TEAMS:
            return _("各小组")
        if scheme.enrolled_only:
            return _("报名或指定的")
        nobody = scheme.serves == Serves.PERSONS
        return listed(scheme.eligible_posts.all()) or (_("报名或指定的") if nobody else _("全部"))

    def detail(self, **context):
        scheme, today = self.record, clock.today()
        roster = Roster.objects.filter(scheme=scheme, state=RosterState.ADOPTED).first()
        return super().detail(
            steps=scheme.steps.all(),
            roles=scheme.roles.all(),
            duties=scheme.duties.all(),
            points=scheme.points.all(),
            ways=scheme.ways.all(),
            suspensions=scheme.suspensions.all(),
            wishes=Wish.objects.filter(scheme=scheme).select_related("organization", "person", "team"),
            teams=scheme.teams.prefetch_related("members__person", "members__organization"),
            forms_teams=scheme.serves == Serves.TEAMS,
            count=taking_part(scheme, today).count(),
            roster=roster,
            levels=[words.level(row) for row in roster.levels] if roster else [],
            unmet=words.unmet(roster.unmet, scheme) if roster else [],
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
                    self.plan_form.add_error(None, words.lack(row, self.record))
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
        facts = {"n": taking_part(scheme, today).count(), "counter": scheme.counter}
        found = [_("参加编排的 %(n)s %(counter)s") % facts]
        if count := wishes.count():
            found.append(_("提出的时间意愿 %(n)s 条，都会照顾到") % {"n": count})
        if by_hand:
            found.append(_("手工安排的 %(n)s 席保持不动") % {"n": by_hand})
        if not scheme.steps.exists():
            found.append(_("方案里还没有步骤：没有步骤也能编排，但看板上没有进度可看"))
        return found

    def who(self):
        """Who takes part and why, how often they have served and since when they wait. Whoever plans sees it, nobody
        else; in the order of their names, for it is no ranking."""
        scheme = self.record
        return self.show(
            "who",
            title=_("谁参加轮值 · %(scheme)s") % {"scheme": scheme},
            scheme=scheme,
            standings=standings(scheme, clock.today()),
            enrolments=Enrolment.objects.filter(scheme=scheme).select_related(*KINDS),
            exemptions=Exemption.objects.filter(scheme=scheme).select_related(*KINDS),
        )

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
        """What is most likely wanted: from the end of what is settled to the end of that year; one turn at least."""
        last = Turn.objects.filter(scheme=self.record).exclude(state=TurnState.DRAFTED).order_by("-ends").first()
        starts = last.ends + timedelta(days=1) if last else self.record.starts
        one_turn = later(starts, self.record.unit, self.record.length) - timedelta(days=1)
        return {"starts": starts, "ends": max(date(starts.year, 12, 31), one_turn)}

    def planned(self, roster: Roster) -> str:
        turns = len(roster.windows)
        if roster.proven:
            return _("已排出 %(turns)s 期，并已证明没有更好的排法；采用之后才生效") % {"turns": turns}
        return _("已排出 %(turns)s 期；时间有限，尚未证明是最好的排法；采用之后才生效") % {"turns": turns}

    def nothing(self, what: str) -> str:
        if what == "candidates":
            return _("没有可以轮值的：请检查方案里参加轮值的职务、报名和小组，或先登记任职")
        return _("这段时间里没有可编排的期次：可能都已公布、在暂停期内，或不在方案的起止日期里")
