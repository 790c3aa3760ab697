"""Plans as the solver drew them up, before and after somebody adopts them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.kernel.words import span
from huiguan.mechanisms.rotation.models.schemes import Scheme


class RosterState(models.TextChoices):
    PROPOSED = "proposed", _("待采用")
    ADOPTED = "adopted", _("已采用")
    DROPPED = "dropped", _("未采用")


class Roster(Record):
    """One plan that was solved: who sits when and why, how good it is level by level, whether that is proven best.

    ``windows`` are its turns in order, as ``{"number", "starts", "ends", "seats": […]}``, each seat
    ``{"bearer", "reasons", "role", "lead"}``.
    ``cancelled`` are the numbers of turns that it does away with, since they rest now or have other days.
    ``seen`` are the turns as they stood when it was drawn up: a plan that somebody overtook is not adopted.
    """

    reach_to = ReachTo("rotation.inspect", node="scheme__node")
    desk = "rosters"

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="rosters", verbose_name=_("轮值方案"))
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"))
    with_published = models.BooleanField(_("连已公布的一起重排"), default=False)
    solved_at = models.DateTimeField(_("编排时间"))
    proven = models.BooleanField(_("已证明最优"))
    levels = models.JSONField(_("各层目标"), default=list, editable=False)
    unmet = models.JSONField(_("未能满足的意愿"), default=list, editable=False)
    windows = models.JSONField(_("各期人选"), default=list, editable=False)
    cancelled = models.JSONField(default=list, editable=False)
    seen = models.JSONField(default=dict, editable=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=RosterState, default=RosterState.PROPOSED, editable=False
    )

    class Meta(Record.Meta):
        ordering = ("-solved_at", "-pk")
        verbose_name = _("编排结果")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=RosterState.values), name="roster_state_known")
        ]

    def __str__(self):
        return f"{self.scheme} {span(self.starts, self.ends)}"
