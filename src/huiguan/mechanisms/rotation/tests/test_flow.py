"""Who may do what with a turn and with a suggestion, and what each step brings about.

The two tables are the document: a row for each role, a column for each state, in it the moves that are open.
"""

from datetime import date

import pytest

from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, NotNow, perform
from huiguan.kernel.models import Change, Step
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.rotation.flow import SuggestionFlow, TurnFlow
from huiguan.mechanisms.rotation.models import (
    Handover,
    Judgement,
    Result,
    Suggestion,
    SuggestionState,
    Turn,
    TurnState,
    Undertaking,
)
from huiguan.mechanisms.rotation.queries import carried_to, open_suggestions
from huiguan.mechanisms.rotation.rules import has_come

TURNS = """
                | drafted  | published       | under_way  | handed_over | closed
admin           | publish  | begin withdraw  | hand_over put_back | close resume | reopen
chair           | publish  | begin withdraw  | hand_over put_back | close resume | reopen
clerk           | publish  | begin withdraw  | hand_over put_back | close resume | reopen
vice_chair      |          |                 |            |             |
tea_president   |          |                 |            |             |
tea_secretary   |          |                 |            |             |
county_leader   |          |                 |            |             |
auditor         |          |                 |            |             |
tea_contact     |          |                 |            |             |
"""

SUGGESTIONS = """
                | proposed        | accepted      | declined      | done
admin           | accept decline  | finish judge amend withdraw | judge withdraw | judge reopen
chair           | accept decline  | finish judge amend withdraw | judge withdraw | judge reopen
clerk           | accept decline  | finish judge amend withdraw | judge withdraw | judge reopen
vice_chair      |                 |               |               |
tea_president   |                 |               |               |
tea_secretary   |                 |               |               |
county_leader   |                 |               |               |
auditor         |                 |               |               |
tea_contact     | accept decline  | finish judge amend withdraw | judge withdraw | judge
"""


def table(text: str) -> tuple[list[str], dict[str, list[list[str]]]]:
    head, *rows = [line.split("|") for line in text.strip("\n").splitlines()]
    return [cell.strip() for cell in head[1:]], {row[0].strip(): [cell.split() for cell in row[1:]] for row in rows}


TURN_STATES, TURN_ROWS = table(TURNS)
SUGGESTION_STATES, SUGGESTION_ROWS = table(SUGGESTIONS)


def allowed(flow, user, record) -> list[str]:
    with reaching(user.reach(record.tenant)):
        return [move.name for move, verdict in flow.open_to(user, record) if verdict]


def test_the_tables_speak_of_every_state_and_every_move():
    assert list(TurnState) == TURN_STATES
    assert list(SuggestionState) == SUGGESTION_STATES
    assert {move for row in TURN_ROWS.values() for cell in row for move in cell} == set(TurnFlow.moves)
    assert {move for row in SUGGESTION_ROWS.values() for cell in row for move in cell} == set(SuggestionFlow.moves)


def test_who_may_make_which_move_of_a_turn(cast, new_turn):
    turns = [new_turn(number, state, [cast.tea_firm]) for number, state in enumerate(TURN_STATES, start=1)]

    may = {role: [allowed(TurnFlow, getattr(cast, role), turn) for turn in turns] for role in TURN_ROWS}

    assert may == TURN_ROWS


def test_who_may_make_which_move_of_a_suggestion(cast, new_suggestion):
    given = [new_suggestion(state) for state in SUGGESTION_STATES]

    may = {role: [allowed(SuggestionFlow, getattr(cast, role), one) for one in given] for role in SUGGESTION_ROWS}

    assert may == SUGGESTION_ROWS


def test_a_firm_answers_only_what_was_suggested_to_itself(cast, new_suggestion):
    theirs = [new_suggestion(state, firm=cast.silk_firm) for state in SUGGESTION_STATES]

    assert [allowed(SuggestionFlow, cast.tea_contact, one) for one in theirs] == [[], [], [], []]


def test_nobody_from_another_tenant_may_make_any_move(cast, new_turn, new_suggestion):
    turn, suggestion = new_turn(1, "drafted", [cast.tea_firm]), new_suggestion()

    with cast.work(cast.other):
        assert [bool(verdict) for _move, verdict in TurnFlow.open_to(cast.stranger, turn)] == [False]
        assert [bool(verdict) for _move, verdict in SuggestionFlow.open_to(cast.stranger, suggestion)] == [False, False]


# turns


