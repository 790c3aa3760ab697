"""What a scheme lays down besides its length and its size, each a list that grows and shrinks by the day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.mechanisms.rotation.models.reach import ReachToTurns
from huiguan.mechanisms.rotation.models.schemes import Scheme

ENDS_AFTER_IT_STARTS = _("止期不能早于起期")


def in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(starts=None) | models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
        name=name,
        violation_error_message=ENDS_AFTER_IT_STARTS,
    )


class SchemeStep(Record):
    """One step that everybody who serves in a turn goes through, due so many days after the turn begins.

    What it is called is left to the scheme; by what it is done is said by ``settled_by``.
    """

    reach_to = ReachToTurns.along("scheme__turns__seats__", node="scheme__node")
    desk = "scheme_steps"

    class SettledBy(models.TextChoices):
        """An activity of one part of a turn, once it was held; or that no advice of the turn is open any more."""

        VISIT = "visit", _("走访观摩")
        SEMINAR = "seminar", _("座谈把脉")
        RESEARCH = "research", _("专题调研")
        REVISIT = "revisit", _("回访")
        ADVICE = "advice", _("意见建议")

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="steps", editable=False)
    order = models.PositiveSmallIntegerField(_("顺序"))
    name = models.CharField(_("步骤"), max_length=20)
    due_day = models.PositiveSmallIntegerField(_("本期第几天前完成"))
    settled_by = models.CharField(
        _("办了什么就算完成"),
        max_length=10,
        choices=SettledBy,
        blank=True,
        help_text=_(
            "选一种活动：那样的活动登记为已举办，步骤就记为完成；选“意见建议”：还有建议没办完，步骤就不算完成；"
            "不选：由工作人员自己记。步骤叫什么名字都可以，几个步骤可以选同一种"
        ),
    )

    class Meta(Record.Meta):
        ordering = ("order",)
        verbose_name = _("轮值步骤")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "scheme", "order"],
                name="scheme_step_order",
                violation_error_message=_("这个顺序已经有一个步骤了"),
            ),
            models.CheckConstraint(
                condition=models.Q(order__lte=100, due_day__lte=3660),
                name="scheme_step_in_bounds",
                violation_error_message=_("顺序最多 100，天数最多 3660"),
            ),
            models.CheckConstraint(
                condition=models.Q(settled_by__in=["", "visit", "seminar", "research", "revisit", "advice"]),
                name="scheme_step_settled_by_known",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_about_advice(self) -> bool:
        """Whether advice is followed in it: open advice then keeps it open."""
        return self.settled_by == self.SettledBy.ADVICE


class SchemeRole(Record):
    """A place in a turn with its title as this scheme says it: 牵头, 执行会长, 随行."""

    reach_to = ReachToTurns.along("scheme__turns__seats__", node="scheme__node")
    desk = "scheme_roles"

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="roles", editable=False)
    order = models.PositiveSmallIntegerField(_("顺序"))
    name = models.CharField(_("称呼"), max_length=20)
    least = models.PositiveSmallIntegerField(_("每期最少几位"), default=1)
    most = models.PositiveSmallIntegerField(_("每期最多几位"), default=1)
    is_lead = models.BooleanField(_("本期由它牵头"), default=False)
    eligible_posts = models.ManyToManyField(
        "register.Post",
        blank=True,
        related_name="+",
        verbose_name=_("由哪些职务担任"),
        help_text=_("任职者本人，或其所在的企业、商会；一个都不选，则参加轮值的都可以担任"),
    )

    class Meta(Record.Meta):
        ordering = ("-is_lead", "order")
        verbose_name = _("轮值中的称呼")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "scheme", "order"],
                name="scheme_role_order",
                violation_error_message=_("这个顺序已经有一个称呼了"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "scheme"],
                condition=models.Q(is_lead=True),
                name="scheme_role_one_leads",
                violation_error_message=_("牵头的称呼只能有一个"),
            ),
            models.CheckConstraint(
                condition=models.Q(order__lte=100, most__gte=1, most__lte=100) & models.Q(least__lte=models.F("most")),
                name="scheme_role_least_most",
                violation_error_message=_("最多不能少于最少，且在 1 至 100 之间；顺序最多 100"),
            ),
            models.CheckConstraint(
                condition=models.Q(is_lead=False) | models.Q(most=1),
                name="scheme_role_lead_is_one",
                violation_error_message=_("牵头的只能是一位"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def sizes(self) -> str:
        return str(self.least) if self.least == self.most else f"{self.least}–{self.most}"


class Duty(Record):
    """One thing that whoever is on duty does."""

    reach_to = ReachToTurns.along("scheme__turns__seats__", node="scheme__node")
    desk = "duties"

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="duties", editable=False)
    order = models.PositiveSmallIntegerField(_("顺序"), default=1)
    text = models.CharField(_("做什么"), max_length=200)
    starts = models.DateField(_("起"), null=True, blank=True)
    ends = models.DateField(_("止"), null=True, blank=True)

    class Meta(Record.Meta):
        ordering = ("order", "pk")
        verbose_name = _("轮值职责")
        constraints = [in_order("duty_ends_after_it_starts")]

    def __str__(self):
        return self.text


class HandoverPoint(Record):
    """One thing that is asked at every handover: 资金, 印章, 文件, 未了事项."""

    reach_to = ReachToTurns.along("scheme__turns__seats__", node="scheme__node")
    desk = "handover_points"

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="points", editable=False)
    order = models.PositiveSmallIntegerField(_("顺序"), default=1)
    name = models.CharField(_("交接什么"), max_length=60)
    starts = models.DateField(_("起"), null=True, blank=True)
    ends = models.DateField(_("止"), null=True, blank=True)

    class Meta(Record.Meta):
        ordering = ("order", "pk")
        verbose_name = _("交接事项")
        constraints = [in_order("handover_point_ends_after_it_starts")]

    def __str__(self):
        return self.name


class Way(Record):
    """One way out of a turn that this scheme allows: what it is, who must agree, how long before."""

    reach_to = ReachToTurns.along("scheme__turns__seats__", node="scheme__node")
    desk = "ways"

    class Kind(models.TextChoices):
        SWAP = "swap", _("与人对换")
        SUBSTITUTE = "substitute", _("请人代替")
        POSTPONE = "postpone", _("推到以后一期")
        LEAVE = "leave", _("请假不参加")

    class Approval(models.TextChoices):
        NOBODY = "nobody", _("不用批准，登记即可")
        SECRETARIAT = "secretariat", _("秘书处批准")
        MEETING = "meeting", _("会议决定")

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="ways", editable=False)
    kind = models.CharField(_("方式"), max_length=10, choices=Kind, default=Kind.SWAP)
    other_agrees = models.BooleanField(
        _("要对方同意"), default=True, help_text=_("对换的对方，或代替的人；请假和推后没有对方")
    )
    approval = models.CharField(_("由谁批准"), max_length=12, choices=Approval, default=Approval.SECRETARIAT)
    days_before = models.PositiveSmallIntegerField(_("至少提前几天"), default=0)
    starts = models.DateField(_("起"), null=True, blank=True)
    ends = models.DateField(_("止"), null=True, blank=True)

    class Meta(Record.Meta):
        ordering = ("pk",)
        verbose_name = _("调换办法")
        constraints = [
            in_order("way_ends_after_it_starts"),
            models.CheckConstraint(
                condition=models.Q(days_before__lte=366),
                name="way_days_before",
                violation_error_message=_("最多提前 366 天"),
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())

    @property
    def has_other(self) -> bool:
        return self.kind in (self.Kind.SWAP, self.Kind.SUBSTITUTE)

    @property
    def waits_for_other(self) -> bool:
        return self.has_other and self.other_agrees


class Suspension(Record):
    """A time in which a scheme rests, and why; no turn begins in it."""

    reach_to = ReachTo("rotation.view", node="scheme__node")
    desk = "suspensions"

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="suspensions", editable=False)
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"))
    why = models.CharField(_("原因"), max_length=100)

    class Meta(Record.Meta):
        ordering = ("starts",)
        verbose_name = _("暂停")
        constraints = [in_order("suspension_ends_after_it_starts")]

    def __str__(self):
        return self.why
