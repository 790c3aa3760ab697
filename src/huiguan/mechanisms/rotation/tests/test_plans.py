"""From the rows of a scheme to what the solver is asked."""

from datetime import date
from itertools import pairwise

import pytest

from huiguan.mechanisms.rotation import actions, plans
from huiguan.mechanisms.rotation.models import Scheme, Suspension, Turn, Wish
from huiguan.mechanisms.rotation.queries import eligible
from huiguan.mechanisms.rotation.solver import Wish as SolverWish
from huiguan.register import actions as register
from huiguan.register.models import Person

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 15), 2, date(2026, 3, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 11, 1), 14, date(2028, 1, 1)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(2026, 5, 1), -12, date(2025, 5, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, then):
    assert plans.add_months(day, months) == then


def spans(scheme, starts=YEAR[0], ends=YEAR[1]):
    return [(str(span.starts)[5:], str(span.ends)[5:]) for span in plans.windows(scheme, starts, ends)]


def test_windows_follow_one_another_from_the_day_on_which_the_scheme_starts(scheme):
    assert spans(scheme) == [
        ("01-01", "02-28"),
        ("03-01", "04-30"),
        ("05-01", "06-30"),
        ("07-01", "08-31"),
        ("09-01", "10-31"),
        ("11-01", "12-31"),
    ]


def test_a_scheme_that_starts_on_the_last_of_a_month_leaves_no_day_out(scheme):
    scheme.starts, scheme.length = date(2026, 1, 31), 1

    found = plans.windows(scheme, *YEAR)

    assert [(str(span.starts)[5:], str(span.ends)[5:]) for span in found[:3]] == [
        ("01-31", "02-27"),
        ("02-28", "03-30"),
        ("03-31", "04-29"),
    ]
    assert all((later.starts - one.ends).days == 1 for one, later in pairwise(found))


def test_only_windows_that_lie_whole_in_the_time_asked_for_are_given(scheme):
    assert spans(scheme, date(2026, 1, 2), date(2026, 6, 30)) == [("03-01", "04-30"), ("05-01", "06-30")]
    assert spans(scheme, date(2026, 3, 1), date(2026, 6, 29)) == [("03-01", "04-30")]
    assert spans(scheme, date(2026, 3, 2), date(2026, 4, 29)) == []
    assert spans(scheme, date(2025, 1, 1), date(2025, 12, 31)) == []


def test_no_window_outlasts_the_scheme(scheme):
    scheme.ends = date(2026, 5, 31)

    assert spans(scheme) == [("01-01", "02-28"), ("03-01", "04-30")]


@pytest.mark.parametrize(
    ("starts", "ends", "left"),
    [
        (date(2026, 3, 5), date(2026, 3, 6), ["01-01", "05-01"]),
        (date(2026, 2, 28), date(2026, 3, 1), ["05-01"]),  # one day of each is enough
        (date(2026, 3, 1), date(2026, 4, 30), ["01-01", "05-01"]),
        (date(2025, 1, 1), date(2025, 12, 31), ["01-01", "03-01", "05-01"]),
        (date(2025, 1, 1), date(2027, 1, 1), []),
    ],
)
def test_a_window_that_a_suspension_touches_is_left_out(scheme, starts, ends, left):
    Suspension.objects.create(scheme=scheme, starts=starts, ends=ends, why="疫情")

    assert [first for first, _last in spans(scheme, date(2026, 1, 1), date(2026, 6, 30))] == left


# candidates


def test_without_posts_every_enterprise_of_the_place_is_eligible(cast, scheme, firms):
    closed, bank = firms[1], firms[2]
    closed.ended = date(2026, 1, 1)
    closed.save()
    bank.kind = "bank"
    bank.save()

    assert set(eligible(scheme, date(2026, 5, 1))) == {cast.tea_firm, cast.silk_firm, firms[0]}


def test_with_posts_the_firms_of_whoever_holds_one_that_day_are(cast, scheme, firms):
    scheme.eligible_posts.set([cast.posts["vice_chair"], cast.posts["member"]])
    post, term = cast.posts["member"], cast.term
    person = Person.objects.create(node=cast.root, name="执某", organization=firms[0])
    register.appoint(post, cast.root, by=cast.system, starts=date(2026, 3, 1), person=person, term=term)
    register.appoint(post, cast.root, by=cast.system, starts=date(2026, 4, 1), organization=firms[1], term=term)

    on = {day: set(eligible(scheme, day)) for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 4, 1))}

    assert list(on.values()) == [{cast.tea_firm}, {cast.tea_firm, firms[0]}, {cast.tea_firm, firms[0], firms[1]}]
    assert plans.eligible_since(scheme) == {
        cast.tea_firm.pk: date(2020, 1, 1),
        firms[0].pk: date(2026, 3, 1),
        firms[1].pk: date(2026, 4, 1),
    }


def told(scheme, day):
    return {one.id: (one.served, one.waiting_since) for one in plans.candidates(scheme, day)}


def test_whoever_has_served_waits_since_then(cast, scheme, new_turn):
    new_turn(1, "closed", [cast.tea_firm, cast.silk_firm])
    new_turn(2, "closed", [cast.tea_firm])

    assert told(scheme, date(2026, 5, 1)) == {
        cast.tea_firm.pk: (2, date(2026, 4, 30)),
        cast.silk_firm.pk: (1, date(2026, 2, 28)),
    }


