"""Who takes part in a scheme, who does not, and what they have said about their time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.mechanisms.rotation.models.bearers import Borne
from huiguan.mechanisms.rotation.models.reach import ReachToBearers
from huiguan.mechanisms.rotation.models.schemes import Scheme
from huiguan.mechanisms.rotation.models.settings import in_order


class Wish(Borne):
    """What somebody has said about when they can or would like to serve."""

    reach_to = ReachToBearers.along("", node="scheme__node", word="rotation.plan")
    desk = "wishes"

    class Kind(models.TextChoices):
        BLACKOUT = "blackout", _("不能安排")
        PIN = "pin", _("必须安排")
        WANTS = "wants", _("希望安排")
        AVOIDS = "avoids", _("最好避开")

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="wishes", verbose_name=_("轮值方案"))
    kind = models.CharField(_("意愿"), max_length=10, choices=Kind, default=Kind.BLACKOUT)
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"))
    note = models.CharField(_("说明"), max_length=100, blank=True)

    class Meta(Borne.Meta):
        ordering = ("starts", "pk")
        verbose_name = _("时间意愿")
        constraints = [*Borne.Meta.constraints, in_order("wish_ends_after_it_starts")]

    def __str__(self):
        return f"{self.bearer} {self.get_kind_display()}"


class Enrolment(Borne):
    """Somebody takes part although no post says so: they volunteered, or were named."""

    reach_to = ReachToBearers.along("", node="scheme__node", word="rotation.plan")
    desk = "enrolments"

    class How(models.TextChoices):
        VOLUNTEERED = "volunteered", _("自愿报名")
        NAMED = "named", _("指定参加")

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="enrolments", editable=False)
    how = models.CharField(_("怎样参加"), max_length=12, choices=How, default=How.VOLUNTEERED)
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=100, blank=True)

    class Meta(Borne.Meta):
        ordering = ("starts", "pk")
        verbose_name = _("报名或指定")
        constraints = [*Borne.Meta.constraints, in_order("enrolment_ends_after_it_starts")]


class Exemption(Borne):
    """Somebody who would take part is let off for a time: why, and who said so."""

    reach_to = ReachToBearers.along("", node="scheme__node", word="rotation.plan")
    desk = "exemptions"

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="exemptions", editable=False)
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    why = models.CharField(_("原因"), max_length=100)
    granted_by = models.CharField(_("谁同意的"), max_length=60, blank=True, help_text=_("例如：会长办公会"))

    class Meta(Borne.Meta):
        ordering = ("starts", "pk")
        verbose_name = _("免轮")
        constraints = [*Borne.Meta.constraints, in_order("exemption_ends_after_it_starts")]
