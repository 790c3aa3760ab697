"""What a firm says to a visit: who may answer, who hears of it, and what becomes of it when the day is another."""

from datetime import date

import pytest

from huiguan.activities import actions
from huiguan.activities.models import Activity, Visit
from huiguan.activities.tests.visited import TODAY, activity_on, topic, visit
from huiguan.activities.visit_flow import VisitFlow
from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, NotNow, perform
from huiguan.kernel.models import Change, Message, Step
from tests.threads import in_threads

DAY = date(2026, 5, 20)
FIRM = {"agree", "another_day", "decline"}
STAFF = {"note_agreed", "note_another_day", "note_declined", "take_back"}
START = {  # the moves that begin in each state
    "not_asked": {"agree", "another_day", "decline", "ask", "ask_anew", "note_agreed", "note_another_day"}
    | {"note_declined"},
    "asked": FIRM | STAFF - {"take_back"},
    "agreed": FIRM - {"agree"} | STAFF - {"note_agreed"} | {"lapse"},
    "another_day": FIRM - {"another_day"} | STAFF - {"note_another_day"} | {"lapse"},
    "declined": FIRM - {"decline"} | STAFF - {"note_declined"} | {"lapse"},
}
MAY = {  # which of them a person may make with a visit of the federation to the tea firm
    "admin": STAFF | {"ask"},
    "chair": STAFF | {"ask"},
    "clerk": STAFF | {"ask"},
    "vice_chair": set(),
    "county_leader": set(),
    "auditor": set(),
    "tea_secretary": set(),
    "tea_president": set(),
    "tea_contact": FIRM,
}


@pytest.fixture(autouse=True)
def within(cast):
    with cast.work(), clock.standing_at(clock.at(TODAY, 8)):
        yield


@pytest.fixture
def asked(cast) -> Visit:
    return visit(cast, cast.tea_firm, DAY, "用工")


def put(row: Visit, state: str) -> Visit:
    row.state, row.answered_at = state, None if state in ("not_asked", "asked") else clock.now()
    row.save()
    return row


def told(user) -> list[str]:
    return [message.subject for message in Message.objects.filter(user=user).order_by("pk")]


@pytest.mark.parametrize("who", MAY)
@pytest.mark.parametrize("state", START)
def test_who_may_make_which_move(cast, asked, who, state):
    row = put(asked, state)

    moves = {move.name: bool(verdict) for move, verdict in VisitFlow.open_to(getattr(cast, who), row)}

    assert moves == {name: name in MAY[who] for name in START[state]}


@pytest.mark.parametrize("who", ["clerk", "tea_contact"])
@pytest.mark.parametrize(("activity", "noted"), [("held", {"note_agreed", "note_another_day", "note_declined"})])
def test_what_is_over_is_answered_by_nobody_and_what_was_said_is_still_noted(cast, who, activity, noted):
    row = visit(cast, cast.tea_firm, date(2026, 4, 20), state=activity)

    moves = {move.name for move, verdict in VisitFlow.open_to(getattr(cast, who), row) if verdict}

    assert moves == (noted if who == "clerk" else set())


def test_the_firm_is_told_of_a_visit_to_come_and_asked_and_of_a_past_one_neither(cast):
    to_come = visit(cast, cast.tea_firm, DAY, "用工")
    past = visit(cast, cast.tea_firm, date(2026, 4, 20))

    assert (to_come.state, past.state) == ("asked", "not_asked")
    message = Message.objects.get(user=cast.tea_contact)
    assert (message.subject, message.link) == ("甲县工商业联合会想来走访", f"/visits/{to_come.pk}/")
    assert message.text.splitlines()[1:] == ["活动：走访", "时间：2026年5月20日 09:00", "要谈的：用工"]


def test_a_firm_for_which_nobody_speaks_is_not_asked_by_the_house(cast):
    row = visit(cast, cast.silk_firm, DAY)

    with pytest.raises(NotAllowed, match="请打电话问"):
        perform(row, "ask", by=cast.clerk)
    assert (row.state, Message.objects.count()) == ("not_asked", 0)


