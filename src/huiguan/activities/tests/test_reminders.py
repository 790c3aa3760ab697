"""Guests are reminded by the clock, and those who arrange it find who is still to be told."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.contributions import cards
from huiguan.activities.jobs import remind_guests
from huiguan.activities.models import Activity, Invitation, Notice
from huiguan.activities.tests.invited import forum_of_two, invited, move, notices, secretary, waiting
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import User
from tests.cast import browser, submit

TODAY = clock.at(date(2024, 6, 1))


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def forum(cast) -> Activity:
    return forum_of_two(cast)


# by the clock


def run(cast, day: date) -> None:
    with clock.standing_at(clock.at(day, 8)), cast.work():
        remind_guests()


@pytest.mark.parametrize(
    ("day", "asked"), [(date(2024, 6, 17), 0), (date(2024, 6, 18), 1), (date(2024, 6, 20), 1), (date(2024, 6, 21), 0)]
)
def test_who_has_not_answered_is_asked_once_two_days_before(cast, forum, day, asked):
    a, b, *_rest = invited(cast, forum, *(Invitation(name=name) for name in "甲乙"))
    with cast.work():
        forum.reply_by = date(2024, 6, 20)
        forum.save()
        for notice in Notice.objects.all():
            perform(notice, "tell", by=cast.clerk)
        actions.reply(b, "declined", by=cast.system)

    run(cast, day)
    run(cast, day)

    assert waiting(cast) == [(str(a), "reminded")] * asked


@pytest.mark.parametrize(("day", "told"), [(date(2024, 6, 29), 0), (date(2024, 6, 30), 1), (date(2024, 7, 1), 0)])
def test_who_comes_is_reminded_the_day_before(cast, forum, day, told):
    a, _b = invited(cast, forum, *(Invitation(name=name) for name in "甲乙"))
    with cast.work():
        for notice in Notice.objects.all():
            perform(notice, "tell", by=cast.clerk)
        actions.reply(a, "accepted", by=cast.system)

    run(cast, day)
    run(cast, day)

    assert waiting(cast) == [("甲", "coming_up")] * told


def test_what_was_called_off_reminds_nobody(cast, forum):
    (row,) = invited(cast, forum, secretary(cast))
    with cast.work():
        actions.reply(row, "accepted", by=cast.system)
    move(cast, forum, "cancel")

    run(cast, date(2024, 6, 30))

    assert [n[1] for n in notices(cast)] == ["invited", "cancelled"]


# who works on it


def test_whoever_arranges_it_finds_on_their_home_page_who_is_still_to_be_told(cast, forum):
    invited(cast, forum, Invitation(name="甲"), Invitation(name="乙"))
    move(cast, forum, "cancel")

    found = {}
    for who in ("clerk", "tea_secretary", "auditor"):
        with clock.standing_at(TODAY):
            user: User = getattr(cast, who)
            with cast.work():
                found[who] = [(card.count, card.note) for card in cards(user)]

    assert found == {"clerk": [(2, "活动已经取消")], "tea_secretary": [], "auditor": []}


@pytest.mark.parametrize("who", ["auditor", "tea_secretary", "tea_contact", "stranger"])
def test_nobody_else_opens_the_page(cast, forum, who):
    invited(cast, forum, Invitation(name="甲"))

    assert browser(getattr(cast, who)).get(reverse("notices.of", args=[forum.pk])).status_code in (403, 404)


def test_without_signing_in_nobody_opens_it(cast, forum):
    page = Client().get(reverse("notices.of", args=[forum.pk]))

    assert (page.status_code, "sign-in" in page["Location"]) == (302, True)


def test_whoever_answers_has_heard_of_it_and_is_told_when_it_moves(cast, forum):
    answers, silent = invited(cast, forum, Invitation(name="张三"), Invitation(name="李四"))
    with cast.work():
        actions.reply(answers, "accepted", by=cast.system)
    assert waiting(cast) == [("李四", "invited")]

    submit(browser(cast.clerk), reverse("activities.edit", args=[forum.pk]), {"place": "二楼"})

    assert sorted(waiting(cast)) == [("张三", "changed"), ("李四", "invited")]
    assert silent.state == "sent"
