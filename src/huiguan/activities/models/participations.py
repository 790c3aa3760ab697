from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.models.activities import Activity
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo


class Participation(Record):
    """Who came: a person for an organization, in a role. Heads (人) are persons, attendances (人次) are these rows."""

    reach_to = ReachTo("activities.view", node="activity__node", subjects=("organization",))
    desk = "participations"

    class Role(models.TextChoices):
        ATTENDEE = "attendee", _("参加")
        HOST = "host", _("主持")
        SPEAKER = "speaker", _("发言")
        GUEST = "guest", _("嘉宾")
        STAFF = "staff", _("工作人员")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participations", editable=False)
    organization = models.ForeignKey(
        "register.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=pgettext_lazy("组织", "单位"),
    )
    person = models.ForeignKey(
        "register.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=pgettext_lazy("单数", "人员"),
    )
    name = models.CharField(_("姓名（不在册的人）"), max_length=40, blank=True)
    role = models.CharField(_("身份"), max_length=10, choices=Role, default=Role.ATTENDEE)

    class Meta(Record.Meta):
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

    def __str__(self):
        return str(self.person or self.name or self.organization)

    @property
    def byline(self) -> str:
        """What stands below the name outside the activity's own page."""
        place = f" · {self.organization}" if self.organization_id and (self.person_id or self.name) else ""
        return f"{self.activity}{place} · {self.get_role_display()}"
