"""What the rotation counts: each figure by its definition, with both ends of a period included."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from huiguan.activities.models import Participation
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import figures
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import Judgement, Scheme, Turn

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))


def read(key, period=MAY, **codes):
    return figures()[f"rotation.{key}"].read(period, **codes)[0]


@pytest.fixture
def turn(cast, new_turn):
    return new_turn(3, "under_way", [cast.tea_firm, cast.silk_firm])


@pytest.fixture
def held(cast, turn):
    """An activity of the turn that was held at a moment, and who came."""

    def make(moment, part="visit", host=None, people=(), names=(), hold=True):
        seat = turn.seats.get(organization=host) if host else None
        activity = actions.hold(turn, by=cast.clerk, part=part, seat=seat, starts=moment).activity
        for person in people:
            Participation.objects.create(activity=activity, person=cast.people[person])
        for name, organization in names:
            Participation.objects.create(activity=activity, name=name, organization=organization)
        if hold and activity.state == "planned":
            perform(activity, "hold", by=cast.clerk, happened=moment)
        return activity

    return make


def moment(day, hour, minute=0, second=0):
    return timezone.make_aware(datetime(2026, 5, day, hour, minute, second))


def test_a_turn_counts_from_when_it_is_under_way(new_turn):
    for number, state in enumerate(("drafted", "published", "under_way", "handed_over", "closed"), start=1):
        new_turn(number, state)

    assert read("turns_held", Period(date(2026, 1, 1), date(2026, 12, 31))) == 3


@pytest.mark.parametrize(
    ("starts", "ends", "count"),
    [
        (date(2026, 5, 1), date(2026, 5, 1), 1),
        (date(2026, 4, 1), date(2026, 5, 1), 1),
        (date(2026, 4, 1), date(2026, 4, 30), 0),
        (date(2026, 5, 2), date(2026, 6, 30), 0),
        (None, date(2026, 5, 1), 1),
        (None, date(2026, 4, 30), 0),
    ],
)
def test_a_turn_counts_on_the_day_it_begins_both_ends_included(turn, starts, ends, count):
    assert read("turns_held", Period(starts, ends)) == count


def test_figures_may_be_narrowed_to_one_scheme(cast, turn, new_turn):
    other = Scheme.objects.create(node=cast.root, name="另一个", starts=date(2026, 1, 1))
    new_turn(3, "closed", of=other)

    assert [read("turns_held"), read("turns_held", scheme=other.pk)] == [2, 1]


def test_turns_of_people_on_duty_count_too_and_the_definition_says_so(cast, turn, new_turn):
    duty = Scheme.objects.create(node=cast.root, name="值班", starts=date(2026, 1, 1), serves="persons")
    new_turn(3, "under_way", of=duty)

    definition = str(figures()["rotation.turns_held"].definition)
    assert (read("turns_held"), "各方案合计，个人值班的期次也在内" in definition) == (2, True)


def test_a_firm_visited_twice_is_one_firm(cast, turn, held):
    held(moment(5, 9), host=cast.tea_firm)
    held(moment(6, 9), host=cast.tea_firm)
    held(moment(7, 9), host=cast.silk_firm)

    assert read("firms_visited") == 2


def test_a_firm_visited_in_two_turns_is_one_firm(cast, turn, held, new_turn):
    held(moment(5, 9), host=cast.tea_firm)
    later = new_turn(4, "under_way", [cast.tea_firm])
    link = actions.hold(later, by=cast.clerk, part="visit", seat=later.seats.get(), starts=moment(8, 9))
    perform(link.activity, "hold", by=cast.clerk, happened=moment(8, 9))

    assert read("firms_visited") == 1


def test_only_visits_that_took_place_count(cast, turn, held):
    held(moment(5, 9), host=cast.tea_firm, hold=False)
    held(moment(6, 9), part="seminar", host=cast.silk_firm)

    assert read("firms_visited") == 0


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (moment(1, 0, 0, 0), 1),
        (moment(1, 0, 0, 0) - timedelta(seconds=1), 0),
        (moment(31, 23, 59, 0), 1),
        (moment(31, 23, 59, 59), 1),
        (moment(31, 23, 59, 59) + timedelta(seconds=1), 0),
    ],
)
def test_the_last_second_of_a_period_belongs_to_it_and_the_next_does_not(cast, turn, held, at, counts):
    held(at, host=cast.tea_firm, people=["chair"])

    assert [read(key) for key in ("firms_visited", "persons", "person_times")] == [counts, counts, counts]
    assert read("firms_visited", Period(None, MAY.ends)) == (0 if at > moment(31, 23, 59, 59) else 1)


def test_people_are_counted_once_and_attendances_each_time(cast, turn, held):
    held(moment(5, 9), host=cast.tea_firm, people=["chair", "clerk"])
    held(moment(6, 9), part="seminar", people=["chair"])

    assert (read("persons"), read("person_times")) == (2, 3)


def test_people_outside_the_register_are_told_apart_by_name_and_firm(cast, turn, held):
    tea, silk = cast.tea_firm, cast.silk_firm
    held(moment(5, 9), part="seminar", people=["chair"], names=[("张三", tea), ("张三", silk), ("李四", None)])
    held(moment(6, 9), part="seminar", names=[("张三", tea), ("", silk)])

    assert (read("persons"), read("person_times")) == (4, 6)


def test_activities_of_nobodys_turn_do_not_count(cast, turn, held):
    held(moment(5, 9), part="seminar", people=["chair"])
    turn.activity_links.get().delete()

    assert (read("persons"), read("person_times")) == (0, 0)


def test_suggestions_count_by_the_day_they_were_made_and_useful_ones_by_the_hosts_word(cast, turn, new_suggestion):
    useful, useless, _silent = (new_suggestion("done", turn) for _ in range(3))
    for one, word in ((useful, True), (useless, False)):
        Judgement.objects.create(suggestion=one, useful=word, on=date(2026, 7, 1))

    assert (read("suggestions_given"), read("suggestions_useful")) == (3, 1)
    assert read("suggestions_given", Period(date(2026, 5, 5), date(2026, 5, 31))) == 0
    assert read("suggestions_given", Period(date(2026, 5, 4), date(2026, 5, 4))) == 3
    assert read("suggestions_useful", Period(None, date(2026, 5, 4))) == 1
    assert read("suggestions_given", topic="management", state="done") == 3
    assert read("suggestions_given", topic="market") == 0


def test_the_settings_are_those_of_the_scheme_that_had_begun(cast, scheme):
    Scheme.objects.create(node=cast.root, name="旧", starts=date(2018, 1, 1), hosts_from=2, hosts_to=3, length=3)

    on = {day: (read("hosts_range", Period(None, day)), read("months", Period(None, day))) for day in DAYS}

    assert on == {DAYS[0]: (None, None), DAYS[1]: ([2, 3], 3), DAYS[2]: ([1, 2], 2)}


DAYS = (date(2017, 12, 31), date(2025, 12, 31), date(2026, 1, 1))


def test_nothing_of_another_tenant_is_counted(cast, turn, held):
    held(moment(5, 9), host=cast.tea_firm, people=["chair"])

    with cast.work(cast.other), clock.standing_at(moment(20, 9)):
        keys = ("turns_held", "firms_visited", "persons", "person_times", "suggestions_given")
        assert [read(key) for key in keys] == [0, 0, 0, 0, 0]
        assert Turn.objects.count() == 0
