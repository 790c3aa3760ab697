"""Documents out: a plain paper in Word's format, with the page and the faces that Chinese offices expect.

Page, margins, sizes and faces follow GB/T 9704-2012 (format of official documents of party and government bodies): A4,
margins of 37, 35, 28 and 26 mm, text of 16 pt in FangSong with lines of 28.95 pt. A face is named, not embedded: the
machine that opens the paper has it, or shows another one.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from huiguan.kernel.typed import plain

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT, TITLE, HEAD = ("仿宋_GB2312", 16), ("方正小标宋简体", 22), ("黑体", 16)
LATIN = "Times New Roman"
CELL = 12


class Sheets:
    """Sheets of A4 with margins in mm (top, bottom, left, right), and nothing on them yet."""

    margins: ClassVar[tuple[float, float, float, float]] = (37, 35, 28, 26)

    def __init__(self, title: Any):
        self.document = Document()
        self.document.core_properties.title = plain(str(title))
        self.document.core_properties.author = ""
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = map(Mm, self.margins)

    def content(self) -> bytes:
        buffer = BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()


class Paper(Sheets):
    """A title, then headings, paragraphs, numbered lines and tables, one after the other; who issues it at the end."""

    def __init__(self, title: Any, subtitle: Any = ""):
        super().__init__(title)
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

    def grid(self, rows: Sequence[Sequence[Any]], width: float) -> None:
        """Cells of one size without a head, ``width`` mm together: where things are on a plan."""
        table = self.document.add_table(rows=0, cols=max(map(len, rows), default=1), style="Table Grid")
        table.autofit = False
        for row in rows:
            added = table.add_row()
            added.height, cells = Mm(12), added.cells
            for cell, value in zip(cells, row, strict=True):
                self._fill(cell, value)
                cell.width, cell.vertical_alignment = Mm(width / len(cells)), WD_ALIGN_VERTICAL.CENTER
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER

    def signed(self, unit: Any, day: Any) -> None:
        """Who issues it and when, at the end, towards the right."""
        self._line("", TEXT)
        for line in (unit, day):
            self._line(line, TEXT, align=WD_ALIGN_PARAGRAPH.RIGHT)

    def next(self, title: Any) -> None:
        """Another paper of the same kind, on a page of its own."""
        self._line(title, TITLE, align=WD_ALIGN_PARAGRAPH.CENTER)
        self.document.paragraphs[-1].paragraph_format.page_break_before = True

    def centred(self, text: Any) -> None:
        self._line(text, TEXT, align=WD_ALIGN_PARAGRAPH.CENTER)

    def _line(self, text: Any, face: tuple[str, int], *, indent: bool = False, align=None) -> None:
        paragraph = self.document.add_paragraph()
        shape = paragraph.paragraph_format
        shape.space_after = Pt(0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(face[1] * 1.81)
        if indent:
            shape.first_line_indent = Pt(face[1] * 2)
        if align is not None:
            paragraph.alignment = align
        write(paragraph, text, face)

    def _fill(self, cell, value: Any, *, bold: bool = False) -> None:
        run = write(cell.paragraphs[0], "" if value is None else value, (TEXT[0], CELL))
        run.bold = bold


def write(paragraph, text: Any, face: tuple[str, int]):
    """A run of text in a face, with the Latin letters of its own."""
    name, size = face
    run = paragraph.add_run(plain(str(text)))  # of what was kept before it was made plain, too
    run.font.name, run.font.size = LATIN, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    return run


def send(paper: Sheets, name: Any) -> HttpResponse:
    disposition = content_disposition_header(True, f"{name}.docx")
    return HttpResponse(paper.content(), content_type=DOCX, headers={"Content-Disposition": disposition})