def test_of_the_turns_that_begin_later_only_the_settled_ones_count(cast, scheme, new_turn):
    new_turn(1, "closed", [cast.tea_firm])
    new_turn(2, "published", [cast.tea_firm])
    new_turn(3, "drafted", [cast.tea_firm])

    assert told(scheme, date(2026, 3, 1))[cast.tea_firm.pk] == (2, date(2026, 4, 30))


def test_a_turn_drafted_for_before_counts_like_any_other(cast, scheme, new_turn):
    """Half a year is planned after the other: whoever sits in the first is not seated again in the second."""
    new_turn(1, "drafted", [cast.tea_firm])

    assert told(scheme, date(2026, 3, 1))[cast.tea_firm.pk][0] == 1


@pytest.mark.parametrize(("times", "counts_as"), [(0, 0), (1, 0), (2, 1), (3, 2)])
def test_a_newcomer_catches_up_by_one_turn_and_not_by_all(cast, scheme, new_turn, firms, times, counts_as):
    others = [cast.tea_firm, cast.silk_firm, firms[0], firms[1]]
    for number in range(1, times + 1):
        new_turn(number, "closed", others)

    served = told(scheme, date(2026, 11, 1))

    assert served[firms[2].pk][0] == counts_as
    assert {served[firm.pk][0] for firm in others} == {times}


def test_a_firm_is_known_by_its_trade_and_its_place(cast, scheme):
    tea = next(one for one in plans.candidates(scheme, date(2026, 5, 1)) if one.id == cast.tea_firm.pk)

    assert (tea.name, tea.section, tea.township) == ("甲县云雾茶业有限公司", "C", "城关镇")


# what firms have said


def asked(scheme):
    windows = plans.windows(scheme, date(2026, 1, 1), date(2026, 6, 30))
    return plans.problem(scheme, windows, [7, 8, 9])


def say(scheme, firm, kind, starts, ends):
    return Wish.objects.create(scheme=scheme, organization=firm, kind=kind, starts=starts, ends=ends)


def test_a_wish_holds_for_every_window_that_it_touches(cast, scheme):
    tea, silk = cast.tea_firm, cast.silk_firm
    say(scheme, tea, "blackout", date(2026, 2, 28), date(2026, 3, 1))
    say(scheme, silk, "pin", date(2026, 3, 31), date(2026, 3, 31))
    say(scheme, tea, "wants", date(2026, 6, 30), date(2026, 7, 31))
    say(scheme, silk, "avoids", date(2025, 1, 1), date(2026, 1, 1))
    say(scheme, silk, "pin", date(2026, 7, 1), date(2026, 7, 31))

    problem = asked(scheme)

    assert problem.blackouts == {(tea.pk, 7), (tea.pk, 8)}
    assert problem.pins == {(silk.pk, 8)}
    assert problem.wishes == {SolverWish(tea.pk, 9, "wants"), SolverWish(silk.pk, 7, "avoids")}


def test_what_is_no_candidate_or_said_of_another_scheme_is_not_heard(cast, scheme):
    other = Scheme.objects.create(node=cast.root, name="另一个", starts=date(2026, 1, 1))
    say(scheme, cast.federation, "pin", *YEAR)
    say(other, cast.tea_firm, "pin", *YEAR)

    assert asked(scheme).pins == frozenset()


def test_the_slots_are_as_the_scheme_says(scheme):
    slots = asked(scheme).slots

    assert [(slot.id, str(slot.starts), slot.at_least, slot.at_most) for slot in slots] == [
        (7, "2026-01-01", 1, 2),
        (8, "2026-03-01", 1, 2),
        (9, "2026-05-01", 1, 2),
    ]


def test_hosts_drafted_before_are_what_should_change_least(cast, scheme, new_turn):
    new_turn(2, "drafted", [cast.tea_firm])
    new_turn(3, "published", [cast.silk_firm])

    assert asked(scheme).previous == {(cast.tea_firm.pk, 8)}


# numbers


def test_numbers_go_on_from_the_last_settled_turn_and_count_drafts_in_their_order(scheme, new_turn):
    new_turn(1, "closed")
    new_turn(3, "drafted")
    windows = plans.windows(scheme, date(2026, 3, 1), date(2026, 4, 30))

    assert plans.numbers(scheme, windows, []) == {date(2026, 3, 1): 2, date(2026, 5, 1): 3}


def test_a_first_plan_begins_with_one(scheme):
    windows = plans.windows(scheme, *YEAR)

    assert list(plans.numbers(scheme, windows, []).values()) == [1, 2, 3, 4, 5, 6]


def test_a_draft_that_the_time_of_a_new_plan_only_cuts_stays(cast, scheme, firms):
    actions.plan(scheme, by=cast.clerk, starts=date(2026, 1, 1), ends=date(2026, 8, 31))
    before = [(turn.number, turn.starts) for turn in Turn.objects.order_by("starts")]

    actions.plan(scheme, by=cast.clerk, starts=date(2026, 2, 1), ends=date(2026, 5, 1))

    assert [(turn.number, turn.starts) for turn in Turn.objects.order_by("starts")] == before


def test_drafts_whose_window_is_gone_are_overtaken(scheme, new_turn):
    new_turn(1, "published")
    kept, lost, later = new_turn(2), new_turn(3), new_turn(5)
    Suspension.objects.create(scheme=scheme, starts=date(2026, 5, 5), ends=date(2026, 5, 6), why="x")
    half = (date(2026, 3, 1), date(2026, 6, 30))
    windows = plans.windows(scheme, *half)

    gone = plans.overtaken(scheme, windows, *half)

    assert gone == [lost]
    assert plans.numbers(scheme, windows, gone)[later.starts] == 3
    assert plans.numbers(scheme, windows, gone)[kept.starts] == 2
