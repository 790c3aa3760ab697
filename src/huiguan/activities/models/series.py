"""A gathering that is held again and again under one name, and by what rule the next one falls."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.models.kinds import ActivityKind
from huiguan.activities.models.programmes import CODE_TAKEN
from huiguan.kernel.fields import PinyinKey
from huiguan.kernel.models import NodeRecord
from huiguan.kernel.reach import ReachTo
from huiguan.register.units import of_units


class Rule(models.TextChoices):
    """How the days of a series are found."""

    BY_HAND = "by_hand", _("不定期，每次另定")
    WEEKS = "weeks", _("每隔几周")
    MONTHS = "months", _("每隔几个月")
    LUNAR = "lunar", _("每年农历的同一天")


class Counter(models.TextChoices):
    """The word with which a place counts the sessions."""

    ISSUE = "issue", pgettext_lazy("怎么数", "期")
    TERM = "term", pgettext_lazy("怎么数", "届")
    TIME = "time", pgettext_lazy("怎么数", "次")
    TALK = "talk", pgettext_lazy("怎么数", "讲")


class Series(NodeRecord):
    """A gathering under one name: its sessions are activities, numbered where the place numbers them.

    The number of a session (第三届) and how many were held are different things: a series may have begun before it
    was entered here, and a session may have been called off.
    """

    reach_to = ReachTo(
        "activities.view",
        node="node",
        **of_units("activities__hosts__organization", "activities__participations__organization"),
    )
    searched = ("name",)
    desk = "series"

    name = models.CharField(_("名称"), max_length=60)
    pinyin = PinyinKey(source="name")
    code = models.SlugField(_("代号"), max_length=40, blank=True)
    kind = models.ForeignKey(ActivityKind, models.PROTECT, verbose_name=_("类型"), related_name="+")
    counter = models.CharField(_("怎么数"), max_length=5, choices=Counter, default=Counter.ISSUE)
    purpose = models.TextField(_("主题与目的"), blank=True)
    rule = models.CharField(_("多久办一次"), max_length=8, choices=Rule, default=Rule.BY_HAND)
    every = models.PositiveSmallIntegerField(_("每隔"), default=1, help_text=_("几周或几个月，由上面的选择决定"))
    begins = models.DateField(_("从哪天起算"), null=True, blank=True)
    lunar_month = models.PositiveSmallIntegerField(_("农历月"), null=True, blank=True)
    lunar_day = models.PositiveSmallIntegerField(_("农历日"), null=True, blank=True)

    class Meta(NodeRecord.Meta):
        ordering = ("pinyin", "pk")
        verbose_name = _("常办活动")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "node", "name"],
                name="series_name_once_a_node",
                violation_error_message=_("已经有同名的常办活动了"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "code"],
                condition=~models.Q(code=""),
                name="series_code_once_a_tenant",
                violation_error_message=CODE_TAKEN,
            ),
            models.CheckConstraint(
                condition=models.Q(every__gte=1, every__lte=60),
                name="series_every_in_bounds",
                violation_error_message=_("间隔在 1 至 60 之间"),
            ),
            models.CheckConstraint(
                condition=~models.Q(rule__in=["weeks", "months"]) | models.Q(begins__isnull=False),
                name="series_begins_somewhere",
                violation_error_message=_("按周或按月的，请填从哪天起算"),
            ),
            models.CheckConstraint(
                condition=~models.Q(rule="lunar")
                | models.Q(lunar_month__range=(1, 12), lunar_day__range=(1, 30), lunar_month__isnull=False)
                & models.Q(lunar_day__isnull=False),
                name="series_lunar_day_exists",
                violation_error_message=_("农历月填 1 至 12，农历日填 1 至 30"),
            ),
            models.CheckConstraint(condition=models.Q(rule__in=Rule.values), name="series_rule_known"),
            models.CheckConstraint(condition=models.Q(counter__in=Counter.values), name="series_counter_known"),
        ]

    def __str__(self):
        return self.name
