"""A plan of links beside those that hold, before and after it is adopted."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel.desks import Desk
from huiguan.kernel.flow import NotAllowed
from huiguan.kernel.forms import Form
from huiguan.kernel.lists import Column
from huiguan.kernel.words import span
from huiguan.mechanisms.liaison import words
from huiguan.mechanisms.liaison.flow import LinkPlanFlow
from huiguan.mechanisms.liaison.models import Link, LinkPlan, LinkPlanState
from huiguan.mechanisms.liaison.plans import is_overtaken
from huiguan.mechanisms.liaison.rules import inspects, plans_it
from huiguan.register.screens.columns import day

HUES = {LinkPlanState.PROPOSED: "gold", LinkPlanState.ADOPTED: "jade", LinkPlanState.DROPPED: "slate"}


def standing(plan: LinkPlan) -> dict[str, Any]:
    """Its state as a word with its hue; one that waits may have been overtaken."""
    if plan.state == LinkPlanState.PROPOSED and is_overtaken(plan):
        return {"label": _("已过时，不能采用"), "hue": "slate"}
    return {"label": plan.get_state_display(), "hue": HUES[plan.state]}


class LinkPlanDesk(Desk):
    model = LinkPlan
    name = "link_plans"
    title = gettext_lazy("分工结果")
    one = gettext_lazy("分工结果")
    purpose = gettext_lazy("每一次分工的结果：采用了没有，分得怎样，为什么这样分")
    unit = pgettext_lazy("分工", "次")
    flow = LinkPlanFlow
    hues = HUES
    rules = {"list": inspects, "detail": inspects}
    columns = [
        Column("scheme", pgettext_lazy("单数", "联系方案"), lambda p: {"title": str(p.scheme)}, "name"),
        Column("starts", gettext_lazy("从哪天起"), lambda p: p.starts, "date", sort="starts"),
        Column("solved_at", gettext_lazy("分工时间"), lambda p: p.solved_at, "date", sort="solved_at"),
        Column("state", gettext_lazy("状态"), lambda p: standing(p), "status"),
    ]

    def get_queryset(self):
        return LinkPlan.objects.select_related("scheme__node").order_by("-solved_at", "-pk")

    def status(self, record):
        return standing(record)

    def facts(self, record):
        return [
            (pgettext_lazy("单数", "联系方案"), record.scheme, reverse("link_schemes.detail", args=[record.scheme_id])),
            (gettext_lazy("起止"), span(record.starts, record.ends) if record.ends else f"{record.starts} –"),
            (gettext_lazy("尽量保持原来的"), _("是") if record.keep else _("否")),
            (gettext_lazy("分工时间"), day(record.solved_at)),
        ]

    def detail(self, **context):
        plan, names = self.record, words.Names(self.record.scheme)
        places = names.townships({code for row in plan.pairs for code in words.townships_in(row["reasons"])})
        return super().detail(
            rows=self.rows(plan, names, places),
            ended=self.ended(plan, names),
            unmet=[words.unmet(row, names) for row in plan.unmet],
            levels=[told for row in plan.levels if (told := words.level(row))],
            is_proposed=plan.state == LinkPlanState.PROPOSED,
            plan_url=reverse("link_schemes.plan", args=[plan.scheme_id])
            if plans_it(self.request.user, plan.scheme)
            else "",
            **context,
        )

    def held(self, plan: LinkPlan) -> set[tuple[int, int]]:
        """The pairs that were linked the day before, whether or not the plan has been adopted since."""
        rows = Link.objects.filter(linker__scheme=plan.scheme, starts__lt=plan.starts)
        rows = rows.exclude(ends__lt=plan.starts.fromordinal(plan.starts.toordinal() - 1))
        return set(rows.values_list("linker", "target"))

    def rows(self, plan: LinkPlan, names: words.Names, places: dict[str, str]) -> list[dict]:
        """By leader: each with whom they are linked to and why."""
        held, found = self.held(plan), {}
        for row in plan.pairs:
            of_leader = found.setdefault(row["linker"], {"leader": names.leader(row["linker"]), "links": []})
            of_leader["links"].append(
                {
                    "target": names.target(row["target"]),
                    "why": words.reasons(row["reasons"], names, places),
                    "is_new": bool(held) and (row["linker"], row["target"]) not in held,
                }
            )
        return sorted(found.values(), key=lambda row: list(names.linkers.values()).index(row["leader"]))

    def ended(self, plan: LinkPlan, names: words.Names) -> list[str]:
        wanted = {(row["linker"], row["target"]) for row in plan.pairs}
        return [f"{names.leader(one)} · {names.target(other)}" for one, other in sorted(self.held(plan) - wanted)]

    def move(self, move: str):
        """What cannot be done any more is said where it was asked."""
        try:
            return super().move(move)
        except NotAllowed as refusal:
            made = self.flow.moves[move]
            title = f"{made.label} · {self.record}"
            return self.ask(Form(), title, self.url_of(self.record), submit=made.label, problem=str(refusal))

    def after(self, record) -> str:
        return reverse("link_schemes.detail", args=[record.scheme_id])
