from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models.somebody import OfSomebody


class Participation(OfSomebody):
    """Who came: a person for an organization, in a role. Heads (人) are persons, attendances (人次) are these rows."""

    desk = "participations"

    class Role(models.TextChoices):
        ATTENDEE = "attendee", _("参加")
        HOST = "host", _("主持")
        SPEAKER = "speaker", _("发言")
        GUEST = "guest", _("嘉宾")
        STAFF = "staff", _("工作人员")

    role = models.CharField(_("身份"), max_length=10, choices=Role, default=Role.ATTENDEE)
    hours = models.DecimalField(
        _("学时"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        help_text=_("只来了一部分的才填；留空就是这项活动的学时"),
    )

    class Meta(OfSomebody.Meta):
        ordering = ("pk",)
        verbose_name = _("参加人员")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "activity", "person"],
                condition=models.Q(person__isnull=False),
                name="participation_once_a_person",
                violation_error_message=_("这个人已经在名单里了"),
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(name="") | models.Q(organization__isnull=False),
                name="participation_of_somebody",
                violation_error_message=_("请填写人员、姓名或单位"),
            ),
            models.CheckConstraint(
                condition=models.Q(hours=None) | models.Q(hours__gte=0),
                name="participation_hours_not_negative",
                violation_error_message=_("学时不能是负数"),
            ),
        ]

    @property
    def byline(self) -> str:
        """What stands below the name outside the activity's own page."""
        place = f" · {self.organization}" if self.organization_id and (self.person_id or self.name) else ""
        return f"{self.activity}{place} · {self.get_role_display()}"

    @property
    def hours_there(self) -> Decimal | None:
        """Their own, else those of the activity; nothing where it has none."""
        return self.activity.hours if self.hours is None else self.hours
