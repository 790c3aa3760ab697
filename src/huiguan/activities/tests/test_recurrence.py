from datetime import date

import pytest

from huiguan.activities.recurrence import Recurrence, in_words, solar, spring_season


@pytest.mark.parametrize(
    ("year", "festival"),
    [
        (2018, date(2018, 2, 16)),
        (2019, date(2019, 2, 5)),
        (2020, date(2020, 1, 25)),
        (2021, date(2021, 2, 12)),
        (2026, date(2026, 2, 17)),
        (2034, date(2034, 2, 19)),  # after a leap eleventh month
    ],
)
def test_the_spring_festival_falls_on_the_day_of_the_almanac(year, festival):
    assert solar(year, 1, 1) == festival


def test_the_season_is_from_the_twentieth_of_the_twelfth_month_to_the_lantern_festival():
    assert spring_season(2020) == (date(2020, 1, 14), date(2020, 2, 8))


def test_a_day_that_a_short_month_lacks_is_its_last():
    assert [solar(2021, 12, 30), solar(2021, 12, 29)] == [date(2022, 1, 31), date(2022, 1, 31)]
    assert solar(2020, 12, 30) == date(2021, 2, 11)


@pytest.mark.parametrize(
    ("rule", "last", "days"),
    [
        (Recurrence("weeks", 2, date(2024, 1, 5)), date(2024, 1, 5), [date(2024, 1, 19), date(2024, 2, 2)]),
        (Recurrence("weeks", 2, date(2024, 1, 5)), date(2024, 1, 18), [date(2024, 1, 19), date(2024, 2, 2)]),
        (Recurrence("weeks", 2, date(2024, 1, 5)), date(2020, 1, 1), [date(2024, 1, 5), date(2024, 1, 19)]),
        (Recurrence("months", 1, date(2024, 1, 31)), date(2024, 1, 31), [date(2024, 2, 29), date(2024, 3, 31)]),
        (Recurrence("months", 3, date(2024, 1, 31)), date(2024, 4, 30), [date(2024, 7, 31), date(2024, 10, 31)]),
        (Recurrence("months", 12, date(2024, 3, 1)), date(2023, 1, 1), [date(2024, 3, 1), date(2025, 3, 1)]),
        (Recurrence("lunar", month=1, day=8), date(2024, 2, 17), [date(2025, 2, 5), date(2026, 2, 24)]),
        (Recurrence("lunar", month=12, day=26), date(2024, 1, 1), [date(2024, 2, 5), date(2025, 1, 25)]),
        (Recurrence("by_hand"), date(2024, 1, 1), []),
    ],
)
def test_the_next_days_lie_behind_the_last_one(rule, last, days):
    assert rule.after(last, 2) == days


def test_a_table_that_ends_proposes_no_more_days():
    assert Recurrence("lunar", month=1, day=1).after(date(2100, 1, 1), 5) == [date(2100, 2, 9)]


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2020, 1, 25), "正月初一"),
        (date(2023, 3, 22), "闰二月初一"),
        (date(2020, 1, 24), "十二月三十"),
        (date(9999, 12, 31), ""),
    ],
)
def test_a_day_is_written_as_the_lunar_calendar_has_it(day, written):
    assert in_words(day) == written
