"""What somebody is given in writing for having been there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models.participations import Participation
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.register.units import of_units


class Certificate(Record):
    """A certificate that was issued to somebody on a list. Its number never changes, and is never given again.

    Therefore nobody who has one is taken off the list: the paper is in their hands.
    """

    reach_to = ReachTo(
        "activities.view", node="participation__activity__node", **of_units("participation__organization")
    )
    desk = "certificates"

    class Kind(models.TextChoices):
        COMPLETION = "completion", _("结业证书")
        ATTENDANCE = "attendance", _("参加证明")

    participation = models.OneToOneField(
        Participation, models.PROTECT, related_name="certificate", verbose_name=_("参加人员")
    )
    kind = models.CharField(_("发哪一种"), max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField(_("年份"))
    order = models.PositiveIntegerField(_("序号"))
    issued_on = models.DateField(_("发证日期"))

    class Meta(Record.Meta):
        ordering = ("year", "order")
        verbose_name = _("证书")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "order"], name="certificate_number_once_a_tenant"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["completion", "attendance"]), name="certificate_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.participation} {self.number}"

    @property
    def number(self) -> str:
        """2026-0012"""
        return f"{self.year}-{self.order:04d}"
