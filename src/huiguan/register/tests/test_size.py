from decimal import Decimal

import pytest

from huiguan.register.tables.files import json_data
from huiguan.register.tables.industries import DIVISIONS
from huiguan.register.tables.size import SIZES, UNCLASSIFIABLE, classify

SUPPLIED = {"staff": "staff", "revenue": "revenue_wan", "assets": "assets_wan"}
LINES = json_data("sizes")
EVERY_CODE = [(code, line["floors"]) for line in LINES for code in line["codes"]]
A_DIVISION = {section: code for code, (_, section) in DIVISIONS.items()}


@pytest.mark.parametrize(("code", "floors"), EVERY_CODE)
@pytest.mark.parametrize(("column", "size"), [(0, "large"), (1, "medium"), (2, "small")])
def test_a_floor_belongs_to_the_size_and_anything_less_to_the_one_below(code, floors, column, size):
    code = A_DIVISION.get(code, code)
    at_floor = {SUPPLIED[name]: Decimal(values[column]) for name, values in floors.items()}

    assert classify(code, **at_floor) == (size, tuple(floors))
    for name in floors:
        just_below = {**at_floor, SUPPLIED[name]: at_floor[SUPPLIED[name]] - Decimal("0.01")}
        assert classify(code, **just_below) == (SIZES[SIZES.index(size) - 1], (name,))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["name"])
def test_floors_fall_from_large_to_small(line):
    for large, medium, small in line["floors"].values():
        assert large > medium > small > 0


# 国统字〔2017〕213号 once more, so that a slip in the data file shows: code, floors of large, medium, small.
@pytest.mark.parametrize(
    ("code", "indicators", "large", "medium", "small"),
    [
        ("01", "Y", (20000,), (500,), (50,)),
        ("17", "XY", (1000, 40000), (300, 2000), (20, 300)),
        ("50", "YZ", (80000, 80000), (6000, 5000), (300, 300)),
        ("51", "XY", (200, 40000), (20, 5000), (5, 1000)),
        ("52", "XY", (300, 20000), (50, 500), (10, 100)),
        ("54", "XY", (1000, 30000), (300, 3000), (20, 200)),
        ("5920", "XY", (200, 30000), (100, 1000), (20, 100)),
        ("60", "XY", (1000, 30000), (300, 2000), (20, 100)),
        ("62", "XY", (300, 10000), (100, 2000), (10, 100)),
        ("64", "XY", (2000, 100000), (100, 1000), (10, 100)),
        ("65", "XY", (300, 10000), (100, 1000), (10, 50)),
        ("7010", "YZ", (200000, 10000), (1000, 5000), (100, 2000)),
        ("702", "XY", (1000, 5000), (300, 1000), (100, 500)),
        ("72", "XZ", (300, 120000), (100, 8000), (10, 100)),
        ("85", "X", (300,), (100,), (10,)),
    ],
)
def test_the_table(code, indicators, large, medium, small):
    names = [{"X": "staff", "Y": "revenue_wan", "Z": "assets_wan"}[letter] for letter in indicators]

    found = [classify(code, **dict(zip(names, row, strict=True))).size for row in (large, medium, small)]

    assert found == ["large", "medium", "small"]


def test_the_weakest_indicator_decides_and_is_named():
    assert classify("17", staff=1200, revenue_wan=1999) == ("small", ("revenue",))
    assert classify("17", staff=19, revenue_wan=90000) == ("micro", ("staff",))
    assert classify("17", staff=5, revenue_wan=5) == ("micro", ("staff", "revenue"))


def test_an_indicator_that_the_industry_does_not_use_changes_nothing():
    assert classify("01", staff=0, revenue_wan=500, assets_wan=0) == ("medium", ("revenue",))


def test_a_missing_indicator_is_told():
    assert classify("17", staff=500) == (UNCLASSIFIABLE, ("revenue",))
    assert classify("17") == (UNCLASSIFIABLE, ("staff", "revenue"))


def test_a_firm_already_micro_needs_no_other_indicator():
    assert classify("17", staff=3) == ("micro", ("staff",))


@pytest.mark.parametrize("code", ["53", "66", "67", "68", "69", "83", "84", "91", "95", "97", "704", "8411"])
def test_what_the_method_does_not_cover_is_not_classified(code):
    assert classify(code, 1000, 1000, 1000) == (UNCLASSIFIABLE, ("not covered",))


@pytest.mark.parametrize("code", ["59", "70"])
def test_a_division_of_two_kinds_needs_its_group(code):
    assert classify(code, 1000, 1000, 1000) == (UNCLASSIFIABLE, ("group needed",))


def test_loading_is_transport_and_not_storage():
    assert classify("591", staff=250, revenue_wan=30000) == ("small", ("staff",))
    assert classify("592", staff=250, revenue_wan=30000) == ("large", ("staff", "revenue"))


@pytest.mark.parametrize("code", ["", "7", "00", "98", "C"])
def test_an_industry_that_does_not_exist_is_refused(code):
    with pytest.raises(ValueError, match="no such division"):
        classify(code, staff=1)
