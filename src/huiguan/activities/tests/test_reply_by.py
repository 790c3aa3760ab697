"""The day by which guests are asked to answer lies before what they are asked to."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.models import Activity, ActivityKind, AgendaItem, Invitation
from huiguan.activities.models.invitations import signup_token
from huiguan.activities.tests.invited import invited, link
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from tests.cast import browser, submit

TOO_LATE = "不能晚于活动开始的那天（%s）；请改早一些，或者留空"


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


@pytest.fixture
def talk(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="恳谈会", node=cast.root, starts=clock.at(date(2024, 7, 1)))
        activity.reply_by = date(2024, 6, 20)
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


def errors(day: str) -> dict[str, list[str]]:
    return {"reply_by": [TOO_LATE % day]} if day else {}


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"reply_by": "2024-07-01"}, ""),
        ({"reply_by": "2024-07-02"}, "2024年7月1日"),
        ({"starts": "2024-06-19T09:00"}, "2024年6月19日"),
        ({"starts": "2024-06-19T09:00", "along": "on"}, "2024年6月19日"),
        ({"starts": "2024-06-19T09:00", "reply_by": ""}, ""),
        ({"starts": "2024-06-20T09:00"}, ""),
    ],
)
def test_it_does_not_lie_behind_the_day_itself(cast, talk, said, refused):
    with cast.work():
        AgendaItem(activity=talk, starts=talk.starts, minutes=30, title="座谈").save()

    page = submit(browser(cast.clerk), reverse("activities.edit", args=[talk.pk]), said)

    assert (page.status_code, page.context and page.context["form"].errors) == (
        (422, errors(refused)) if refused else (302, None)
    )


def test_a_new_one_is_asked_the_same(cast, talk):
    data = {"kind": talk.kind_id, "title": "年会", "starts": "2024-07-05T09:30", "reply_by": "2024-07-06"}

    page = submit(browser(cast.clerk), reverse("activities.create"), data | {"node": cast.root.pk})

    assert page.context["form"].errors == errors("2024年7月5日")


def test_what_was_held_earlier_than_planned_stays_as_it_was(cast, talk):
    with cast.work():
        perform(talk, "hold", by=cast.clerk, happened=clock.at(date(2024, 5, 30)))
    said = {"minutes": "谈得很好。", "starts": "2024-05-30T10:00"}

    page = submit(browser(cast.clerk), reverse("activities.edit", args=[talk.pk]), said)

    talk.refresh_from_db()
    assert (page.status_code, talk.minutes, talk.reply_by) == (302, "谈得很好。", date(2024, 6, 20))


@pytest.mark.parametrize(
    ("day", "then", "asked"),
    [
        (date(2024, 6, 20), "", True),
        (date(2024, 6, 21), "", False),
        (date(2024, 6, 2), "hold", False),
        (date(2024, 6, 2), "cancel", False),
    ],
)
def test_the_pages_of_guests_ask_for_it_only_while_there_is_time(cast, talk, day, then, asked):
    talk.is_open = True
    with cast.work():
        talk.save()
    (row,) = invited(cast, talk, Invitation(name="张三"))

    with clock.standing_at(clock.at(day, 10)):
        if then:
            with cast.work():
                perform(talk, then, by=cast.clerk)
        pages = [Client().get(url) for url in (link(row), reverse("sign-up-to", args=[signup_token(talk)]))]

    assert ["请在这天前答复" in page.content.decode() for page in pages] == [asked, asked]
