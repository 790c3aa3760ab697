"""Somebody of an activity: a person of the register, an organization, or somebody who is only named."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities import names
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

    @property
    def called(self) -> str:
        """Their name alone, without the firm that stands behind it because the register does not know it."""
        return names.apart(self.name)[0] if self.name and not self.person_id else str(self)

    @property
    def written_unit(self) -> str:
        """The firm that is only written behind their name."""
        return names.apart(self.name)[1] if self.name and not self.person_id else ""

    @property
    def unit(self) -> str:
        """For whom they come, as far as it is known; nothing for a unit itself."""
        is_somebody = self.person_id or self.name
        return str(self.organization or self.written_unit) if is_somebody else ""
