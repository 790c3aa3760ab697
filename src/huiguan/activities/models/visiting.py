"""Which firms an activity visits, what they are asked, and what they said to it; when they want to be left alone."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.models.activities import Activity
from huiguan.kernel.fields import PinyinKey
from huiguan.kernel.models import Record
from huiguan.kernel.reach import TENANT_WIDE, ReachTo
from huiguan.kernel.spans import Span
from huiguan.kernel.words import minute
from huiguan.register.models.organizations import ReachToMembers
from huiguan.register.units import of_units

MOST_TIMES = 99


class VisitTopic(Record):
    """What firms are asked about, in this tenant's words, so that nobody asks the same again."""

    reach_to = TENANT_WIDE
    desk = "visit_topics"

    code = models.SlugField(_("代号"), max_length=30)
    name = models.CharField(_("名称"), max_length=20)
    pinyin = PinyinKey(source="name")
    order = models.PositiveSmallIntegerField(_("排序"), default=100)

    class Meta(Record.Meta):
        ordering = ("order", "pinyin")
        verbose_name = _("走访话题")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code"],
                name="visit_topic_once_a_tenant",
                violation_error_message=_("已经有这个代号了"),
            )
        ]

    def __str__(self):
        return self.name


class Consent(models.TextChoices):
    """What a firm said to a visit."""

    NOT_ASKED = "not_asked", _("还没有问")
    ASKED = "asked", _("等企业答复")
    AGREED = "agreed", pgettext_lazy("企业对走访", "同意")
    ANOTHER_DAY = "another_day", _("请改天")
    DECLINED = "declined", pgettext_lazy("企业对走访", "谢绝")


ANSWERED = (Consent.AGREED, Consent.ANOTHER_DAY, Consent.DECLINED)


class AnswerWay(models.TextChoices):
    ACCOUNT = "account", _("企业用账号答复")
    PHONE = "phone", _("电话答复，由工作人员登记")


class Visit(Record):
    """One firm that is visited by one activity. Not the activity: what is written down there is not for this row."""

    reach_to = ReachTo("activities.view", node="activity__node", **of_units("organization"))
    desk = "visits"
    known_by_day = ("create",)

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="visits", editable=False, verbose_name=_("活动")
    )
    organization = models.ForeignKey(
        "register.Organization", models.PROTECT, related_name="visits", verbose_name=_("走访哪家")
    )
    topics = models.ManyToManyField(VisitTopic, blank=True, related_name="visits", verbose_name=_("要问什么"))
    why_despite = models.CharField(_("仍然安排的理由"), max_length=200, blank=True, editable=False)
    state = models.CharField(_("企业的意见"), max_length=12, choices=Consent, default=Consent.NOT_ASKED, editable=False)
    way = models.CharField(_("怎样答复的"), max_length=8, choices=AnswerWay, blank=True, editable=False)
    answerer = models.CharField(_("谁答复的"), max_length=60, blank=True, editable=False)
    answered_at = models.DateTimeField(_("什么时候答复的"), null=True, editable=False)
    words = models.CharField(_("企业的话"), max_length=200, blank=True, editable=False)

    class Meta(Record.Meta):
        ordering = ("pk",)
        verbose_name = _("走访")
        indexes = [models.Index(fields=["tenant", "organization"])]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "activity", "organization"],
                name="visit_once_an_activity",
                violation_error_message=_("这家企业已经在这次走访里了"),
            ),
            models.CheckConstraint(condition=models.Q(state__in=Consent.values), name="visit_consent_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=ANSWERED, answered_at__isnull=False)
                | ~models.Q(state__in=ANSWERED) & models.Q(answered_at=None),
                name="visit_answered_at_a_moment",
            ),
        ]

    def __str__(self):
        return str(self.organization)

    @property
    def byline(self) -> str:
        return str(self.activity)

    @property
    def when(self) -> str:
        """The time for which the firm is asked."""
        return minute(self.activity.starts)


class QuietSource(models.TextChoices):
    """Who said when a firm is to be left alone: the firm itself, or whoever heard it from the firm."""

    FIRM = "firm", _("企业自己填的")
    HOUSE = "house", _("工作人员填的")


class QuietTime(Record):
    """Days on which a firm wants no visits: once, or the same days of every year from then on."""

    reach_to = ReachToMembers(
        "activities.view", node="organization__node", subjects=("organization",), places=("organization__own_node",)
    )
    desk = "quiet_times"

    organization = models.ForeignKey(
        "register.Organization", models.CASCADE, related_name="quiet_times", editable=False, verbose_name=_("企业")
    )
    starts = models.DateField(_("从哪天"))
    ends = models.DateField(_("到哪天"))
    is_yearly = models.BooleanField(_("每年这几天都是"), default=False)
    why = models.CharField(_("为什么"), max_length=100, blank=True)
    source = models.CharField(
        _("怎样填的"), max_length=5, choices=QuietSource, default=QuietSource.HOUSE, editable=False
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("谁填的")
    )

    class Meta(Record.Meta):
        ordering = ("starts", "pk")
        verbose_name = _("免打扰时段")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "organization", "starts", "ends"],
                name="quiet_time_once_a_firm",
                violation_error_message=_("这家企业已经填过同样的几天：要改说明的，请修改原来那一条"),
            ),
            models.CheckConstraint(condition=models.Q(source__in=QuietSource.values), name="quiet_time_source_known"),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="quiet_time_ends_after_it_starts",
                violation_error_message=_("止期不能早于起期"),
            ),
        ]

    def __str__(self):
        return f"{self.organization} {self.starts} – {self.ends}"

    @property
    def byline(self) -> str:
        return str(self.organization)

    def around(self, day: date) -> tuple[date, date] | None:
        """The days of which ``day`` is one, both ends included; of a yearly time those of that year."""
        if not self.is_yearly:
            return (self.starts, self.ends) if self.starts <= day <= self.ends else None
        over = self.ends.year - self.starts.year
        for year in (day.year, day.year - 1):
            first, last = _in(year, self.starts), _in(year + over, self.ends)
            if self.starts.year <= year and first <= day <= last:
                return first, last
        return None


def _in(year: int, day: date) -> date:
    """The same day of another year; the last of February where there is no 29th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if is_leap_day and not _is_leap(year) else day.replace(year=year)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


class VisitCap(Record):
    """How often a firm is visited at most, by all visitors together; a firm's own numbers stand for those of all."""

    reach_to = TENANT_WIDE
    desk = "visit_caps"

    organization = models.ForeignKey(
        "register.Organization",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="visit_caps",
        verbose_name=_("哪家企业"),
    )
    span = models.CharField(_("多长时间"), max_length=8, choices=Span, default=Span.QUARTER)
    times = models.PositiveSmallIntegerField(
        _("最多几次"), validators=[MinValueValidator(0), MaxValueValidator(MOST_TIMES)]
    )

    class Meta(Record.Meta):
        ordering = (models.F("organization__pinyin").asc(nulls_first=True), "pk")
        verbose_name = _("走访上限")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "organization", "span"],
                condition=models.Q(organization__isnull=False),
                name="visit_cap_once_a_firm",
                violation_error_message=_("这家企业已经有这样一条上限了，请直接修改"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "span"],
                condition=models.Q(organization=None),
                name="visit_cap_once_for_all",
                violation_error_message=_("已经有这样一条对所有企业的上限了，请直接修改"),
            ),
            models.CheckConstraint(condition=models.Q(span__in=Span.values), name="visit_cap_span_known"),
        ]

    def __str__(self):
        return str(self.organization or _("所有企业"))
