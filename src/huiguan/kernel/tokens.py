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
VOWEL = re.compile(r"[aeiouvü]")
CUTS_AT_MOST = 8
INDEXED_AT_MOST = 400  # characters of one field; nobody looks for what stands in the middle of minutes
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
        plain = normalised(word[:INDEXED_AT_MOST])
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
    """All syllables that Han characters of the basic block are read with; not the humming ones (n, m, hng)."""
    block = "".join(map(chr, range(0x4E00, 0x9FA6)))
    rows = pinyin(block, style=Style.NORMAL, heteronym=True)
    return frozenset(syllable for row in rows for syllable in row if VOWEL.search(syllable))


def cut_pinyin(letters: str) -> list[tuple[str, ...]]:
    """The ways to cut ``letters`` into whole syllables (xian: xian, xi an); if there are none, with one unfinished one
    at the end (yunw: yun w); nothing if it cannot be cut so either."""
    return _cuts(letters, unfinished=False) or _cuts(letters, unfinished=True)


def _cuts(letters: str, *, unfinished: bool) -> list[tuple[str, ...]]:
    after: dict[int, list[tuple[str, ...]]] = {len(letters): [()]}  # the ways to cut what follows a place
    for start in reversed(range(len(letters))):
        ends = range(min(len(letters), start + 6), start, -1)
        whole = [end for end in ends if letters[start:end] in _syllables()]
        ways = [(letters[start:end], *rest) for end in whole for rest in after[end]]
        rest = letters[start:]
        if unfinished and any(syllable.startswith(rest) for syllable in _syllables()):
            ways.append((rest,))
        after[start] = ways[:CUTS_AT_MOST]
    return after[0]
