"""Countries and regions by their codes (ISO 3166-1 alpha-2), with their names in the languages of the house.

The names come from django-countries. Those that it lacks in Chinese, or gives otherwise than documents here do, are
our own.
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
    "BS": _("巴哈马"),
    "FK": _("福克兰群岛（马尔维纳斯）"),
    "MK": _("北马其顿"),
    "NR": _("瑙鲁"),
    "SZ": _("斯威士兰"),
    "TR": _("土耳其"),
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
