"""Countries and regions by their codes (ISO 3166-1 alpha-2), with their names in the languages of the house.

The names come from django-countries. Those that it lacks in Chinese, mistakes for another country or misspells there,
or gives otherwise than documents here do, are our own.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from huiguan.kernel import collation

HERE = "CN"
ALSO_CHINA = ("HK", "MO", "TW")  # one crosses a border to go there, and is in no other country
NAMES = {
    "HK": _("中国香港"),
    "MO": _("中国澳门"),
    "TW": _("中国台湾"),
    "AS": _("美属萨摩亚"),
    "AW": _("阿鲁巴"),
    "BA": _("波斯尼亚和黑塞哥维那"),
    "BL": _("圣巴泰勒米"),
    "BS": _("巴哈马"),
    "BW": _("博茨瓦纳"),
    "CC": _("科科斯（基林）群岛"),
    "CD": _("刚果（金）"),
    "CG": _("刚果（布）"),
    "DM": _("多米尼克"),
    "FK": _("福克兰群岛（马尔维纳斯）"),
    "GF": _("法属圭亚那"),
    "GG": _("根西岛"),
    "GL": _("格陵兰"),
    "GP": _("瓜德罗普"),
    "KG": _("吉尔吉斯斯坦"),
    "KM": _("科摩罗"),
    "LR": _("利比里亚"),
    "MK": _("北马其顿"),
    "ML": _("马里"),
    "MP": _("北马里亚纳群岛"),
    "MQ": _("马提尼克"),
    "NP": _("尼泊尔"),
    "NR": _("瑙鲁"),
    "PN": _("皮特凯恩群岛"),
    "RE": _("留尼汪"),
    "SJ": _("斯瓦尔巴和扬马延"),
    "SR": _("苏里南"),
    "SZ": _("斯威士兰"),
    "TJ": _("塔吉克斯坦"),
    "TK": _("托克劳"),
    "TR": _("土耳其"),
    "TT": _("特立尼达和多巴哥"),
    "UM": _("美国本土外小岛屿"),
    "WF": _("瓦利斯和富图纳"),
    "WS": _("萨摩亚"),
}


def name_of(code: str) -> str:
    """In the reader's language; the code itself of what is no country."""
    return str(NAMES.get(code) or countries.name(code) or code)


def choices() -> list[tuple[str, str]]:
    """All of them by name, ours first."""
    return list(_choices(get_language() or ""))


def among(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Those of the codes, in the order of ``choices``."""
    wanted = set(codes)
    return [(code, name) for code, name in choices() if code in wanted]


@lru_cache
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    named = [(code, name_of(code)) for code in countries.countries]
    named.sort(key=lambda one: collation.name_key(one[1]))
    return tuple(sorted(named, key=lambda one: one[0] != HERE))
