"""Somebody of an activity: a person of the register, an organization, or somebody who is only named."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.models.activities import Activity
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.register.units import of_units

LONGEST_NAME = (
    120  # an organization of the register, or a name and, in brackets, a firm that the register does not know
)


class OfSomebody(Record):
    reach_to = ReachTo("activities.view", node="activity__node", **of_units("organization"))

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="%(class)ss", editable=False)
    organization = models.ForeignKey(
        "register.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=pgettext_lazy("组织", "单位"),
    )
    person = models.ForeignKey(
        "register.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=pgettext_lazy("单数", "人员"),
    )
    name = models.CharField(_("姓名（不在册的人）"), max_length=LONGEST_NAME, blank=True)

    class Meta(Record.Meta):
        abstract = True

    def __str__(self):
        return str(self.person or self.name or self.organization)
