"""A sign-in list that was kept as a spreadsheet: its first sheet as rows of text, or why it cannot be read.

ECMA-376 (xlsx), and text with commas or tabs in UTF-8, UTF-16 or GB 18030. A book is measured before it is given to the
reader; the older kinds (MS-XLS in MS-CFB, OpenDocument) cannot be, and are refused.
"""

import csv
import zlib
from io import BytesIO
from typing import Any, BinaryIO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from python_calamine import CalamineError, PasswordError, load_workbook

from huiguan.activities.sheet_sizes import LONGEST, WIDEST, NoBook, TooLarge, measured
from huiguan.kernel.filetypes import COMPOUND, ending
from huiguan.kernel.typed import CONTROL

KINDS = ("xlsx", "csv")
MOST_BYTES = 5 * 2**20
MOST_ROWS = 500  # people of one list, and nobody reads a preview of more
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DELIMITERS = ("\t", ",", ";", "，", "；")
BROKEN = (
    BadZipFile,
    CalamineError,
    ExpatError,
    OSError,
    ValueError,
    RuntimeError,
    EOFError,
    KeyError,
    IndexError,
    zlib.error,
)


class Unreadable(Exception):
    """The text says why, and what helps."""


def read(file: BinaryIO, name: str) -> list[list[str]]:
    kind = ending(name)
    if kind not in (*KINDS, "xls"):
        raise Unreadable(_("请上传 .xlsx 或 .csv 表格；照片和 Word、PDF 请把名单复制出来，贴在下面"))
    content = file.read(MOST_BYTES + 1)
    if not content:
        raise Unreadable(_("这个文件是空的"))
    if len(content) > MOST_BYTES:
        raise Unreadable(_("这个文件超过 %(most)s，不像签到名单") % {"most": filesizeformat(MOST_BYTES)})
    rows = _text_rows(content) if kind == "csv" else _sheet_rows(content)
    rows = [row for row in rows if any(row)]
    if not rows:
        raise Unreadable(_("第一张表里没有内容；名单要放在第一张表"))
    return rows


def _sheet_rows(content: bytes) -> list[list[str]]:
    if content.startswith(COMPOUND):
        raise Unreadable(_locked() if ENCRYPTED in content else _old())
    if not content.startswith(b"PK"):
        raise Unreadable(_no_book())
    try:
        sheet = load_workbook(BytesIO(measured(content))).get_sheet_by_index(0)
        return [[_cell(value) for value in row] for row in sheet.to_python()]
    except TooLarge:
        raise Unreadable(too_large()) from None
    except NoBook:
        raise Unreadable(_no_book()) from None
    except PasswordError:
        raise Unreadable(_locked()) from None
    except BROKEN:
        raise Unreadable(_broken()) from None
    except BaseException as problem:  # how the reader ends on what nobody foresaw is no Exception
        if type(problem).__name__ != "PanicException":
            raise
        raise Unreadable(_broken()) from None


def _locked() -> str:
    return _("这个文件加了密码，请先去掉密码，另存一份再传")


def _broken() -> str:
    return _("打不开：文件可能坏了。请在 Excel 或 WPS 里打开，另存为 .xlsx 再传")


def _old() -> str:
    return _("这里不收旧的 .xls 表格。请在 Excel 或 WPS 里打开，另存为 .xlsx 再传")


def _no_book() -> str:
    return _("打不开：里面不是 Excel 表格。请在 Excel 或 WPS 里打开，另存为 .xlsx 再传")


def too_large() -> str:
    return _("这张表太大，不像签到名单；请只留下名单，一次最多 %(n)s 行") % {"n": MOST_ROWS}


def _text_rows(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    rows = []
    try:
        for row in csv.reader(text.splitlines(), delimiter=delimiter):
            if len(rows) == LONGEST or len(row) > WIDEST:
                raise Unreadable(too_large())
            rows.append([_cell(value) for value in row])
    except csv.Error:
        raise Unreadable(_("打不开：里面不是文字表格。请在 Excel 或 WPS 里另存为 .xlsx 再传")) from None
    return rows


def _decoded(content: bytes) -> str:
    """Excel writes GB 18030 on Chinese machines, and UTF-8 or UTF-16 with a mark where it is told to."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            return text
    raise Unreadable(_("读不出文字：里面不是文字表格，或者编码不对。请在 Excel 或 WPS 里另存为 .xlsx 再传"))


def _cell(value: Any) -> str:
    """A number of a list is whole, whatever the spreadsheet makes of it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(CONTROL.sub("", str(value)).split())
