"""A pasted list of names as entries: who, and for which firm. Pure text; what the register knows is asked later."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

APART = re.compile(r"[\n、;；|]+")
COMMAS = re.compile(r"[,，]+")
BRACKETED = re.compile(r"^(\w{2,4}|\w+·\w+)[(（](.+)[)）]$")  # 王某（金穗食品）
NUMBERED = re.compile(r"^[(（]?\d+[)）.．:：]?\s*")
SHORT = 3  # characters of a name that nobody takes for a firm by itself


@dataclass(frozen=True)
class Entry:
    name: str
    firm: str = ""

    def __str__(self):
        return f"{self.name} {self.firm}".strip()


def words(text: str) -> set[str]:
    """Every piece of the text that may be a name or a firm."""
    return {piece for part in APART.split(text) for group in _groups(part) for piece in group}


def entries(text: str, names: Collection[str] = (), firms: Collection[str] = ()) -> list[Entry]:
    """The people of a list as often as they stand in it: one a line or with 、 between, each perhaps with a firm.

    ``names`` and ``firms`` are pieces that the register knows as such. Of any other, what stands alone behind a name
    and a space is its firm; in a longer row, or after a comma, a short piece is one more name.
    """
    found: list[Entry] = []
    for part in APART.split(text):
        last = None
        for group in _groups(part):
            for place, piece in enumerate(group):
                alone = len(group) == 2 and place == 1
                if last and not last.firm and _is_firm(piece, names, firms, alone=alone):
                    found[-1] = last = Entry(last.name, piece)
                else:
                    last = Entry(piece)
                    found.append(last)
    return found


def _groups(part: str) -> list[list[str]]:
    """The words between two commas."""
    groups = [[NUMBERED.sub("", piece) for piece in group.split()] for group in COMMAS.split(_plain(part))]
    return [[piece for whole in group for piece in _pieces(whole) if piece] for group in groups]


def _pieces(whole: str) -> tuple[str, ...]:
    """A name and the firm in brackets behind it are two."""
    found = BRACKETED.match(whole)
    return found.groups() if found else (whole,)


def _plain(text: str) -> str:
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in text if unicodedata.category(c) != "Cf")


def _is_firm(piece: str, names: Collection[str], firms: Collection[str], *, alone: bool) -> bool:
    if piece in names or piece in firms:
        return piece not in names
    return (alone or len(piece) > SHORT) and "·" not in piece
