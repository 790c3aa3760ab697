"""The rules by which a place rotates, as settings with dates."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from huiguan.kernel.fields import PinyinKey
from huiguan.kernel.models import NodeRecord
from huiguan.kernel.words import bracketed, listed
from huiguan.mechanisms.rotation.models.reach import ReachToTurns


class Unit(models.TextChoices):
    DAY = "day", pgettext_lazy("时长", "天")
    WEEK = "week", pgettext_lazy("时长", "周")
    MONTH = "month", pgettext_lazy("时长", "个月")
    QUARTER = "quarter", pgettext_lazy("时长", "个季度")
    YEAR = "year", pgettext_lazy("时长", "年")


class Serves(models.TextChoices):
    FIRMS = "firms", _("企业")
    CHAMBERS = "chambers", _("商会")
    PERSONS = "persons", _("个人")
    TEAMS = "teams", _("小组")


WEEKDAYS = [
    ("1", _("周一")),
    ("2", _("周二")),
    ("3", _("周三")),
    ("4", _("周四")),
    ("5", _("周五")),
    ("6", _("周六")),
    ("7", _("周日")),
]


MOST_NOTICES, LONGEST_NOTICE = 5, 365


def days_before(text: str) -> tuple[int, ...]:
    """The days that ``text`` lists, the longest first: 7、1. Raises ``ValidationError`` where it lists what is none."""
    found = set()
    for part in filter(None, re.split(r"[、，,;；\s]+", text)):
        if not re.fullmatch(r"[0-9]{1,3}", part, re.ASCII) or int(part) > LONGEST_NOTICE:
            raise ValidationError(
                _("“%(part)s”不是 0 至 %(most)s 的整数；几个天数之间用顿号隔开，如：7、1"),
                params={"part": part, "most": LONGEST_NOTICE},
            )
        found.add(int(part))
    if len(found) > MOST_NOTICES:
        raise ValidationError(_("最多提醒 %(most)s 次"), params={"most": MOST_NOTICES})
    return tuple(sorted(found, reverse=True))


class Scheme(NodeRecord):
    """One rotation with its rules from a day on: how long a turn is, who serves, how many at a time.

    What changes while turns have been published is a scheme of its own that ``continues`` the one before.
    """

    reach_to = ReachToTurns(
        "rotation.view",
        "node",
        ("turns__seats__organization", "turns__seats__person__organization"),
        members=("teams__members__",),
        places=("turns__seats__organization__own_node",),
        offices=("turns__seats__person__offices__",),
    )
    desk = "schemes"

    name = models.CharField(_("名称"), max_length=60)
    pinyin = PinyinKey(source="name")
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    serves = models.CharField(_("谁轮值"), max_length=10, choices=Serves, default=Serves.FIRMS)
    length = models.PositiveSmallIntegerField(_("一期多长"), default=2)
    unit = models.CharField(_("单位"), max_length=8, choices=Unit, default=Unit.MONTH)
    aligned = models.BooleanField(
        _("按自然周、月、季、年起止"),
        default=False,
        help_text=_("勾选后每期从周一、一号、季首或年初开始，第一期可以短一些；不勾选则从方案起始日起连续计算"),
    )
    hosts_from = models.PositiveSmallIntegerField(_("每期最少"), default=2)
    hosts_to = models.PositiveSmallIntegerField(_("每期最多"), default=3)
    notice_days = models.PositiveSmallIntegerField(_("提前公布天数"), default=7)
    remind_days = models.PositiveSmallIntegerField(_("步骤到期前几天提醒"), default=3)
    advice_notice = models.CharField(
        _("建议落实到期前几天提醒"),
        max_length=60,
        blank=True,
        default="7、1",
        validators=[days_before],
        help_text=_("提醒几次就写几个天数，如：7、1；不提前提醒就不填，逾期了仍会提醒一次"),
    )
    eligible_posts = models.ManyToManyField(
        "register.Post",
        blank=True,
        verbose_name=_("哪些职务参加轮值"),
        help_text=_("任职者本人，或其所在的企业、商会；轮值的是企业或商会时，一个都不选则全部参加"),
    )
    enrolled_only = models.BooleanField(
        _("只由报名或指定的参加"), default=False, help_text=_("勾选后不再按职务参加，在“谁参加轮值”里登记")
    )
    revisit_months = models.PositiveSmallIntegerField(
        _("几个月后回访"),
        null=True,
        blank=True,
        help_text=_("走访过的企业，过这么久再去看一次建议落实得怎样；不回访就不填"),
    )
    office_days = models.CharField(
        _("坐班要求"), max_length=120, blank=True, help_text=_("例如：每月到商会坐班 3 天；不要求坐班就不填")
    )
    office_weekdays = models.CharField(_("坐班在周几"), max_length=7, blank=True)
    within = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inner",
        verbose_name=_("套在哪个方案里"),
        help_text=_("例如：两个月一期的企业轮值里，每周再排一位值班；各期会标出落在外层的哪一期"),
    )
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="continued_by"
    )
    document = models.CharField(_("依据文件"), max_length=120, blank=True)

    class Meta(NodeRecord.Meta):
        ordering = ("-starts", "pinyin")
        verbose_name = _("轮值方案")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(length__gte=1, length__lte=366),
                name="scheme_length_of_a_turn",
                violation_error_message=_("一期的长度在 1 至 366 之间"),
            ),
            models.CheckConstraint(condition=models.Q(unit__in=Unit.values), name="scheme_unit_known"),
            models.CheckConstraint(condition=models.Q(serves__in=Serves.values), name="scheme_serves_known"),
            models.CheckConstraint(
                condition=models.Q(hosts_from__gte=1, hosts_to__gte=models.F("hosts_from"), hosts_to__lte=100),
                name="scheme_hosts_from_to",
                violation_error_message=_("每期最多不能少于最少，且在 1 至 100 之间"),
            ),
            models.CheckConstraint(
                condition=models.Q(notice_days__lte=366),
                name="scheme_notice_days",
                violation_error_message=_("提前公布最多 366 天"),
            ),
            models.CheckConstraint(
                condition=models.Q(remind_days__lte=366),
                name="scheme_remind_days",
                violation_error_message=_("提前提醒最多 366 天"),
            ),
            models.CheckConstraint(
                condition=models.Q(revisit_months=None) | models.Q(revisit_months__gte=1, revisit_months__lte=60),
                name="scheme_revisit_months",
                violation_error_message=_("回访在走访以后 1 至 60 个月"),
            ),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="scheme_ends_after_it_starts",
                violation_error_message=_("止期不能早于起期"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def bearer(self) -> str:
        """The field of a seat that says who sits there."""
        return {Serves.PERSONS: "person", Serves.TEAMS: "team"}.get(Serves(self.serves), "organization")

    @property
    def counter(self) -> str:
        """How those who serve are counted: 2 家, 2 人, 2 组."""
        counters = {
            Serves.CHAMBERS: pgettext("商会", "家"),
            Serves.PERSONS: pgettext("值班", "人"),
            Serves.TEAMS: pgettext("值班", "组"),
        }
        return counters.get(Serves(self.serves), pgettext("企业", "家"))

    @property
    def sizes(self) -> str:
        """How many serve at a time, in words: 2–3 家."""
        least, most = self.hosts_from, self.hosts_to
        count = str(least) if least == most else f"{least}–{most}"
        return _("%(count)s %(counter)s") % {"count": count, "counter": self.counter}

    @property
    def span(self) -> str:
        """How long a turn is, in words."""
        return _("%(length)s %(unit)s") % {"length": self.length, "unit": self.get_unit_display()}

    @property
    def advice_notice_days(self) -> tuple[int, ...]:
        return days_before(self.advice_notice)

    @property
    def office(self) -> str:
        """How much time in the office is asked for, in words."""
        days = dict(WEEKDAYS)
        return bracketed(self.office_days, listed(days[day] for day in self.office_weekdays))

    def lineage(self) -> list["Scheme"]:
        """This scheme and those that it continues: whoever served in one has served in all."""
        found, scheme = [self], self.continues
        while scheme is not None and scheme not in found:
            found.append(scheme)
            scheme = scheme.continues
        return found
