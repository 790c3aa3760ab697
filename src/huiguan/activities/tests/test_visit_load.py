"""What there is to mind before a firm is visited."""

from datetime import date

import pytest

from huiguan.activities import actions, visit_load
from huiguan.activities.models import Activity, QuietTime
from huiguan.activities.tests.visited import TODAY, activity_on, cap, topic, visit
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from tests.cast import organization


@pytest.fixture(autouse=True)
def within(cast):
    with cast.work(), clock.standing_at(clock.at(TODAY, 8)):
        yield


def kinds(firm, day: date, *about: str, besides: Activity | None = None) -> list[str]:
    return [one.kind for one in visit_load.warnings(firm, day, [topic(name) for name in about], besides)]


def texts(firm, day: date, *about: str, besides: Activity | None = None) -> list[str]:
    return [one.text for one in visit_load.warnings(firm, day, [topic(name) for name in about], besides)]


# the cap


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        ("month", date(2026, 6, 1), date(2026, 6, 30)),
        ("quarter", date(2026, 4, 1), date(2026, 6, 30)),
        ("half", date(2026, 1, 1), date(2026, 6, 30)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_cap_counts_in_the_period_of_the_day_with_both_its_ends(cast, span, first, last):
    cap(2, span)
    visit(cast, cast.silk_firm, first, state="held" if first < TODAY else "planned")
    visit(cast, cast.silk_firm, last)

    middle = date(2026, 6, 15)
    assert kinds(cast.silk_firm, middle) == ["cap"]
    assert kinds(cast.silk_firm, date.fromordinal(last.toordinal() + 1)) == []
    assert kinds(cast.tea_firm, middle) == []


def test_it_says_how_many_there_are_on_which_days_and_what_the_cap_is(cast):
    cap(2)
    visit(cast, cast.silk_firm, date(2026, 4, 8), state="held")
    visit(cast, cast.silk_firm, date(2026, 6, 30))

    assert texts(cast.silk_firm, date(2026, 5, 20)) == [
        "2026-04-01 至 2026-06-30 已有 2 次走访（2026-04-08、2026-06-30），上限是每季度 2 次"
    ]


def test_below_the_cap_there_is_nothing_to_say(cast):
    cap(2)
    visit(cast, cast.silk_firm, date(2026, 4, 8), state="held")

    assert kinds(cast.silk_firm, date(2026, 5, 20)) == []


def test_the_firms_own_number_stands_for_that_of_all(cast):
    cap(1, "month")
    cap(3, "quarter", cast.silk_firm)
    visit(cast, cast.silk_firm, date(2026, 5, 8))
    visit(cast, cast.tea_firm, date(2026, 5, 8))

    assert (kinds(cast.silk_firm, date(2026, 5, 20)), kinds(cast.tea_firm, date(2026, 5, 20))) == ([], ["cap"])


def test_several_caps_hold_together_and_none_at_all_is_a_cap(cast):
    cap(1, "month")
    cap(2, "year")
    cap(0, "year", cast.tea_firm)
    visit(cast, cast.silk_firm, date(2026, 5, 8))
    visit(cast, cast.silk_firm, date(2026, 4, 8), state="held")

    assert kinds(cast.silk_firm, date(2026, 5, 20)) == ["cap", "cap"]
    assert kinds(cast.silk_firm, date(2026, 7, 20)) == ["cap"]
    assert texts(cast.tea_firm, date(2026, 5, 20)) == ["2026-01-01 至 2026-12-31 不安排走访：上限是每年 0 次"]


def test_what_was_called_off_or_declined_does_not_count_and_what_was_held_against_it_does(cast):
    cap(1)
    visit(cast, cast.tea_firm, date(2026, 5, 8), "用工", state="cancelled")
    declined = visit(cast, cast.tea_firm, date(2026, 5, 9), "用工")
    perform(declined, "decline", by=cast.tea_contact)

    before = kinds(cast.tea_firm, date(2026, 5, 9), "用工")
    perform(declined.activity, "hold", by=cast.clerk, happened=clock.at(date(2026, 5, 3)))

    assert (before, kinds(cast.tea_firm, date(2026, 5, 9), "用工")) == ([], ["cap", "topic"])


def test_what_was_moved_counts_where_it_is_now_and_never_against_itself(cast):
    cap(1)
    made = visit(cast, cast.silk_firm, date(2026, 6, 30), "用工")
    there = [kinds(cast.silk_firm, date(2026, 6, 29)), kinds(cast.silk_firm, date(2026, 7, 1))]
    own = kinds(cast.silk_firm, date(2026, 6, 30), "用工", besides=made.activity)

    made.activity.starts = clock.at(date(2026, 7, 2))
    actions.change(made.activity, ["starts"], by=cast.clerk)

    assert (there, own) == ([["cap"], []], [])
    assert [kinds(cast.silk_firm, date(2026, 6, 29)), kinds(cast.silk_firm, date(2026, 7, 1))] == [[], ["cap"]]


# quiet times


@pytest.mark.parametrize(
    ("day", "around"),
    [
        (date(2026, 12, 19), None),
        (date(2026, 12, 20), (date(2026, 12, 20), date(2027, 1, 10))),
        (date(2026, 12, 31), (date(2026, 12, 20), date(2027, 1, 10))),
        (date(2027, 1, 1), (date(2026, 12, 20), date(2027, 1, 10))),
        (date(2027, 1, 10), (date(2026, 12, 20), date(2027, 1, 10))),
        (date(2027, 1, 11), None),
        (date(2030, 1, 10), (date(2029, 12, 20), date(2030, 1, 10))),
        (date(2026, 1, 5), None),  # before the first of these years
    ],
)
def test_a_yearly_quiet_time_goes_over_new_year(cast, day, around):
    quiet = QuietTime(starts=date(2026, 12, 20), ends=date(2027, 1, 10), is_yearly=True)

    assert quiet.around(day) == around


def test_a_yearly_quiet_time_of_a_leap_year_ends_with_february(cast):
    quiet = QuietTime(starts=date(2024, 2, 29), ends=date(2024, 3, 2), is_yearly=True)

    assert [quiet.around(date(2026, 2, day)) is None for day in (27, 28)] == [True, False]


def test_a_quiet_time_is_told_with_its_reason_and_of_its_own_firm_only(cast):
    QuietTime.objects.create(
        organization=cast.silk_firm, starts=date(2026, 5, 10), ends=date(2026, 5, 12), why="赶春茶订单"
    )

    said = [texts(cast.silk_firm, date(2026, 5, day)) for day in (9, 10, 12, 13)]

    told = ["2026-05-10 至 2026-05-12 是企业的免打扰时段：赶春茶订单"]
    assert (said, texts(cast.tea_firm, date(2026, 5, 10))) == ([[], told, told, []], [])


# the same question, the same day


@pytest.mark.parametrize(
    ("day", "told"), [(date(2026, 6, 30), True), (date(2026, 4, 1), True), (date(2026, 7, 1), False)]
)
def test_the_same_question_is_told_within_the_quarter(cast, day, told):
    visit(cast, cast.silk_firm, date(2026, 5, 8), "用工", "融资")

    said = texts(cast.silk_firm, day, "用工", "土地")

    assert said == (["这个季度问过“用工”：2026-05-08 甲县工商业联合会"] if told else [])


def test_whoever_visits_on_the_same_day_is_named_and_no_more_than_that(cast):
    made = visit(cast, cast.tea_firm, date(2026, 5, 8), "用工", by=cast.tea_secretary, host=cast.tea)
    made.activity.title = "暗访欠薪"
    made.activity.save()

    assert texts(cast.tea_firm, date(2026, 5, 8)) == ["同一天还有人去：甲县茶业商会"]


def test_what_the_firm_said_to_this_visit_is_told_until_it_is_on_another_day(cast):
    made = visit(cast, cast.tea_firm, date(2026, 5, 8))
    perform(made, "another_day", by=cast.tea_contact, words="下周")
    activity = made.activity

    other = [texts(cast.tea_firm, date(2026, 5, day), besides=activity) for day in (8, 15)]
    perform(made, "decline", by=cast.tea_contact, words="太忙")

    assert other == [["企业请改到别的日子：下周"], []]
    assert texts(cast.tea_firm, date(2026, 5, 15), besides=activity) == ["企业谢绝了这次走访：太忙"]


def test_another_tenant_neither_counts_nor_is_counted(cast):
    cap(1)
    with cast.work(cast.other):
        own = organization(cast.other_root, "乙县厂")
        cap(0)
    visit(cast, cast.silk_firm, date(2026, 5, 8))

    assert kinds(cast.silk_firm, date(2026, 5, 9)) == ["cap"]
    with cast.work(cast.other):
        assert texts(own, date(2026, 5, 9)) == ["2026-04-01 至 2026-06-30 不安排走访：上限是每季度 0 次"]


def test_a_digest_changes_with_what_there_is_to_mind(cast):
    lines = [visit_load.digest(said) for said in ([], ["甲：一"], ["甲：二"], ["甲：一", "乙：一"])]

    assert len(set(lines)) == 4


def test_a_new_activity_is_no_visit_yet(cast):
    activity_on(cast, date(2026, 5, 8))
    cap(1)

    assert kinds(cast.silk_firm, date(2026, 5, 8)) == []
