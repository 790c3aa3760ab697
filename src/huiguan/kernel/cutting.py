"""Papers that are cut or folded: cards side by side on a sheet, and names that stand on a table."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Mm, Pt

from huiguan.kernel.papers import HEAD, TEXT, Sheets, write
from huiguan.kernel.typed import plain

Line = tuple[Any, int]  # what it says, and its size in points

SHAPE = (Path(__file__).resolve().parent / "data" / "drawn_text.xml").read_text(encoding="utf-8")


class Cards(Sheets):
    """Cards of one size in a grid to be cut apart, as many on a sheet as it holds."""

    def __init__(self, title: Any, *, width: int, height: int, cards: Iterable[Sequence[Line]]):
        across, down = 210 // width, 297 // height
        side, top = (210 - across * width) / 2, (297 - down * height) / 2
        self.margins = (top, top - 4, side, side)  # 4 mm: the line after a table, which Word does not do without
        super().__init__(title)
        self.table = self.document.add_table(rows=0, cols=across, style="Table Grid")
        self.table.autofit, self.table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        wanted = list(cards)
        for start in range(0, len(wanted), across):
            row = self.table.add_row()
            row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.EXACTLY
            for cell in row.cells:
                cell.width, cell.vertical_alignment = Mm(width), WD_ALIGN_VERTICAL.CENTER
            for cell, lines in zip(row.cells, wanted[start : start + across], strict=False):
                _fill(cell, lines)
        _small(self.document.add_paragraph())


class FoldedNames(Sheets):
    """A sheet for each name, folded across its middle to stand on a table: the name is read from either side."""

    margins = (20, 20, 20, 20)

    def __init__(self, title: Any, names: Iterable[Any]):
        super().__init__(title)
        for number, name in enumerate(names):
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.page_break_before = number > 0
            _small(paragraph)
            for middle, angle in ((74, 180), (223, 0)):
                paragraph._p.append(_shape(spaced(plain(str(name))), middle, angle))


def spaced(name: str) -> str:
    """A name of two characters with a space between them, as it stands beside one of three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name


def _shape(text: str, middle: int, angle: int) -> Any:
    """The text drawn as large as the half of the sheet takes it, its middle that many mm from the top."""
    width, height = min(170, 45 * max(len(text), 2)), 55
    height = min(height, 170 // max(len(text), 1) + 12)
    place = (
        "mso-position-horizontal:absolute;mso-position-horizontal-relative:page;"
        "mso-position-vertical:absolute;mso-position-vertical-relative:page;"
        f"margin-left:{(210 - width) / 2}mm;margin-top:{middle - height / 2}mm"
    )
    shown = {"text": quoteattr(text), "face": HEAD[0], "place": place, "angle": angle}
    return parse_xml(SHAPE.format(width=width, height=height, **shown))


def _fill(cell: Any, lines: Sequence[Line]) -> None:
    for number, (text, size) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment, paragraph.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(4)
        write(paragraph, text, (HEAD[0] if number == 0 else TEXT[0], size))


def _small(paragraph: Any) -> None:
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(0), Pt(1)
