"""The stands of a fair or a promotion, and who shows what at them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models.activities import Activity
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.register.units import of_units


class Booth(Record):
    """One stand, free or given to an exhibitor of the register or to one that is only named."""

    reach_to = ReachTo(
        "activities.view",
        node="activity__node",
        **of_units("organization", "activity__hosts__organization", "activity__participations__organization"),
    )
    desk = "booths"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="booths", editable=False)
    number = models.CharField(_("展位号"), max_length=12)
    organization = models.ForeignKey(
        "register.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="booths",
        verbose_name=_("参展单位（在册）"),
    )
    name = models.CharField(_("参展单位（不在册）"), max_length=80, blank=True)
    shows = models.CharField(_("展示什么"), max_length=120, blank=True)

    class Meta(Record.Meta):
        ordering = ("pk",)
        verbose_name = _("展位")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "activity", "number"],
                name="booth_number_once_an_activity",
                violation_error_message=_("这个展位号已经有了"),
            ),
            models.CheckConstraint(
                condition=models.Q(organization=None) | models.Q(name=""),
                name="booth_names_one_exhibitor",
                violation_error_message=_("已选在册单位，不用再填单位名称"),
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def byline(self) -> str:
        return str(self.activity)

    @property
    def exhibitor(self) -> str:
        return str(self.organization or self.name)
