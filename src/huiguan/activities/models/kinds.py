from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.fields import PinyinKey
from huiguan.kernel.models import Record
from huiguan.kernel.reach import TENANT_WIDE


class ActivityKind(Record):
    """A kind of gathering in this tenant's words."""

    reach_to = TENANT_WIDE
    desk = "activity_kinds"

    code = models.SlugField(_("代号"), max_length=30)
    name = models.CharField(_("名称"), max_length=20)
    pinyin = PinyinKey(source="name")
    order = models.PositiveSmallIntegerField(_("排序"), default=100)
    is_visit = models.BooleanField(
        _("是走访企业"),
        default=False,
        help_text=_("勾上的，安排时要写明走访哪家，系统先提醒去得多不多、企业方便不方便"),
    )

    class Meta(Record.Meta):
        ordering = ("order", "pinyin")
        verbose_name = _("活动类型")
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="activity_kind_once_a_tenant")]

    def __str__(self):
        return self.name
