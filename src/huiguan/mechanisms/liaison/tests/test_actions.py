"""What else happens: links that end and pass on, notices that reach, contacts that are undone."""

from datetime import date

import pytest

from huiguan.activities.models import Activity
from huiguan.kernel.flow import NotAllowed, perform
from huiguan.kernel.models import Message
from huiguan.mechanisms.liaison import actions, plans
from huiguan.mechanisms.liaison.models import (
    Contact,
    Link,
    Linker,
    LinkPlan,
    LinkTarget,
    PairRule,
    Question,
    Receipt,
)
from huiguan.mechanisms.liaison.queries import linkable
from huiguan.mechanisms.liaison.tests.conftest import TODAY
from huiguan.register.models import Chamber, ChamberType, LocalSector, Region
from tests.cast import browser, organization, submit

# links


def test_two_are_not_linked_twice_at_the_same_time(cast, leader, tea, link):
    with pytest.raises(NotAllowed, match="已经在联系了"):
        actions.link(leader, tea, by=cast.clerk, starts=date(2026, 8, 1))
    actions.end_link(link, by=cast.clerk, on=date(2026, 7, 31), why="到期")
    later = actions.link(leader, tea, by=cast.clerk, starts=date(2026, 8, 1))
    assert (later.by_hand, later.ends) == (True, None)


def test_a_plan_keeps_what_it_can_and_ends_the_rest(cast, scheme, leader, other_leader, tea, silk, link):
    scheme.least = scheme.most = 1
    scheme.save()
    PairRule.objects.create(linker=other_leader, target=silk, why="熟")
    plan = actions.propose(actions.draw(scheme, starts=TODAY, keep=True), by=cast.clerk)
    perform(plan, "adopt", by=cast.clerk)
    held = {(one.linker, one.target): (one.starts, one.ends) for one in Link.objects.all()}
    assert held == {(leader, tea): (date(2026, 1, 1), None), (other_leader, silk): (TODAY, None)}

    PairRule.objects.create(linker=leader, target=tea, kind="must_not", why="回避")
    again = actions.propose(actions.draw(scheme, starts=date(2026, 6, 1), keep=True), by=cast.clerk)
    perform(again, "adopt", by=cast.clerk)
    link.refresh_from_db()
    assert (link.ends, link.end_reason) == (date(2026, 5, 31), "重新分工")


def test_a_plan_lasts_as_long_as_the_scheme_says(cast, scheme, leader, tea):
    scheme.months = 12
    scheme.save()
    plan = perform(actions.propose(actions.draw(scheme, starts=TODAY), by=cast.clerk), "adopt", by=cast.clerk)
    assert (plan.ends, Link.objects.get().ends) == (date(2027, 5, 3), date(2027, 5, 3))


def test_what_a_leader_is_in_charge_of_is_matched_with_what_chambers_are_known_by(
    cast, scheme, leader, other_leader, tea, silk
):
    trade = ChamberType.objects.get(code="trade")
    Chamber.objects.get(organization=cast.tea).types.add(trade)
    cast.tea.local_sector = LocalSector.objects.get()
    cast.tea.region = Region.objects.get(name="河口镇")
    cast.tea.save()
    leader.trades = "C"
    leader.save()
    leader.chamber_types.add(trade)
    leader.townships.add(Region.objects.get(name="河口镇"))
    problem = plans.problem(scheme, TODAY, keep=False)
    of_tea = problem.object[tea.pk]
    assert of_tea.sections == {"section:C", f"type:{trade.pk}", f"sector:{LocalSector.objects.get().pk}"}
    assert of_tea.township == str(Region.objects.get(name="河口镇").pk)
    assert problem.leader[leader.pk].sections == {"section:C", f"type:{trade.pk}"}
    plan = actions.draw(scheme, starts=TODAY, keep=False)
    reasons = {row["target"]: row["reasons"] for row in plan.pairs}[tea.pk]
    assert reasons == [["section", "section:C"], ["section", f"type:{trade.pk}"], ["township", of_tea.township]]


def test_firms_are_taken_in_only_by_a_scheme_for_firms(cast, scheme):
    organization(cast.root, "甲县第一厂")
    scheme.links_to = "firms"
    scheme.save()
    names = [str(one) for one in linkable(scheme, TODAY)]
    assert sorted(names) == ["甲县云雾茶业有限公司", "甲县春蚕丝绸有限公司", "甲县第一厂"]


def test_a_project_is_linked_without_an_organization(scheme):
    target = LinkTarget.objects.create(scheme=scheme, project="高铁片区", starts=TODAY)
    assert str(target) == "高铁片区"


