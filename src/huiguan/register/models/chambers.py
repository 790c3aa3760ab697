from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.fields import PinyinKey
from huiguan.kernel.models import Record
from huiguan.kernel.reach import TENANT_WIDE, ReachTo
from huiguan.register.models.organizations import Organization


class Registration(models.TextChoices):
    REGISTERED = "registered", _("民政登记")
    FILED = "filed", _("备案")
    BRANCH = "branch", _("分支机构")
    UNREGISTERED = "unregistered", _("未登记")


class ChamberType(Record):
    """A kind of chamber in this tenant's words; one chamber may be of several."""

    reach_to = TENANT_WIDE
    desk = "chamber_types"

    code = models.SlugField(_("代号"), max_length=20)
    name = models.CharField(_("名称"), max_length=20)
    pinyin = PinyinKey(source="name")

    class Meta(Record.Meta):
        ordering = ("code",)
        verbose_name = _("商会类型")
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="chamber_type_once_a_tenant")]

    def __str__(self):
        return self.name


class Chamber(Record):
    """What a chamber has beyond any organization: its types, and three bodies that are never the same thing."""

    reach_to = ReachTo("register.view", node="organization__node", subjects=("organization",))
    desk = "chambers"

    organization = models.OneToOneField(Organization, models.CASCADE, related_name="chamber", editable=False)
    types = models.ManyToManyField(ChamberType, blank=True, verbose_name=_("商会类型"), related_name="chambers")
    registration = models.CharField(_("登记状态"), max_length=12, blank=True, choices=Registration)
    registrar = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登记管理机关")
    )
    supervising = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("业务主管单位")
    )
    contact = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("联系单位")
    )
    city = models.ForeignKey(
        "register.Region",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("所在城市"),
        help_text=_("异地商会填写"),
    )

    class Meta(Record.Meta):
        verbose_name = _("商会资料")

    def __str__(self):
        return str(self.organization)
