"""The two characters that stand for a name, and the hue of their tile."""

import re
from functools import lru_cache
from zlib import crc32

from huiguan.kernel.rooms import rooms

HUES = ("jade", "gold", "sky", "violet")  # red is the brand's alone, slate says "nothing in particular"

_PROVINCES = re.findall(
    r"\w+",
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 "
    "贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门",
)
_PLACES = sorted(["中国", "全国", "临沂", "郯城", *_PROVINCES], key=len, reverse=True)
_REMARK = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
_BRACKETS = re.compile(r"[（(\[【）)\]】]")
_QUOTES = re.compile("[“”‘’「」『』《》〈〉\"']")
_YEAR = re.compile(r"^(?:19|20)\d\d年度?(?=.)")
_NAMED_PLACE = rf"(?:{'|'.join(_PLACES)})(?:省|市|县|自治区|特别行政区|街道)?"
# 李庄镇 is a place; 润达乡镇供水, 恒利市政, 永辉超市 and 天成城乡 only look like one
_OTHER_PLACE = r"[一-鿿]{2,3}?(?<![乡城都集超门夜])(?:省|市|县|区|镇|乡|街道)(?![镇乡村区县市政场域块])"
_PLACE = re.compile(rf"^(?:{_NAMED_PLACE}|{_OTHER_PLACE})")
_HEAD = re.compile(r"^(?:县委(?!员)|县(?![委域城]))(?=..)")  # a short name that leaves out which county: 县教育局
_RANKED = re.compile(r"..(?:省|市|县|区|镇|乡|街道)$")
_LEGAL_FORMS = (
    *("股份有限公司", "有限责任公司", "有限公司", "集团公司", "公司", "集团", "有限合伙", "合伙企业", "个体工商户"),
    *("专业合作社", "合作社", "总厂", "工厂", "厂", "商行", "经营部"),
)
_LATIN = re.compile(r"[A-Za-z0-9]+")


def beginning(title: object) -> str:
    """银杏 for 2019年银杏节, 归雁 for “归雁行”活动: titles that differ by their years alone begin behind them."""
    return _plain(title)[:2]


def monogram(name: object) -> str:
    """泰源 for 郯城泰源服饰有限公司（示例）: what is left when places, legal forms, remarks and common words are gone.

    If nothing is left but places, the one that tells it from others: 上海 of 上海郯城, 马头 of 郯城县马头镇.
    """
    core = _plain(_REMARK.sub("", str(name))) or _plain(_BRACKETS.sub("", str(name)))  # （隐名诉求） is all remark
    rest = _without_endings(core)
    if head := _HEAD.match(rest):
        rest = rest[head.end() :]
    places: list[str] = []
    while (found := _PLACE.match(rest)) and len(rest) - found.end() != 1:
        places.append(found.group())
        rest = rest[found.end() :]
    if not rest and places:
        rest = places[-1] if _RANKED.search(places[-1]) else places[0]
    words = _LATIN.findall(rest)
    if words and words[0] == rest[: len(words[0])]:
        return ("".join(word[0] for word in words[:2]) if len(words) > 1 else words[0][:2]).upper()
    return (rest or core)[:2]


def _plain(title: object) -> str:
    """Without quotation marks and without a year in front."""
    return _YEAR.sub("", _QUOTES.sub("", str(title)).strip()).strip()


def core_of(name: object) -> str:
    """临沂盛林木业 for 临沂盛林木业有限公司（示例）: without remarks, legal forms and common words."""
    return _without_endings(_plain(_REMARK.sub("", str(name))))


def given_name(name: object) -> str:
    """晓萌 for 程晓萌（示例）; the initials of a name that is not Chinese."""
    core = _REMARK.sub("", str(name)).strip()
    return monogram(core) if _LATIN.match(core) else core[-2:]


def _without_endings(name: str) -> str:
    """As long as two characters remain."""
    while (ending := _endings().search(name)) and ending.start() >= 2:
        name = name[: ending.start()]
    return name


@lru_cache
def _endings() -> re.Pattern[str]:
    """Legal forms, and what the rooms say that many names end in."""
    common = [word for room in rooms() for word in room.common_endings]
    return re.compile(rf"(?:{'|'.join([*_LEGAL_FORMS, *common])})$")


def hue(key: object) -> str:
    """The same thing has the same hue on every page and after every restart (hash() would not)."""
    return HUES[crc32(str(key).encode()) % len(HUES)]
