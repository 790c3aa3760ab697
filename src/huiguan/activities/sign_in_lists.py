"""A sign-in list as it lies on the table: which column is what, by its heading or its place, and who stands in it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from huiguan.activities.models import Participation
from huiguan.activities.recognizing import tidy

HEADINGS = {
    "name": ("姓名", "参加人员", "参会人员", "参会人", "签到人", "人员", "名字", "与会人员"),
    "firm": ("单位", "工作单位", "单位名称", "企业", "企业名称", "公司", "公司名称", "所在单位", "代表单位", "商会"),
    "post": ("职务", "职位", "岗位", "职务职称", "单位职务"),
    "role": ("身份", "参会身份", "角色"),
}
BESIDE = (
    "序号",
    "编号",
    "no",
    "电话",
    "手机",
    "手机号",
    "手机号码",
    "联系电话",
    "联系方式",
    "签字",
    "签名",
    "签到",
    "备注",
)
BESIDE += ("性别", "时间", "签到时间", "日期", "房间号", "座位", "座次", "身份证号")
FIRST_LINES = 10  # among which the headings stand, below a title
BY_PLACE = ("name", "firm", "post", "role")
NUMBER = re.compile(r"[\d\s.()（）、+-]*")
SIGNS = re.compile(r"[\s:：*＊()（）/／]")


@dataclass(frozen=True)
class Line:
    """One person of a list, as written."""

    name: str
    firm: str = ""
    post: str = ""
    role: str = Participation.Role.ATTENDEE


def lines(table: Sequence[Sequence[str]]) -> list[Line]:
    """The people of a table in their order, each once; rows without a name (titles, sums) are none."""
    start, places = _columns(table)
    found = [_line(row, places) for row in table[start:]]
    return list(dict.fromkeys(line for line in found if line))


def table_of(text: str) -> list[list[str]]:
    """What was pasted from a spreadsheet."""
    return [[cell.strip() for cell in row.split("\t")] for row in text.splitlines() if row.strip()]


def as_text(found: Sequence[Line]) -> str:
    """The same list to be sent on with a form; what is pasted from it reads the same again."""
    plain = Line("")  # what nobody of the list has is no column; two there must be, or it would be no table
    others = [part for part in BY_PLACE[2:] if any(getattr(line, part) != getattr(plain, part) for line in found)]
    parts = [*BY_PLACE[:2], *others]
    written = [{"name": line.name, "firm": line.firm, "post": line.post, "role": _roles()[line.role]} for line in found]
    rows = [[line[part] for part in parts] for line in written]
    return "\n".join("\t".join(row) for row in ([HEADINGS[part][0] for part in parts], *rows))


def _roles() -> dict[str, str]:
    """As they are written on lists, whatever language the reader has."""
    with translation.override(settings.LANGUAGE_CODE):
        return {code: str(label) for code, label in Participation.Role.choices}


def is_heading(cell: str) -> bool:
    return bool(_head(cell))


def _columns(table: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Where the people begin, and in which column each part of a line stands."""
    for number, row in enumerate(table[:FIRST_LINES]):
        heads = [_head(cell) for cell in row]
        if "name" in heads:
            return number + 1, {part: heads.index(part) for part in BY_PLACE if part in heads}
    return 0, dict(zip(BY_PLACE, _columns_of_words(table), strict=False))


def _head(cell: str) -> str:
    word = SIGNS.sub("", unicodedata.normalize("NFKC", cell)).casefold()
    return next((part for part, names in HEADINGS.items() if word in names), "beside" if word in BESIDE else "")


def _columns_of_words(table: Sequence[Sequence[str]]) -> list[int]:
    """Those that hold more than numbers of rows or of telephones, or nothing at all."""
    found: set[int] = set()
    for row in table:
        for column, cell in enumerate(row):
            if column not in found and not NUMBER.fullmatch(unicodedata.normalize("NFKC", cell)):
                found.add(column)
    return sorted(found)


def _line(row: Sequence[str], places: dict[str, int]) -> Line | None:
    said = {part: tidy(row[place]) for part, place in places.items() if place < len(row)}
    name = said.get("name", "")
    if not name or NUMBER.fullmatch(name) or _head(name) == "name":
        return None
    role = next((code for code, label in _roles().items() if label == said.get("role")), None)
    return Line(name, said.get("firm", ""), said.get("post", ""), role or Participation.Role.ATTENDEE)
