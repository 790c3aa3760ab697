"""What somebody who serves asks for: another turn, a stand-in, leave."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.mechanisms.rotation.models.bearers import KINDS, Borne, borne_by
from huiguan.mechanisms.rotation.models.reach import ReachToBearers
from huiguan.mechanisms.rotation.models.settings import Way
from huiguan.mechanisms.rotation.models.turns import Turn


class RequestState(models.TextChoices):
    FILED = "filed", _("已提出")
    AGREED = "agreed", _("对方已同意")
    GRANTED = "granted", _("已照办")
    REFUSED = "refused", _("未同意")
    WITHDRAWN = "withdrawn", _("已撤回")


class Request(Borne):
    """Somebody asks to leave their turn in one of the scheme's ways; ``other`` is who swaps or stands in.

    It names the turns and the two sides, not seats: seats are what it changes, and it outlives them.
    """

    reach_to = ReachToBearers.along("", "other_", node="turn__scheme__node")
    desk = "requests"

    way = models.ForeignKey(Way, models.PROTECT, related_name="requests", verbose_name=_("方式"))
    turn = models.ForeignKey(Turn, models.PROTECT, related_name="requests", verbose_name=_("哪一期"))
    to = models.ForeignKey(
        Turn, models.PROTECT, null=True, blank=True, related_name="requests_to_it", verbose_name=_("换到哪一期")
    )
    other_organization = models.ForeignKey(
        "register.Organization", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("对方单位")
    )
    other_person = models.ForeignKey(
        "register.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("对方")
    )
    other_team = models.ForeignKey(
        "rotation.Team", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("对方小组")
    )
    why = models.CharField(_("原因"), max_length=200)
    filed_on = models.DateField(_("提出日期"))
    met_on = models.DateField(_("会议日期"), null=True, blank=True, editable=False)
    state = models.CharField(_("状态"), max_length=10, choices=RequestState, default=RequestState.FILED, editable=False)

    class Meta(Borne.Meta):
        ordering = ("-filed_on", "-pk")
        verbose_name = _("调换申请")
        constraints = [
            *Borne.Meta.constraints,
            models.CheckConstraint(condition=models.Q(state__in=RequestState.values), name="request_state_known"),
        ]

    def __str__(self):
        return f"{self.bearer} {self.way}"

    @property
    def other(self):
        return self.other_organization or self.other_person or self.other_team

    @other.setter
    def other(self, bearer) -> None:
        for kind in KINDS:
            setattr(self, f"other_{kind}", None)
        for kind, one in (borne_by(bearer) if bearer else {}).items():
            setattr(self, f"other_{kind}", one)
