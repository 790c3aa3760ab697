"""How text is cut into the pieces by which it is found again: one way on every database.

A record's words become *searchable text*: one line for each writing (normalised, pinyin run together, initials). From
it come tokens: each Han character and each pair of neighbours; each syllable of the pinyin; pairs of neighbouring
initials; and runs of four letters or figures for codes. A query is cut the same way: a row must hold all the tokens,
and its text must contain the query, which removes what fits by accident.
"""

import re
import unicodedata
from functools import lru_cache

import opencc
from pypinyin import Style, pinyin

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]")
HAN_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]+")
ASCII_RUN = re.compile(r"[a-z0-9]+")
READINGS_AT_MOST = 8  # of a name with several characters that are read in more than one way


@lru_cache
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def normalised(text: str) -> str:
    """Half width, lower case, Simplified, without spaces: two writings of one name become equal."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(_to_simplified().convert(folded).split())


def readings(text: str) -> list[tuple[str, ...]]:
    """The ways of reading the Han characters of ``text``, each a row of syllables.

    First the one that the words suggest, then those in which one character is read otherwise (单县: dan, shan).
    """
    usual = [row[0] for row in pinyin(text, style=Style.NORMAL, errors="ignore")]
    found = [tuple(usual)]
    for place, others in enumerate(pinyin(list(text), style=Style.NORMAL, heteronym=True, errors="ignore")):
        for other in others[:3]:
            if other != usual[place] and len(found) < READINGS_AT_MOST:
                found.append((*usual[:place], other, *usual[place + 1 :]))
    return found if usual else []


def searchable(words: list[str]) -> str:
    """The lines of an entry: ``=`` the text itself, ``p`` its syllables, ``i`` its initials."""
    lines: dict[str, None] = {}
    for word in words:
        plain = normalised(word)
        lines[f"={plain}"] = None
        for run in HAN_RUN.findall(plain):
            for reading in readings(run):
                lines["p" + " ".join(reading)] = None
                lines["i" + "".join(syllable[0] for syllable in reading)] = None
    return "\n".join(lines)


def tokens(text: str) -> set[str]:
    """Every token of an entry's text."""
    found: set[str] = set()
    for line in text.split("\n"):
        kind, rest = line[:1], line[1:]
        if kind == "=":
            for run in HAN_RUN.findall(rest):
                found.update(run)
                found.update(_runs(run, 2))
            for run in ASCII_RUN.findall(rest):
                found.update(f"a{gram}" for gram in _runs(run, 4) | {run[:4]})
        elif kind == "p":
            found.update(f"p{syllable}" for syllable in rest.split(" "))
        elif kind == "i":
            found.update(f"i{gram}" for gram in _runs(rest, 2))
    return found


def _runs(text: str, length: int) -> set[str]:
    return {text[i : i + length] for i in range(len(text) - length + 1)}


@lru_cache
def _syllables() -> frozenset[str]:
    """All syllables that Han characters of the basic block are read with."""
    block = "".join(map(chr, range(0x4E00, 0x9FA6)))
    return frozenset(syllable for row in pinyin(block, style=Style.NORMAL, heteronym=True) for syllable in row)


def cut_pinyin(letters: str) -> tuple[str, ...]:
    """``letters`` as whole syllables and at most one unfinished one at the end; nothing if it cannot be cut so."""

    def cut(start: int) -> tuple[str, ...] | None:
        if start == len(letters):
            return ()
        for end in range(min(len(letters), start + 6), start, -1):
            if letters[start:end] in _syllables() and (rest := cut(end)) is not None:
                return (letters[start:end], *rest)
        unfinished = letters[start:]
        return (unfinished,) if any(s.startswith(unfinished) for s in _syllables()) else None

    return cut(0) or ()