@pytest.mark.parametrize(("count", "why"), [(0, "排了 0 家"), (3, "排了 3 家")])
def test_a_turn_with_too_few_or_too_many_hosts_is_not_published(cast, new_turn, firms, count, why):
    turn = new_turn(1, "drafted", firms[:count])

    with pytest.raises(NotAllowed, match=why):
        perform(turn, "publish", by=cast.clerk)

    turn.refresh_from_db()
    assert turn.state == "drafted"


def test_a_published_turn_can_be_withdrawn_and_published_again(cast, new_turn):
    turn = new_turn(1, "drafted", [cast.tea_firm])

    for move in ("publish", "withdraw", "publish", "begin"):
        turn = perform(turn, move, by=cast.clerk)

    assert turn.state == "under_way"
    assert [step.move for step in Step.of(turn)] == ["publish", "withdraw", "publish", "begin"]


def test_a_turn_under_way_is_not_withdrawn(cast, new_turn):
    with pytest.raises(NotNow):
        perform(new_turn(1, "under_way"), "withdraw", by=cast.clerk)


def test_handing_over_keeps_what_was_said_and_to_whom(cast, new_turn):
    turn, after = new_turn(1, "under_way"), new_turn(2, "published")

    perform(turn, "hand_over", by=cast.clerk, text="都办完了", to=after)

    handover = Handover.objects.get()
    assert (handover.turn, handover.to, handover.text) == (turn, after, "都办完了")
    assert handover.handed_on == date(2026, 5, 4)


def test_handing_over_is_dated_when_it_happened(cast, new_turn):
    perform(new_turn(1, "under_way"), "hand_over", by=cast.clerk, happened=clock.at(date(2026, 3, 1)), text="补录")

    assert Handover.objects.get().handed_on == date(2026, 3, 1)


def test_open_suggestions_go_with_the_turn_and_answered_ones_stay(cast, new_turn, new_suggestion):
    turn, after = new_turn(3, "under_way", [cast.tea_firm]), new_turn(4, "published")
    given = {state: new_suggestion(state, turn) for state in SuggestionState}

    perform(turn, "hand_over", by=cast.clerk, text="x", to=after)

    assert {state: one.with_turn for state, one in given.items()} == {
        "proposed": after,
        "accepted": after,
        "declined": None,
        "done": None,
    }


def test_what_was_carried_here_and_is_still_open_is_carried_on(cast, new_turn, new_suggestion):
    first, second, third = new_turn(1, "under_way"), new_turn(2, "under_way"), new_turn(3, "published")
    one, other = new_suggestion("accepted", first), new_suggestion("proposed", first)
    perform(first, "hand_over", by=cast.clerk, text="x", to=second)
    perform(Suggestion.objects.get(pk=other.pk), "decline", by=cast.clerk, why="x")

    perform(second, "hand_over", by=cast.clerk, text="x", to=third)

    assert (one.with_turn, other.with_turn) == (third, second)
    assert set(carried_to(second)) == {one, other}  # the page of the second still tells what it was given


def test_the_last_turn_hands_over_to_nobody_and_keeps_its_suggestions(cast, new_turn, new_suggestion):
    turn = new_turn(3, "under_way")
    one = new_suggestion("proposed", turn)

    handed = perform(turn, "hand_over", by=cast.clerk, text="x", to=None)

    assert (handed.state, one.with_turn, Handover.objects.get().to) == ("handed_over", None, None)


def test_taking_a_handover_back_brings_what_was_carried_back_too(cast, new_turn, new_suggestion):
    turn, after = new_turn(3, "under_way", [cast.tea_firm]), new_turn(4, "published")
    one = new_suggestion("accepted", turn)
    turn = perform(turn, "hand_over", by=cast.clerk, text="x", to=after)

    turn = perform(turn, "resume", by=cast.clerk)

    assert (turn.state, one.with_turn, list(open_suggestions(turn))) == ("under_way", None, [one])
    assert not Handover.objects.exists()


def test_a_turn_does_not_begin_before_its_first_day(cast, new_turn):
    turn = new_turn(4, "published", [cast.tea_firm])  # from July on; it is May

    with pytest.raises(NotAllowed, match="2026-07-01 才开始"):
        perform(turn, "begin", by=cast.clerk)

    assert set(Turn.objects.filter(has_come.q(cast.clerk, Turn))) == set()


# suggestions


def test_accepting_says_who_sees_to_it_by_when(cast, new_suggestion):
    one = perform(new_suggestion(), "accept", by=cast.tea_contact, owner="厂长", due=date(2026, 6, 1))

    assert (one.state, one.undertaking.owner, one.undertaking.due) == ("accepted", "厂长", date(2026, 6, 1))


