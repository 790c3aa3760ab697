"""Turns and who serves in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models import Activity
from huiguan.kernel.models import Record
from huiguan.kernel.reach import Reach, ReachManager, reaching
from huiguan.mechanisms.rotation.models.bearers import Borne
from huiguan.mechanisms.rotation.models.reach import ReachToTurns
from huiguan.mechanisms.rotation.models.rosters import Roster
from huiguan.mechanisms.rotation.models.schemes import Scheme
from huiguan.mechanisms.rotation.models.settings import SchemeRole, SchemeStep


class TurnState(models.TextChoices):
    DRAFTED = "drafted", _("编排中")
    PUBLISHED = "published", _("已公布")
    UNDER_WAY = "under_way", _("进行中")
    HANDED_OVER = "handed_over", _("已交接")
    CLOSED = "closed", _("已办结")


class Turn(Record):
    """One turn of a scheme: the time in which some of those who take part serve."""

    reach_to = ReachToTurns.along("seats__", node="scheme__node")
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
        return (_("第%(number)s期 %(theme)s") % {"number": self.number, "theme": self.theme}).strip()

    @property
    def byline(self) -> str:
        """Of which scheme it is: every scheme counts its own turns."""
        return str(self.scheme)


class SeatsTaken(ReachManager):
    """Of those who serve now; who left under way is found by ``Seat.ever`` only."""

    def get_queryset(self):
        return super().get_queryset().filter(left_on=None)


class Seat(Borne):
    """One who serves in a turn, in which role, and why it is they in this turn.

    It never passes to another: who stands in has a seat of their own, and the one before ends on a day.
    """

    reach_to = ReachToTurns.along("", node="turn__scheme__node")
    desk = "seats"

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="seats", verbose_name=_("期次"))
    role = models.ForeignKey(
        SchemeRole, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("称呼")
    )
    is_lead = models.BooleanField(_("牵头"), default=False)
    by_hand = models.BooleanField(_("手工安排"), default=False, editable=False)
    reasons = models.JSONField(default=list, editable=False)
    left_on = models.DateField(_("至"), null=True, editable=False)

    objects = SeatsTaken()
    ever = ReachManager()

    class Meta(Borne.Meta):
        ordering = ("-is_lead", "role__order", "pk")
        verbose_name = _("轮值席位")
        constraints = [
            *Borne.Meta.constraints,
            models.UniqueConstraint(
                fields=["tenant", "turn", "organization"],
                condition=models.Q(left_on=None),
                name="seat_once_a_turn",
                violation_error_message=_("已经在本期里了"),
            ),
            models.UniqueConstraint(
                fields=["tenant", "turn", "person"],
                condition=models.Q(left_on=None),
                name="seat_of_a_person_once_a_turn",
            ),
            models.UniqueConstraint(
                fields=["tenant", "turn", "team"], condition=models.Q(left_on=None), name="seat_of_a_team_once_a_turn"
            ),
            models.UniqueConstraint(
                fields=["tenant", "turn"],
                condition=models.Q(is_lead=True, left_on=None),
                name="seat_one_lead_a_turn",
            ),
        ]

    @property
    def title(self) -> str:
        """What whoever sits here is called in this turn."""
        return str(self.role or (_("牵头") if self.is_lead else ""))

    @property
    def byline(self) -> str:
        """What stands below the name outside the turn's own page."""
        return str(self.turn)


class TurnActivity(Record):
    """An activity that serves a turn: a visit to one host, the seminar, the research."""

    reach_to = ReachToTurns.along("turn__seats__", node="turn__scheme__node")
    desk = "turn_activities"

    class Part(models.TextChoices):
        VISIT = "visit", _("走访观摩")
        SEMINAR = "seminar", _("座谈把脉")
        RESEARCH = "research", _("专题调研")
        REVISIT = "revisit", _("回访")

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

    @classmethod
    def reach_q(cls, reach: Reach) -> models.Q:
        """Whoever serves in the turn reads of those activities only that they may read themselves: not the visit to
        another firm."""
        found = super().reach_q(reach)
        if reach.scope(Activity.reach_to.word).whole:
            return found
        with reaching(reach):
            return found & models.Q(activity__in=Activity.objects.values("pk"))


class SeatStep(Record):
    """A step that somebody who serves has finished, by hand or ``because`` an activity was held."""

    reach_to = ReachToTurns.along("seat__", node="seat__turn__scheme__node")
    desk = "seat_steps"

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="done_steps")
    step = models.ForeignKey(SchemeStep, models.PROTECT, related_name="+")
    done_on = models.DateField(_("完成日期"))
    because = models.ForeignKey(TurnActivity, models.PROTECT, null=True, related_name="settled", editable=False)

    class Meta(Record.Meta):
        ordering = ("step__order",)
        verbose_name = _("已完成步骤")
        constraints = [models.UniqueConstraint(fields=["tenant", "seat", "step"], name="seat_step_done_once")]

    def __str__(self):
        return f"{self.seat} · {self.step}"


class ExcusedStep(Record):
    """A step that somebody who serves need not do, and why: it is neither done nor late."""

    reach_to = ReachToTurns.along("seat__", node="seat__turn__scheme__node")
    desk = "excused_steps"

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="excused_steps")
    step = models.ForeignKey(SchemeStep, models.PROTECT, related_name="+")
    why = models.CharField(_("为什么免做"), max_length=200)
    excused_on = models.DateField(_("免做日期"))

    class Meta(Record.Meta):
        ordering = ("step__order",)
        verbose_name = _("免做的步骤")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "seat", "step"], name="excused_step_once"),
            models.CheckConstraint(condition=~models.Q(why=""), name="excused_step_says_why"),
        ]

    def __str__(self):
        return f"{self.seat} · {self.step}"
