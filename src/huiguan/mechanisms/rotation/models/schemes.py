"""The rules by which a place rotates, as settings with dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.fields import PinyinKey
from huiguan.kernel.models import NodeRecord, Record
from huiguan.kernel.reach import ReachTo


class Scheme(NodeRecord):
    """One rotation with its rules: how long a turn is, how many host firms it has, who may be one."""

    reach_to = ReachTo("rotation.view", node="node", subjects=("turns__seats__organization",))
    desk = "schemes"

    name = models.CharField(_("名称"), max_length=60)
    pinyin = PinyinKey(source="name")
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("一期几个月"), default=2)
    hosts_from = models.PositiveSmallIntegerField(_("每期企业最少"), default=2)
    hosts_to = models.PositiveSmallIntegerField(_("每期企业最多"), default=3)
    notice_days = models.PositiveSmallIntegerField(_("提前公布天数"), default=7)
    eligible_posts = models.ManyToManyField(
        "register.Post",
        blank=True,
        verbose_name=_("哪些职务的单位参加轮值"),
        help_text=_("在任者所在的企业；一个都不选则为全部会员企业"),
    )
    document = models.CharField(_("依据文件"), max_length=120, blank=True)

    class Meta(NodeRecord.Meta):
        ordering = ("-starts", "pinyin")
        verbose_name = _("轮值方案")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(months__gte=1, months__lte=12),
                name="scheme_months_a_turn",
                violation_error_message=_("一期为 1 至 12 个月"),
            ),
            models.CheckConstraint(
                condition=models.Q(hosts_from__gte=1, hosts_to__gte=models.F("hosts_from"), hosts_to__lte=100),
                name="scheme_hosts_from_to",
                violation_error_message=_("每期企业最多不能少于最少，且在 1 至 100 家之间"),
            ),
            models.CheckConstraint(
                condition=models.Q(notice_days__lte=366),
                name="scheme_notice_days",
                violation_error_message=_("提前公布最多 366 天"),
            ),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="scheme_ends_after_it_starts",
                violation_error_message=_("止期不能早于起期"),
            ),
        ]

    def __str__(self):
        return self.name


class SchemeStep(Record):
    """One step that every host firm of a turn goes through, due so many days after the turn begins."""

    reach_to = ReachTo("rotation.view", node="scheme__node", subjects=("scheme__turns__seats__organization",))
    desk = "scheme_steps"

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="steps", editable=False)
    order = models.PositiveSmallIntegerField(_("顺序"))
    name = models.CharField(_("步骤"), max_length=20)
    due_day = models.PositiveSmallIntegerField(_("本期第几天前完成"))

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
        ]

    def __str__(self):
        return self.name


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
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="suspension_ends_after_it_starts",
                violation_error_message=_("止期不能早于起期"),
            )
        ]

    def __str__(self):
        return self.why


class Wish(Record):
    """What a firm has said about when it can or would like to be a host."""

    reach_to = ReachTo("rotation.plan", node="scheme__node", subjects=("organization",))
    desk = "wishes"

    class Kind(models.TextChoices):
        BLACKOUT = "blackout", _("不能安排")
        PIN = "pin", _("必须安排")
        WANTS = "wants", _("希望安排")
        AVOIDS = "avoids", _("最好避开")

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="wishes", verbose_name=_("轮值方案"))
    organization = models.ForeignKey(
        "register.Organization", models.PROTECT, related_name="rotation_wishes", verbose_name=_("企业")
    )
    kind = models.CharField(_("意愿"), max_length=10, choices=Kind, default=Kind.BLACKOUT)
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"))
    note = models.CharField(_("说明"), max_length=100, blank=True)

    class Meta(Record.Meta):
        ordering = ("starts", "pk")
        verbose_name = _("时间意愿")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="wish_ends_after_it_starts",
                violation_error_message=_("止期不能早于起期"),
            )
        ]

    def __str__(self):
        return f"{self.organization} {self.get_kind_display()}"