@pytest.mark.parametrize(
    ("move", "words", "state"),
    [("agree", "", "agreed"), ("another_day", "下周", "another_day"), ("decline", "忙", "declined")],
)
def test_an_answer_is_kept_with_who_gave_it_and_how_and_the_planner_hears_of_it(cast, asked, move, words, state):
    row = perform(asked, move, by=cast.tea_contact, words=words)

    assert (row.state, row.way, row.answerer, row.words) == (state, "account", "联某", words)
    assert row.answered_at == clock.now()
    assert told(cast.clerk) == [f"甲县云雾茶业有限公司对走访的答复：{row.get_state_display()}"]


def test_an_answer_by_telephone_is_noted_and_the_firm_hears_what_was_written_down(cast, asked):
    row = perform(asked, "note_agreed", by=cast.clerk, answerer="张三（办公室）", words="上午来")

    assert (row.state, row.way, row.answerer, row.words) == ("agreed", "phone", "张三（办公室）", "上午来")
    assert told(cast.tea_contact)[1:] == ["登记了电话里的答复：同意"]


def test_what_the_firm_answered_itself_is_changed_by_nobody_else(cast, asked):
    row = perform(asked, "decline", by=cast.tea_contact)

    for move in ("note_agreed", "take_back"):
        with pytest.raises(NotAllowed, match="企业自己答复过了"):
            perform(row, move, by=cast.clerk, **({"answerer": "张三"} if move == "note_agreed" else {}))
    assert perform(row, "agree", by=cast.tea_contact).state == "agreed"


def test_the_firm_answers_over_what_was_noted_of_it(cast, asked):
    perform(asked, "note_agreed", by=cast.clerk, answerer="张三")

    row = perform(asked, "decline", by=cast.tea_contact)

    assert (row.state, row.way, row.answerer) == ("declined", "account", "联某")


def test_what_was_noted_wrongly_is_taken_back(cast, asked):
    perform(asked, "note_agreed", by=cast.clerk, answerer="张三")

    row = perform(asked, "take_back", by=cast.clerk)

    assert (row.state, row.way, row.answerer, row.answered_at) == ("not_asked", "", "", None)


# another day


@pytest.mark.parametrize("answer", ["agree", "another_day", "decline", ""])
def test_on_another_day_the_firm_is_asked_anew(cast, asked, answer):
    if answer:
        perform(asked, answer, by=cast.tea_contact, words="话")
    activity = asked.activity
    activity.starts = clock.at(date(2026, 5, 21), 9)

    actions.change(activity, ["starts"], by=cast.clerk, reasons={cast.tea_firm.pk: "县里统一安排"})

    asked.refresh_from_db()
    assert (asked.state, asked.words, asked.why_despite) == ("asked", "", "县里统一安排")
    assert told(cast.tea_contact)[1:] == ["甲县工商业联合会走访的时间变了"]


def test_at_another_hour_of_the_day_what_was_said_stands(cast, asked):
    perform(asked, "agree", by=cast.tea_contact)
    activity = asked.activity
    activity.starts = clock.at(DAY, 15)

    actions.change(activity, ["starts"], by=cast.clerk)

    asked.refresh_from_db()
    assert (asked.state, len(told(cast.tea_contact))) == ("agreed", 1)


def test_what_is_put_right_afterwards_asks_nobody(cast, asked):
    perform(asked, "agree", by=cast.tea_contact)
    with clock.standing_at(clock.at(date(2026, 5, 25))):
        activity = perform(asked.activity, "hold", by=cast.clerk, happened=clock.at(DAY, 9))
        activity.starts = clock.at(date(2026, 5, 21), 9)
        actions.change(activity, ["starts"], by=cast.clerk)

    asked.refresh_from_db()
    assert (asked.state, len(told(cast.tea_contact))) == ("agreed", 1)


