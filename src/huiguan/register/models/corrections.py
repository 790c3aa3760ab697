from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.fields import EncryptedTextField
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.register.models.organizations import Contact, Organization


class CorrectionState(models.TextChoices):
    PROPOSED = "proposed", _("待核对")
    TAKEN_OVER = "taken_over", _("已更新档案")
    REFUSED = "refused", _("未采用")
    WITHDRAWN = "withdrawn", _("已撤回")


class Correction(Record):
    """What a firm says should stand in its own file or of one of its contacts; nothing changes until it is taken over.

    ``proposed`` holds only what is to become different. With a name in it, it is about a contact: ``contact``, or a
    new one.
    """

    reach_to = ReachTo("register.contacts", node="organization__node", subjects=("organization",))
    desk = "corrections"

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="corrections", verbose_name=_("组织"))
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, related_name="+", verbose_name=_("联系人"))
    proposed = models.JSONField(_("提出的内容"), default=dict, editable=False)
    phone = EncryptedTextField(_("电话"), blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    state = models.CharField(
        _("状态"), max_length=12, choices=CorrectionState, default=CorrectionState.PROPOSED, editable=False
    )

    class Meta(Record.Meta):
        ordering = ("-pk",)
        verbose_name = _("档案更正")
        verbose_name_plural = _("档案更正")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=CorrectionState.values), name="correction_state_known")
        ]

    def __str__(self):
        if self.is_of_a_contact:
            return _now("%(organization)s · 联系人%(name)s") % {
                "organization": self.organization,
                "name": self.contact or self.proposed["name"],
            }
        return _now("%(organization)s · 登记信息") % {"organization": self.organization}

    @property
    def is_of_a_contact(self) -> bool:
        return "name" in self.proposed
