"""An organization's name as a key for matching and search: what differs only in writing becomes the same string.

A key is compared, never shown or stored instead of the name: on documents the registered name stands as registered.
"""

import unicodedata
from functools import cache

from opencc import OpenCC

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
