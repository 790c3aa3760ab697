"""An organization's name as a key for matching and search: what differs only in writing becomes the same string.

A key is compared, never shown or stored instead of the name: on documents the registered name stands as registered.
"""

import unicodedata
from functools import cache

from opencc import OpenCC

# What a body is, which many names end in; what comes before tells one from another.
COMMON_ENDINGS = (
    *(
        "商会",
        "总商会",
        "工商业联合会",
        "工商联",
        "联合会",
        "联谊会",
        "促进会",
        "研究会",
        "协会",
        "总会",
        "行业",
        "产业",
    ),
    *("人民政府", "政府", "办事处", "分局", "局", "大学", "学院", "中学", "小学", "学校", "医院", "银行", "支行"),
)

_SIGNS = str.maketrans("〔〕[]【】{}《》〈〉「」『』・•‧", "()()()()()()()()···")


def matching_key(name: str) -> str:
    """Half width, simplified, lower case, one kind of bracket and middle dot, no spaces or invisible characters."""
    plain = unicodedata.normalize("NFKC", name).translate(_SIGNS)
    visible = "".join(c for c in plain if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))
    simplified: str = _to_simplified().convert(visible)
    return simplified.casefold()


@cache
def _to_simplified() -> OpenCC:
    """Loading the dictionaries takes far longer than using them."""
    return OpenCC("t2s")
