"""Spreadsheets out: the rows of a list, exactly as they are shown."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.http import content_disposition_header

FIRST_YEAR = 1900  # a spreadsheet has no days before it
LONGEST_CELL = 32_767
EXACT = 10**15  # a spreadsheet keeps no more figures of a number
NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")
A4 = 9  # as the format of spreadsheets counts sizes of paper
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(title: str, heads: list[str], rows: Iterable[list[Any]], totals: list[Any] | None = None) -> bytes:
    """An .xlsx file of one sheet: a bold head that stays in view, then the rows, then their totals in bold; text is
    never read as a formula. On paper it lies across A4, as wide as the page, with its head on each."""
    buffer = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, {**options, "default_date_format": "yyyy-mm-dd", "remove_timezone": True}) as book:
        sheet = book.add_worksheet(NOT_IN_A_TITLE.sub(" ", title)[:31].strip("'"))
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        summed = book.add_format({"bold": True, "top": 1, "text_wrap": True})
        sheet.set_column(0, max(len(heads) - 1, 0), 18)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for column, head in enumerate(heads):
            sheet.write(0, column, head, bold)
        last = 0
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                sheet.write(number, column, (cell := _cell(value)), wrapped if isinstance(cell, str) else None)
            last = number
        for column, value in enumerate(totals or []):
            sheet.write(last + 1, column, _cell(value), summed)
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    if hasattr(value, "tzinfo") and value.tzinfo:
        value = timezone.localtime(value)
    if hasattr(value, "year"):
        return value if value.year >= FIRST_YEAR else value.isoformat(*([" "] if hasattr(value, "hour") else []))
    if value is None or (isinstance(value, int | float) and abs(value) <= EXACT):
        return value
    text = force_str(value)
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def download(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, f"{name}.xlsx")
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})
