"""Papers that are cut or folded, as the program that opens them finds them."""

from io import BytesIO

import pytest
from docx import Document

from huiguan.kernel.cutting import Cards, FoldedNames, spaced


def opened(sheets):
    return Document(BytesIO(sheets.content()))


def test_cards_stand_side_by_side_in_their_size():
    cards = [[(f"第{n}", 20), ("单位", 12)] for n in range(1, 12)]

    document = opened(Cards("胸牌", width=90, height=54, cards=cards))

    (table,) = document.tables
    first = table.rows[0]
    assert (len(table.rows), len(first.cells)) == (6, 2)
    assert [cell.text for cell in table.rows[5].cells] == ["第11\n单位", ""]
    assert [round(length.mm) for length in (first.height, first.cells[0].width)] == [54, 90]


def test_five_rows_of_cards_fill_a_sheet():
    page = opened(Cards("胸牌", width=90, height=54, cards=[])).sections[0]

    free = page.page_height - page.top_margin - page.bottom_margin
    assert 5 * 54 <= free / 36000 < 6 * 54


def test_a_name_stands_on_its_sheet_twice_once_turned():
    xml = opened(FoldedNames("席卡", ["孙明哲", "王<五>"])).element.xml

    assert [xml.count(f'string="{name}"') for name in ("孙明哲", "王&lt;五&gt;")] == [2, 2]
    assert [xml.count(f"rotation:{angle}") for angle in (180, 0)] == [2, 2]


def test_a_name_with_a_quote_or_a_sign_that_no_document_takes_spoils_nothing():
    xml = opened(FoldedNames("席卡", ["“甲”\"乙'\x00&"])).element.xml

    assert "乙" in xml


@pytest.mark.parametrize(("name", "shown"), [("王五", "王\u3000五"), ("孙明哲", "孙明哲"), ("王", "王"), ("", "")])
def test_a_name_of_two_characters_is_as_wide_as_one_of_three(name, shown):
    assert spaced(name) == shown
