from datetime import date

import pytest

from huiguan.kernel.worktime import Calendar
from huiguan.register.tables.holidays import KNOWN_THROUGH, SPECIAL_DAYS, SpecialDay, calendar

OFFICIAL = calendar()


def test_every_year_from_2018_to_2026_is_known():
    assert {day.year for day in SPECIAL_DAYS} == set(range(2018, 2027))
    assert KNOWN_THROUGH == 2026


def test_only_weekend_days_are_declared_working():
    on = {day for day, special in SPECIAL_DAYS.items() if special.kind == "on"}

    assert on
    assert {day.weekday() for day in on} == {5, 6}


@pytest.mark.parametrize("year", range(2018, 2027))
def test_every_year_has_all_its_holidays(year):
    names = {special.name for day, special in SPECIAL_DAYS.items() if day.year == year and special.kind == "off"}

    # 中秋 may fall inside 国庆 and has then no day of its own.
    assert {"元旦", "春节", "清明", "劳动节", "端午", "国庆节"} <= names


def test_spring_festival_2026_is_nine_days_between_two_worked_saturdays():
    off = [day for day in range(14, 29) if not OFFICIAL.is_working(date(2026, 2, day))]

    assert off == [15, 16, 17, 18, 19, 20, 21, 22, 23]


def test_a_working_day_after_the_eve_of_spring_festival_2026_is_ten_days_later():
    assert OFFICIAL.next_working_day(date(2026, 2, 14)) == date(2026, 2, 24)
    assert OFFICIAL.add_working_days(date(2026, 2, 13), 5) == date(2026, 2, 27)
    assert OFFICIAL.working_days_between(date(2026, 2, 13), date(2026, 2, 28)) == 6


def test_national_day_2026_is_made_up_for_before_and_after():
    assert OFFICIAL.is_working(date(2026, 9, 20))  # a Sunday
    assert OFFICIAL.is_working(date(2026, 10, 10))  # a Saturday
    assert OFFICIAL.add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)


def test_the_week_alone_would_be_wrong_there():
    assert Calendar().add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 5)


def test_a_hand_edited_table_makes_its_own_calendar():
    edited = calendar({date(2031, 1, 1): SpecialDay("off", "元旦"), date(2031, 1, 4): SpecialDay("on", "元旦")})

    assert edited == Calendar(frozenset({date(2031, 1, 1)}), frozenset({date(2031, 1, 4)}))
