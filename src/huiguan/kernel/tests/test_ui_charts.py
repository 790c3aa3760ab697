from xml.etree import ElementTree

import pytest

from huiguan.kernel import charts

ROWS = [("甲 & 乙", 30, "jade"), ("<丙>", 12, "gold"), ("丁", 0, "slate")]


@pytest.mark.parametrize(
    "drawn",
    [
        charts.bars([1, 2, 3]),
        charts.ring(0.56),
        charts.donut(ROWS, unit="件"),
        charts.hbars(ROWS),
        charts.area(["1 月", "2 月", "3 月"], [("受理", [3, 41, 12], "sky"), ("办结", [1, 2, 3], "gold")]),
        charts.columns(ROWS),
    ],
)
def test_a_chart_is_well_formed_and_escapes_names(drawn):
    ElementTree.fromstring(drawn)

    assert "<丙>" not in drawn
    assert "#" not in drawn


@pytest.mark.parametrize(
    "drawn",
    [charts.bars([]), charts.donut([]), charts.hbars([]), charts.area([], [("受理", [], "sky")]), charts.columns([])],
)
def test_a_chart_of_nothing_is_drawn_too(drawn):
    ElementTree.fromstring(drawn)


def test_a_chart_says_in_words_what_it_shows():
    assert 'role="img" aria-label="甲 &amp; 乙 30、&lt;丙&gt; 12、丁 0"' in charts.donut(ROWS)
    assert "<title>受理 2 月 41</title>" in charts.area(["1 月", "2 月"], [("受理", [3, 41], "sky")])


def test_bars_grow_with_their_values_and_the_longest_fills_the_height():
    heights = [
        mark.get("height") for mark in ElementTree.fromstring(charts.bars([1, 2, 4])) if mark.get("class") is None
    ]

    assert heights == ["10", "20", "40"]


def test_an_axis_ends_at_a_round_number_that_holds_everything():
    assert [charts._round_top(value) for value in (0, 1, 4, 41, 60, 130, 9999)] == [1.5, 1.5, 6, 60, 60, 150, 12000]


def test_figures_are_written_with_separators():
    assert [charts.figure(1234), charts.figure(1234.0), charts.figure(0.25)] == ["1,234", "1,234", "0.2"]
