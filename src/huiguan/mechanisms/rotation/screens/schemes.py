"""Schemes: the rules of a rotation, and drawing up its roster."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.desks import Desk
from huiguan.kernel.flow import NotAllowed
from huiguan.kernel.lists import Column
from huiguan.kernel.numbers import whole
from huiguan.kernel.words import bracketed, listed
from huiguan.mechanisms.rotation import actions, words
from huiguan.mechanisms.rotation.forms import RenewForm, SchemeForm
from huiguan.mechanisms.rotation.models import (
    Enrolment,
    Exemption,
    Roster,
    RosterState,
    Scheme,
    Serves,
    Turn,
    TurnState,
    Wish,
)
from huiguan.mechanisms.rotation.models.bearers import KINDS
from huiguan.mechanisms.rotation.queries import everybody, taking_part
from huiguan.mechanisms.rotation.rules import inspects, plans_it, sees_rotation, still_holds
from huiguan.mechanisms.rotation.screens import planning
from huiguan.mechanisms.rotation.standings import standings
from huiguan.mechanisms.rotation.troubles import standing, touched

ON_A_PAGE = 20  # who takes part


class SchemeDesk(planning.Planning, Desk):
    model = Scheme
    name = "schemes"
    title = gettext_lazy("轮值方案")
    purpose = gettext_lazy("一期多长、谁来轮值、每期几家或几人、走哪几步、怎样调换：都在这里定，都有起止日期")
    unit = pgettext_lazy("方案", "个")
    one = pgettext_lazy("新增的", "方案")
    form_class = SchemeForm
    pages = {
        **planning.PAGES,
        "who": "<whole:pk>/who/",
        "renew": "<whole:pk>/renew/",
    }
    posted = Desk.posted | {"plan", "publish", "renew"}
    prepared = frozenset({"plan"})
    rules = {
        "list": inspects,
        "detail": sees_rotation,
        "create": plans_it,
        "edit": plans_it,
        "delete": plans_it,
        **planning.RULES,
        "who": inspects,
        "renew": plans_it,
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
            (gettext_lazy("步骤到期前几天提醒"), record.remind_days),
            (gettext_lazy("建议落实到期前几天提醒"), listed(record.advice_notice_days) or _("不提前提醒")),
            (gettext_lazy("几个月后回访"), record.revisit_months or _("不回访")),
            *([(gettext_lazy("坐班"), record.office)] if record.office_days or record.office_weekdays else []),
            *([(gettext_lazy("套在哪个方案里"), record.within)] if record.within else []),
            *([(gettext_lazy("接续哪个方案"), record.continues)] if record.continues else []),
            (gettext_lazy("依据文件"), record.document),
        ]

    def length(self, scheme: Scheme) -> str:
        return bracketed(scheme.span, _("按自然周、月、季、年起止") if scheme.aligned else "")

    def rule_in_words(self, scheme: Scheme) -> str:
        """By which rule one takes part."""
        if scheme.serves == Serves.TEAMS:
            return _("各小组")
        if scheme.enrolled_only:
            return _("报名或指定的")
        nobody = scheme.serves == Serves.PERSONS
        return listed(scheme.eligible_posts.all()) or (_("报名或指定的") if nobody else _("全部"))

    # a new one

    @property
    def preset(self) -> dict:
        """The practice that the address names."""
        return actions.presets().get(self.request.GET.get("preset", ""), {})

    def new_record(self):
        return Scheme(**self.preset.get("scheme", {}))

    def save(self, form):
        """A new scheme is given what its practice lays down."""
        is_new = not form.instance.pk
        record = super().save(form)
        if is_new:
            with acting(self.request.user):
                actions.furnish(record, self.preset)
        return record

    def ask(self, form, title, cancel_url, **context):
        if self.page == "create":
            context |= {"practices": actions.presets().values(), "practice": self.preset}
            context["everybody"] = self.everybody(form)
        return super().ask(form, title, cancel_url, **context)

    def everybody(self, form: SchemeForm) -> str:
        """Who takes part as the form stands, where nothing in it narrows that: all firms or chambers of the place."""
        serves = form["serves"].value()
        node = form.fields["node"].queryset.filter(pk=whole(form["node"].value())).first()
        narrowed = form["eligible_posts"].value() or form["enrolled_only"].value()
        if narrowed or node is None or serves not in (Serves.FIRMS, Serves.CHAMBERS):
            return ""
        scheme = Scheme(serves=serves)
        facts = {"place": node, "who": scheme.get_serves_display(), "counter": scheme.counter}
        told = _("照现在填的，%(place)s的%(who)s全部参加轮值：现在是 %(n)s %(counter)s")
        return told % {**facts, "n": everybody(serves, node).count()}

    def renew(self):
        """另立新方案: the same rules from a day on, to be changed there."""
        scheme = self.record
        posted = self.request.POST if self.request.method == "POST" else None
        form = RenewForm(posted, by=self.request.user, record=scheme, initial={"name": scheme.name})
        if form.is_bound and form.is_valid():
            try:
                made = actions.renew(scheme, by=self.request.user, **form.cleaned_data)
            except NotAllowed as refusal:
                form.add_error("starts", str(refusal))
            except ProtectedError:
                form.add_error("starts", _("那以后的期次里已经登记了活动、建议或申请，请先处理"))
            else:
                messages.success(self.request, _("已照原样立好，请把要变的改过来"))
                return redirect("schemes.edit", made.pk)
        title = _("另立新方案 · %(scheme)s") % {"scheme": scheme}
        return self.ask(form, title, self.url_of(scheme), submit=_("另立新方案"))

    def detail(self, **context):
        scheme, today = self.record, clock.today()
        roster = Roster.objects.filter(scheme=scheme, state=RosterState.ADOPTED).first()
        return super().detail(
            steps=scheme.steps.all(),
            roles=scheme.roles.prefetch_related("eligible_posts"),
            duties=scheme.duties.all(),
            points=scheme.points.all(),
            ways=scheme.ways.all(),
            suspensions=self.suspensions(),
            wishes=Wish.objects.filter(scheme=scheme).select_related("organization", "person", "team"),
            teams=scheme.teams.prefetch_related("members__person", "members__organization"),
            forms_teams=scheme.serves == Serves.TEAMS,
            count=taking_part(scheme, today).count(),
            roster=roster,
            waiting=self.waiting(),
            levels=[words.level(row, scheme.counter) for row in roster.levels] if roster else [],
            unmet=words.unmet(roster.unmet, scheme) if roster else [],
            may_inspect=self.may("who", scheme),
            drafted=Turn.objects.filter(scheme=scheme, state=TurnState.DRAFTED).count(),
            may_plan=self.may("plan", scheme),
            board_url=f"{reverse('rotation.board')}?scheme={scheme.pk}",
            wish_url=f"{reverse('wishes.create')}?scheme={scheme.pk}",
            **context,
        )

    def suspensions(self) -> list[dict]:
        """Each with the turns that are published, or under way, and fall into it."""
        turns = standing(self.record)
        return [{"rest": rest, "turns": touched(rest, turns)} for rest in self.record.suspensions.all()]

    def waiting(self) -> list[dict]:
        """Plans that nobody has adopted or dropped, each with why it cannot be adopted any more."""
        rows = (
            Roster.objects.filter(scheme=self.record, state=RosterState.PROPOSED)
            if self.may("plan", self.record)
            else ()
        )
        return [{"roster": row, "why": still_holds(self.request.user, row).why} for row in rows]

    def who(self):
        """Who takes part and why, and for whoever plans how often they have served and since when they wait; in
        the order of their names, for it is no ranking."""
        scheme, asked = self.record, self.request.GET.get("q", "").strip()
        shown = standings(scheme, clock.today(), asked)
        page = Paginator(shown, ON_A_PAGE).get_page(self.request.GET.get("page"))
        return self.show(
            "who",
            title=_("谁参加轮值 · %(scheme)s") % {"scheme": scheme},
            scheme=scheme,
            may_plan=self.may("plan", scheme),
            asked=asked,
            page=page,
            pages=page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
            standings=page.object_list,
            enrolments=Enrolment.objects.filter(scheme=scheme).select_related(*KINDS),
            exemptions=Exemption.objects.filter(scheme=scheme).select_related(*KINDS),
        )
