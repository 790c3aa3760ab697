"""Links that end: what was done under them stays, what was arranged for later is called off, nobody is passed over."""

from datetime import date

import pytest

from huiguan.activities.models import Activity, Host, Visit
from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, perform
from huiguan.kernel.models import Grant, Message, Step
from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison import consequences as then
from huiguan.mechanisms.liaison.models import Contact, Link, PairRule, Talk
from huiguan.mechanisms.liaison.tests.conftest import TODAY
from tests.cast import again, browser, filled, submit

DAY = date(2026, 5, 20)
HELD = "还有记录用到它，不能删除：%s。不再联系的，请用“结束联系”：做过的都还在"


@pytest.fixture
def clerk(cast, within):
    return browser(cast.clerk)


@pytest.fixture
def other_link(leader, silk) -> Link:
    return Link.objects.create(linker=leader, target=silk, starts=date(2026, 1, 1))


@pytest.fixture
def arranged(cast, leader, tea, link) -> Contact:
    return actions.arrange(leader, by=cast.officer, kind="visit", at=clock.at(DAY, 10), targets=[tea])


def stand(contact: Contact) -> tuple[str, str]:
    return Contact.objects.get(pk=contact.pk).state, Activity.objects.get(pk=contact.activity_id).state


def heard(user) -> list[str]:
    return list(Message.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


# not deleted


@pytest.mark.parametrize("state", ["held", "planned", "called_off"])
def test_a_link_under_which_there_was_contact_is_not_deleted(clerk, link, new_contact, state):
    new_contact(state)

    page = clerk.get(f"/links/{link.pk}/delete/")
    clerk.post(f"/links/{link.pk}/delete/", filled(page))

    assert (page.context["problem"], Link.objects.count()) == (HELD % "联系记录", 1)


def test_a_link_under_which_there_were_notices_and_questions_is_not_deleted(clerk, link, new_briefing, new_question):
    new_briefing("sent")
    new_question()

    page = clerk.get(f"/links/{link.pk}/delete/")

    assert page.context["problem"] == HELD % "联系中提出的问题、通报送达"


def test_of_a_link_that_is_over_it_says_that_it_is_kept(clerk, link, new_contact):
    new_contact(on=date(2026, 3, 3))
    link.ends = date(2026, 3, 31)
    link.save()

    page = clerk.get(f"/links/{link.pk}/delete/")

    assert page.context["problem"] == "还有记录用到它，不能删除：联系记录。已经结束的联系留作记录"


def test_a_link_under_which_nothing_was_done_is_deleted(clerk, leader, tea, silk, link, other_link, new_contact):
    new_contact(on=date(2026, 3, 3))
    link.ends = date(2026, 3, 31)
    link.save()
    later = Link.objects.create(linker=leader, target=tea, starts=date(2026, 4, 1))

    answers = [submit(clerk, f"/links/{one.pk}/delete/").status_code for one in (later, other_link)]

    assert (answers, list(Link.objects.all())) == ([302, 302], [link])


# ended by hand


def test_what_was_arranged_for_later_is_named_and_called_off_with_the_link(cast, clerk, link, arranged, new_contact):
    before = new_contact("planned", on=TODAY)

    page = clerk.get(f"/links/{link.pk}/end/")
    submit(clerk, f"/links/{link.pk}/end/", {"on": TODAY.isoformat(), "why": "商会注销"})

    assert page.context["mind"] == [
        "结束那天以后约好的一并取消，通知过的会被告知；还要去的，请把结束的日子往后定",
        "2026-05-04 约好的“县某电话：甲县茶业商会”取消",
        "2026-05-20 约好的“县某走访：甲县茶业商会”取消",
    ]
    before.refresh_from_db()
    assert (stand(arranged), before.state) == (("called_off", "cancelled"), "planned")
    assert Step.of(arranged).get(move="call_off").why == "联系结束了：商会注销"
    assert heard(cast.tea_president)[-1] == "“县某走访：甲县茶业商会”取消了"


def test_what_was_arranged_up_to_that_day_takes_place(clerk, link, arranged):
    submit(clerk, f"/links/{link.pk}/end/", {"on": DAY.isoformat(), "why": "商会注销"})

    assert stand(arranged) == ("planned", "planned")


def test_whoever_enters_no_contacts_calls_them_off_with_the_link_all_the_same(cast, link, arranged):
    Grant.objects.filter(user=cast.clerk, word__in=("liaison.record", "activities.edit")).delete()
    cast.clerk.forget_reach()

    actions.end_link(link, by=cast.clerk, on=TODAY, why="到期")

    assert stand(arranged) == ("called_off", "cancelled")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("visit", "县某（副县长）、甲县工商业联合会的走访取消了"),
        ("seminar", "“县某座谈：甲县茶业商会、甲县丝绸商会”不用来了"),
    ],
)
def test_what_is_with_others_too_takes_place_without_the_one_who_is_not_linked_any_more(
    cast, clerk, leader, tea, silk, link, other_link, kind, said
):
    targets = [tea, silk]
    both = actions.arrange(leader, by=cast.officer, kind=kind, at=clock.at(DAY, 10), targets=targets)

    page = clerk.get(f"/links/{link.pk}/end/")
    submit(clerk, f"/links/{link.pk}/end/", {"on": TODAY.isoformat(), "why": "商会注销"})

    word = both.get_kind_display()
    told = f"2026-05-20 约好的“县某{word}：甲县茶业商会、甲县丝绸商会”照常，没有甲县茶业商会"
    assert page.context["mind"][1:] == [told]
    assert stand(both) == ("planned", "planned")
    assert [talk.target for talk in Talk.objects.all()] == [silk]
    assert Activity.objects.get().title == f"县某{word}：甲县丝绸商会"
    assert [str(host) for host in Host.objects.all()] == ["甲县工商业联合会", "甲县丝绸商会"]
    assert [visit.organization for visit in Visit.objects.all()] == ([cast.silk] if kind == "visit" else [])
    assert heard(cast.tea_president)[-1] == said


