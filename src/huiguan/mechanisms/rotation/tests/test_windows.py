"""When turns begin and end, whatever the unit."""

from datetime import date
from itertools import islice, pairwise

import pytest

from huiguan.mechanisms.rotation.plans import later, turns_from
from huiguan.mechanisms.rotation.seeds.present import ahead

FAR = date(2999, 1, 1)


def spans(first, unit, length, *, aligned=False, since=None, until=FAR, count=3):
    found = turns_from(first, unit, length, aligned=aligned, since=since or first, until=until)
    return [(str(window.starts), str(window.ends)) for window in islice(found, count)]


@pytest.mark.parametrize(
    ("first", "unit", "length", "expected"),
    [
        (date(2026, 1, 1), "day", 1, [("2026-01-01", "2026-01-01"), ("2026-01-02", "2026-01-02")]),
        (date(2026, 2, 25), "day", 10, [("2026-02-25", "2026-03-06"), ("2026-03-07", "2026-03-16")]),
        (date(2026, 1, 7), "week", 2, [("2026-01-07", "2026-01-20"), ("2026-01-21", "2026-02-03")]),
        (date(2026, 1, 31), "month", 1, [("2026-01-31", "2026-02-27"), ("2026-02-28", "2026-03-30")]),
        (date(2028, 1, 31), "month", 1, [("2028-01-31", "2028-02-28"), ("2028-02-29", "2028-03-30")]),
        (date(2026, 2, 10), "quarter", 1, [("2026-02-10", "2026-05-09"), ("2026-05-10", "2026-08-09")]),
        (date(2028, 2, 29), "year", 1, [("2028-02-29", "2029-02-27"), ("2029-02-28", "2030-02-27")]),
    ],
)
def test_rolling_turns_follow_one_another_from_the_first_day(first, unit, length, expected):
    assert spans(first, unit, length, count=2) == expected


@pytest.mark.parametrize(
    ("first", "unit", "length", "expected"),
    [
        (date(2026, 1, 7), "week", 1, [("2026-01-07", "2026-01-11"), ("2026-01-12", "2026-01-18")]),
        (date(2026, 1, 5), "week", 1, [("2026-01-05", "2026-01-11"), ("2026-01-12", "2026-01-18")]),
        (date(2026, 1, 31), "month", 1, [("2026-01-31", "2026-01-31"), ("2026-02-01", "2026-02-28")]),
        (date(2028, 2, 10), "month", 1, [("2028-02-10", "2028-02-29"), ("2028-03-01", "2028-03-31")]),
        (date(2026, 2, 10), "month", 2, [("2026-02-10", "2026-03-31"), ("2026-04-01", "2026-05-31")]),
        (date(2026, 5, 20), "quarter", 1, [("2026-05-20", "2026-06-30"), ("2026-07-01", "2026-09-30")]),
        (date(2026, 11, 20), "year", 1, [("2026-11-20", "2026-12-31"), ("2027-01-01", "2027-12-31")]),
        (date(2026, 5, 20), "day", 1, [("2026-05-20", "2026-05-20"), ("2026-05-21", "2026-05-21")]),
    ],
)
def test_aligned_turns_begin_with_the_calendar_and_only_the_first_is_short(first, unit, length, expected):
    assert spans(first, unit, length, aligned=True, count=2) == expected


@pytest.mark.parametrize("unit", ["day", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("aligned", [False, True])
@pytest.mark.parametrize("length", [1, 2, 5])
def test_no_day_is_left_out_and_none_comes_twice_wherever_one_begins_to_look(unit, aligned, length):
    first = date(2023, 10, 31)
    whole = list(turns_from(first, unit, length, aligned=aligned, since=first, until=date(2045, 1, 1)))

    part = list(turns_from(first, unit, length, aligned=aligned, since=date(2031, 2, 28), until=date(2045, 1, 1)))

    assert whole[0].starts == first
    assert all((after.starts - before.ends).days == 1 for before, after in pairwise(whole))
    assert part == [window for window in whole if window.ends >= date(2031, 2, 28)]


def test_the_search_ends_where_calendars_do():
    assert spans(date(8999, 12, 1), "month", 1, until=date.max) == [
        ("8999-12-01", "8999-12-31"),
        ("9000-01-01", "9000-01-31"),
    ]


def test_after_the_last_day_there_is_no_later():
    assert later(date(9999, 12, 1), "month", 2) == date.max
    assert list(turns_from(date(9999, 12, 31), "year", 366, aligned=True, since=date.min, until=date.max)) == []


def test_later_is_so_many_units_after():
    day = date(2026, 1, 31)

    found = [str(later(day, unit, 1)) for unit in ("day", "week", "month", "quarter", "year")]

    assert found == ["2026-02-01", "2026-02-07", "2026-02-28", "2026-04-30", "2027-01-31"]


def test_the_story_plans_to_the_last_day_of_a_turn():
    starts, ends = ahead(date(2026, 11, 1))

    found = list(turns_from(date(2026, 1, 1), "month", 2, aligned=False, since=starts, until=ends))

    assert [found[0].starts, found[-1].ends, len(found)] == [starts, ends, 4]
