"""What was agreed at a gathering, who sees to it, and what came of it."""

from django.conf import settings
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.models.activities import Activity
from huiguan.kernel import clock
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.register.units import of_units


class FollowUpState(models.TextChoices):
    OPEN = "open", _("办理中")
    DONE = "done", pgettext_lazy("后续事项", "办结")
    DROPPED = "dropped", _("不办了")


class FollowUp(Record):
    """One thing that was agreed at an activity: a unit or a person sees to it by a day. Not a minute of what was said.

    One that the meeting decided is numbered within its activity, so that the minutes can name it.
    """

    reach_to = ReachTo(
        "activities.view", node="activity__node", **of_units("organization", "activity__hosts__organization")
    )
    searched = ("text",)
    desk = "follow_ups"

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="follow_ups", editable=False, verbose_name=_("活动")
    )
    text = models.TextField(_("要办的事"))
    organization = models.ForeignKey(
        "register.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("责任单位"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("责任人"),
    )
    due = models.DateField(_("期限"), null=True, blank=True)
    is_decision = models.BooleanField(_("会议决定"), default=False)
    number = models.PositiveSmallIntegerField(_("第几项决定"), null=True, editable=False)
    result = models.TextField(_("办理结果"), blank=True, editable=False)
    done_on = models.DateField(_("办结日期"), null=True, editable=False)
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=FollowUpState,
        default=FollowUpState.OPEN,
        editable=False,
    )

    class Meta(Record.Meta):
        ordering = ("activity", models.F("number").asc(nulls_last=True), "pk")
        verbose_name = _("后续事项")
        indexes = [models.Index(fields=["tenant", "state", "due"])]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "activity", "number"],
                condition=models.Q(number__isnull=False),
                name="follow_up_number_once_an_activity",
            ),
            models.CheckConstraint(
                condition=models.Q(is_decision=True, number__isnull=False)
                | models.Q(is_decision=False, number__isnull=True),
                name="follow_up_decisions_are_numbered",
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", done_on__isnull=False)
                | ~models.Q(state="done") & models.Q(done_on=None),
                name="follow_up_done_on_a_day",
            ),
            models.CheckConstraint(condition=models.Q(state__in=FollowUpState.values), name="follow_up_state_known"),
        ]

    def __str__(self):
        return Truncator(self.text).chars(28, truncate="…")

    @property
    def byline(self) -> str:
        """At which activity it was agreed: what stands below it outside its own page."""
        return str(self.activity)

    @property
    def days_late(self) -> int:
        is_open = self.state == FollowUpState.OPEN
        return max((clock.today() - self.due).days, 0) if self.due and is_open else 0
