"""What one turn passes on to the next, and what was done in the office meanwhile."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.models import Record
from huiguan.mechanisms.rotation.models.reach import ReachToTurns
from huiguan.mechanisms.rotation.models.settings import HandoverPoint
from huiguan.mechanisms.rotation.models.turns import Seat, Turn


class Handover(Record):
    """What a turn passes on to the next: in words, with the suggestions still open."""

    reach_to = ReachToTurns.along("turn__seats__", node="turn__scheme__node")
    desk = "handovers"

    turn = models.OneToOneField(Turn, models.CASCADE, related_name="handover")
    text = models.TextField(_("交接说明"))
    handed_on = models.DateField(_("交接日期"))
    to = models.ForeignKey(Turn, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("交给"))

    class Meta(Record.Meta):
        verbose_name = pgettext_lazy("名词", "交接")

    def __str__(self):
        return str(self.turn)


class HandedPoint(Record):
    """One thing of the scheme's list at one handover: handed or not, with a note."""

    reach_to = ReachToTurns.along("handover__turn__seats__", node="handover__turn__scheme__node")
    desk = "handed_points"

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="points")
    point = models.ForeignKey(HandoverPoint, models.PROTECT, related_name="+")
    is_handed = models.BooleanField(_("已交"), default=False)
    note = models.CharField(_("说明"), max_length=100, blank=True)

    class Meta(Record.Meta):
        ordering = ("point__order", "pk")
        verbose_name = _("交接事项的交接")
        constraints = [models.UniqueConstraint(fields=["tenant", "handover", "point"], name="handed_point_once")]

    def __str__(self):
        return str(self.point)


class OfficeDay(Record):
    """A day on which somebody who serves was in the office: what was done, who came."""

    reach_to = ReachToTurns.along("seat__", node="seat__turn__scheme__node")
    desk = "office_days"

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="office_days", editable=False, verbose_name=_("谁坐班"))
    on = models.DateField(_("日期"))
    done = models.TextField(_("做了什么"))
    came = models.CharField(_("谁来过"), max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ("on", "pk")
        verbose_name = _("坐班记录")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "seat", "on"],
                name="office_day_once_a_day",
                violation_error_message=_("这一天已经记过了，请在原来的记录上补充"),
            )
        ]

    def __str__(self):
        return f"{self.on} {self.seat}"
