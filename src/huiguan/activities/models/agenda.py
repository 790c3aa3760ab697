"""What happens when, within an activity."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models.somebody import OfSomebody
from huiguan.kernel.reach import ReachTo
from huiguan.register.units import of_units


class AgendaItem(OfSomebody):
    """One item of an agenda, with whoever speaks to it, if anybody does. Not a part of the minutes."""

    reach_to = ReachTo(
        "activities.view",
        node="activity__node",
        **of_units("activity__hosts__organization", "activity__participations__organization"),
    )
    desk = "agenda"

    starts = models.DateTimeField(_("开始"))
    minutes = models.PositiveSmallIntegerField(_("多少分钟"))
    title = models.CharField(_("内容"), max_length=120)

    class Meta(OfSomebody.Meta):
        ordering = ("starts", "pk")
        verbose_name = _("议程")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=1440),
                name="agenda_minutes_in_bounds",
                violation_error_message=_("时长在 1 至 1440 分钟之间"),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def byline(self) -> str:
        return str(self.activity)

    @property
    def ends(self) -> datetime:
        return self.starts + timedelta(minutes=self.minutes)

    @property
    def has_speaker(self) -> bool:
        return bool(self.person_id or self.name)

    @property
    def speaker(self) -> str:
        """Their name; the organization alone where nobody is named for it."""
        return str(self.person or self.name or self.organization or "")

    @property
    def unit(self) -> str:
        """For whom they speak, beside their name."""
        return str(self.organization or "") if self.has_speaker else ""
