"""A paper, as the program that opens it finds it."""

from io import BytesIO

from docx import Document
from docx.oxml.ns import qn

from huiguan.kernel.papers import DOCX, Paper, send


def opened(paper: Paper):
    return Document(BytesIO(paper.content()))


def test_a_paper_holds_its_parts_in_their_order():
    paper = Paper("轮值简报", "第6期")
    paper.heading("一、走访")
    paper.paragraph("第一行\n\n第二行")
    paper.numbered(["甲", "乙"])

    texts = [paragraph.text for paragraph in opened(paper).paragraphs]

    assert texts == ["轮值简报", "第6期", "一、走访", "第一行", "第二行", "1. 甲", "2. 乙"]


def test_a_paper_takes_what_was_kept_before_texts_were_made_plain():
    assert opened(Paper("题\uffff目\ufffe")).paragraphs[0].text == "题目"


def test_chinese_text_names_a_chinese_face_and_the_page_is_that_of_an_office():
    document = opened(Paper("题目"))

    fonts = document.paragraphs[0].runs[0]._element.rPr.rFonts
    page = document.sections[0]
    assert fonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    assert [round(length.mm) for length in (page.page_width, page.page_height, page.top_margin, page.left_margin)] == [
        210,
        297,
        37,
        28,
    ]


def test_a_table_has_a_head_and_nothing_for_nothing():
    paper = Paper("表")
    paper.table({"企业": 100, "建议": 56}, [["甲厂", 3], ["乙厂", None]])

    table = opened(paper).tables[0]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [["企业", "建议"], ["甲厂", "3"], ["乙厂", ""]]


def test_a_paper_is_sent_as_a_file_with_its_name():
    answer = send(Paper("题目"), "第6期简报")

    assert answer["Content-Type"] == DOCX
    assert "filename*=utf-8''%E7%AC%AC6%E6%9C%9F" in answer["Content-Disposition"]
