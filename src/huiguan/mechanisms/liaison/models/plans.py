"""Links as the solver gave them out, before and after somebody adopts them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.kernel.words import span
from huiguan.mechanisms.liaison.models.schemes import LinkScheme


class LinkPlanState(models.TextChoices):
    PROPOSED = "proposed", _("待采用")
    ADOPTED = "adopted", _("已采用")
    DROPPED = "dropped", _("未采用")


class LinkPlan(Record):
    """One plan that was solved: who links to whom from a day on and why, and what could not be met.

    ``pairs`` are ``{"linker", "target", "reasons"}``; ``seen`` is what it was drawn up from: a plan that somebody
    overtook is not adopted.
    """

    reach_to = ReachTo("liaison.inspect", node="scheme__node")
    desk = "link_plans"

    scheme = models.ForeignKey(
        LinkScheme, models.CASCADE, related_name="plans", verbose_name=pgettext_lazy("单数", "联系方案")
    )
    starts = models.DateField(_("从哪天起"))
    ends = models.DateField(_("到哪天"), null=True, blank=True)
    keep = models.BooleanField(_("尽量保持原来的"), default=True)
    solved_at = models.DateTimeField(_("分工时间"))
    proven = models.BooleanField(_("已证明最优"))
    levels = models.JSONField(default=list, editable=False)
    unmet = models.JSONField(default=list, editable=False)
    pairs = models.JSONField(default=list, editable=False)
    seen = models.CharField(max_length=64, editable=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=LinkPlanState, default=LinkPlanState.PROPOSED, editable=False
    )

    class Meta(Record.Meta):
        ordering = ("-solved_at", "-pk")
        verbose_name = _("分工结果")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=LinkPlanState.values), name="link_plan_state_known")
        ]

    def __str__(self):
        return f"{self.scheme} {span(self.starts, self.ends)}"
