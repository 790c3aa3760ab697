from django.db import models
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.fields import PinyinKey
from huiguan.kernel.search import shortened
from huiguan.kernel.tokens import cut_pinyin, normalised

BELOW = {  # level: the level below it, its digits, and how many of them are its parent's
    "province": ("prefecture", 6, 2),
    "prefecture": ("county", 6, 4),
    "county": ("township", 9, 6),
    "township": ("village", 12, 9),
}


READ = "[1-5][0-9a-f]{5}"  # in a pinyin key, what follows the letters of each character: its tone and its number


class Region(models.Model):
    """A place as one code system names it at one time. Two systems may swap codes, so join on code and name."""

    picked_with = ("parent",)

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

    @property
    def picked_note(self) -> str:
        return " · ".join(filter(None, [str(self.parent or ""), self.code]))

    @staticmethod
    def picked_from(rows: QuerySet["Region"], text: str) -> QuerySet["Region"]:
        """Those of which every word is found in the name, in that of the place above, or begins the code. These rows
        are shared by all tenants, so they are not among the words by which a tenant's records are found."""
        words = shortened(text).split()
        for word in map(normalised, words):
            rows = rows.filter(
                Q(name__contains=word) | Q(parent__name__contains=word) | Q(code__startswith=word) | _spelt(word)
            )
        whole = "".join(map(normalised, words))
        rank = Case(When(name=whole, then=Value(0)), When(name__startswith=whole, then=Value(1)), default=Value(2))
        return rows.order_by(rank, *rows.query.order_by, "pk")

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


def _spelt(word: str) -> Q:
    """Places whose name has these letters as its pinyin or its initials, from the beginning of a character on."""
    if not (word.isascii() and word.isalpha()):
        return Q(pk__in=())
    spellings = [READ.join(cut) for cut in cut_pinyin(word)]
    initials = READ.join(f"{letter}[a-z]*" for letter in word)
    return Q(*(("pinyin__regex", f"(^|{READ}){one}") for one in (*spellings, initials)), _connector=Q.OR)
