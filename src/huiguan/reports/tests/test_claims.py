from datetime import date
from decimal import Decimal

import pytest

from huiguan.reports.claims import (
    CONVENTIONS,
    Bound,
    Finding,
    Said,
    Verdict,
    agree,
    judge,
    next_figure,
    plain,
    share,
    shown,
)

HOLDS, CONTRADICTS, UNKNOWN = Verdict.HOLDS, Verdict.CONTRADICTS, Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("bound", "number", "value", "verdict"),
    [
        ("exact", 8, 8, HOLDS),
        ("exact", 8, 7, CONTRADICTS),
        ("exact", 8, 9, CONTRADICTS),
        ("exact", 8, 0, CONTRADICTS),
        ("exact", 8, None, UNKNOWN),
        ("exact", 8, Decimal("8.0"), HOLDS),
        ("exact", 8, [2, 3], CONTRADICTS),
        ("exact", 2018, date(2018, 5, 1), HOLDS),
        ("exact", 2018, date(2019, 5, 1), CONTRADICTS),
        ("exact", [2020, 6], date(2020, 6, 15), HOLDS),
        ("exact", [2020, 6], date(2020, 7, 1), CONTRADICTS),
        ("exact", 8, "第八届", UNKNOWN),
        ("implied", 1, 1, HOLDS),
        ("implied", 1, 2, CONTRADICTS),
        ("lower_bound", 200, 199, CONTRADICTS),
        ("lower_bound", 200, 200, HOLDS),
        ("lower_bound", 200, 214, HOLDS),
        ("lower_bound", 200, 299, HOLDS),
        ("lower_bound", 200, 300, CONTRADICTS),
        ("lower_bound", 60, 59, CONTRADICTS),
        ("lower_bound", 60, Decimal("69.99"), HOLDS),
        ("lower_bound", 60, 70, CONTRADICTS),
        ("lower_bound", 20000, 29999, HOLDS),
        ("lower_bound", 20000, 30000, CONTRADICTS),
        ("lower_bound", 200, [200, 210], UNKNOWN),
        ("range", [2, 3], [2, 3], HOLDS),
        ("range", [2, 3], [2, 4], CONTRADICTS),
        ("range", [2, 3], [3, 3], CONTRADICTS),
        ("range", [2, 3], 2, HOLDS),
        ("range", [2, 3], 3, HOLDS),
        ("range", [2, 3], 1, CONTRADICTS),
        ("range", [2, 3], 4, CONTRADICTS),
        ("range", [2, 3], None, UNKNOWN),
        ("approximate", None, Decimal("89.9"), CONTRADICTS),
        ("approximate", None, 90, HOLDS),
        ("approximate", None, 95, HOLDS),
        ("approximate", None, 100, CONTRADICTS),
        ("approximate", 200, 249, HOLDS),
        ("approximate", 200, 251, CONTRADICTS),
        ("unspecified_plural", None, 0, CONTRADICTS),
        ("unspecified_plural", None, 1, CONTRADICTS),
        ("unspecified_plural", None, 2, HOLDS),
        ("unspecified_plural", None, None, UNKNOWN),
        ("universal", None, 100, HOLDS),
        ("universal", None, Decimal("99.9"), CONTRADICTS),
    ],
)
def test_each_bound_is_read_by_its_own_convention(bound, number, value, verdict):
    assert judge(Said(bound, number), value).verdict == verdict


def test_a_list_cut_short_has_no_upper_end():
    assert judge(Said("lower_bound", 4, listed=True), 3).verdict == CONTRADICTS
    assert judge(Said("lower_bound", 4, listed=True), 40).verdict == HOLDS


@pytest.mark.parametrize(
    ("number", "following"),
    [(200, 300), (100, 200), (60, 70), (20000, 30000), (100000, 200000), (120, 130), (105, 106), (1.5, Decimal("1.6"))],
)
def test_the_next_figure_adds_one_to_the_last_that_is_not_a_trailing_zero(number, following):
    assert next_figure(number) == following


def test_every_bound_says_how_it_is_read():
    assert set(CONVENTIONS) == set(Bound)


def test_a_finding_says_what_was_found_and_what_was_wanted():
    assert judge(Said("lower_bound", 200), 214, "条").why == "记录得出 214 条，符合原文的“200 余”（200 起，不到 300）。"
    assert judge(Said("range", [2, 3]), [2, 4]).why == "记录得出 2 至 4，不符合原文的“2 至 3”。"


def test_readings_that_disagree_leave_the_claim_ambiguous():
    findings = [judge(Said("approximate"), share(19, 20)), judge(Said("approximate"), share(19, 19))]

    assert agree(findings).verdict == Verdict.AMBIGUOUS


def test_readings_that_agree_give_one_finding():
    findings = [judge(Said("approximate"), share(18, 20)), judge(Said("approximate"), share(18, 19))]

    assert agree(findings).verdict == HOLDS


def test_a_reading_that_is_unknown_leaves_the_claim_unknown():
    nothing = judge(Said("exact", 8), None)

    assert agree([Finding(HOLDS, ""), nothing]) == nothing


def test_a_claim_without_a_reading_is_untied():
    assert agree([]).verdict == Verdict.UNTIED


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (8, "8"),
        (Decimal("100.0"), "100"),
        (Decimal("94.70"), "94.7"),
        ([2, 3], ["2", "3"]),
        (date(2018, 5, 1), "2018-05-01"),
    ],
)
def test_values_are_written_as_strings_for_other_programs(value, text):
    assert plain(value) == text


def test_values_are_shown_to_people():
    assert shown([2, 3], "家") == "2 至 3 家"
    assert shown(Decimal("95.0"), "%") == "95%"
    assert shown(date(2018, 5, 1)) == "2018-05-01"
    assert shown(None, "家") == "—"
