"""Each row of the list has one voice, and none once it is gone."""

from collections.abc import Callable
from datetime import date
from time import sleep

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from huiguan.activities import actions, doors
from huiguan.activities.actions import feedback
from huiguan.activities.models import Activity, Feedback, Participation
from huiguan.activities.tests.invited import forum_of_two
from huiguan.kernel import clock
from huiguan.kernel.flow import NotNow, perform
from tests.cast import browser, submit
from tests.threads import in_threads

DAY = date(2024, 7, 1)
FIRM = "甲县云雾茶业有限公司"
NAMED, UNNAMED = {}, {"is_unnamed": "on"}
either = pytest.mark.parametrize("mine", [NAMED, UNNAMED])


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(DAY, 8)):
        yield


@pytest.fixture
def forum(cast) -> Activity:
    return forum_of_two(cast)


def move(cast, forum: Activity, name: str, **said) -> None:
    with cast.work():
        forum.refresh_from_db()
        perform(forum, name, by=cast.clerk, **said)


def hold(cast, forum: Activity) -> None:
    move(cast, forum, "hold", happened=forum.starts)


def enter(cast, forum: Activity, *rows: Participation) -> Participation:
    with cast.work():
        return actions.enter(forum, rows, by=cast.clerk)[0][0]


def of_the_vice_chair(cast) -> Participation:
    return Participation(person=cast.people["vice_chair"], organization=cast.tea_firm)


def sign(forum: Activity, name: str, firm: str = "") -> str:
    return Client().post(reverse("door", args=[doors.token_of(forum)]), {"name": name, "firm": firm}).url


def say(address: str, gain: str, client: Client | None = None, **more):
    return (client or Client()).post(address, {"gain": gain, **more}, follow=True)


def said() -> list[tuple[str, str]]:
    return [(row.gain, str(row.who or "")) for row in Feedback.everywhere.order_by("gain")]


# taken off the list at the same moment


@either
def test_nothing_is_kept_of_whoever_was_taken_off_the_list_meanwhile(cast, forum, mine):
    row = enter(cast, forum, of_the_vice_chair(cast))
    hold(cast, forum)
    with cast.work():
        actions.take_off([Participation.objects.get(pk=row.pk)], by=cast.clerk)

        with pytest.raises(NotNow):
            feedback.give(row, gain="much", is_unnamed=bool(mine))

    assert said() == []


@pytest.mark.parametrize("by_letters", [True, False])
def test_whoever_speaks_while_they_are_taken_off_the_list_is_told_how_it_stands(for_threads, cast, forum, by_letters):
    own = sign(forum, "副某", FIRM)
    hold(cast, forum)
    row = Participation.everywhere.get()
    client = Client() if by_letters else browser(cast.vice_chair)
    page = reverse("participations.feedback", args=[row.pk])
    for_threads()

    def take_off():
        with clock.standing_at(clock.at(DAY, 8)), cast.work(), transaction.atomic():
            actions.locked(forum)
            sleep(1)
            actions.take_off([Participation.objects.get(pk=row.pk)], by=cast.clerk)
        return ""

    def speak():
        sleep(0.4)
        with clock.standing_at(clock.at(DAY, 8)):
            if by_letters:
                return say(own, "much").status_code
            return submit(client, page, {"gain": "much"}).status_code

    both: list[Callable] = [take_off, speak]

    answers = set(in_threads(2, lambda: both.pop()())) - {""}

    (found,) = in_threads(1, lambda: (said(), Participation.everywhere.count()))
    assert answers <= ({200} if by_letters else {404, 409})  # gone before the page looks, or while it does
    assert (len(answers), found) == (1, ([], 0))
