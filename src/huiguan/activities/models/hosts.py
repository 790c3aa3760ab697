"""Who holds a gathering: organizations in a part each, one of them leading."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models.activities import Activity
from huiguan.activities.models.programmes import Programme
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.register.units import of_units


class Part(models.TextChoices):
    """What an organization is called on the invitation."""

    HOST = "host", _("主办")
    ORGANIZER = "organizer", _("承办")
    CO_ORGANIZER = "co_organizer", _("协办")
    SUPPORTER = "supporter", _("支持")


ALREADY_THERE = _("这个单位已经在里面了")
ALREADY_LED = _("已经有牵头单位了；要换，请先去掉原来那一家的“牵头”")


class Host(Record):
    """An organization that holds an activity, alone or with others."""

    reach_to = ReachTo(
        "activities.view",
        node="activity__node",
        **of_units("organization", "activity__hosts__organization", "activity__participations__organization"),
    )
    desk = "hosts"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="hosts")
    organization = models.ForeignKey("register.Organization", models.PROTECT, related_name="hosted")
    part = models.CharField(_("作为"), max_length=12, choices=Part, default=Part.HOST)
    is_lead = models.BooleanField(_("牵头"), default=False)

    class Meta(Record.Meta):
        ordering = ("-is_lead", "pk")
        verbose_name = _("主办单位")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "activity", "organization"],
                name="host_once_an_activity",
                violation_error_message=ALREADY_THERE,
            ),
            models.UniqueConstraint(
                fields=["tenant", "activity"],
                condition=models.Q(is_lead=True),
                name="host_one_lead_an_activity",
                violation_error_message=ALREADY_LED,
            ),
            models.CheckConstraint(condition=models.Q(part__in=Part.values), name="host_part_known"),
        ]

    def __str__(self):
        return str(self.organization)


class ProgrammeHost(Record):
    """An organization that holds a programme as a whole, whoever holds the single activities in it."""

    reach_to = ReachTo("activities.view", node="programme__node", **of_units("organization"))
    desk = "programme_hosts"

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="hosts")
    organization = models.ForeignKey("register.Organization", models.PROTECT, related_name="hosted_programmes")
    part = models.CharField(_("作为"), max_length=12, choices=Part, default=Part.HOST)
    is_lead = models.BooleanField(_("牵头"), default=False)

    class Meta(Record.Meta):
        ordering = ("-is_lead", "pk")
        verbose_name = _("系列活动的主办单位")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "programme", "organization"],
                name="programme_host_once",
                violation_error_message=ALREADY_THERE,
            ),
            models.UniqueConstraint(
                fields=["tenant", "programme"],
                condition=models.Q(is_lead=True),
                name="programme_host_one_lead",
                violation_error_message=ALREADY_LED,
            ),
            models.CheckConstraint(condition=models.Q(part__in=Part.values), name="programme_host_part_known"),
        ]

    def __str__(self):
        return str(self.organization)
