"""What is written when a roster is drawn up, a turn runs, a suggestion is made."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from huiguan.activities.models import Activity
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Change, Step
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import Roster, Scheme, Seat, SeatStep, Suggestion, Suspension, Turn, Wish
from huiguan.mechanisms.rotation.solver import Impossible
from huiguan.register import actions as register
from huiguan.register.models import Person

HALF = {"starts": date(2026, 1, 1), "ends": date(2026, 6, 30)}
SECOND_HALF = {"starts": date(2026, 7, 1), "ends": date(2026, 12, 31)}


def plan(cast, scheme, **when):
    return actions.plan(scheme, by=cast.clerk, **{**HALF, **when})


def turns(scheme):
    return [(turn.number, str(turn.starts)[5:], turn.state) for turn in Turn.objects.filter(scheme=scheme)]


def hosts(scheme):
    """The firms of each turn, the lead first."""
    seats = Seat.objects.filter(turn__scheme=scheme).select_related("organization")
    found: dict[int, list[str]] = {}
    for seat in seats.order_by("turn__number", "-is_lead", "pk"):
        found.setdefault(seat.turn.number, []).append(seat.organization)
    return found


# planning


def test_a_plan_writes_its_turns_their_hosts_the_reasons_and_one_lead_each(cast, scheme, firms):
    roster = plan(cast, scheme)

    assert turns(scheme) == [(1, "01-01", "drafted"), (2, "03-01", "drafted"), (3, "05-01", "drafted")]
    seated = [firm for row in hosts(scheme).values() for firm in row]
    assert set(seated) == {cast.tea_firm, cast.silk_firm, *firms}
    assert len(seated) == 5
    seats = Seat.objects.all()
    assert [seats.filter(turn__number=number, is_lead=True).count() for number in (1, 2, 3)] == [1, 1, 1]
    assert {seat.reasons[0][0] for seat in seats} == {"first_turn"}
    assert (roster.proven, roster.starts, roster.ends) == (True, date(2026, 1, 1), date(2026, 6, 30))
    names = ["again", "spacing", "likeness", "moved", "unmet", "waiting", "lot"]
    assert [level["name"] for level in roster.levels] == names
    assert roster.solved_at == clock.now()
    assert [(step.move, step.by) for step in Step.of(roster)] == [("create", cast.clerk), ("adopt", cast.clerk)]
    assert Change.of(seats.first()).get().by == cast.clerk


def test_whoever_has_served_less_and_waited_longer_leads(cast, scheme, new_turn, firms):
    scheme.hosts_from = scheme.hosts_to = 5
    scheme.save()
    new_turn(1, "closed", [cast.tea_firm, cast.silk_firm])

    actions.plan(scheme, by=cast.clerk, starts=date(2026, 3, 1), ends=date(2026, 4, 30))

    assert hosts(scheme)[2][0] == firms[0]


def test_drawn_up_again_for_the_same_question_nothing_moves(cast, scheme, firms):
    plan(cast, scheme)
    before = {(seat.pk, seat.turn_id, seat.organization_id, seat.is_lead) for seat in Seat.objects.all()}

    plan(cast, scheme)

    after = {(seat.pk, seat.turn_id, seat.organization_id, seat.is_lead) for seat in Seat.objects.all()}
    assert after == before
    assert Roster.objects.count() == 2


def test_drawn_up_again_the_others_stay_where_they_were(cast, scheme, firms):
    plan(cast, scheme)
    before = hosts(scheme)
    gone = before[2][0]
    Wish.objects.create(scheme=scheme, organization=gone, kind="blackout", **HALF)

    plan(cast, scheme)

    after = hosts(scheme)
    assert all(gone not in row for row in after.values())
    stayed = [(number, firm) for number, row in before.items() for firm in row if firm in after[number]]
    assert len(stayed) == 4
    kept = Seat.objects.get(turn__number=1, organization=before[1][0])
    assert ["kept"] in kept.reasons


def test_settled_turns_are_not_touched(cast, scheme, new_turn, firms):
    new_turn(2, "published", [firms[0]])
    before = Seat.objects.get()

    plan(cast, scheme)

    assert turns(scheme) == [(3, "01-01", "drafted"), (2, "03-01", "published"), (4, "05-01", "drafted")]
    assert Seat.objects.get(pk=before.pk).version == before.version
    assert hosts(scheme)[2] == [firms[0]]


def test_drafts_outside_the_time_asked_for_stay(cast, scheme, firms):
    actions.plan(scheme, by=cast.clerk, starts=date(2026, 1, 1), ends=date(2026, 12, 31))
    first_half, second_half = ({n: hosts(scheme)[n] for n in part} for part in ((1, 2, 3), (4, 5, 6)))

    actions.plan(scheme, by=cast.clerk, **SECOND_HALF)
    after_the_second = {n: hosts(scheme)[n] for n in (1, 2, 3)}
    plan(cast, scheme)
    after_the_first = {n: hosts(scheme)[n] for n in (4, 5, 6)}

    assert (after_the_second, after_the_first) == (first_half, second_half)
    assert [number for number, *_rest in turns(scheme)] == [1, 2, 3, 4, 5, 6]


def test_planned_half_by_half_nobody_sits_twice_before_everybody_has_once(cast, scheme, firms):
    scheme.hosts_to = 1
    scheme.save()

    plan(cast, scheme)
    actions.plan(scheme, by=cast.clerk, starts=date(2026, 7, 1), ends=date(2026, 10, 31))

    seated = [firm for row in hosts(scheme).values() for firm in row]
    assert set(seated) == {cast.tea_firm, cast.silk_firm, *firms}
    assert len(seated) == 5


def test_a_draft_whose_window_is_suspended_goes_and_the_later_ones_move_up(cast, scheme, firms):
    actions.plan(scheme, by=cast.clerk, starts=date(2026, 1, 1), ends=date(2026, 12, 31))
    Suspension.objects.create(scheme=scheme, starts=date(2026, 3, 5), ends=date(2026, 3, 6), why="x")

    plan(cast, scheme)

    assert [row[:2] for row in turns(scheme)] == [
        (1, "01-01"),
        (2, "05-01"),
        (3, "07-01"),
        (4, "09-01"),
        (5, "11-01"),
    ]


def test_when_the_suspension_is_lifted_the_later_ones_make_room(cast, scheme, firms):
    rest = Suspension.objects.create(scheme=scheme, starts=date(2026, 3, 5), ends=date(2026, 3, 6), why="x")
    actions.plan(scheme, by=cast.clerk, starts=date(2026, 1, 1), ends=date(2026, 12, 31))
    rest.delete()

    plan(cast, scheme)

    assert [row[0] for row in turns(scheme)] == [1, 2, 3, 4, 5, 6]


def test_no_turn_is_planned_over_one_that_is_settled_when_turns_become_longer(cast, scheme, new_turn, firms):
    new_turn(2, "published", [firms[0]])
    scheme.length = 3
    scheme.save()

    plan(cast, scheme, ends=date(2026, 12, 31))

    assert turns(scheme) == [(2, "03-01", "published"), (3, "07-01", "drafted"), (4, "10-01", "drafted")]


def test_a_draft_about_which_something_was_entered_is_not_lost(cast, scheme, firms):
    plan(cast, scheme)
    seat = Seat.objects.filter(turn__number=2).first()
    actions.hold(seat.turn, by=cast.clerk, part="visit", seat=seat, starts=clock.at(date(2026, 3, 5)))
    before = hosts(scheme)
    Wish.objects.create(scheme=scheme, organization=seat.organization, kind="blackout", **HALF)

    with pytest.raises(ProtectedError):
        plan(cast, scheme)

    assert hosts(scheme) == before
    assert Roster.objects.count() == 1


def test_what_cannot_be_kept_is_named_and_nothing_is_written(cast, scheme):
    Wish.objects.create(scheme=scheme, organization=cast.tea_firm, kind="pin", **HALF)
    Wish.objects.create(scheme=scheme, organization=cast.tea_firm, kind="blackout", **HALF)

    with pytest.raises(Impossible) as caught:
        plan(cast, scheme)

    assert caught.value.lacks == tuple(("pinned_and_blacked_out", cast.tea_firm.pk, slot) for slot in (1, 2, 3))
    assert (Turn.objects.count(), Roster.objects.count()) == (0, 0)


def test_a_wish_that_was_not_met_is_kept_with_its_reason(cast, scheme):
    scheme.hosts_to = 1
    scheme.save()
    Wish.objects.create(scheme=scheme, organization=cast.tea_firm, kind="pin", **HALF)
    Wish.objects.create(scheme=scheme, organization=cast.silk_firm, kind="wants", **{**HALF, "ends": HALF["starts"]})

    roster = plan(cast, scheme)

    assert roster.unmet == [
        {"bearer": cast.silk_firm.pk, "turn": 1, "kind": "wants", "why": ["full_of_pins"]},
    ]


@pytest.mark.parametrize("why", ["windows", "candidates"])
def test_where_there_is_nothing_to_plan_it_says_what_is_missing(cast, scheme, why):
    if why == "candidates":
        scheme.eligible_posts.set([cast.posts["auditor"]])
    when = {"starts": date(2025, 1, 1), "ends": date(2025, 12, 31)} if why == "windows" else HALF

    with pytest.raises(actions.NothingToPlan, match=why):
        plan(cast, scheme, **when)


def test_a_plan_out_of_time_is_a_plan_without_proof(cast, scheme, firms):
    roster = plan(cast, scheme, time_limit_seconds=0)

    assert (roster.proven, len(hosts(scheme))) == (False, 3)


def test_a_host_seated_by_hand_says_by_whom_and_a_new_lead_replaces_the_old(cast, new_turn):
    turn = new_turn(1, "drafted", [cast.tea_firm])

    seat = actions.seat_by_hand(turn, cast.silk_firm, by=cast.clerk, is_lead=True)

    assert seat.reasons == [["by_hand", "干某"]]
    leads = {row.organization: row.is_lead for row in turn.seats.all()}
    assert leads == {cast.tea_firm: False, cast.silk_firm: True}


def test_a_host_that_does_not_lead_leaves_the_lead_alone_and_comes_once(cast, new_turn):
    turn = new_turn(1, "drafted", [cast.tea_firm])
    turn.scheme.hosts_to = 3
    turn.scheme.save()
    seat = actions.seat_by_hand(turn, cast.silk_firm, by=cast.clerk)

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.seat_by_hand(turn, cast.silk_firm, by=cast.clerk)

    assert turn.seats.get(is_lead=True).organization == cast.tea_firm
    actions.unseat(seat, by=cast.clerk)
    assert [row.organization for row in turn.seats.all()] == [cast.tea_firm]


# running


@pytest.fixture
def seat(cast, new_turn):
    return new_turn(3, "under_way", [cast.tea_firm, cast.silk_firm]).seats.get(organization=cast.tea_firm)


def steps(seat):
    return [(row.step.name, row.done_on) for row in SeatStep.objects.filter(seat=seat)]


def test_finishing_a_step_twice_is_the_same_as_once(cast, seat):
    step = seat.turn.scheme.steps.first()

    first, second = (actions.finish_step(seat, step, by=by) for by in (cast.clerk, cast.admin))

    assert first == second
    assert steps(seat) == [("报送", date(2026, 5, 4))]


def test_a_step_is_dated_by_what_happened(cast, seat):
    for step, on in zip(seat.turn.scheme.steps.all(), (date(2026, 5, 2), None, None), strict=True):
        actions.finish_step(seat, step, by=cast.clerk, on=on)

    assert steps(seat) == [("报送", date(2026, 5, 2)), ("走访", date(2026, 5, 4)), ("归档", date(2026, 5, 4))]


def test_the_last_step_is_taken_back_and_then_the_one_before(cast, seat):
    first, second = seat.turn.scheme.steps.all()[:2]
    for step in (first, second):
        actions.finish_step(seat, step, by=cast.clerk)

    actions.take_back_step(seat, second, by=cast.clerk)
    actions.take_back_step(seat, second, by=cast.clerk)  # it is not the last any more: nothing happens
    after_one = [name for name, _day in steps(seat)]
    actions.take_back_step(seat, first, by=cast.clerk)

    assert (after_one, steps(seat)) == (["报送"], [])


def test_a_visit_is_hosted_by_the_federation_and_the_firm_visited(cast, seat):
    link = actions.hold(seat.turn, by=cast.clerk, part="visit", seat=seat, starts=clock.now(), place="车间")

    activity = link.activity
    assert (activity.title, activity.place, activity.kind.code) == ("走访观摩：甲县云雾茶业有限公司", "车间", "visit")
    assert [(host.organization, host.is_lead) for host in activity.hosts.all()] == [
        (cast.federation, True),
        (cast.tea_firm, False),
    ]
    assert (link.seat, link.part, activity.state) == (seat, "visit", "held")  # it lies in the past


def test_a_meeting_is_of_all_hosts_and_its_kind_is_made_once(cast, seat):
    links = [actions.hold(seat.turn, by=cast.clerk, part="seminar", starts=clock.now()) for _ in range(2)]

    assert {host.organization for host in links[0].activity.hosts.all()} == {
        cast.federation,
        cast.tea_firm,
        cast.silk_firm,
    }
    assert links[0].activity.kind == links[1].activity.kind
    assert links[0].activity.title == "座谈会：主题3"


def test_a_place_without_an_organization_of_its_own_leads_nothing(cast, seat):
    cast.federation.own_node = None
    cast.federation.save()

    link = actions.hold(seat.turn, by=cast.clerk, part="visit", seat=seat, starts=clock.now(), title="看茶")

    assert [host.is_lead for host in link.activity.hosts.all()] == [False]
    assert Activity.objects.get().title == "看茶"


# suggestions


def suggest(cast, turn, **given):
    return actions.suggest(
        turn, cast.tea_firm, **{"by": cast.clerk, "text": "上直播", "topic": "market", "proposed_by": "某人", **given}
    )


def test_suggestions_are_numbered_through_the_year(cast, seat):
    made = [suggest(cast, seat.turn).number for _ in range(3)]
    last_year = suggest(cast, seat.turn, on=date(2025, 12, 31)).number

    assert (made, last_year) == (["2026-0001", "2026-0002", "2026-0003"], "2025-0001")


def test_a_number_is_not_given_again_while_a_later_one_stands(cast, seat):
    first, second = suggest(cast, seat.turn), suggest(cast, seat.turn)
    first.delete()

    assert suggest(cast, seat.turn).number == "2026-0003"
    assert second.number == "2026-0002"


def test_numbers_go_on_beyond_four_figures(cast, seat, new_suggestion):
    new_suggestion(turn=seat.turn, number="2026-9999")
    new_suggestion(turn=seat.turn, number="2026-10000")

    assert suggest(cast, seat.turn).number == "2026-10001"


def test_numbers_of_suggestions_that_the_author_cannot_see_are_not_given_again(cast, seat):
    suggest(cast, seat.turn)
    post, person = cast.posts["clerk"], cast.people["tea_secretary"]
    register.appoint(post, cast.tea.own_node, by=cast.system, starts=date(2026, 1, 1), person=person)
    own = Scheme.objects.create(node=cast.tea.own_node, name="茶业商会轮值", starts=date(2026, 1, 1))
    turn = Turn.objects.create(scheme=own, number=1, starts=date(2026, 1, 1), ends=date(2026, 2, 28), state="closed")
    author = Person.objects.get(name="秘某").user

    with reaching(author.reach(cast.tenant)):
        assert Suggestion.objects.count() == 0  # the county's are out of reach
        made = suggest(cast, turn, by=author)

    assert made.number == "2026-0002"


def test_another_tenant_counts_for_itself(cast, seat):
    suggest(cast, seat.turn)

    with cast.work(cast.other):
        scheme = Scheme.objects.create(node=cast.other_root, name="乙", starts=date(2026, 1, 1))
        turn = Turn.objects.create(scheme=scheme, number=1, starts=date(2026, 1, 1), ends=date(2026, 2, 28))
        made = actions.suggest(turn, cast.foreign_firm, by=cast.stranger, text="x", topic="other")

    assert made.number == "2026-0001"


def test_a_suggestion_begins_with_who_entered_it_and_is_dated_when_it_was_made(cast, seat):
    made = suggest(cast, seat.turn)
    earlier = suggest(cast, seat.turn, on=clock.today() - timedelta(days=3))

    assert [(step.move, step.by) for step in Step.of(made)] == [("create", cast.clerk)]
    assert (made.state, made.proposed_on, earlier.proposed_on) == ("proposed", date(2026, 5, 4), date(2026, 5, 1))
    assert perform(made, "decline", by=cast.clerk, why="x").number == made.number
