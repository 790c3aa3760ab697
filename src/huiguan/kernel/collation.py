"""The order in which names are listed: by pinyin, as in a Chinese dictionary, and the same on every database.

A key is a row of signs that any collation orders alike, because it holds only small Latin letters and figures: for each
Han character its syllable, its tone and its code point, so that 李 stands with 李 and all of li before lian. Brackets,
dots and spaces do not count. Keys are compared, never shown.
"""

import re

from pypinyin import Style, pinyin

from huiguan.kernel.tokens import HAN_RUN, normalised

RUN = re.compile(rf"{HAN_RUN.pattern}|[^\W_]")

# Family names that are read otherwise than the same character in other words.
SURNAMES = {
    **{"曾": "zeng1", "单": "shan4", "仇": "qiu2", "解": "xie4", "查": "zha1", "盖": "ge3", "朴": "piao2", "区": "ou1"},
    **{
        "缪": "miao4",
        "召": "shao4",
        "员": "yun4",
        "乐": "yue4",
        "覃": "qin2",
        "翟": "zhai2",
        "任": "ren2",
        "华": "hua4",
    },
    **{"葛": "ge3", "宁": "ning4", "都": "du1", "卜": "bu3", "洗": "xian3", "种": "chong2", "繁": "po2", "秘": "bi4"},
    **{"黑": "he4", "折": "she2", "隗": "wei3", "薄": "bo2", "燕": "yan1", "牟": "mu4", "祭": "zhai4", "句": "gou1"},
    **{"过": "guo1", "能": "nai4", "应": "ying1", "那": "na1", "哈": "ha3", "纪": "ji3"},
}
TWO_SIGN_SURNAMES = {
    "长孙": ("zhang3", "sun1"),
    "宰父": ("zai3", "fu3"),
    "尉迟": ("yu4", "chi2"),
    "万俟": ("mo4", "qi2"),
}


def name_key(name: str) -> str:
    """The key of an organization, a place, a title: read as the words in it suggest."""
    plain = normalised(name)
    return _key(plain, _readings(plain))


def person_key(name: str) -> str:
    """The key of a person: the family name read as a family name (曾 zeng, 单 shan, 仇 qiu)."""
    plain = normalised(name)
    family = TWO_SIGN_SURNAMES.get(plain[:2]) or ((SURNAMES[plain[:1]],) if plain[:1] in SURNAMES else ())
    return _key(plain, [*family, *_readings(plain[len(family) :])])


def _readings(plain: str) -> list[str]:
    """One for each letter, figure or Han character of the text."""
    return [syllable for run in RUN.findall(plain) for syllable in _syllables(run)]


def _syllables(run: str) -> list[str]:
    rows = pinyin(run, style=Style.TONE3, neutral_tone_with_five=True, errors=list)
    return [row[0] for row in rows]


def _key(plain: str, readings: list[str]) -> str:
    signs = [sign for sign in plain if RUN.match(sign)]
    return "".join(_weight(*pair) for pair in zip(signs, readings, strict=True))


def _weight(sign: str, reading: str) -> str:
    if sign.isascii():
        return sign
    known = reading if reading.isascii() else "zz"  # what nobody can read stands last
    return f"{known}{ord(sign):05x}"
