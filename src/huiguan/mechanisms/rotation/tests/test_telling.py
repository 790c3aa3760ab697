"""Who hears of what in a rotation, when it happens and before it is too late."""

from datetime import date, timedelta

import pytest

from huiguan.kernel import clock, notices
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Message
from huiguan.kernel.telling import open_to
from huiguan.mechanisms.rotation import jobs
from huiguan.mechanisms.rotation.actions import finish_step, suggest
from huiguan.mechanisms.rotation.models import Suggestion, SuggestionState, Turn, Undertaking
from huiguan.mechanisms.rotation.tests.conftest import TODAY


def told(kind: str) -> list[str]:
    """Who has been told something of this kind, in order."""
    return sorted(Message.objects.filter(kind=kind).values_list("user__username", flat=True))


def advice(cast, turn: Turn) -> Suggestion:
    person = cast.people["vice_chair"]
    return suggest(turn, cast.tea_firm, by=cast.clerk, text="换一种包装", topic="market", proposer=person)


def on(day: date):
    return clock.standing_at(clock.at(day, 8))


def remind(cast) -> None:
    with acting(cast.system):
        notices.remind()
        jobs.remind()


def test_publishing_a_turn_tells_its_hosts_and_nobody_else(cast, new_turn):
    perform(new_turn(4, hosts=[cast.tea_firm, cast.silk_firm]), "publish", by=cast.clerk)

    message = Message.objects.get()
    assert (message.user, message.kind) == (cast.tea_contact, "rotation.published")
    assert "第4期" in message.subject
    assert message.text.splitlines() == [
        "2026-07-01 至 2026-08-30",
        "您在本期：牵头",
        "本期轮值：甲县云雾茶业有限公司、甲县春蚕丝绸有限公司",
    ]


def test_a_turn_that_was_withdrawn_says_nothing_until_it_is_published_again(cast, new_turn):
    turn = perform(new_turn(4, hosts=[cast.tea_firm]), "publish", by=cast.clerk)
    shown = [len(open_to(cast.tea_contact, Message.objects.all()))]
    turn = perform(turn, "withdraw", by=cast.clerk)
    shown.append(len(open_to(cast.tea_contact, Message.objects.all())))
    perform(turn, "publish", by=cast.clerk)

    assert shown == [1, 0]
    assert told("rotation.published") == ["tea_contact", "tea_contact"]


def test_advice_is_told_to_the_firm_and_the_answer_to_whoever_gave_it(cast, new_turn):
    suggestion = advice(cast, new_turn(3, "under_way", [cast.tea_firm]))
    suggestion = perform(suggestion, "accept", by=cast.tea_contact, owner="张三", due=None)
    perform(suggestion, "finish", by=cast.tea_contact, text="新包装上市")

    assert told("rotation.suggested") == ["tea_contact"]
    assert told("rotation.answered") == ["vice_chair", "vice_chair"]
    assert "新包装上市" in Message.objects.filter(kind="rotation.answered").latest("pk").text


def test_advice_that_is_declined_is_told_too(cast, new_turn):
    perform(advice(cast, new_turn(3, "under_way", [cast.tea_firm])), "decline", by=cast.tea_contact, why="不合适")

    assert told("rotation.answered") == ["vice_chair"]


def test_advice_of_somebody_without_a_login_is_answered_to_nobody(cast, new_suggestion):
    perform(new_suggestion(), "accept", by=cast.tea_contact, owner="张三")

    assert told("rotation.answered") == []


def test_hosts_hear_once_that_their_turn_is_near(cast, new_turn, scheme):
    new_turn(4, "published", [cast.tea_firm])
    heard = []

    for left in (scheme.notice_days + 1, scheme.notice_days, 1):
        with on(date(2026, 7, 1) - timedelta(days=left)):
            remind(cast)
        heard.append(told("rotation.begins"))

    assert heard == [[], ["tea_contact"], ["tea_contact"]]


@pytest.mark.parametrize(
    ("left", "who"),
    [
        (8, []),
        (7, ["tea_contact"]),
        (1, ["tea_contact"]),
        (-1, ["admin", "chair", "clerk", "tea_contact"]),
        (-8, []),
    ],
)
def test_advice_that_falls_due_is_told_to_the_firm_and_late_to_the_staff_too(cast, new_suggestion, left, who):
    suggestion = new_suggestion(SuggestionState.ACCEPTED)
    Undertaking.objects.create(suggestion=suggestion, owner="张三", due=TODAY + timedelta(days=left))

    remind(cast)
    remind(cast)

    found = Message.objects.filter(kind="rotation.due", label="rotation.suggestion")
    assert sorted(message.user.username for message in found) == who


