"""What a year is meant to bring."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models.kinds import ActivityKind
from huiguan.kernel.models import NodeRecord
from huiguan.kernel.reach import ReachTo

FIRST_YEAR, LAST_YEAR = 1949, 2100
AT_LEAST_ONCE = [MinValueValidator(1)]


class AnnualPlan(NodeRecord):
    """So many activities of one kind in one year, at one place. What was delivered is counted from the activities."""

    reach_to = ReachTo("activities.view", node="node")
    desk = "annual_plans"

    year = models.PositiveSmallIntegerField(
        _("年度"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="+", verbose_name=_("类型"))
    times = models.PositiveSmallIntegerField(_("计划场次"), validators=AT_LEAST_ONCE)
    heads = models.PositiveIntegerField(_("计划人次"), null=True, blank=True, validators=AT_LEAST_ONCE)
    purpose = models.CharField(_("目的"), max_length=200, blank=True)

    class Meta(NodeRecord.Meta):
        ordering = ("-year", "kind__order", "pk")
        verbose_name = _("年度计划")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "year", "kind", "node"],
                name="annual_plan_once_a_kind",
                violation_error_message=_("这一年、这个单位已经有这类活动的计划了"),
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="annual_plan_year_in_bounds"
            ),
        ]

    def __str__(self):
        return f"{self.year} · {self.kind}"
