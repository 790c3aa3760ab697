"""A pasted list of names as entries: who, and for which firm. Pure text; what the register knows is asked later."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from huiguan.activities.names import SEX, apart

APART = re.compile(r"[\n、;；|]+")
COMMAS = re.compile(r"[,，]+")
SEX_BEFORE_FIRM = re.compile(SEX.pattern + r"(?=[(（])")
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
    return {
        piece for part in APART.split(text) for group in _groups(part) for whole in group for piece in _pieces(whole)
    }


def wholes(text: str) -> set[str]:
    """What has something in brackets, and may be one name with all that stands there."""
    found = {whole for part in APART.split(text) for group in _groups(part) for whole in group}
    return {whole for whole in found if len(_pieces(whole)) > 1}


def entries(text: str, names: Collection[str] = (), firms: Collection[str] = ()) -> list[Entry]:
    """The people of a list as often as they stand in it: one a line or with 、 between, each perhaps with a firm.

    ``names`` and ``firms`` are pieces that the register knows as such. Of any other, what stands alone behind a name
    and a space is its firm; in a longer row, or after a comma, a short piece is one more name.
    """
    found: list[Entry] = []
    for part in APART.split(text):
        last = None
        for group in _groups(part):
            if _is_one(group, names, firms):
                found.append(Entry(*group))
                last = found[-1]
                continue
            for place, whole in enumerate(group):
                piece, *behind = [whole] if whole in names or whole in firms else _pieces(whole)
                alone = len(group) == 2 and place == 1
                if behind:
                    found.append(Entry(piece, *behind))
                    last = found[-1]
                elif last and not last.firm and _is_firm(piece, names, firms, alone=alone):
                    found[-1] = last = Entry(last.name, piece)
                else:
                    last = Entry(piece)
                    found.append(last)
    return found


def _groups(part: str) -> list[list[str]]:
    """What stands between two commas, without spaces."""
    groups = [[NUMBERED.sub("", piece) for piece in group.split()] for group in COMMAS.split(_plain(part))]
    return [[whole for whole in group if whole] for group in groups]


def _pieces(whole: str) -> tuple[str, ...]:
    """A name and the firm in brackets behind it are two."""
    return tuple(filter(None, apart(whole)))


def _is_one(group: list[str], names: Collection[str], firms: Collection[str]) -> bool:
    """Whether a name and its firm stand there, one or both with brackets of their own: 企业代表（示例） 盛林木业."""
    if len(group) != 2 or group[1] in names:
        return False
    (_name, behind), (called, note) = apart(group[0]), apart(group[1])
    if group[1] in firms:
        return bool(behind or note)
    return bool(behind or note) and behind not in firms and (not note or len(called) > SHORT)


def _plain(text: str) -> str:
    text = "".join(" " if unicodedata.category(c) == "Zs" else c for c in text if unicodedata.category(c) != "Cf")
    return SEX.sub(" ", SEX_BEFORE_FIRM.sub("", text))


def _is_firm(piece: str, names: Collection[str], firms: Collection[str], *, alone: bool) -> bool:
    if piece in names or piece in firms:
        return piece not in names
    return (alone or len(piece) > SHORT) and "·" not in piece