def test_what_is_called_off_is_told_and_on_again_it_is_asked_anew(cast, asked):
    perform(asked, "agree", by=cast.tea_contact)
    perform(asked.activity, "cancel", by=cast.clerk, why="下雨")
    with pytest.raises(NotAllowed, match="取消"):
        perform(asked, "decline", by=cast.tea_contact)

    perform(asked.activity, "reopen", by=cast.clerk)

    asked.refresh_from_db()
    assert (asked.state, told(cast.tea_contact)[1:]) == (
        "asked",
        ["甲县工商业联合会的走访取消了", "甲县工商业联合会走访的时间变了"],
    )


def test_whoever_is_a_host_hears_once_that_it_is_off(cast):
    activity = activity_on(cast, DAY)
    activity.hosts.create(organization=cast.tea_firm)
    actions.plan_visit(activity, cast.tea_firm, by=cast.clerk)

    perform(activity, "cancel", by=cast.clerk, why="下雨")

    assert len(told(cast.tea_contact)) == 2


def test_what_is_asked_may_change_and_stands_in_the_log(cast, asked):
    perform(asked, "agree", by=cast.tea_contact)
    asked.refresh_from_db()

    actions.change_visit(asked, by=cast.clerk, topics=[topic("融资")], why_despite="补充")

    change = Change.of(asked).last()
    assert (change.before, change.after) == ({"topics": ["用工"]}, {"topics": ["融资"]})
    assert (asked.state, asked.why_despite) == ("agreed", "补充")
    assert told(cast.tea_contact)[1:] == ["甲县工商业联合会走访要谈的变了"]


def test_a_firm_that_is_left_out_after_all_hears_of_it(cast, asked):
    actions.drop_visit(asked, by=cast.clerk)

    assert (Visit.objects.count(), told(cast.tea_contact)[1:]) == (0, ["甲县工商业联合会的走访取消了"])


def test_a_visit_without_consent_is_held_and_the_page_says_so_before(cast, asked):
    perform(asked, "decline", by=cast.tea_contact, words="忙")

    perform(asked.activity, "hold", by=cast.clerk, happened=clock.at(date(2026, 5, 3), 9))

    asked.refresh_from_db()
    assert (asked.state, asked.activity.state) == ("declined", "held")


def test_the_first_step_of_a_visit_says_who_planned_it(cast, asked):
    assert [(step.move, step.by, step.target) for step in Step.of(asked)] == [("create", cast.clerk, "asked")]


# races


def test_of_two_answers_at_once_each_is_a_step_and_the_last_stands(for_threads, cast, asked):
    moves = [("agree", cast.tea_contact, {}), ("note_declined", cast.clerk, {"answerer": "张三"})]
    for_threads()

    def answer():
        move, by, said = moves.pop()
        with cast.work(), clock.standing_at(clock.at(TODAY, 8)):
            try:
                return perform(asked, move, by=by, **said).state
            except (NotAllowed, NotNow) as no:
                return type(no)

    answers = in_threads(2, answer)

    (found,) = in_threads(1, lambda: Visit.everywhere.values_list("state", "way").get())
    assert found == ("agreed", "account")
    assert "agreed" in answers


@pytest.mark.parametrize("_time", range(3))
def test_an_answer_at_the_moment_of_a_move_never_stands_for_the_new_day(for_threads, cast, asked, _time):
    meant, other = asked.when, clock.at(date(2026, 5, 21), 9)
    acts = ["answer", "move"]
    for_threads()

    def act():
        what = acts.pop()
        with cast.work(), clock.standing_at(clock.at(TODAY, 8)):
            if what == "answer":
                try:
                    return perform(asked, "agree", by=cast.tea_contact, meant=meant).state
                except NotNow:
                    return "too late"
            activity = Activity.objects.get()
            activity.starts = other
            actions.change(activity, ["starts"], by=cast.clerk)
            return "moved"

    answers = in_threads(2, act)

    (found,) = in_threads(1, lambda: Visit.everywhere.values_list("state", "activity__starts").get())
    assert (sorted(answers)[-1] in ("moved", "too late"), found) == (True, ("asked", other))
