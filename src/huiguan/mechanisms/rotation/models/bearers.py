"""Who serves: a firm or a chamber, a person, or a team of either."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.models import Record
from huiguan.mechanisms.rotation.models.reach import ReachToBearers
from huiguan.mechanisms.rotation.models.schemes import Scheme
from huiguan.register.models import Organization, Person

KINDS = ("organization", "person", "team")


def borne_by(bearer: Any) -> dict[str, Any]:
    """The fields that say that somebody serves, for a new row or a filter."""
    kind = {Organization: "organization", Person: "person", Team: "team"}[type(bearer)]
    return {kind: bearer}


class Borne(Record):
    """A row about one who serves: an organization, a person, or a team."""

    organization = models.ForeignKey(
        "register.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rotation_%(class)ss",
        verbose_name=_("单位"),
    )
    person = models.ForeignKey(
        "register.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rotation_%(class)ss",
        verbose_name=_("个人"),
    )
    team = models.ForeignKey(
        "rotation.Team", models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name=_("小组")
    )

    class Meta(Record.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False, person__isnull=True, team__isnull=True)
                | models.Q(organization__isnull=True, person__isnull=False, team__isnull=True)
                | models.Q(organization__isnull=True, person__isnull=True, team__isnull=False),
                name="%(class)s_has_one_bearer",
                violation_error_message=_("请选一个：单位、个人或者小组"),
            )
        ]

    def __str__(self):
        return str(self.bearer)

    @property
    def bearer(self) -> Any:
        return self.organization or self.person or self.team

    @bearer.setter
    def bearer(self, bearer: Any) -> None:
        self.organization = self.person = self.team = None
        for kind, one in borne_by(bearer).items():
            setattr(self, kind, one)

    @property
    def bearer_id(self) -> int:
        """Its number among those of its kind: a scheme has bearers of one kind only."""
        return self.organization_id or self.person_id or self.team_id


class Team(Record):
    """Several who serve together, as a scheme has formed them: 第三组."""

    reach_to = ReachToBearers("rotation.view", "scheme__node", members=("members__",))
    searched = ("name",)
    desk = "teams"

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="teams", editable=False)
    name = models.CharField(_("名称"), max_length=40)
    area = models.CharField(_("片区"), max_length=40, blank=True)
    trade = models.CharField(_("行业"), max_length=40, blank=True)
    starts = models.DateField(_("起"), null=True, blank=True)
    ends = models.DateField(_("止"), null=True, blank=True)

    class Meta(Record.Meta):
        ordering = ("pk",)
        verbose_name = _("轮值小组")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "scheme", "name"],
                name="team_once_a_scheme",
                violation_error_message=_("这个方案里已经有同名的小组"),
            ),
            models.CheckConstraint(
                condition=models.Q(starts=None) | models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="team_ends_after_it_starts",
                violation_error_message=_("止期不能早于起期"),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def picked_note(self) -> str:
        return " · ".join(filter(None, [self.area, self.trade]))


class Member(Record):
    """Somebody of a team, from–to: a person or an organization."""

    reach_to = ReachToBearers("rotation.view", "team__scheme__node", members=("",))
    desk = "members"

    team = models.ForeignKey(Team, models.CASCADE, related_name="members", editable=False)
    person = models.ForeignKey(
        "register.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("个人")
    )
    organization = models.ForeignKey(
        "register.Organization", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    starts = models.DateField(_("起"), null=True, blank=True)
    ends = models.DateField(_("止"), null=True, blank=True)

    class Meta(Record.Meta):
        ordering = ("pk",)
        verbose_name = _("组员")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, organization__isnull=True)
                | models.Q(person__isnull=True, organization__isnull=False),
                name="member_is_a_person_or_an_organization",
                violation_error_message=_("个人和单位只能填一个"),
            ),
            models.CheckConstraint(
                condition=models.Q(starts=None) | models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="member_ends_after_it_starts",
                violation_error_message=_("止期不能早于起期"),
            ),
        ]

    def __str__(self):
        return str(self.person or self.organization)
