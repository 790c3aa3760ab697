"""Documents out: a plain paper in Word's format, with the page and the faces that Chinese offices expect.

Page, margins, sizes and faces follow GB/T 9704-2012 (format of official documents of party and government bodies): A4,
margins of 37, 35, 28 and 26 mm, text of 16 pt in FangSong with lines of 28.95 pt. A face is named, not embedded: the
machine that opens the paper has it, or shows another one.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from huiguan.kernel.typed import plain

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT, TITLE, HEAD = ("仿宋_GB2312", 16), ("方正小标宋简体", 22), ("黑体", 16)
LATIN = "Times New Roman"
CELL = 12


class Paper:
    """A title, then headings, paragraphs, numbered lines and tables, one after the other; who issues it at the end."""

    def __init__(self, title: Any, subtitle: Any = ""):
        self.document = Document()
        self.document.core_properties.title = plain(str(title))
        self.document.core_properties.author = ""
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
        self._line(title, TITLE, align=WD_ALIGN_PARAGRAPH.CENTER)
        if subtitle:
            self._line(subtitle, TEXT, align=WD_ALIGN_PARAGRAPH.CENTER)

    def heading(self, text: Any) -> None:
        self._line(text, HEAD, indent=True)

    def paragraph(self, text: Any) -> None:
        """Each line of the text a paragraph of its own."""
        for line in str(text).splitlines():
            if line.strip():
                self._line(line.strip(), TEXT, indent=True)

    def numbered(self, lines: Iterable[Any]) -> None:
        for number, line in enumerate(lines, start=1):
            self._line(f"{number}. {line}", TEXT, indent=True)

    def table(self, heads: dict[Any, int], rows: Iterable[Iterable[Any]]) -> None:
        """``heads`` gives each column its width in mm; the text of a page is 156 mm wide."""
        table = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        table.autofit = False
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            self._fill(cell, head, bold=True)
        for row in rows:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                self._fill(cell, value)
        for column, width in zip(table.columns, heads.values(), strict=True):
            for cell in column.cells:
                cell.width = Mm(width)

    def signed(self, unit: Any, day: Any) -> None:
        """Who issues it and when, at the end, towards the right."""
        self._line("", TEXT)
        for line in (unit, day):
            self._line(line, TEXT, align=WD_ALIGN_PARAGRAPH.RIGHT)

    def content(self) -> bytes:
        buffer = BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def _line(self, text: Any, face: tuple[str, int], *, indent: bool = False, align=None) -> None:
        paragraph = self.document.add_paragraph()
        shape = paragraph.paragraph_format
        shape.space_after = Pt(0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(face[1] * 1.81)
        if indent:
            shape.first_line_indent = Pt(face[1] * 2)
        if align is not None:
            paragraph.alignment = align
        _write(paragraph, text, face)

    def _fill(self, cell, value: Any, *, bold: bool = False) -> None:
        run = _write(cell.paragraphs[0], "" if value is None else value, (TEXT[0], CELL))
        run.bold = bold


def _write(paragraph, text: Any, face: tuple[str, int]):
    name, size = face
    run = paragraph.add_run(plain(str(text)))  # of what was kept before it was made plain, too
    run.font.name, run.font.size = LATIN, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    return run


def send(paper: Paper, name: Any) -> HttpResponse:
    disposition = content_disposition_header(True, f"{name}.docx")
    return HttpResponse(paper.content(), content_type=DOCX, headers={"Content-Disposition": disposition})
