"""Who stands in for whom while they are away."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.models.tenancy import Tenant, User


class StandIns(models.QuerySet):
    def in_force(self) -> models.QuerySet:
        """Those of today; nobody stands in for a login that is closed."""
        today = clock.today()
        return self.filter(starts__lte=today, ends__gte=today, ended_at=None, absent__is_active=True)


class StandIn(models.Model):
    """One user stands in for another in one tenant, from–to: what the absent one holds there they hold as well.

    Not what is personal, and not what the absent one holds only because they stand in for a third.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    absent = models.ForeignKey(User, models.CASCADE, related_name="stand_ins")
    stand_in = models.ForeignKey(User, models.CASCADE, related_name="stands_in", verbose_name=_("请谁代办"))
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"))
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, help_text="taken back before its last day")

    objects = StandIns.as_manager()

    class Meta:
        ordering = ("starts", "pk")
        indexes = [models.Index(fields=["stand_in", "tenant"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="stand_in_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~models.Q(absent=models.F("stand_in")), name="stand_in_is_somebody_else"),
        ]

    def __str__(self):
        return f"{self.stand_in} 代 {self.absent}"
