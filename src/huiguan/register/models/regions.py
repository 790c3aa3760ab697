from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.fields import PinyinKey

BELOW = {  # level: the level below it, its digits, and how many of them are its parent's
    "province": ("prefecture", 6, 2),
    "prefecture": ("county", 6, 4),
    "county": ("township", 9, 6),
    "township": ("village", 12, 9),
}


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
    is_own = models.BooleanField(_("自己添加"), default=False, editable=False)

    class Meta:
        ordering = ("code",)
        verbose_name = _("行政区划")
        constraints = [models.UniqueConstraint(fields=["system", "code", "name"], name="region_once_a_system")]

    def __str__(self):
        return self.name

    def why_not_below(self, code: str) -> str:
        """What is wrong with a code for a place directly below this one; nothing if it fits."""
        if self.level not in BELOW:
            return _now("“%(place)s”下面不能再分") % {"place": self}
        _level, digits, kept = BELOW[self.level]
        if not (code.isascii() and code.isdecimal() and len(code) == digits):
            return _now("“%(place)s”下面的代码是 %(n)s 位数字") % {"place": self, "n": digits}
        if not code.startswith(self.code[:kept]):
            return _now("“%(place)s”下面的代码以 %(code)s 开头") % {"place": self, "code": self.code[:kept]}
        return ""