def test_each_notice_comes_once_however_many_days_the_machine_was_off(cast, new_suggestion):
    suggestion = new_suggestion(SuggestionState.ACCEPTED)
    Undertaking.objects.create(suggestion=suggestion, owner="张三", due=TODAY + timedelta(days=7))
    subjects = []

    for day in (2, 3, 6, 7, 8):
        with on(TODAY + timedelta(days=day)):
            remind(cast)
        own = Message.objects.filter(user=cast.tea_contact, label="rotation.suggestion").order_by("pk")
        subjects.append([message.subject for message in own])

    assert subjects[-1] == [f"{suggestion}：待落实 · {how}" for how in ("还剩 5 天", "还剩 1 天", "已逾期 1 天")]
    assert [len(some) for some in subjects] == [1, 1, 2, 2, 3]
    assert own[0].text == "甲县云雾茶业有限公司\n建议\n期限：2026-05-11"


@pytest.mark.parametrize(
    ("notices", "told_on"),
    [("30、3", [30, 3, -1]), ("0", [0, -1]), ("", [-1]), ("7、1", [7, 1, -1])],
)
def test_a_scheme_says_how_long_before_it_is_due_advice_is_told(cast, scheme, new_suggestion, notices, told_on):
    scheme.advice_notice = notices
    scheme.save()
    suggestion = new_suggestion(SuggestionState.ACCEPTED)
    due = TODAY + timedelta(days=40)
    Undertaking.objects.create(suggestion=suggestion, owner="张三", due=due)
    days = []

    for left in (31, 30, 7, 3, 1, 0, -1):
        before = Message.objects.filter(user=cast.tea_contact, label="rotation.suggestion").count()
        with on(due - timedelta(days=left)):
            remind(cast)
        if Message.objects.filter(user=cast.tea_contact, label="rotation.suggestion").count() > before:
            days.append(left)

    assert days == told_on


def test_a_turn_that_waits_is_told_to_its_staff(cast, new_turn):
    turn = new_turn(4, "drafted", [cast.tea_firm])

    with on(turn.starts - timedelta(days=turn.scheme.notice_days + 1)):
        remind(cast)

    assert told("rotation.due") == ["admin", "chair", "clerk"]


def test_a_step_that_falls_due_is_told_with_the_hosts_that_have_not_done_it(cast, new_turn, scheme):
    turn = new_turn(3, "under_way", [cast.tea_firm, cast.silk_firm])
    step = scheme.steps.first()
    finish_step(turn.seats.get(organization=cast.tea_firm), step, by=cast.clerk)

    with on(turn.starts + timedelta(days=step.due_day - 2)):
        remind(cast)

    assert told("rotation.steps") == ["admin", "chair", "clerk"]
    message = Message.objects.filter(kind="rotation.steps").first()
    assert (message.subject, message.text) == (f"{turn}：报送 · 还剩 2 天", "还没有完成：甲县春蚕丝绸有限公司")


@pytest.mark.parametrize(("before", "told_it"), [(5, ["admin", "chair", "clerk"]), (4, []), (0, [])])
def test_a_scheme_says_how_long_before_a_step_is_told(cast, new_turn, scheme, before, told_it):
    scheme.remind_days = before
    scheme.save()
    turn = new_turn(3, "under_way", [cast.tea_firm])

    with on(turn.starts + timedelta(days=scheme.steps.first().due_day - 5)):
        remind(cast)

    assert told("rotation.steps") == told_it


def test_a_step_that_everybody_has_done_is_told_to_nobody(cast, new_turn, scheme):
    turn = new_turn(3, "under_way", [cast.tea_firm])
    finish_step(turn.seats.get(), scheme.steps.first(), by=cast.clerk)

    with on(turn.starts + timedelta(days=9)):
        remind(cast)

    assert told("rotation.steps") == []


def test_a_firm_hears_of_a_result_that_another_entered_and_is_asked_for_its_word(cast, new_suggestion):
    entered, own = new_suggestion("accepted"), new_suggestion("accepted")
    perform(entered, "finish", by=cast.clerk, text="换了灯")
    perform(own, "finish", by=cast.tea_contact, text="换了灯")

    found = Message.objects.filter(subject__startswith="已落实，请您评价")
    assert [(one.user.username, one.object_id) for one in found] == [("tea_contact", entered.pk)]
