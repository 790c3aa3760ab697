"""Turns and who hosts them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.mechanisms.rotation.models.rosters import Roster
from huiguan.mechanisms.rotation.models.schemes import Scheme, SchemeStep


class TurnState(models.TextChoices):
    DRAFTED = "drafted", _("编排中")
    PUBLISHED = "published", _("已公布")
    UNDER_WAY = "under_way", _("进行中")
    HANDED_OVER = "handed_over", _("已交接")
    CLOSED = "closed", _("已办结")


class Turn(Record):
    """One turn of a scheme: a few months in which two or three firms are hosts."""

    reach_to = ReachTo("rotation.view", node="scheme__node", subjects=("seats__organization",))
    searched = ("theme",)
    desk = "turns"

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="turns", verbose_name=_("轮值方案"))
    roster = models.ForeignKey(Roster, models.PROTECT, null=True, editable=False, related_name="turns")
    number = models.PositiveSmallIntegerField(_("第几期"))
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"))
    theme = models.CharField(_("主题"), max_length=60, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=TurnState, default=TurnState.DRAFTED, editable=False)

    class Meta(Record.Meta):
        ordering = ("starts", "pk")
        verbose_name = _("轮值期次")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "scheme", "number"],
                name="turn_number_once_a_scheme",
                violation_error_message=_("这一期已经有了"),
            ),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="turn_ends_after_it_starts",
                violation_error_message=_("止期不能早于起期"),
            ),
            models.CheckConstraint(condition=models.Q(state__in=TurnState.values), name="turn_state_known"),
        ]

    def __str__(self):
        return _("第%(number)s期 %(theme)s") % {"number": self.number, "theme": self.theme}


class Seat(Record):
    """A host firm of one turn, and why it is this firm in this turn."""

    reach_to = ReachTo("rotation.view", node="turn__scheme__node", subjects=("organization",))
    desk = "seats"

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="seats", verbose_name=_("期次"))
    organization = models.ForeignKey(
        "register.Organization", models.PROTECT, related_name="rotation_seats", verbose_name=_("轮值企业")
    )
    is_lead = models.BooleanField(_("牵头"), default=False)
    by_hand = models.BooleanField(_("手工安排"), default=False, editable=False)
    reasons = models.JSONField(default=list, editable=False)

    class Meta(Record.Meta):
        ordering = ("-is_lead", "pk")
        verbose_name = _("轮值企业")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "turn", "organization"],
                name="seat_once_a_turn",
                violation_error_message=_("这家企业已经在本期里了"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "turn"], condition=models.Q(is_lead=True), name="seat_one_lead_a_turn"
            ),
        ]

    def __str__(self):
        return str(self.organization)

    @property
    def byline(self) -> str:
        """What stands below the name outside the turn's own page."""
        return str(self.turn)


class SeatStep(Record):
    """A step that a host firm has finished."""

    reach_to = ReachTo("rotation.view", node="seat__turn__scheme__node", subjects=("seat__organization",))
    desk = "seat_steps"

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="done_steps")
    step = models.ForeignKey(SchemeStep, models.PROTECT, related_name="+")
    done_on = models.DateField(_("完成日期"))

    class Meta(Record.Meta):
        ordering = ("step__order",)
        verbose_name = _("已完成步骤")
        constraints = [models.UniqueConstraint(fields=["tenant", "seat", "step"], name="seat_step_done_once")]

    def __str__(self):
        return f"{self.seat} · {self.step}"


class TurnActivity(Record):
    """An activity that serves a turn: a visit to one host, the seminar, the research."""

    reach_to = ReachTo("rotation.view", node="turn__scheme__node", subjects=("turn__seats__organization",))
    desk = "turn_activities"

    class Part(models.TextChoices):
        VISIT = "visit", _("走访观摩")
        SEMINAR = "seminar", _("座谈把脉")
        RESEARCH = "research", _("专题调研")

    turn = models.ForeignKey(Turn, models.PROTECT, related_name="activity_links")
    activity = models.ForeignKey("activities.Activity", models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="visits")
    part = models.CharField(_("内容"), max_length=10, choices=Part)

    class Meta(Record.Meta):
        ordering = ("activity__starts", "pk")
        verbose_name = _("轮值活动")
        constraints = [models.UniqueConstraint(fields=["tenant", "turn", "activity"], name="turn_activity_once")]

    def __str__(self):
        return str(self.activity)


class Handover(Record):
    """What one turn passes on to the next: in words, with the suggestions still open."""

    reach_to = ReachTo("rotation.view", node="turn__scheme__node", subjects=("turn__seats__organization",))
    desk = "handovers"

    turn = models.OneToOneField(Turn, models.CASCADE, related_name="handover")
    text = models.TextField(_("交接说明"))
    handed_on = models.DateField(_("交接日期"))
    to = models.ForeignKey(Turn, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("交给"))

    class Meta(Record.Meta):
        verbose_name = pgettext_lazy("名词", "交接")

    def __str__(self):
        return str(self.turn)
