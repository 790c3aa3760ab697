"""What a place decides for itself: kinds of appeals, ways of closing, profiles with their limits."""

from datetime import time

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.models import Record
from huiguan.kernel.reach import TENANT_WIDE
from huiguan.mechanisms.appeals.clocks import OFFICE_HOURS, Limit, Unit

Hours = tuple[tuple[time, time], ...]


def hours_of(kept: list[list[str]]) -> Hours:
    """Office hours as they are kept, or the usual ones."""
    spans = [tuple(time.fromisoformat(edge) for edge in span) for span in kept]
    return tuple((begin, end) for begin, end in spans) or OFFICE_HOURS


class Ending(Record):
    """A way in which an appeal is answered, and whether it counts as solved."""

    reach_to = TENANT_WIDE
    desk = "endings"

    name = models.CharField(_("名称"), max_length=30)
    needs_date = models.BooleanField(_("要写明办成的日期"), default=False)
    counts_as_solved = models.BooleanField(_("计为已解决"), default=False)
    order = models.PositiveSmallIntegerField(_("排序"), default=100)

    class Meta(Record.Meta):
        ordering = ("order", "pk")
        verbose_name = _("办结方式")
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="ending_once_a_tenant")]

    def __str__(self):
        return self.name


class Profile(Record):
    """By which stages and limits an appeal is handled: chosen when it is accepted; until then the first counts."""

    reach_to = TENANT_WIDE
    desk = "profiles"

    name = models.CharField(_("名称"), max_length=40)
    source = models.CharField(_("依据"), max_length=120, blank=True)
    acknowledges = models.BooleanField(_("承办单位要签收"), default=True)
    objects_allowed = models.BooleanField(
        _("承办单位可以提异议"), default=False, help_text=_("在签收之前提，只提一次；要设“异议”的时限")
    )
    opines = models.BooleanField(_("要先给初步意见"), default=False)
    contacts = models.BooleanField(_("要先联系企业"), default=False)
    most_extensions = models.PositiveSmallIntegerField(_("最多延期几次"), default=1, validators=[MaxValueValidator(20)])
    longest_extension = models.PositiveSmallIntegerField(
        _("每次最多延几个工作日"), default=10, validators=[MaxValueValidator(250)]
    )
    ask_before = models.PositiveSmallIntegerField(
        _("至少提前几个工作日申请延期"), default=0, validators=[MaxValueValidator(250)]
    )
    reopens_for = models.PositiveSmallIntegerField(
        _("办结后几天内可以重新办理"), default=30, validators=[MaxValueValidator(3650)]
    )
    hours = models.JSONField(_("办公时间"), default=list, blank=True, editable=False)
    endings = models.ManyToManyField(Ending, blank=True, verbose_name=_("办结方式"), related_name="profiles")
    order = models.PositiveSmallIntegerField(_("排序"), default=100)

    class Meta(Record.Meta):
        ordering = ("order", "pk")
        verbose_name = _("办理时限方案")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="profile_once_a_tenant"),
            models.CheckConstraint(
                condition=models.Q(objects_allowed=False) | models.Q(acknowledges=True),
                name="profile_objects_before_acknowledging",
                violation_error_message=_("异议在签收之前提：可以提异议的方案也要签收"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def office_hours(self) -> Hours:
        return hours_of(self.hours)


class Stage(models.TextChoices):
    """What is timed, each from its own beginning."""

    FORWARD = "forward", _("转送")
    ACCEPT = "accept", pgettext_lazy("诉求", "受理")
    CONTACT = "contact", _("联系企业")
    ASSIGN = "assign", _("交办")
    ACKNOWLEDGE = "acknowledge", _("签收")
    OBJECT = "object", _("异议")
    DECIDE = "decide", _("异议的处理")
    OPINE = "opine", _("初步意见")
    CONTRIBUTE = "contribute", _("协办意见")
    ANSWER = "answer", _("答复")
    APPROVE = "approve", _("延期的审批")
    CONFIRM = "confirm", _("企业确认")


OF_THE_UNIT = (Stage.ACKNOWLEDGE, Stage.OBJECT, Stage.OPINE, Stage.ANSWER)  # which leads
OF_THE_FILER = (Stage.CONFIRM,)


class Since(models.TextChoices):
    OWN = "own", _("这一步开始")
    FILED = "filed", _("提出")
    ACCEPTED = "accepted", pgettext_lazy("诉求", "受理")


UNITS = [
    (Unit.MINUTE.value, _("分钟")),
    (Unit.HOUR.value, _("小时")),
    (Unit.DAY.value, _("天")),
    (Unit.WORKING_DAY.value, _("工作日")),
    (Unit.MONTH.value, _("个月")),
]


class Timed(models.Model):
    """The columns of a limit, wherever it is kept."""

    amount = models.PositiveSmallIntegerField(_("时限"), validators=[MaxValueValidator(1000)])
    unit = models.CharField(_("单位"), max_length=12, choices=UNITS, default=Unit.WORKING_DAY.value)
    warn = models.PositiveSmallIntegerField(_("提前多久提醒"), default=0, validators=[MaxValueValidator(1000)])
    warn_unit = models.CharField(_("提醒的单位"), max_length=12, choices=UNITS, default=Unit.WORKING_DAY.value)
    batch_days = models.JSONField(_("集中答复日"), default=list, blank=True)
    in_office_hours = models.BooleanField(_("只算办公时间"), default=False)

    class Meta:
        abstract = True

    @property
    def limit(self) -> Limit:
        facts = (self.amount, Unit(self.unit), self.warn, Unit(self.warn_unit))
        return Limit(*facts, tuple(self.batch_days), self.in_office_hours)


class StageLimit(Timed, Record):
    """How long one stage may take under a profile."""

    reach_to = TENANT_WIDE
    desk = "stage_limits"

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="limits", editable=False)
    stage = models.CharField(_("环节"), max_length=12, choices=Stage)
    since = models.CharField(_("从什么时候起算"), max_length=10, choices=Since, default=Since.OWN)

    class Meta(Record.Meta):
        ordering = ("profile", "pk")
        verbose_name = _("环节时限")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "profile", "stage"],
                name="limit_once_a_stage",
                violation_error_message=_("这个环节的时限已经有了"),
            ),
            models.CheckConstraint(
                condition=models.Q(in_office_hours=False) | models.Q(unit__in=("minute", "hour")),
                name="limit_office_hours_of_hours",
                violation_error_message=_("只有分钟和小时才按办公时间算"),
            ),
        ]

    def __str__(self):
        on_the_day = self.amount == 0 and self.limit.is_in_days
        how_long = _("当天") if on_the_day else f"{self.amount} {self.get_unit_display()}"
        return f"{self.get_stage_display()} {how_long}"


class Diverted(models.TextChoices):
    """Where what is no appeal belongs."""

    PETITION = "petition", _("信访")
    LITIGATION = "litigation", _("诉讼、仲裁、复议")
    DISCIPLINE = "discipline", _("违纪违法举报")
    EMERGENCY = "emergency", _("安全急情")
    ARREARS = "arrears", _("拖欠账款投诉")


class Category(Record):
    """What an appeal is about."""

    reach_to = TENANT_WIDE
    desk = "categories"

    name = models.CharField(_("名称"), max_length=40)
    belongs_elsewhere = models.CharField(
        _("通常分流到"),
        max_length=12,
        choices=Diverted,
        blank=True,
        help_text=_("选“拖欠账款投诉”的，提出后按规定限期转送有受理权的机关"),
    )
    profile = models.ForeignKey(
        Profile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("通常用的办理时限方案")
    )
    order = models.PositiveSmallIntegerField(_("排序"), default=100)

    class Meta(Record.Meta):
        ordering = ("order", "pk")
        verbose_name = _("诉求类别")
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="category_once_a_tenant")]

    def __str__(self):
        return self.name
