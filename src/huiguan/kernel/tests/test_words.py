"""Words put together in Python have the signs of the reader's language, not those of the source."""

from datetime import date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format

from huiguan.kernel import words
from tests.cast import browser

NOVEMBER, DECEMBER = date(2026, 11, 4), date(2026, 12, 31)


def said(language: str) -> list[object]:
    with translation.override(language):
        return [
            words.listed(["甲", 2, "丙"]),
            words.bracketed("甲", "乙"),
            words.labelled("甲", "乙"),
            words.months(NOVEMBER, DECEMBER),
            words.months(NOVEMBER, NOVEMBER),
            date_format(NOVEMBER),
            date_format(NOVEMBER, "MONTH_DAY_FORMAT"),
            date_format(datetime(2026, 11, 4, 9, 30), "DATETIME_FORMAT"),
            Template('{{ day|date }}, {{ day|date:"Y-m-d" }}, {{ day|month }}').render(Context({"day": NOVEMBER})),
        ]


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_chinese_has_chinese_signs_and_days(language):
    assert said(language) == [
        "甲、2、丙",
        "甲（乙）",
        "甲：乙",
        ("11–12", "月"),
        ("11", "月"),
        "2026年11月4日",
        "11月4日",
        "2026年11月4日 09:30",
        "2026年11月4日, 2026-11-04, 11月",
    ]


def test_english_has_english_signs_and_days():
    assert said("en") == [
        "甲, 2, 丙",
        "甲 (乙)",
        "甲: 乙",
        ("Nov–Dec", ""),
        ("Nov", ""),
        "4 Nov 2026",
        "4 Nov",
        "4 Nov 2026, 09:30",
        "4 Nov 2026, 2026-11-04, Nov",
    ]


def test_what_has_no_note_has_no_brackets():
    assert (words.bracketed("甲", ""), words.listed([])) == ("甲", "")


def test_sentences_follow_each_other_with_a_space_only_where_the_language_has_one():
    assert words.sentences(["一。", "二。"]) == "一。二。"
    assert words.sentences(["One.", "Two."]) == "One. Two."


def test_what_is_known_to_the_day_shows_no_hour(cast):
    """A founding day is kept as the midnight at which it began; nobody was founded at 00:00."""
    cast.tea_firm.founded = date(2007, 1, 5)
    with cast.work():
        cast.tea_firm.save()

    page = browser(cast.clerk).get(f"/organizations/{cast.tea_firm.pk}/").content.decode()

    assert '<time datetime="2007-01-05">2007-01-05</time>' in page
    assert "00:00" not in page


def test_a_span_that_reads_the_same_at_both_ends_is_said_once():
    first, last = date(2027, 2, 1), date(2027, 2, 28)

    assert [
        words.span(first, last),
        words.span(first, last, "Y-m"),
        words.span(first, first),
        words.span(None, last),
    ] == [
        "2027-02-01 – 2027-02-28",
        "2027-02",
        "2027-02-01",
        " – 2027-02-28",
    ]
