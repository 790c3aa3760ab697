"""Who hears what those say whom a leader wants to visit."""

from datetime import date

import pytest

from huiguan.activities.actions import plan_visit
from huiguan.activities.models import Activity, Visit
from huiguan.activities.tests.visited import visit
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Message
from huiguan.kernel.telling import open_to
from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison.models import Contact, Link
from tests.cast import browser, submit

DAY = date(2026, 5, 6)
HEARD = "甲县茶业商会对走访的答复：%s"


def arranged(leader, tea, by) -> Contact:
    return actions.arrange(leader, by=by, kind="visit", at=clock.at(DAY, 10, 30), targets=[tea])


def heard(cast) -> dict[str, list[str]]:
    """What each of them was told of the answer; the chamber itself was asked before."""
    people = ("clerk", "county_leader", "officer", "mayor", "admin")
    rows = Message.objects.filter(subject__contains="对走访的答复").order_by("pk")
    told = {name: [row.subject for row in rows.filter(user=getattr(cast, name))] for name in people}
    return {name: subjects for name, subjects in told.items() if subjects}


@pytest.mark.parametrize("planner", ["clerk", "county_leader", "officer"])
@pytest.mark.parametrize(("move", "said"), [("agree", "同意"), ("another_day", "请改天"), ("decline", "谢绝")])
def test_the_planner_the_leader_and_the_liaison_officer_hear_it_once(
    cast, leader, other_leader, tea, link, planner, move, said
):
    arranged(leader, tea, getattr(cast, planner))
    page = f"/visits/{Visit.objects.get().pk}/{move}/"

    answer = submit(browser(cast.tea_president), page, {"words": "下周方便"})

    assert answer.status_code == 302
    assert heard(cast) == {name: [HEARD % said] for name in sorted({planner, "county_leader", "officer"})}


def test_what_was_said_on_the_telephone_is_told_to_all_but_whoever_noted_it(cast, leader, other_leader, tea, link):
    arranged(leader, tea, cast.clerk)

    perform(Visit.objects.get(), "note_declined", by=cast.admin, answerer="会某", words="采茶忙")

    assert heard(cast) == {name: [HEARD % "谢绝"] for name in ("clerk", "county_leader", "officer")}


def test_each_has_a_page_that_they_may_open(cast, leader, other_leader, tea, link):
    contact = arranged(leader, tea, cast.officer)

    perform(Visit.objects.get(), "agree", by=cast.tea_president, meant="2026-05-06 10:30")

    messages = list(Message.objects.filter(subject=HEARD % "同意"))
    assert {(str(one.user), one.link) for one in messages} == {
        (str(user), f"/link_contacts/{contact.pk}/") for user in (cast.county_leader, cast.officer)
    }
    assert [open_to(one.user, [one]) for one in messages] == [{one.pk} for one in messages]


def test_whoever_has_taken_over_hears_it_and_the_one_before_does_not(cast, leader, other_leader, tea, link):
    arranged(leader, tea, cast.clerk)
    to = cast.people["mayor"]
    actions.hand_over(leader, by=cast.clerk, to=to, post="县长", on=date(2026, 5, 4), why="职务调整")

    perform(Visit.objects.get(), "agree", by=cast.tea_president)

    assert heard(cast) == {name: [HEARD % "同意"] for name in ("clerk", "mayor")}


def test_a_firm_that_was_added_on_the_page_of_the_activity_answers_to_them_too(cast, leader, other_leader, tea, link):
    arranged(leader, tea, cast.clerk)
    added = plan_visit(Activity.objects.get(), cast.tea_firm, by=cast.clerk)

    submit(browser(cast.tea_contact), f"/visits/{added.pk}/agree/")

    assert sorted(heard(cast)) == ["clerk", "county_leader", "officer"]


def test_of_visits_that_come_from_no_link_only_the_planner_hears(cast, leader, other_leader, tea, link):
    made = visit(cast, cast.tea, DAY)

    perform(made, "agree", by=cast.tea_president)

    assert (heard(cast), Link.objects.count()) == ({"clerk": [HEARD % "同意"]}, 1)
