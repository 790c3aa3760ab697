"""Who may do what: a row for each role, a column for each state, in it the moves that are open."""

import pytest

from huiguan.kernel.flow import perform
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison.flow import BriefingFlow, ContactFlow, LinkPlanFlow, QuestionFlow, ReceiptFlow
from huiguan.mechanisms.liaison.models import (
    BriefingState,
    ContactState,
    LinkPlan,
    LinkPlanState,
    Question,
    QuestionState,
    Receipt,
    ReceiptState,
    Reply,
)
from huiguan.mechanisms.liaison.tests.conftest import TODAY
from tests.cast import hire

CONTACTS = """
                | planned                   | held | called_off
admin           | report postpone call_off  |      |
chair           | report postpone call_off  |      |
clerk           | report postpone call_off  |      |
county_leader   | report postpone call_off  |      |
officer         | report postpone call_off  |      |
tea_secretary   |                           |      |
tea_president   |                           |      |
vice_chair      |                           |      |
mayor           |                           |      |
auditor         |                           |      |
tea_contact     |                           |      |
silk_president  |                           |      |
"""
BRIEFINGS = """
                | drafted | sent     | withdrawn
admin           | send    | withdraw | send
chair           | send    | withdraw | send
clerk           | send    | withdraw | send
county_leader   |         |          |
officer         |         |          |
tea_secretary   |         |          |
tea_president   |         |          |
vice_chair      |         |          |
mayor           |         |          |
auditor         |         |          |
tea_contact     |         |          |
silk_president  |         |          |
"""
RECEIPTS = """
                | unread | read
admin           | note   |
chair           | note   |
clerk           | note   |
county_leader   | note   |
officer         | note   |
tea_secretary   | take   |
tea_president   | take   |
vice_chair      |        |
mayor           |        |
auditor         |        |
tea_contact     |        |
silk_president  |        |
"""
QUESTIONS = """
                | asked           | answered  | withdrawn
admin           | answer withdraw | take_back |
chair           | answer withdraw | take_back |
clerk           | answer withdraw | take_back |
county_leader   | answer          | take_back |
officer         | answer          | take_back |
tea_secretary   | withdraw        |           |
tea_president   | withdraw        |           |
vice_chair      |                 |           |
mayor           |                 |           |
auditor         |                 |           |
tea_contact     |                 |           |
silk_president  |                 |           |
"""
PLANS = """
                | proposed   | adopted | dropped
admin           | adopt drop |         |
chair           | adopt drop |         |
clerk           | adopt drop |         |
county_leader   |            |         |
officer         |            |         |
tea_secretary   |            |         |
tea_president   |            |         |
vice_chair      |            |         |
mayor           |            |         |
auditor         |            |         |
tea_contact     |            |         |
silk_president  |            |         |
"""


def table(text: str) -> tuple[list[str], dict[str, list[list[str]]]]:
    head, *rows = [line.split("|") for line in text.strip("\n").splitlines()]
    return [cell.strip() for cell in head[1:]], {row[0].strip(): [cell.split() for cell in row[1:]] for row in rows}


def allowed(flow, user, record) -> list[str]:
    with reaching(user.reach(record.tenant)):
        return [move.name for move, verdict in flow.open_to(user, record) if verdict]


@pytest.fixture
def everybody(cast, other_leader, officer):
    """Also the president of a chamber that has nothing to do with it."""
    hire(cast, "silk_president", "丝某", cast.posts["president"], cast.silk.own_node, organization=cast.silk_firm)


def check(cast, flow, text, states, records):
    named, rows = table(text)
    assert named == list(states)
    assert {move for row in rows.values() for cell in row for move in cell} == set(flow.moves)
    assert {role: [allowed(flow, getattr(cast, role), record) for record in records] for role in rows} == rows


def test_who_may_do_what_with_a_contact(cast, everybody, new_contact):
    check(cast, ContactFlow, CONTACTS, ContactState, [new_contact(state) for state in ContactState])


def test_who_may_do_what_with_a_notice(cast, everybody, new_briefing):
    check(cast, BriefingFlow, BRIEFINGS, BriefingState, [new_briefing(state) for state in BriefingState])


def test_who_may_do_what_with_a_notice_that_came(cast, everybody, new_briefing):
    receipts = [Receipt.objects.get(briefing=new_briefing("sent", state)) for state in ReceiptState]
    check(cast, ReceiptFlow, RECEIPTS, ReceiptState, receipts)


def test_who_may_do_what_with_a_question(cast, everybody, new_question):
    check(cast, QuestionFlow, QUESTIONS, QuestionState, [new_question(state) for state in QuestionState])


def test_who_may_do_what_with_a_plan(cast, everybody, scheme, leader, tea):
    plans = []
    for state in LinkPlanState:
        plan = actions.propose(actions.draw(scheme, starts=TODAY), by=cast.clerk)
        plan.state = state
        plan.save()
        plans.append(plan)
    check(cast, LinkPlanFlow, PLANS, LinkPlanState, plans)
    assert LinkPlan.objects.count() == 3


def test_a_contact_that_has_not_come_is_not_reported(cast, new_contact):
    later = new_contact("planned", on=TODAY.replace(day=5))
    assert allowed(ContactFlow, cast.clerk, later) == ["postpone", "call_off"]


def test_an_answer_taken_back_leaves_the_question_open(cast, new_question):
    question = perform(new_question(), "answer", by=cast.county_leader, text="好")
    assert Reply.objects.get().text == "好"
    question = perform(question, "take_back", by=cast.county_leader)
    assert (question.state, Reply.objects.count()) == ("asked", 0)
    assert Question.objects.get().text == "能不能修一条路？"
