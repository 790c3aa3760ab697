"""What must be approved or reported before an activity, and the rules by which a place asks for it."""

import django_filters
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.activities import actions, requirements
from huiguan.activities.account import yuan
from huiguan.activities.flow import ClearanceFlow
from huiguan.activities.forms import RequirementForm
from huiguan.activities.models import Clearance, ClearanceState, Requirement
from huiguan.activities.rules import keeps_requirements, sees_within
from huiguan.kernel.desks import Desk
from huiguan.kernel.filters import WaitingFilter
from huiguan.kernel.lists import Column
from huiguan.kernel.words import listed, severally
from huiguan.register.rules import keeps_tables
from huiguan.register.screens.columns import day
from huiguan.register.screens.tables import TableDesk

HUES = {"due": "gold", "submitted": "sky", "approved": "jade", "refused": "brand", "not_needed": "slate"}
BY_ITSELF = ("lapse", "revive")
BY_PAPER = ("file_approval", "file_refusal")


class ClearanceFilter(WaitingFilter):
    requirement = django_filters.ModelChoiceFilter(
        queryset=lambda request: Requirement.objects.all(), label=_("规定"), empty_label=_("全部规定")
    )

    class Meta:
        model = Clearance
        fields = ["requirement", "waiting"]


class ClearanceDesk(Desk):
    name = "clearances"
    model = Clearance
    flow = ClearanceFlow
    filter_class = ClearanceFilter
    title = _("审批与报告")
    purpose = _("哪些活动办之前要报、报给谁、到哪一步了")
    unit = _("件")
    hues = HUES
    tab_name = "state"
    tab_choices = ClearanceState.choices
    rules = {"list": sees_within, "detail": sees_within}
    columns = [
        Column(
            "activity",
            _("活动"),
            lambda c: {"title": str(c.activity), "note": str(c.requirement)},
            kind="name",
            sort="activity__pinyin",
        ),
        Column("starts", _("活动时间"), lambda c: c.activity.starts, kind="date", sort="activity__starts"),
        Column("to", _("报给谁"), lambda c: c.submitted_to or c.requirement.to_whom, kind="muted"),
        Column("number", _("文号"), lambda c: c.number, kind="muted"),
        Column("due", _("最迟报出"), lambda c: c.due, kind="date"),
        Column("status", _("进展"), lambda c: status_of(c), kind="status", sort="state"),
    ]

    def get_queryset(self):
        rows = Clearance.objects.select_related("activity__kind", "activity__node", "requirement")
        return rows.order_by("-activity__starts", "pk")

    def status(self, record):
        return status_of(record)

    def subtitle(self, record):
        return record.requirement.get_asks_display()

    def buttons(self, record):
        """What the system does by itself is no button."""
        return [button for button in super().buttons(record) if button["name"] not in BY_ITSELF]

    def detail(self, **context):
        """Whoever may answer themselves finds apart what only records the paper of somebody else."""
        buttons = self.buttons(self.record)
        answers = any(button["name"] == "approve" and button["allowed"] for button in buttons)
        papers = [button for button in buttons if answers and button["name"] in BY_PAPER]
        moves = [button for button in buttons if button not in papers]
        return super().detail(moves=moves, papers=papers, **context)

    def quote(self, record):
        return self.plan_facts(record)

    def facts(self, c):
        rows = [
            *self.plan_facts(c),
            (_("最迟报出"), c.due),
            (_("报给谁"), c.submitted_to or c.requirement.to_whom),
            (_("报出日期"), c.submitted_on),
            (_("文号"), c.number),
            (_("批复文号"), c.answer_number),
            (_("答复"), c.answer),
        ]
        return [row for row in rows if row[1]]

    def plan_facts(self, c):
        """What whoever agrees must have before their eyes."""
        plan = requirements.plan_of(c.activity)
        rows = [
            (_("活动"), c.activity, reverse("activities.detail", args=[c.activity_id])),
            (_("类型"), c.activity.kind),
            (_("开始"), day(c.activity.starts)),
            (_("地点"), c.activity.place),
            (_("人数"), plan.heads),
            (
                _("预算（元）"),
                yuan(plan.money) if plan.money else "",
                reverse("budget_lines.of", args=[c.activity_id]),
            ),
            (_("主题与目的"), c.activity.purpose),
            (_("安全与应急"), c.activity.risks),
            (_("报了以后"), changed_since(c, plan)),
        ]
        return [row for row in rows if row[1]]


class RequirementDesk(TableDesk):
    name = "requirements"
    model = Requirement
    form_class = RequirementForm
    title = _("审批与报告规定")
    purpose = _("办什么活动要事前审批或者报告、报给谁、提前几天")
    one = pgettext_lazy("新增的", "规定")
    rules = {"list": keeps_tables, **dict.fromkeys(("create", "edit", "delete"), keeps_requirements)}
    columns = [
        Column(
            "name",
            _("名称"),
            lambda r: {"title": r.name, "note": "" if r.in_force else gettext("停用")},
            kind="name",
            sort="pinyin",
        ),
        Column("asks", _("要求"), lambda r: r.get_asks_display(), sort="asks"),
        Column("which", _("哪些活动要"), lambda r: which(r)),
        Column("to_whom", _("报给谁"), lambda r: r.to_whom, kind="muted"),
        Column("days_before", _("提前（天）"), lambda r: r.days_before, kind="number", sort="days_before"),
    ]

    def get_queryset(self):
        return Requirement.objects.prefetch_related("kinds")

    def url_of(self, record):
        return super().url_of(record) if self.may("edit", record) else ""

    def save(self, form):
        """What is being planned is measured by the rule as it now reads."""
        with transaction.atomic():
            record = super().save(form)
            actions.settle_all(by=self.request.user)
        return record


def status_of(clearance: Clearance) -> dict:
    return {"label": clearance.get_state_display(), "hue": HUES[clearance.state]}


def changed_since(clearance: Clearance, plan: requirements.Plan) -> str:
    """In words that the plan is not the one that was handed in; nothing while it is."""
    if clearance.submitted_on is None:
        return ""
    found = []
    if clearance.heads_then != plan.heads:
        said = {"then": clearance.heads_then or "—", "now": plan.heads or "—"}
        found.append(gettext("报的是 %(then)s 人，现在是 %(now)s 人") % said)
    if clearance.money_then is not None and clearance.money_then != plan.money:
        said = {"then": yuan(clearance.money_then), "now": yuan(plan.money)}
        found.append(gettext("报的预算是 %(then)s 元，现在是 %(now)s 元") % said)
    return severally(found)


def which(rule: Requirement) -> str:
    """年会、节会；满 100 人或预算满 50,000 元."""
    found = [listed(kind.name for kind in rule.kinds.all()) or gettext("所有类型")]
    if rule.only_abroad:
        found.append(gettext("出国（境）的"))
    heads = gettext("满 %(n)s 人") % {"n": rule.heads} if rule.heads else ""
    money = gettext("预算满 %(sum)s 元") % {"sum": yuan(rule.money)} if rule.money else ""
    if heads and money:
        found.append(gettext("%(heads)s或%(money)s") % {"heads": heads, "money": money})
    elif heads or money:
        found.append(heads or money)
    return severally(found)
