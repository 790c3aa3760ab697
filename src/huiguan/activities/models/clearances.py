"""What must be approved or reported before an activity, by which rule of the place, and how far it is."""

from datetime import date, timedelta

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.models.activities import Activity
from huiguan.activities.models.kinds import ActivityKind
from huiguan.activities.models.money import LEAST
from huiguan.kernel.fields import PinyinKey
from huiguan.kernel.models import Record
from huiguan.kernel.reach import TENANT_WIDE, ReachTo


class Asks(models.TextChoices):
    APPROVAL = "approval", _("事前审批")
    REPORT = "report", _("事前报告")


class Requirement(Record):
    """A rule of the place: which activities must be approved or reported before they are held, to whom, by when.

    Kinds and 出国（境） narrow it; either threshold is enough. Without any of them it is for all activities.
    """

    reach_to = TENANT_WIDE
    desk = "requirements"

    name = models.CharField(_("名称"), max_length=40)
    pinyin = PinyinKey(source="name")
    asks = models.CharField(_("要求"), max_length=8, choices=Asks, default=Asks.APPROVAL)
    kinds = models.ManyToManyField(ActivityKind, blank=True, verbose_name=_("哪些类型的活动"), related_name="+")
    only_abroad = models.BooleanField(_("只管出国（境）的"), default=False)
    heads = models.PositiveIntegerField(_("从多少人起"), null=True, blank=True, validators=[MinValueValidator(1)])
    money = models.DecimalField(
        _("从多少预算起（元）"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(LEAST)],
    )
    to_whom = models.CharField(_("报给谁"), max_length=60)
    days_before = models.PositiveSmallIntegerField(_("提前多少天"), default=7)
    in_force = models.BooleanField(_("执行中"), default=True)

    class Meta(Record.Meta):
        ordering = ("pinyin", "pk")
        verbose_name = _("审批与报告规定")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="requirement_name_once",
                violation_error_message=_("已经有同名的规定了"),
            ),
            models.CheckConstraint(condition=models.Q(asks__in=Asks.values), name="requirement_asks_known"),
            models.CheckConstraint(
                condition=models.Q(days_before__lte=365),
                name="requirement_days_in_bounds",
                violation_error_message=_("提前的天数在 0 至 365 之间"),
            ),
        ]

    def __str__(self):
        return self.name


class ClearanceState(models.TextChoices):
    DUE = "due", _("待报")
    SUBMITTED = "submitted", _("已报")
    APPROVED = "approved", pgettext_lazy("审批", "同意")
    REFUSED = "refused", pgettext_lazy("审批", "不同意")
    NOT_NEEDED = "not_needed", _("不需要了")


OPEN_STATES = (ClearanceState.DUE, ClearanceState.SUBMITTED, ClearanceState.REFUSED)
ANSWERED = "activities.answered"
IS_MISSING = models.Q(requirement__asks=Asks.APPROVAL, state__in=OPEN_STATES)


class Clearance(Record):
    """One activity under one rule. A report ends when it is sent; an approval, when the answer is there."""

    reach_to = ReachTo("activities.view", node="activity__node")
    desk = "clearances"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="clearances", editable=False)
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, related_name="clearances", editable=False, verbose_name=_("规定")
    )
    state = models.CharField(
        _("进展"), max_length=10, choices=ClearanceState, default=ClearanceState.DUE, editable=False
    )
    number = models.CharField(_("文号"), max_length=60, blank=True)
    submitted_on = models.DateField(_("报出日期"), null=True, blank=True)
    submitted_to = models.CharField(_("报给谁"), max_length=60, blank=True)
    heads_then = models.PositiveIntegerField(_("报的人数"), null=True, blank=True)
    money_then = models.DecimalField(_("报的预算（元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    answer_number = models.CharField(_("批复文号"), max_length=60, blank=True)
    answer = models.CharField(_("答复"), max_length=300, blank=True)

    class Meta(Record.Meta):
        ordering = ("pk",)
        verbose_name = _("报批与报告")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "activity", "requirement"], name="clearance_once_a_requirement"),
            models.CheckConstraint(condition=models.Q(state__in=ClearanceState.values), name="clearance_state_known"),
        ]

    def __str__(self):
        return f"{self.requirement} · {self.activity}"

    @property
    def due(self) -> date:
        """The last day on which it may be handed in: some days before the activity begins."""
        return timezone.localdate(self.activity.starts) - timedelta(days=self.requirement.days_before)

    @property
    def asks_approval(self) -> bool:
        return self.requirement.asks == Asks.APPROVAL

    @property
    def byline(self) -> str:
        return self.requirement.to_whom
