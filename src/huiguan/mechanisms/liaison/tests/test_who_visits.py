"""Who comes when a leader visits those whom they are linked to: the same on every page that lists visitors."""

from datetime import date

import pytest

from huiguan.activities import visit_load
from huiguan.activities.contributions import matters
from huiguan.activities.models import Activity, Visit, VisitTopic
from huiguan.activities.screens.visit_calendar import lines
from huiguan.activities.tests.visited import visit
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Message
from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison.models import Contact
from tests.cast import browser, submit

DAY = date(2026, 5, 6)
WHO = "县某（副县长）、甲县工商业联合会"


@pytest.fixture
def topic(within) -> VisitTopic:
    return VisitTopic.objects.create(code="labour", name="用工")


@pytest.fixture
def arranged(cast, leader, tea, link, topic) -> Contact:
    at = clock.at(DAY, 10)
    return actions.arrange(leader, by=cast.county_leader, kind="visit", at=at, targets=[tea], topics=[topic])


def on_the_calendar(cast) -> list[str]:
    return [line.who for line in lines(cast.tea, date(2026, 1, 1))]


def test_every_page_names_the_person_and_the_office(cast, arranged, topic):
    row = Visit.objects.get()
    clerk = browser(cast.clerk)
    listed = clerk.get("/visits/")
    shown = clerk.get(f"/visits/{row.pk}/")
    facts = {str(fact[0]): fact[1] for fact in shown.context["facts"]}

    assert on_the_calendar(cast) == [WHO]
    assert WHO in clerk.get(f"/visits/of/{cast.tea.pk}/").content.decode()
    assert WHO in listed.content.decode()
    assert (facts["谁来"], WHO in shown.context["subtitle"]) == (WHO, True)
    assert [one.text for one in visit_load.warnings(cast.tea, DAY, [topic])] == [
        f"这个季度问过“用工”：{DAY} {WHO}",
        f"同一天还有人去：{WHO}",
    ]
    assert [str(one.title) for one in matters(cast.tea_president)] == [f"{WHO}想来走访"]
    assert Message.objects.get(user=cast.tea_president, kind="activities.visits").subject == f"{WHO}想来走访"


def test_what_was_entered_afterwards_names_them_too_and_a_visit_of_the_house_the_house(cast, leader, tea, link):
    actions.record(leader, by=cast.clerk, kind="visit", on=date(2026, 5, 1), said=[actions.Said(tea, "春茶政策")])
    visit(cast, cast.tea, DAY)

    assert on_the_calendar(cast) == [WHO, "甲县工商业联合会"]


def test_a_seminar_visits_nobody(cast, leader, tea, link):
    actions.arrange(leader, by=cast.clerk, kind="seminar", at=clock.at(DAY, 10), targets=[tea])

    assert Activity.objects.get().visitor == ""


def test_whoever_takes_over_comes_and_what_was_done_stays_theirs_who_did_it(
    cast, leader, other_leader, tea, link, arranged
):
    actions.record(leader, by=cast.clerk, kind="visit", on=date(2026, 5, 1), said=[actions.Said(tea, "春茶政策")])

    to = cast.people["mayor"]
    actions.hand_over(leader, by=cast.clerk, to=to, post="县长", on=date(2026, 5, 4), why="职务调整")

    assert on_the_calendar(cast) == [WHO, "正某（县长）、甲县工商业联合会"]


def test_another_name_of_the_post_is_read_of_what_is_to_come(cast, leader, tea, link, arranged):
    with clock.standing_at(clock.at(DAY, 18)):
        perform(arranged, "report", by=cast.clerk)
    actions.arrange(leader, by=cast.clerk, kind="visit", at=clock.at(date(2026, 6, 1), 10), targets=[tea])

    answer = submit(browser(cast.clerk), f"/linkers/{leader.pk}/edit/", {"post": "常务副县长"})

    assert answer.status_code == 302
    assert on_the_calendar(cast) == [WHO, "县某（常务副县长）、甲县工商业联合会"]
