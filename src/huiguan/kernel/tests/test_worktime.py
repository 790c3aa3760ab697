from datetime import date, datetime, timedelta

import pytest

from huiguan.kernel.worktime import Calendar

# A made-up fortnight around Monday 2030-06-10: Wednesday off, the Saturday before worked instead.
OFF, ON = date(2030, 6, 12), date(2030, 6, 8)
DECLARED = Calendar(days_off=frozenset({OFF}), days_on=frozenset({ON}))
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2030, 6, day) for day in (7, 8, 9, 10))


def test_without_declarations_the_week_decides():
    week = [Calendar().is_working(MONDAY + timedelta(days=i)) for i in range(7)]

    assert week == [True, True, True, True, True, False, False]


def test_a_declaration_overrides_the_week_both_ways():
    assert DECLARED.is_working(ON) is True
    assert DECLARED.is_working(OFF) is False


def test_a_day_declared_off_on_a_weekend_stays_off():
    assert Calendar(days_off=frozenset({SUNDAY})).is_working(SUNDAY) is False


def test_a_day_cannot_be_declared_both_ways():
    with pytest.raises(ValueError, match="2030-06-12"):
        Calendar(days_off=frozenset({OFF}), days_on=frozenset({OFF}))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (FRIDAY, 1, SATURDAY),  # the make-up workday
        (FRIDAY, 2, MONDAY),
        (SATURDAY, 1, MONDAY),
        (MONDAY, 1, date(2030, 6, 11)),
        (MONDAY, 2, date(2030, 6, 13)),  # over the day off
        (OFF, 1, date(2030, 6, 13)),
        (MONDAY, 5, date(2030, 6, 18)),
    ],
)
def test_adding_working_days_does_not_count_the_day_of_start(start, n, end):
    assert DECLARED.add_working_days(start, n) == end


@pytest.mark.parametrize("start", [MONDAY, SUNDAY, OFF])
def test_adding_none_gives_the_same_day_worked_or_not(start):
    assert DECLARED.add_working_days(start, 0) == start


def test_adding_a_negative_number_is_refused():
    with pytest.raises(ValueError, match="-1"):
        DECLARED.add_working_days(MONDAY, -1)


def test_the_next_working_day_is_never_the_same_day():
    assert DECLARED.next_working_day(MONDAY) == date(2030, 6, 11)
    assert DECLARED.next_working_day(FRIDAY) == SATURDAY
    assert Calendar().next_working_day(FRIDAY) == MONDAY


def test_a_term_that_ends_on_a_day_off_rolls_forward_and_else_stays():
    assert DECLARED.roll_forward(OFF) == date(2030, 6, 13)
    assert DECLARED.roll_forward(MONDAY) == MONDAY


def test_days_between_leave_out_the_first_and_count_the_last():
    assert DECLARED.working_days_between(MONDAY, MONDAY) == 0
    assert DECLARED.working_days_between(FRIDAY, MONDAY) == 2
    assert DECLARED.working_days_between(MONDAY, OFF) == 1
    assert DECLARED.working_days_between(MONDAY, date(2030, 6, 14)) == 3


def test_days_between_are_negative_backwards():
    assert DECLARED.working_days_between(MONDAY, FRIDAY) == -2


@pytest.mark.parametrize("offset", range(14))
@pytest.mark.parametrize("n", range(1, 12))
def test_days_between_undo_adding(offset, n):
    start = date(2030, 6, 1) + timedelta(days=offset)

    end = DECLARED.add_working_days(start, n)

    assert DECLARED.working_days_between(start, end) == n
    assert DECLARED.is_working(end)


@pytest.mark.parametrize("ask", ["is_working", "next_working_day", "roll_forward"])
def test_a_datetime_is_refused_because_it_would_miss_every_declaration(ask):
    with pytest.raises(TypeError, match="datetime"):
        getattr(DECLARED, ask)(datetime(2030, 6, 12, 9))


def test_a_datetime_is_refused_even_when_nothing_is_added():
    with pytest.raises(TypeError, match="datetime"):
        DECLARED.add_working_days(datetime(2030, 6, 12, 9), 0)
