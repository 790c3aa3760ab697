"""Worked examples of every kind of limit. The last column says how the moment is reckoned.

2026: 元旦 off 1–3 January, worked 4 January; 春节 off 15–23 February, worked 14 and 28 February; 国庆 off 1–7 October,
worked 20 September and 10 October.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from huiguan.kernel.worktime import Calendar
from huiguan.mechanisms.appeals.clocks import Light, Limit, Pause, Reckoning, Unit, due, light, warned
from huiguan.register.tables import holidays


def days(first: str, last: str) -> set[date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return {begin + timedelta(n) for n in range((end - begin).days + 1)}


OFF = days("2026-01-01", "2026-01-03") | days("2026-02-15", "2026-02-23") | days("2026-10-01", "2026-10-07")
ON = {date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 9, 20), date(2026, 10, 10)}
CHINA = Reckoning(Calendar(frozenset(OFF), frozenset(ON)))
NEW_YORK = Reckoning(zone=ZoneInfo("America/New_York"))
UNITS = {"min": Unit.MINUTE, "h": Unit.HOUR, "d": Unit.DAY, "wd": Unit.WORKING_DAY, "mon": Unit.MONTH}

EXAMPLES = """
2026-03-02 09:00:00 | 1 wd         | 2026-03-03 23:59:59 | Monday: the day itself is not counted
2026-03-06 09:00:00 | 1 wd         | 2026-03-09 23:59:59 | Friday: over the weekend to Monday
2026-03-07 10:00:00 | 1 wd         | 2026-03-09 23:59:59 | Saturday: Monday is day one
2026-03-08 23:00:00 | 2 wd         | 2026-03-10 23:59:59 | Sunday: Monday is day one, Tuesday two
2026-02-13 17:00:00 | 1 wd         | 2026-02-14 23:59:59 | Friday: 14 February is a Saturday and worked
2026-02-14 08:00:00 | 1 wd         | 2026-02-24 23:59:59 | the worked Saturday: nine days off, then Tuesday 24
2026-02-13 08:00:00 | 2 wd         | 2026-02-24 23:59:59 | Saturday 14 is day one, Tuesday 24 day two
2026-02-17 12:00:00 | 1 wd         | 2026-02-24 23:59:59 | New Year's Day itself: begins to count on the 24th
2026-02-24 12:00:00 | 4 wd         | 2026-02-28 23:59:59 | 25, 26, 27 and the worked Saturday 28
2026-02-09 09:00:00 | 15 wd        | 2026-03-06 23:59:59 | 10-14 February, 24-28 February and 2-6 March: five each
2025-12-31 16:00:00 | 1 wd         | 2026-01-04 23:59:59 | Wednesday: 1-3 January off, Sunday 4 is worked
2026-01-02 09:00:00 | 2 wd         | 2026-01-05 23:59:59 | a day off: Sunday 4 is day one, Monday 5 day two
2026-09-18 09:00:00 | 1 wd         | 2026-09-20 23:59:59 | Friday: Saturday 19 is free, Sunday 20 is worked
2026-09-30 17:30:00 | 1 wd         | 2026-10-08 23:59:59 | the eve of the holiday: Thursday 8
2026-09-30 17:30:00 | 3 wd         | 2026-10-10 23:59:59 | 8, 9 and the worked Saturday 10
2026-10-01 00:00:00 | 1 wd         | 2026-10-08 23:59:59 | the first moment of the holiday
2026-09-30 23:59:59 | 1 wd         | 2026-10-08 23:59:59 | the last moment before it: the same day one
2026-03-02 23:59:59 | 1 wd         | 2026-03-03 23:59:59 | a second before midnight it is still Monday
2026-03-03 00:00:00 | 1 wd         | 2026-03-04 23:59:59 | a second later it is Tuesday
2026-03-02 09:00:00 | 0 wd         | 2026-03-02 23:59:59 | the same day
2026-02-20 09:00:00 | 0 wd         | 2026-02-24 23:59:59 | the same day, which is free: the next that is worked
2026-09-29 09:00:00 | 7 wd         | 2026-10-14 23:59:59 | 30 September, 8, 9, 10, 12, 13 and 14 October
2026-03-02 09:00:00 | 2 h          | 2026-03-02 11:00:00 | hours run through
2026-02-16 23:00:00 | 2 h          | 2026-02-17 01:00:00 | at night and on New Year's Eve too
2026-03-02 23:59:59 | 1 min        | 2026-03-03 00:00:59 | over midnight
2026-02-28 09:00:00 | 1 d          | 2026-03-01 23:59:59 | calendar days: the first of March is a Sunday, and counts
2026-02-13 09:00:00 | 10 d         | 2026-02-23 23:59:59 | calendar days run through the holiday
2026-01-31 09:00:00 | 1 mon        | 2026-02-28 23:59:59 | no 31 February: its last day
2026-03-31 09:00:00 | 3 mon        | 2026-06-30 23:59:59 | no 31 June: its last day
2026-03-02 11:00:00 | 2 h office   | 2026-03-02 14:30:00 | one hour to noon, one from half past one
2026-03-06 16:30:00 | 2 h office   | 2026-03-09 10:00:00 | one hour on Friday, one on Monday
2026-03-02 12:30:00 | 2 h office   | 2026-03-02 15:30:00 | begun in the lunch hour: from half past one
2026-03-02 20:00:00 | 2 h office   | 2026-03-03 11:00:00 | begun at night: from nine the next day
2026-02-14 17:00:00 | 1 h office   | 2026-02-24 09:30:00 | half an hour on the worked Saturday, half after the holiday
2026-03-02 09:00:00 | 7 h office   | 2026-03-02 17:30:00 | a whole day of work ends with it
2026-03-02 09:00:00 | 5 wd 15,30   | 2026-03-15 23:59:59 | the 9th, and answers go out on the 15th
2026-03-10 09:00:00 | 3 wd 15,30   | 2026-03-15 23:59:59 | Friday 13: the 15th, though a Sunday
2026-03-12 09:00:00 | 2 wd 15,30   | 2026-03-30 23:59:59 | Monday 16: the 15th has gone
2026-02-14 09:00:00 | 3 wd 15,30   | 2026-02-28 23:59:59 | 26 February, and the 30th is its last day
2028-02-20 09:00:00 | 2 wd 15,30   | 2028-02-29 23:59:59 | the same in a leap year
2026-03-30 09:00:00 | 0 d 15,30    | 2026-03-30 23:59:59 | on the batch day itself
2026-03-31 09:00:00 | 0 d 15,30    | 2026-04-15 23:59:59 | a day after it
2026-02-27 09:00:00 | 1 wd 31      | 2026-02-28 23:59:59 | 31 is the last of every month
"""


def rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def limit_of(text: str) -> Limit:
    amount, unit, *rest = text.split()
    batch = tuple(int(day) for one in rest if one != "office" for day in one.split(","))
    return Limit(int(amount), UNITS[unit], batch_days=batch, in_office_hours="office" in rest)


def at(text: str, by: Reckoning = CHINA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=by.zone)


def seconds(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(("start", "limit", "end", "why"), rows(EXAMPLES))
def test_when_a_limit_ends(start, limit, end, why):
    assert seconds(due(at(start), limit_of(limit), CHINA)) == end, why


def test_the_days_of_these_examples_are_those_that_ship():
    shipped = holidays.calendar()

    assert shipped.days_off >= OFF
    assert shipped.days_on >= ON


def test_the_zone_says_which_day_it_is():
    """23:30 in London is the next morning in Shanghai."""
    start = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)

    assert seconds(due(start, Limit(1, Unit.WORKING_DAY), CHINA)) == "2026-03-04 23:59:59"


SWITCHES = """
2026-03-08 01:30:00 | 1 h        | 2026-03-08 03:30:00 | the clocks go from two to three: an hour later it is half past three
2026-03-07 12:00:00 | 24 h       | 2026-03-08 13:00:00 | a day of 23 hours: 24 hours end an hour later by the wall
2026-03-07 12:00:00 | 1 d        | 2026-03-08 23:59:59 | the day ends when it ends
2026-03-06 12:00:00 | 1 wd       | 2026-03-09 23:59:59 | Friday, to Monday
2026-11-01 00:30:00 | 2 h        | 2026-11-01 01:30:00 | the hour after one comes twice
2026-10-31 12:00:00 | 24 h       | 2026-11-01 11:00:00 | a day of 25 hours
2026-10-31 12:00:00 | 1 d        | 2026-11-01 23:59:59 | the day ends when it ends
2026-10-30 16:30:00 | 2 h office | 2026-11-02 10:00:00 | office hours do not notice the switch
"""  # noqa: E501


@pytest.mark.parametrize(("start", "limit", "end", "why"), rows(SWITCHES))
def test_where_the_clocks_are_set(start, limit, end, why):
    assert seconds(due(at(start, NEW_YORK), limit_of(limit), NEW_YORK)) == end, why


PAUSES = """
2026-03-02 09:00:00 | 5 wd       | 03-03 10:00 03-05 10:00               | 2026-03-11 23:59:59 | the 9th; Wednesday and Thursday lost
2026-03-02 09:00:00 | 5 wd       | 03-03 10:00 03-03 16:00               | 2026-03-09 23:59:59 | on the same day nothing is lost
2026-03-02 09:00:00 | 5 wd       | 03-06 10:00 03-09 10:00               | 2026-03-10 23:59:59 | over a weekend one working day is lost
2026-03-02 09:00:00 | 5 wd       | 03-03 10:00 03-05 10:00 03-04 10:00 03-06 10:00 | 2026-03-12 23:59:59 | they overlap: three days lost, not four
2026-03-02 09:00:00 | 5 wd       | 02-20 10:00 03-03 10:00               | 2026-03-10 23:59:59 | begun before the clock: only Tuesday counts
2026-03-02 09:00:00 | 5 wd       | 03-10 10:00 03-12 10:00               | 2026-03-09 23:59:59 | late before it stood still: late
2026-02-11 09:00:00 | 3 wd       | 02-12 10:00 02-24 10:00               | 2026-02-26 23:59:59 | 14 February; 13, 14 and 24 lost: 24, 25 and 26
2026-03-02 09:00:00 | 5 d        | 03-03 10:00 03-05 10:00               | 2026-03-09 23:59:59 | the 7th; two days later
2026-03-02 09:00:00 | 2 h        | 03-02 10:00 03-02 10:45               | 2026-03-02 11:45:00 | as long as it stood still
2026-03-02 09:00:00 | 4 h office | 03-02 11:00 03-02 14:00               | 2026-03-02 16:00:00 | half past two; an hour and a half of work lost
2026-03-02 09:00:00 | 5 wd 15,30 | 03-09 10:00 03-13 10:00               | 2026-03-15 23:59:59 | the 13th, and then to the batch day
"""  # noqa: E501


def pauses_of(text: str) -> list[Pause]:
    words = text.split()
    edges = [at(f"2026-{day} {hour}:00") for day, hour in zip(words[::2], words[1::2], strict=True)]
    return [Pause(since, until, "x") for since, until in zip(edges[::2], edges[1::2], strict=True)]


@pytest.mark.parametrize(("start", "limit", "pauses", "end", "why"), rows(PAUSES))
def test_a_clock_that_stood_still_ends_later(start, limit, pauses, end, why):
    assert seconds(due(at(start), limit_of(limit), CHINA, pauses_of(pauses))) == end, why


def test_a_pause_that_is_not_over_pushes_nothing_yet():
    still = [Pause(at("2026-03-03 10:00"), None, "x")]

    assert seconds(due(at("2026-03-02 09:00"), limit_of("5 wd"), CHINA, still)) == "2026-03-09 23:59:59"


@pytest.mark.parametrize(
    ("limit", "extended", "end"),
    [("5 wd", 5, "2026-03-16 23:59:59"), ("2 h", 1, "2026-03-03 23:59:59"), ("5 wd 15,30", 5, "2026-03-30 23:59:59")],
)
def test_what_was_granted_is_added_in_working_days(limit, extended, end):
    assert seconds(due(at("2026-03-02 09:00"), limit_of(limit), CHINA, extended=extended)) == end


@pytest.mark.parametrize(
    ("limit", "warn", "since"),
    [
        ("5 wd", "1 wd", "2026-03-06 00:00:00"),  # due on Monday 9: from Friday morning
        ("5 wd", "2 d", "2026-03-07 00:00:00"),
        ("5 wd", "0 wd", "2026-03-09 00:00:00"),  # on the last day
        ("2 h", "30 min", "2026-03-02 10:30:00"),
        ("2 h", "1 wd", "2026-03-02 09:00:00"),  # never before it began
        ("2 mon", "1 mon", "2026-04-02 00:00:00"),
    ],
)
def test_one_is_warned_before(limit, warn, since):
    amount, unit = warn.split()
    whole = limit_of(limit)
    whole = Limit(whole.amount, whole.unit, int(amount), UNITS[unit])
    start = at("2026-03-02 09:00")

    assert seconds(warned(start, due(start, whole, CHINA), whole, CHINA)) == since


@pytest.mark.parametrize(
    ("now", "facts", "shown"),
    [
        ("2026-03-05 23:59", {}, Light.GREEN),
        ("2026-03-06 00:00", {}, Light.YELLOW),
        ("2026-03-09 23:59", {}, Light.YELLOW),
        ("2026-03-10 00:00", {}, Light.RED),
        ("2026-03-10 00:00", {"paused": True}, Light.PAUSED),
        ("2026-03-10 00:00", {"paused": True, "stopped": True}, Light.DONE),
    ],
)
def test_how_a_clock_stands(now, facts, shown):
    start, limit = at("2026-03-02 09:00"), Limit(5, Unit.WORKING_DAY, 1)
    end = due(start, limit, CHINA)

    assert light(at(now), end, warned(start, end, limit, CHINA), **facts) == shown


@pytest.mark.parametrize(
    "wrong", [{"amount": -1}, {"warn": -1}, {"batch_days": (0,)}, {"batch_days": (32,)}, {"in_office_hours": True}]
)
def test_a_limit_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError):
        Limit(**{"amount": 1, "unit": Unit.WORKING_DAY, **wrong})
