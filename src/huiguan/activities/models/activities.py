from dataclasses import dataclass
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models.kinds import ActivityKind
from huiguan.activities.models.programmes import Programme
from huiguan.activities.models.series import Series
from huiguan.kernel.fields import PinyinKey, uuid7
from huiguan.kernel.models import NodeRecord
from huiguan.kernel.reach import ReachTo, Scope, apart
from huiguan.register.units import of_units

MOST_SESSIONS = 9999  # of a series


class Readers(models.TextChoices):
    HOSTS = "hosts", _("只给主办单位")
    GUESTS = "guests", _("主办和参加的单位")


@dataclass(frozen=True)
class ReachToActivities(ReachTo):
    """Its place and its hosts; who only came, where the activity is open to them.

    A guest without that has their own row of the list, and no way to the activity itself: what was said to one host is
    not for whoever went along.
    """

    guests: str = "participations__organization"
    opened: str = "minutes_for"  # the lookup to whom the activity is open

    def q(self, model: type[models.Model], scope: Scope) -> models.Q:
        found = super().q(model, scope)
        if scope.whole:
            return found
        came = models.Q(**{f"{self.guests}__in": scope.subjects}) | scope.nodes(f"{self.guests}__own_node")
        return found | apart(model, came & models.Q(**{self.opened: Readers.GUESTS}))


class ActivityState(models.TextChoices):
    PLANNED = "planned", _("筹备中")
    HELD = "held", _("已举办")
    CANCELLED = "cancelled", _("已取消")


class Activity(NodeRecord):
    """One gathering: what, when, where, who invited, who came, what was said and what followed."""

    reach_to = ReachToActivities("activities.view", node="node", **of_units("hosts__organization"))
    searched = ("title", "place")
    desk = "activities"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.ForeignKey(ActivityKind, models.PROTECT, verbose_name=_("类型"))
    title = models.CharField(_("名称"), max_length=120)
    pinyin = PinyinKey(source="title")
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("所属系列活动")
    )
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("常办活动")
    )
    session = models.PositiveSmallIntegerField(_("第几期（届）"), null=True, blank=True)
    starts = models.DateTimeField(_("开始"))
    ends = models.DateTimeField(_("结束"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    visitor = models.CharField(_("谁去"), max_length=120, blank=True, editable=False)  # where it is not only the host
    expected = models.PositiveIntegerField(_("预计人数"), null=True, blank=True, validators=[MinValueValidator(1)])
    capacity = models.PositiveSmallIntegerField(_("最多多少人"), null=True, blank=True)
    hours = models.DecimalField(_("学时"), max_digits=5, decimal_places=1, null=True, blank=True)
    reply_by = models.DateField(_("请在哪天前答复"), null=True, blank=True)
    is_open = models.BooleanField(_("可以自己报名"), default=False)
    purpose = models.TextField(_("主题与目的"), blank=True)
    lodging = models.TextField(_("食宿安排"), blank=True)
    insurance = models.CharField(_("保险"), max_length=120, blank=True)
    risks = models.TextField(_("安全与应急"), blank=True)
    minutes = models.TextField(_("纪要"), blank=True)
    minutes_for = models.CharField(
        _("纪要和材料给谁看"),
        max_length=10,
        choices=Readers,
        default=Readers.HOSTS,
        help_text=_("管这件事的单位总看得到；参加的单位不能看的，只看得到时间、地点、主办和自己的人"),
    )
    words_to_guests = models.CharField(_("告诉客人的话"), max_length=200, blank=True)
    door_edition = models.PositiveSmallIntegerField(default=1, editable=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=ActivityState, default=ActivityState.PLANNED, editable=False
    )

    class Meta(NodeRecord.Meta):
        ordering = ("-starts", "-pk")
        verbose_name = _("活动")
        verbose_name_plural = _("活动")
        indexes = [models.Index(fields=["tenant", "-starts", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="activity_ends_after_it_starts",
                violation_error_message=_("结束时间不能早于开始时间"),
            ),
            models.CheckConstraint(
                condition=models.Q(expected=None) | models.Q(expected__gte=1), name="activity_expected"
            ),
            models.CheckConstraint(condition=models.Q(state__in=ActivityState.values), name="activity_state_known"),
            models.CheckConstraint(condition=models.Q(minutes_for__in=Readers.values), name="activity_readers_known"),
            models.UniqueConstraint(
                fields=["tenant", "series", "session"],
                condition=models.Q(series__isnull=False, session__isnull=False) & ~models.Q(state="cancelled"),
                name="activity_session_once_a_series",
                violation_error_message=_("这项常办活动已经有这一期（届）了"),
            ),
            models.CheckConstraint(
                condition=models.Q(session=None)
                | models.Q(series__isnull=False, session__gte=1, session__lte=MOST_SESSIONS),
                name="activity_session_of_a_series",
                violation_error_message=_("填了第几期（届），还要选是哪项常办活动；从 1 数起"),
            ),
            models.CheckConstraint(
                condition=models.Q(hours=None) | models.Q(hours__gte=0),
                name="activity_hours_not_negative",
                violation_error_message=_("学时不能是负数"),
            ),
        ]

    def passed_on(self) -> dict[str, Any]:
        """What another room that takes up something from here begins with."""
        return {"occasion": self.pk}

    def __str__(self):
        return self.title

    @property
    def picked_note(self) -> str:
        return " · ".join(filter(None, [str(timezone.localdate(self.starts)), self.place]))

    @property
    def session_name(self) -> str:
        """第3届, as its series counts."""
        if not self.session:
            return ""
        return _("第%(number)s%(counter)s") % {"number": self.session, "counter": self.series.get_counter_display()}

    @property
    def beside_title(self) -> list[str]:
        """Its kind and its place, as far as the title does not say them already."""
        return [part for part in (str(self.kind), self.place) if part and part not in self.title]
