from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.fields import PinyinKey


class Region(models.Model):
    """A place as one code system names it at one time. Two systems may swap codes, so join on code and name."""

    system = models.CharField(_("代码体系"), max_length=20)
    code = models.CharField(_("代码"), max_length=12)
    name = models.CharField(_("名称"), max_length=60)
    pinyin = PinyinKey(source="name")
    level = models.CharField(_("层级"), max_length=12)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("行政区划")
        constraints = [models.UniqueConstraint(fields=["system", "code", "name"], name="region_once_a_system")]

    def __str__(self):
        return self.name
