"""Weeks without a database."""

from datetime import date

from huiguan.activities.calendars import weeks
from huiguan.activities.calendars.weeks import Span

NOVEMBER = weeks.month(date(2026, 11, 29))


def lanes(days, spans):
    """What each day shows, by lane: the name where it begins, a dash where it goes on, a dot for an empty lane."""
    return [
        "".join("." if piece is None else str(piece.span.what) if piece.run else "-" for piece in day.lanes)
        for day in weeks.laid_out(days, spans)
    ]


def span(name: str, first: int, last: int) -> Span:
    return Span(date(2026, 11, first), date(2026, 11, last), name)


def test_a_month_is_whole_weeks_from_monday():
    assert [days[0] for days in NOVEMBER][:2] == [date(2026, 10, 26), date(2026, 11, 2)]
    assert (NOVEMBER[0][-1], NOVEMBER[-1][-1], len(NOVEMBER)) == (date(2026, 11, 1), date(2026, 12, 6), 6)


def test_a_week_begins_on_the_monday_before():
    assert [day.day for day in weeks.week(date(2026, 11, 29))] == [23, 24, 25, 26, 27, 28, 29]
    assert weeks.week(date(2026, 11, 23))[0] == date(2026, 11, 23)


def test_months_are_counted_over_the_year():
    months = [weeks.months_on(date(2026, 11, 30), number) for number in (-11, -1, 1, 2)]

    assert months == [date(2025, 12, 1), date(2026, 10, 1), date(2026, 12, 1), date(2027, 1, 1)]


def test_what_lasts_several_days_keeps_its_lane_and_the_longer_stands_first():
    spans = [span("a", 10, 10), span("b", 10, 12), span("c", 11, 11), span("d", 12, 13), span("e", 13, 13)]

    assert lanes(weeks.week(date(2026, 11, 10)), spans) == ["", "ba", "-c", "-d", "e-", "", ""]


def test_a_lane_stays_empty_while_the_one_below_goes_on():
    spans = [span("a", 9, 9), span("b", 9, 11)]

    assert lanes(weeks.week(date(2026, 11, 9)), spans) == ["ba", "-", "-", "", "", "", ""]
    assert lanes(weeks.week(date(2026, 11, 9)), [span("b", 9, 9), span("a", 9, 11), span("c", 10, 12)]) == [
        *("ab", "-c", "--", ".-", "", "", "")
    ]


def test_over_the_end_of_a_week_it_begins_anew_and_says_which_day_it_is():
    long = span("x", 13, 17)

    first, second = (weeks.laid_out(weeks.week(day), [long]) for day in (date(2026, 11, 13), date(2026, 11, 16)))

    runs = [[(piece.number, piece.run) for day in days for piece in day.pieces] for days in (first, second)]
    assert runs == [[(1, 3), (2, 0), (3, 0)], [(4, 2), (5, 0)]]


def test_what_finds_no_room_is_counted_on_each_of_its_days():
    spans = [span("a", 9, 9), span("b", 9, 9), span("c", 9, 9), span("d", 9, 9), span("e", 9, 10)]

    monday, tuesday, wednesday, *_ = weeks.laid_out(weeks.week(date(2026, 11, 9)), spans)

    assert [(len(day.pieces), day.more) for day in (monday, tuesday, wednesday)] == [(5, 2), (1, 0), (0, 0)]
    assert len(weeks.on(date(2026, 11, 9), spans).pieces) == 5