def test_who_sees_to_it_by_when_may_change(cast, new_suggestion):
    one = perform(new_suggestion(), "accept", by=cast.tea_contact, owner="厂长", due=date(2026, 6, 1))

    one = perform(one, "amend", by=cast.tea_contact, owner="副厂长", due=date(2026, 7, 1))

    said = Undertaking.objects.get()
    assert (one.state, said.owner, said.due) == ("accepted", "副厂长", date(2026, 7, 1))


@pytest.mark.parametrize(("answer", "said"), [("accept", {"owner": "厂长"}), ("decline", {"why": "没有场地"})])
def test_an_answer_may_be_withdrawn_and_given_anew(cast, new_suggestion, answer, said):
    one = perform(new_suggestion(), answer, by=cast.tea_contact, **said)

    one = perform(one, "withdraw", by=cast.tea_contact)

    assert (one.state, Undertaking.objects.count()) == ("proposed", 0)
    assert perform(one, "accept", by=cast.tea_contact, owner="别人").undertaking.owner == "别人"


def test_declining_keeps_the_reason(cast, new_suggestion):
    one = perform(new_suggestion(), "decline", by=cast.tea_contact, why="没有场地")

    assert (one.state, Step.of(one).last().why) == ("declined", "没有场地")


def test_finishing_says_what_came_of_it_and_when(cast, new_suggestion):
    one = perform(new_suggestion("accepted"), "finish", by=cast.tea_contact, text="上了新设备")

    assert (one.state, one.result.text, one.result.on) == ("done", "上了新设备", date(2026, 5, 4))


@pytest.mark.parametrize("state", ["accepted", "declined", "done"])
def test_judging_changes_no_state_and_the_newest_word_counts(cast, new_suggestion, state):
    one = perform(new_suggestion(state), "judge", by=cast.tea_contact, useful=True, words="有用")

    one = perform(one, "judge", by=cast.tea_contact, useful=False, words="后来看没用")

    said = Judgement.objects.get()
    assert (one.state, said.useful, said.words, said.on) == (state, False, "后来看没用", date(2026, 5, 4))
    assert [step.move for step in Step.of(one)] == ["judge", "judge"]


def test_reopening_takes_everything_back_and_the_log_keeps_it(cast, new_suggestion):
    one = perform(new_suggestion(), "accept", by=cast.tea_contact, owner="厂长")
    one = perform(one, "finish", by=cast.tea_contact, text="办了")
    one = perform(one, "judge", by=cast.tea_contact, useful=True)

    one = perform(one, "reopen", by=cast.clerk)

    assert one.state == "proposed"
    assert [kind.objects.count() for kind in (Undertaking, Result, Judgement)] == [0, 0, 0]
    gone = Change.objects.filter(after__isnull=True).values_list("label", flat=True)
    assert sorted(gone) == ["rotation.judgement", "rotation.result", "rotation.undertaking"]
    assert perform(one, "accept", by=cast.tea_contact, owner="别人").undertaking.owner == "别人"


# whose turn it is


def test_each_state_that_waits_says_for_whom_and_until_when(cast, new_turn):
    turns = {state: new_turn(number, state) for number, state in enumerate(TURN_STATES, start=1)}

    due = {state: TurnFlow.waits[state].until(turn) for state, turn in turns.items() if state in TurnFlow.waits}

    assert due == {
        "drafted": date(2025, 12, 25),  # a week before it begins
        "published": date(2026, 3, 1),
        "under_way": date(2026, 6, 30),
        "handed_over": None,
    }
    assert set(TurnFlow.waiting_for(cast.clerk)) == set(Turn.objects.exclude(state="closed"))
    assert list(TurnFlow.waiting_for(cast.auditor)) == []


def test_a_suggestion_waits_for_its_firm_until_it_is_due(cast, new_suggestion):
    answered = perform(new_suggestion(), "accept", by=cast.tea_contact, owner="厂长", due=date(2026, 6, 1))
    open_one, foreign = new_suggestion(), new_suggestion(firm=cast.silk_firm)
    perform(new_suggestion(), "decline", by=cast.tea_contact, why="x")

    with reaching(cast.tea_contact.reach(cast.tenant)):
        assert set(SuggestionFlow.waiting_for(cast.tea_contact)) == {answered, open_one}
    assert set(SuggestionFlow.waiting_for(cast.clerk)) == {answered, open_one, foreign}
    assert SuggestionFlow.waits["accepted"].until(answered) == date(2026, 6, 1)
