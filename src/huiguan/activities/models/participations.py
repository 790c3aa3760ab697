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
        ]

    @property
    def byline(self) -> str:
        """What stands below the name outside the activity's own page."""
        place = f" · {self.organization}" if self.organization_id and (self.person_id or self.name) else ""
        return f"{self.activity}{place} · {self.get_role_display()}"
