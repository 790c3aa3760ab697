"""Schemes: the rules, who links, to whom, and giving the links out."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from huiguan.kernel import attaching, clock
from huiguan.kernel.days import on_day
from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column
from huiguan.kernel.parts import PartDesk
from huiguan.kernel.words import bracketed
from huiguan.mechanisms.liaison import actions, words
from huiguan.mechanisms.liaison.forms import IssuerForm, LinkSchemeForm, MinimumForm, PlanLinksForm, TakeInForm
from huiguan.mechanisms.liaison.models import (
    Issuer,
    Linker,
    LinkPlan,
    LinkPlanState,
    LinkScheme,
    Minimum,
    PairRule,
)
from huiguan.mechanisms.liaison.queries import links_after, links_on, targets_after, targets_on
from huiguan.mechanisms.liaison.rules import inspects, plans_it, sees_links, still_holds
from huiguan.mechanisms.liaison.solver import Impossible
from huiguan.register.screens.columns import day


class LinkSchemeDesk(attaching.Attaching, Desk):
    model = LinkScheme
    name = "link_schemes"
    title = gettext_lazy("联系方案")
    purpose = gettext_lazy("哪份文件规定的、谁联系、联系几家、多久联系一次：都在这里定，都有起止日期")
    unit = pgettext_lazy("方案", "个")
    one = pgettext_lazy("新增的", "联系方案")
    form_class = LinkSchemeForm
    pages = {"plan": "<whole:pk>/plan/", "take_in": "<whole:pk>/targets/", **attaching.PAGES}
    posted = Desk.posted | attaching.POSTED | {"plan", "take_in"}
    prepared = frozenset({"plan"})
    rules = {
        "list": sees_links,
        "detail": sees_links,
        "create": plans_it,
        "edit": plans_it,
        "delete": plans_it,
        "plan": plans_it,
        "take_in": plans_it,
        **attaching.rules(sees_links, plans_it),
    }
    columns = [
        Column(
            "name", gettext_lazy("联系方案"), lambda s: {"title": s.name, "note": s.document}, "name", sort="pinyin"
        ),
        Column("issued_on", gettext_lazy("印发日期"), lambda s: s.issued_on, "date", sort="issued_on"),
        Column("starts", gettext_lazy("起"), lambda s: s.starts, "date", sort="starts"),
        Column("ends", gettext_lazy("止"), lambda s: s.ends, "date"),
        Column("links_to", gettext_lazy("联系什么"), lambda s: s.get_links_to_display()),
        Column("sizes", gettext_lazy("每位领导联系"), lambda s: s.sizes),
    ]

    def get_queryset(self):
        return LinkScheme.objects.select_related("node").order_by("-starts", "pinyin")

    def facts(self, record):
        leaders = str(record.leaders_least)
        if record.leaders_most > record.leaders_least:
            leaders = f"{record.leaders_least}–{record.leaders_most}"
        return [
            (gettext_lazy("依据文件"), bracketed(record.document, record.number) if record.document else ""),
            (gettext_lazy("印发日期"), day(record.issued_on)),
            (gettext_lazy("由谁牵头"), record.node),
            (gettext_lazy("起止"), f"{record.starts} – {record.ends or _('长期')}"),
            (gettext_lazy("联系什么"), record.get_links_to_display()),
            (gettext_lazy("每位领导联系"), record.sizes),
            (gettext_lazy("每个对象由几位领导联系"), leaders),
            (
                gettext_lazy("一次分工管多久"),
                _("%(n)s 个月") % {"n": record.months} if record.months else _("到调整为止"),
            ),
            (gettext_lazy("联系以后几天内登记"), record.record_days),
        ]

    def detail(self, **context):
        scheme, today, by = self.record, clock.today(), self.request.user
        links: dict[int, list] = {}
        for link in [*links_on(today).filter(linker__scheme=scheme), *links_after(today).filter(linker__scheme=scheme)]:
            links.setdefault(link.linker_id, []).append(link)
        linkers = Linker.objects.filter(scheme=scheme).select_related("person", "officer").order_by("pinyin", "pk")
        linked = {link.target_id for rows in links.values() for link in rows if link.starts <= today}
        targets = [{"target": one, "linked": one.pk in linked} for one in targets_on(scheme, today)]
        may_inspect = bool(inspects(by, scheme))
        return super().detail(
            issuers=Issuer.objects.filter(scheme=scheme).select_related("organization"),
            minimums=Minimum.objects.filter(scheme=scheme),
            linkers=[
                {"linker": one, "links": links.get(one.pk, []), "opens": may_inspect}
                for one in linkers.filter(on_day(today))
            ],
            coming=[
                {"linker": one, "links": links.get(one.pk, []), "opens": may_inspect}
                for one in linkers.filter(starts__gt=today)
            ],
            gone=linkers.filter(ends__lt=today),
            targets=targets,
            coming_targets=targets_after(scheme, today),
            today=today,
            unlinked=sum(not row["linked"] for row in targets),
            pair_rules=PairRule.objects.filter(linker__scheme=scheme).select_related("linker", "target__organization"),
            plans=self.plans_of(scheme) if may_inspect else [],
            last=LinkPlan.objects.filter(scheme=scheme, state=LinkPlanState.ADOPTED).first() if may_inspect else None,
            may_plan=plans_it(by, scheme),
            may_inspect=may_inspect,
            coverage_url=f"{reverse('liaison.coverage')}?scheme={scheme.pk}",
            **context,
        )

    def plans_of(self, scheme: LinkScheme) -> list[dict]:
        """Plans that nobody has decided about, and whether each may still be adopted as things stand."""
        rows = LinkPlan.objects.filter(scheme=scheme, state=LinkPlanState.PROPOSED).select_related("scheme")
        return [{"plan": one, "holds": bool(still_holds(self.request.user, one))} for one in rows]

    # giving out the links

    def prepare(self, pk: int) -> None:
        """The solver may take a while: it works before the transaction begins, and only reads."""
        self.record = get_object_or_404(self.get_queryset(), pk=pk)
        self.check(self.record)
        self.plan_form = PlanLinksForm(self.request.POST, by=self.request.user, record=self.record)
        self.drawn = None
        if self.plan_form.is_valid():
            try:
                self.drawn = actions.draw(self.record, **self.plan_form.cleaned_data)
            except Impossible as reasons:
                names = words.Names(self.record)
                for row in reasons.lacks:
                    self.plan_form.add_error(None, words.lack(row, names))
            except actions.NothingToPlan as nothing:
                self.plan_form.add_error(None, self.nothing(str(nothing)))

    def plan(self):
        if self.request.method != "POST":
            suggested = {"starts": max(self.record.starts, clock.today()), "keep": self.has_links()}
            form = PlanLinksForm(by=self.request.user, record=self.record, initial=suggested)
        elif self.drawn is None:
            form = self.plan_form
        else:
            plan = actions.propose(self.drawn, by=self.request.user)
            messages.success(self.request, self.planned(plan))
            return redirect("link_plans.detail", plan.pk)
        title = _("分工 · %(scheme)s") % {"scheme": self.record}
        return self.ask(form, title, self.url_of(self.record), submit=_("分工"), mind=self.to_know())

    def has_links(self) -> bool:
        return links_on(clock.today()).filter(linker__scheme=self.record).exists()

    def to_know(self) -> list[str]:
        """What there is to be given out, before it is."""
        day = max(self.record.starts, clock.today())
        leaders = Linker.objects.filter(on_day(day), scheme=self.record).count()
        targets = targets_on(self.record, day).count()
        facts = {"leaders": leaders, "targets": targets, "sizes": self.record.sizes, "counter": self.record.counter}
        told = [_("联系领导 %(leaders)s 位，联系对象 %(targets)s %(counter)s；每位领导联系 %(sizes)s") % facts]
        if rules := PairRule.objects.filter(linker__scheme=self.record).count():
            told.append(_("指定与回避 %(n)s 条，一定照办") % {"n": rules})
        told.append(_("分好以后先看结果，采用了才生效"))
        return told

    def planned(self, plan: LinkPlan) -> str:
        facts = {"n": len(plan.pairs)}
        if plan.proven:
            return _("已分出 %(n)s 对，并已证明没有更好的分法；采用之后才生效") % facts
        return _("已分出 %(n)s 对；时间有限，尚未证明是最好的分法；采用之后才生效") % facts

    def nothing(self, what: str) -> str:
        if what == "leaders":
            return _("这一天没有联系领导；请先把领导加进方案")
        if what == "few":
            told = _("每个对象至少要 %(n)s 位领导，这一天没有这么多位；请改方案，或者先把领导加进来")
            return told % {"n": self.record.leaders_least}
        return _("这一天没有联系对象；请先把商会、企业或项目加进方案")

    def take_in(self):
        data = self.request.POST if self.request.method == "POST" else None
        form = TakeInForm(data, by=self.request.user, record=self.record)
        if data is not None and form.is_valid():
            with self.saving(form):
                made = actions.take_in(
                    self.record, form.chosen, by=self.request.user, starts=form.cleaned_data["starts"]
                )
                told = ngettext("已加入 %(n)s 个联系对象", "已加入 %(n)s 个联系对象", len(made)) % {"n": len(made)}
                messages.success(self.request, told)
                return redirect(self.url_of(self.record))
        title = _("加入联系对象 · %(scheme)s") % {"scheme": self.record}
        return self.ask(form, title, self.url_of(self.record), submit=_("加入"))


class LinkSchemePartDesk(PartDesk):
    """What belongs to a scheme and is edited from its page."""

    owner = "scheme"
    owner_rule = plans_it
    rules = {"add": plans_it, "edit": plans_it, "delete": plans_it}


class IssuerDesk(LinkSchemePartDesk):
    model = Issuer
    name = "link_issuers"
    one = pgettext_lazy("新增的", "印发单位")
    form_class = IssuerForm

    def new_part(self, owner):
        return Issuer(scheme=owner, order=owner.issuers.count() + 1)


class MinimumDesk(LinkSchemePartDesk):
    model = Minimum
    name = "link_minimums"
    one = pgettext_lazy("新增的", "最低联系次数")
    form_class = MinimumForm
