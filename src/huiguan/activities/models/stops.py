"""Where an activity goes: the places of a trip, day by day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.activities import countries
from huiguan.activities.models.activities import Activity
from huiguan.kernel.fields import EncryptedTextField
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.register.units import of_units


class Stop(Record):
    """One place of a trip, with the days on which they are there and whom they visit. Not the place of the activity."""

    reach_to = ReachTo(
        "activities.view",
        node="activity__node",
        **of_units("activity__hosts__organization", "activity__participations__organization"),
    )
    desk = "stops"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="stops", editable=False)
    day_from = models.DateField(_("哪天到"))
    day_until = models.DateField(_("待到哪天"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=120)
    country = models.CharField(_("国家或地区"), max_length=2, choices=countries.choices, default=countries.HERE)
    partner = models.ForeignKey(
        "register.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visited_on_trips",
        verbose_name=_("走访的单位（在册）"),
    )
    partner_name = models.CharField(_("走访的单位（不在册）"), max_length=80, blank=True)
    purpose = models.CharField(_("去做什么"), max_length=200, blank=True)
    contact = EncryptedTextField(_("对方联系人"), blank=True)

    class Meta(Record.Meta):
        ordering = ("day_from", "day_until", "pk")
        verbose_name = _("行程")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(day_until=None) | models.Q(day_until__gte=models.F("day_from")),
                name="stop_ends_after_it_begins",
                violation_error_message=_("待到的日子不能早于到的日子"),
            ),
            models.CheckConstraint(
                condition=models.Q(partner=None) | models.Q(partner_name=""),
                name="stop_names_one_partner",
                violation_error_message=_("已选在册单位，不用再填单位名称"),
            ),
        ]

    def __str__(self):
        return self.place

    @property
    def byline(self) -> str:
        return str(self.activity)

    @property
    def last_day(self):
        return self.day_until or self.day_from

    @property
    def whom(self) -> str:
        return str(self.partner or self.partner_name)

    @property
    def is_abroad(self) -> bool:
        return self.country != countries.HERE

    @property
    def where(self) -> str:
        """清迈（泰国）; the place alone in our own country."""
        return f"{self.place} · {self.get_country_display()}" if self.is_abroad else self.place
