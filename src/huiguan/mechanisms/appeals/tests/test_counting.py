"""What is counted, what is told each morning, what waits at home."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.measure import Period
from huiguan.kernel.models import Message
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.appeals import jobs
from huiguan.mechanisms.appeals.contributions import cards, matters
from huiguan.mechanisms.appeals.measures import MEASURES
from huiguan.mechanisms.appeals.tests.conftest import answering
from tests.cast import browser

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def read(period: Period = MARCH) -> dict[str, int]:
    return {measure.key.removeprefix("appeals."): measure.read(period)[0] for measure in MEASURES}


def test_whoever_has_said_nothing_is_not_content(cast, appeal_in):
    """One solved and content; one answered otherwise and half content; one that nobody confirmed; some not taken up."""
    appeal_in("closed")
    other = perform(appeal_in("handling"), "answer", by=cast.tax_handler, **answering("解释说明"))
    other = perform(other, "confirm", by=cast.tea_contact, score="fairly", words="")
    perform(other, "close", by=cast.clerk, why="回访过")
    silent = appeal_in("answered")
    with clock.standing_at(clock.at(date(2026, 3, 20))):
        perform(silent, "close_unconfirmed", by=cast.clerk, why="联系不上")
    for state in ("filed", "declined", "withdrawn"):
        appeal_in(state)

    assert read() == {
        "received": 6,
        "accepted": 3,
        "answered": 3,
        "answered_in_time": 3,
        "closed": 3,
        "solved": 1,
        "confirmed": 2,
        "unconfirmed": 1,
        "rated": 2,
        "satisfied": 1,
        "fairly_satisfied": 1,
    }
    assert set(read(Period(date(2026, 4, 1), date(2026, 4, 30))).values()) == {0}


def test_one_late_answer_of_several_is_not_in_time(cast, appeal_in):
    appeal_in("closed")
    late = perform(appeal_in("handling"), "answer", by=cast.tax_handler, **answering())
    late = perform(late, "redo", by=cast.tea_contact, why="没修好")
    with clock.standing_at(clock.at(date(2026, 3, 30))):
        perform(late, "answer", by=cast.tax_handler, **answering())

    assert (read()["answered"], read()["answered_in_time"]) == (2, 1)


def test_the_last_answer_counts(cast, appeal_in):
    appeal = perform(appeal_in("closed"), "take_up", by=cast.clerk, why="又坏了")
    appeal = perform(appeal, "answer", by=cast.tax_handler, **answering("暂不可行"))
    appeal = perform(appeal, "confirm", by=cast.tea_contact, score="satisfied", words="")
    perform(appeal, "close", by=cast.clerk)

    assert (read()["closed"], read()["solved"]) == (1, 0)


def digests(user) -> list[str]:
    return [f"{one.subject}\n{one.text}" for one in Message.objects.filter(user=user, kind="appeals.digest")]


def test_each_morning_those_are_told_with_whom_something_is_due(cast, appeal_in):
    appeal = appeal_in("handling")  # the answer is due on Wednesday 11 March; the part of the helper on the 5th

    with clock.standing_at(clock.at(date(2026, 3, 5), 8)):
        jobs.morning()
        jobs.morning()  # run twice it tells once

    assert digests(cast.tax_handler) == []
    assert digests(cast.clerk) == []
    (said,) = digests(cast.works_handler)
    assert [
        word for word in ("1 件", str(appeal), "协办意见", "2026-03-05 23:59 前", "甲县住建局") if word not in said
    ] == []


def test_once_it_is_late_the_office_hears_of_it_too(cast, appeal_in):
    appeal_in("handling")

    with clock.standing_at(clock.at(date(2026, 3, 13), 8)):
        jobs.morning()

    for user in (cast.tax_handler, cast.clerk):
        (said,) = digests(user)
        assert "已逾期 2 天" in said
    assert digests(cast.tea_contact) == []


def test_a_unit_finds_what_waits_for_it_at_home_with_the_buttons(cast, appeal_in):
    appeal = appeal_in("assigned")

    with reaching(cast.tax_handler.reach(cast.tenant)):
        (matter,) = matters(cast.tax_handler)

    assert (matter.title, [move["label"] for move in matter.moves]) == ("道路破损", ["签收", "提异议"])
    assert browser(cast.tax_handler).get("/").content.decode().count("道路破损") == 1
    assert matter.url == reverse("appeals.detail", args=[appeal.pk])


def test_a_firm_finds_its_own_at_home_with_how_far_it_is(cast, appeal_in):
    appeal_in("answered")

    with reaching(cast.tea_contact.reach(cast.tenant)):
        (matter,) = matters(cast.tea_contact)

    assert matter.title == "门前的路坏了"
    assert [stage["state"] for stage in matter.stages] == ["done", "done", "done", "now"]
    assert [str(move["label"]) for move in matter.moves] == ["确认并评价", "没解决，请再办"]


def test_the_office_finds_what_waits_for_it_and_what_is_late(cast, appeal_in):
    for state in ("filed", "filed", "accepted", "handling"):
        appeal_in(state)

    with clock.standing_at(clock.at(date(2026, 3, 20))), reaching(cast.clerk.reach(cast.tenant)):
        found = {str(card.label): card.count for card in cards(cast.clerk)}

    assert found == {"诉求待受理": 2, "诉求待交办": 1, "诉求已逾期": 4}


def test_what_is_late_says_by_how_much(cast, appeal_in):
    appeal = appeal_in("assigned")
    due = timezone.localdate(appeal.clocks.get(stage="acknowledge").due_at)

    with clock.standing_at(clock.at(due + timedelta(days=4), 12)), reaching(cast.tax_handler.reach(cast.tenant)):
        (matter,) = matters(cast.tax_handler)

    assert matter.note == f"{appeal} · 签收 · 甲县税务局 · 应在 2026-03-03 23:59 前（已逾期 4 天）"
    assert matter.due == due
