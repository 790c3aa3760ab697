from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.fields import EncryptedTextField, PersonKey, masked
from huiguan.kernel.models import NodeRecord
from huiguan.register.models.organizations import ReachToMembers


class ReachToHolders(ReachToMembers):
    """Beside the people of its members, a node's reach takes in whoever holds an office there today."""

    def q(self, model, scope):
        found = super().q(model, scope)
        if scope.whole or not (scope.here or scope.below):
            return found
        today = clock.today()
        held = models.Q(offices__starts__lte=today) & (
            models.Q(offices__ends=None) | models.Q(offices__ends__gte=today)
        )
        holders = model._base_manager.filter(scope.nodes("offices__node"), held)
        return found | models.Q(pk__in=holders.values("pk"))


class Person(NodeRecord):
    """A human being in the register. A login is a user; what somebody is, is said by offices."""

    reach_to = ReachToHolders("register.people", node="node", subjects=("organization",))
    searched = ("name",)
    picked_with = ("organization", "node")
    desk = "people"

    class Sex(models.TextChoices):
        FEMALE = "f", _("女")
        MALE = "m", _("男")

    name = models.CharField(_("姓名"), max_length=40)
    pinyin = PersonKey(source="name")
    sex = models.CharField(_("性别"), max_length=1, blank=True, choices=Sex)
    born = models.PositiveSmallIntegerField(_("出生年份"), null=True, blank=True)
    education = models.CharField(_("学历"), max_length=20, blank=True)
    organization = models.ForeignKey(
        "register.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("所在单位"),
    )
    phone = EncryptedTextField(_("手机号"), blank=True)
    id_number = EncryptedTextField(_("身份证号"), blank=True)
    note = models.TextField(_("备注"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="person"
    )

    class Meta(NodeRecord.Meta):
        ordering = ("pinyin", "pk")
        verbose_name = _("人员")
        indexes = [models.Index(fields=["tenant", "pinyin", "id"])]

    def __str__(self):
        return self.name

    @property
    def picked_note(self) -> str:
        return str(self.organization or self.node)

    @property
    def masked_phone(self) -> str:
        return masked(self.phone)

    @property
    def masked_id_number(self) -> str:
        return masked(self.id_number, head=6, tail=2)