# by a plan


@pytest.fixture
def plan(cast, scheme, leader, other_leader, tea, silk, link, arranged):
    """A plan by which the leader is not linked to the tea chamber any more."""
    scheme.least = scheme.most = 1
    scheme.save()
    PairRule.objects.create(linker=leader, target=tea, kind="must_not", why="回避")
    return actions.propose(actions.draw(scheme, starts=date(2026, 5, 10)), by=cast.clerk)


def test_what_was_arranged_outside_of_a_plan_is_named_and_called_off_as_it_is_adopted(cast, plan, arranged):
    told = then.adopting(plan)
    perform(plan, "adopt", by=cast.clerk)

    assert told[1:] == ["2026-05-20 约好的“县某走访：甲县茶业商会”取消"]
    assert stand(arranged) == ("called_off", "cancelled")
    assert Step.of(arranged).get(move="call_off").why == "重新分工"


def test_what_a_plan_keeps_takes_place(cast, scheme, leader, tea, link, arranged):
    plan = actions.propose(actions.draw(scheme, starts=date(2026, 5, 10)), by=cast.clerk)
    told = then.adopting(plan)
    perform(plan, "adopt", by=cast.clerk)

    assert (told[1:], stand(arranged)) == ([], ("planned", "planned"))


def test_a_plan_does_not_end_a_link_before_those_two_met(cast, plan, new_contact):
    with clock.standing_at(clock.at(date(2026, 5, 12))):
        new_contact(on=date(2026, 5, 11))
        with pytest.raises(NotAllowed, match="2026-05-11 县某电话：甲县茶业商会；请从那以后的日子重新分工"):
            perform(plan, "adopt", by=cast.clerk)

    assert Link.objects.get().ends is None


# two at a time

SAID = "您打开这一页以后，这条记录变了"


def test_whoever_ends_a_link_that_somebody_has_ended_meanwhile_is_told(cast, clerk, link):
    url = f"/links/{link.pk}/end/"
    page = clerk.get(url)
    submit(browser(cast.admin), url, {"on": "2026-06-30", "why": "到期"})

    answer = clerk.post(url, filled(page) | {"on": "2026-05-31", "why": "注销"})
    link.refresh_from_db()
    assert (answer.status_code, link.ends, link.end_reason) == (422, date(2026, 6, 30), "到期")
    assert [said.startswith(SAID) for said in answer.context["form"].non_field_errors()] == [True, False]

    again(clerk, url, answer)
    link.refresh_from_db()
    assert (link.ends, link.end_reason) == (date(2026, 5, 31), "注销")


def test_whoever_hands_over_a_post_that_was_changed_meanwhile_is_told(cast, clerk, leader, other_leader, link):
    url = f"/linkers/{leader.pk}/hand-over/"
    page = clerk.get(url)
    submit(browser(cast.admin), f"/linkers/{leader.pk}/edit/", {"post": "常务副县长"})

    said = {"to": other_leader.person.pk, "post": "副县长", "on": TODAY.isoformat(), "why": "调整"}
    answer = clerk.post(url, filled(page) | said)

    leader.refresh_from_db()
    assert (answer.status_code, leader.ends) == (422, None)
    assert [said.startswith(SAID) for said in answer.context["form"].non_field_errors()] == [True, False]


def test_whoever_asks_about_a_notice_that_was_taken_note_of_meanwhile_is_told(cast, new_briefing):
    briefing = new_briefing("sent")
    receipt = briefing.receipts.get()
    secretary = browser(cast.tea_secretary)
    page = secretary.get(f"/receipts/{receipt.pk}/ask/")
    perform(receipt, "take", by=cast.tea_president)

    answer = secretary.post(f"/receipts/{receipt.pk}/ask/", filled(page) | {"text": "补贴？"})

    assert (answer.status_code, receipt.questions.count()) == (422, 0)


def test_a_visit_that_another_leader_keeps_says_who_comes(cast, clerk, leader, other_leader, arranged):
    stood = Activity.objects.get(pk=arranged.activity_id)
    before = (stood.title, set(who_comes(stood)))
    said = {"to": other_leader.person.pk, "post": "县长", "on": TODAY.isoformat(), "why": "调整"}
    submit(clerk, f"/linkers/{leader.pk}/hand-over/", said)

    stood.refresh_from_db()
    new = Contact.objects.get(pk=arranged.pk).linker
    assert before == (f"{leader}走访：{cast.tea}", {leader.person, leader.officer})
    assert (new, stood.title) == (other_leader, f"{other_leader}走访：{cast.tea}")
    assert set(who_comes(stood)) == {one for one in (new.person, new.officer) if one}


def who_comes(activity) -> list:
    return [row.person for row in activity.participations.select_related("person")]
