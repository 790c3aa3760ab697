"""The clocks that run for an appeal, with the limit that each was started under."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.mechanisms.appeals import clocks
from huiguan.mechanisms.appeals.models.appeals import Appeal, OfAppeal
from huiguan.mechanisms.appeals.models.reach import ReachToAppeals
from huiguan.mechanisms.appeals.models.tables import Stage, Timed
from huiguan.mechanisms.appeals.models.work import Assignment


class Clock(Timed, OfAppeal):
    """One stage of one appeal, from when until when. What the profile says later does not change it."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("按时")
        LATE = "late", _("超时")
        DROPPED = "dropped", _("不再需要")

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="clocks", editable=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="clocks", editable=False)
    holder = models.ForeignKey(
        "register.Organization", models.PROTECT, null=True, related_name="+", verbose_name=_("由谁办"), editable=False
    )  # the unit for which it runs, or ran; none for what the office or the firm is to do
    stage = models.CharField(_("环节"), max_length=12, choices=Stage)
    extended = models.PositiveSmallIntegerField(_("延长的工作日"), default=0)
    started_at = models.DateTimeField(_("起算"))
    due_at = models.DateTimeField(_("到期"))
    warn_at = models.DateTimeField(_("提醒"))
    hours = models.JSONField(_("办公时间"), default=list, blank=True, editable=False)  # of the profile, as they were
    is_paused = models.BooleanField(_("暂停计时"), default=False)
    stopped_at = models.DateTimeField(_("停止"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome, blank=True)

    class Meta(OfAppeal.Meta):
        ordering = ("started_at", "pk")
        verbose_name = _("计时")
        indexes = [models.Index(fields=["tenant", "stopped_at", "due_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "appeal", "stage"],
                condition=models.Q(stopped_at=None, assignment=None),
                name="clock_once_a_stage",
            ),
            models.UniqueConstraint(
                fields=["tenant", "assignment", "stage"],
                condition=models.Q(stopped_at=None, assignment__isnull=False),
                name="clock_once_an_assignment",
            ),
        ]

    def light(self, now: datetime) -> clocks.Light:
        facts = {"paused": self.is_paused, "stopped": self.stopped_at is not None}
        return clocks.light(now, self.due_at, self.warn_at, **facts)


class ClockPause(OfAppeal):
    """For how long a clock stood still, and why."""

    reach_to = ReachToAppeals.along("clock__appeal__")

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses", editable=False)
    since = models.DateTimeField(_("起"))
    until = models.DateTimeField(_("止"), null=True, blank=True)
    reason = models.TextField(_("原因"))

    class Meta(OfAppeal.Meta):
        ordering = ("since", "pk")
        verbose_name = _("暂停")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "clock"], condition=models.Q(until=None), name="pause_one_at_a_time"
            )
        ]

    def __str__(self):
        return str(self.clock)