def test_handing_over_to_somebody_who_links_already_gives_them_the_links(cast, scheme, leader, other_leader, tea, link):
    new = actions.hand_over(leader, by=cast.clerk, to=other_leader.person, post="x", on=TODAY, why="兼")
    assert new == other_leader
    assert Linker.objects.count() == 2
    assert Link.objects.get(linker=other_leader).target == tea


def test_a_link_that_has_not_begun_begins_with_the_new_leader(cast, leader, tea, other_leader):
    Link.objects.create(linker=leader, target=tea, starts=date(2026, 9, 1))
    new = actions.hand_over(leader, by=cast.clerk, to=other_leader.person, post="x", on=TODAY, why="调")
    assert [(one.linker, one.starts) for one in Link.objects.all()] == [(new, date(2026, 9, 1))]


# contacts


@pytest.fixture
def visit(cast, leader, tea, link):
    said = [actions.Said(tea, asked=("修路？",))]
    return actions.record(leader, by=cast.clerk, kind="visit", on=date(2026, 5, 1), said=said)


def test_a_contact_entered_by_mistake_goes_with_its_activity_and_open_questions(cast, visit):
    answer = submit(browser(cast.clerk), f"/link_contacts/{visit.pk}/delete/")
    assert answer.status_code == 302
    assert (Contact.objects.count(), Activity.objects.count(), Question.objects.count()) == (0, 0, 0)


def test_a_contact_with_an_answered_question_stays(cast, visit):
    perform(Question.objects.get(), "answer", by=cast.clerk, text="已列入计划")
    answer = browser(cast.clerk).get(f"/link_contacts/{visit.pk}/delete/")
    assert "还有记录用到它，不能删除：联系中提出的问题" in answer.content.decode()


def test_an_activity_on_which_more_stands_outlives_the_contact(cast, visit):
    visit.activity.participations.create(name="外人", tenant=cast.tenant)
    submit(browser(cast.clerk), f"/link_contacts/{visit.pk}/delete/")
    assert (Contact.objects.count(), Activity.objects.count()) == (0, 1)


def test_what_was_entered_late_says_so(cast, leader, tea, link):
    contact = actions.record(leader, by=cast.clerk, kind="phone", on=date(2026, 4, 20), said=[actions.Said(tea)])
    assert (contact.due, contact.days_late) == (date(2026, 4, 27), 7)


# notices


def test_a_notice_reaches_those_linked_today_and_who_speaks_for_them(
    cast, scheme, leader, tea, silk, link, new_briefing
):
    briefing = new_briefing()
    perform(briefing, "send", by=cast.clerk)
    assert [(one.target, one.linker) for one in Receipt.objects.all()] == [(tea, leader)]
    told = Message.objects.filter(kind="liaison.briefed").order_by("user__username")
    assert [(one.user.username, one.subject) for one in told] == [
        ("tea_president", "决策通报：县委常委会决定"),
        ("tea_secretary", "决策通报：县委常委会决定"),
    ]


def test_without_links_nothing_is_sent(cast, scheme, leader, tea, new_briefing):
    briefing = new_briefing()
    Link.objects.get().delete()
    with pytest.raises(NotAllowed, match="发不出去"):
        perform(briefing, "send", by=cast.clerk)
    briefing.refresh_from_db()
    assert briefing.state == "drafted"


def test_sent_again_it_is_still_read_by_those_who_had_read_it(cast, new_briefing):
    briefing = new_briefing("sent", "read")
    briefing = perform(briefing, "withdraw", by=cast.clerk)
    assert Receipt.objects.get().state == "read"
    perform(briefing, "send", by=cast.clerk)
    assert (Receipt.objects.get().state, Receipt.objects.count()) == ("read", 1)


def test_leader_and_officer_hear_of_a_question_and_the_chamber_of_its_answer(cast, new_briefing, leader):
    new_briefing("sent")
    question = actions.ask_back(Receipt.objects.get(), by=cast.tea_secretary, text="补贴？")
    assert {one.user.username for one in Message.objects.filter(kind="liaison.asked")} == {"county_leader", "officer"}
    perform(question, "answer", by=cast.county_leader, text="有")
    heard = {one.user.username for one in Message.objects.filter(kind="liaison.answered")}
    assert heard == {"tea_president", "tea_secretary"}


def test_plans_are_kept_apart_until_one_is_adopted(cast, scheme, leader, tea):
    first = actions.propose(actions.draw(scheme, starts=TODAY), by=cast.clerk)
    second = actions.propose(actions.draw(scheme, starts=TODAY), by=cast.clerk)
    perform(first, "adopt", by=cast.clerk)
    with pytest.raises(NotAllowed):
        perform(second, "adopt", by=cast.clerk)
    assert [plan.state for plan in LinkPlan.objects.order_by("pk")] == ["adopted", "proposed"]
