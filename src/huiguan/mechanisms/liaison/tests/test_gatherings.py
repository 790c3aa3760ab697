"""Contacts that are activities: in whose name, told once, without an hour that nobody has said, at one place."""

from datetime import date

import pytest

from huiguan.activities.actions import change
from huiguan.activities.models import Activity, Host
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Message
from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison.models import Contact
from huiguan.mechanisms.liaison.tests.conftest import TODAY
from tests.cast import browser, submit

DAY = date(2026, 5, 6)


@pytest.fixture
def arranged(cast, leader, tea, link) -> Contact:
    at = clock.at(DAY, 10)
    return actions.arrange(leader, by=cast.officer, kind="visit", at=at, targets=[tea], place="茶叶市场")


def heard(cast) -> list[str]:
    return list(Message.objects.filter(user=cast.tea_president).order_by("pk").values_list("subject", flat=True))


@pytest.mark.parametrize("who", ["clerk", "officer", "county_leader"])
@pytest.mark.parametrize("page", ["new", "arrange"])
def test_a_leader_comes_in_the_name_of_the_office_whoever_enters_it(cast, leader, tea, link, who, page):
    said = {"new": {"heard": "缺工"}, "arrange": {"at": "2026-05-06T10:00"}}[page]
    submit(browser(getattr(cast, who)), f"/link_contacts/of/{leader.pk}/{page}/", {"kind": "visit", **said})

    hosts = [(str(host), host.is_lead) for host in Host.objects.all()]
    assert hosts == [("甲县工商业联合会", True), ("甲县茶业商会", False)]
    assert "县某（副县长）、甲县工商业联合会" in browser(cast.clerk).get("/visits/").content.decode()


def test_of_a_visit_that_was_entered_afterwards_nobody_reads_an_hour(cast, leader, tea, link):
    submit(browser(cast.officer), f"/link_contacts/of/{leader.pk}/new/", {"kind": "visit", "heard": "缺工"})

    activity = Activity.objects.get()
    clerk = browser(cast.clerk)
    facts = {str(fact[0]): fact[1] for fact in clerk.get(f"/activities/{activity.pk}/").context["facts"]}
    month = clerk.get("/calendar/").content.decode()
    assert facts["开始"] == TODAY.isoformat()
    assert ("县某走访：甲县茶业商会" in month, "00:00" in month, "09:00" in month) == (True, False, False)
    assert activity.starts <= clock.now()


def test_whoever_is_visited_is_told_once_of_each_thing(cast, arranged):
    activity = Activity.objects.get()
    activity.starts = clock.at(date(2026, 5, 8), 10)
    change(activity, ["starts"], by=cast.clerk)
    perform(activity, "cancel", by=cast.clerk, why="开会")
    perform(activity, "reopen", by=cast.clerk)

    who = "县某（副县长）、甲县工商业联合会"
    assert heard(cast) == [
        f"{who}想来走访",
        f"{who}走访的时间变了",
        "“县某走访：甲县茶业商会”取消了",
        f"{who}走访的时间变了",
    ]
    assert "地点：茶叶市场" in Message.objects.filter(user=cast.tea_president).order_by("pk")[1].text


def test_whoever_is_visited_hears_as_a_host_of_another_hour(cast, arranged):
    activity = Activity.objects.get()
    activity.starts = clock.at(DAY, 15)
    change(activity, ["starts"], by=cast.clerk)

    assert heard(cast)[1:] == ["“县某走访：甲县茶业商会”的时间或地点有变"]


def test_whoever_comes_to_a_seminar_hears_that_they_are_among_the_hosts(cast, leader, tea, link):
    actions.arrange(leader, by=cast.officer, kind="seminar", at=clock.at(DAY, 10), targets=[tea])

    assert heard(cast) == ["“县某座谈：甲县茶业商会”由你们参与举办"]


@pytest.mark.parametrize(
    ("state", "place"), [("planned", "商会会议室"), ("held", "商会会议室"), ("called_off", "茶叶市场")]
)
def test_another_place_on_the_page_of_the_activity_is_that_of_the_contact(cast, arranged, state, place):
    arranged.state, arranged.entered_on = state, TODAY
    arranged.save()

    answer = submit(browser(cast.clerk), f"/activities/{arranged.activity_id}/edit/", {"place": "商会会议室"})

    assert (answer.status_code, Contact.objects.get().place) == (302, place)
