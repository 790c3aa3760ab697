"""A pasted list of names as entries: who, and for which firm. Pure text; what the register knows is asked later."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

APART = re.compile(r"[\n、;；|]+")
INSIDE = re.compile(r"[\s,，]+")
NUMBERED = re.compile(r"^[(（]?\d+[)）.．:：]?\s*")
SHORT = 3  # characters of a name that nobody takes for a firm


@dataclass(frozen=True)
class Entry:
    name: str
    firm: str = ""

    def __str__(self):
        return f"{self.name} {self.firm}".strip()


def words(text: str) -> set[str]:
    """Every piece of the text that may be a name or a firm."""
    return {piece for part in APART.split(text) for piece in _pieces(part)}


def entries(text: str, names: Collection[str] = (), firms: Collection[str] = ()) -> list[Entry]:
    """The people of a list, each once: one a line or with 、 between; after a space or a comma may follow their firm.

    ``names`` and ``firms`` are pieces that the register knows as such. Of any other, a short one is a name; a longer
    one that follows a name is its firm.
    """
    found: list[Entry] = []
    for part in APART.split(text):
        last = None
        for piece in _pieces(part):
            if last and not last.firm and _is_firm(piece, names, firms):
                found[-1] = last = Entry(last.name, piece)
            else:
                last = Entry(piece)
                found.append(last)
    return list(dict.fromkeys(found))


def _pieces(part: str) -> list[str]:
    pieces = [NUMBERED.sub("", piece) for piece in INSIDE.split(_plain(part))]
    return [piece for piece in pieces if piece]


def _plain(text: str) -> str:
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in text if unicodedata.category(c) != "Cf")


def _is_firm(piece: str, names: Collection[str], firms: Collection[str]) -> bool:
    if piece in names or piece in firms:
        return piece not in names
    return len(piece) > SHORT and "·" not in piece
