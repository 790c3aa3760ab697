"""Approved or reported before it is held: who does what, and what waits for it."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.contributions import cards
from huiguan.activities.flow import ActivityFlow, ClearanceFlow
from huiguan.activities.models import Activity, ActivityKind, Clearance, Host, Invitation, Requirement
from huiguan.activities.models.clearances import ANSWERED
from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, perform
from huiguan.kernel.models import Change, Message, Step
from huiguan.kernel.reach import reaching
from tests.cast import browser, submit

TODAY = date(2024, 6, 1)
SAID = {"submitted_on": TODAY, "submitted_to": "本会负责人", "number": "甲联〔2024〕3号"}


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(TODAY)):
        yield


@pytest.fixture
def forum(cast) -> Activity:
    """In thirty days, for 120 people, with two guests on the list of those to be invited."""
    with cast.work():
        Requirement.objects.create(name="大型活动审批", to_whom="本会负责人", heads=100, days_before=7)
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="银杏节恳谈会", node=cast.root, starts=clock.at(date(2024, 7, 1)))
        activity.expected = 120
        actions.plan(activity, by=cast.clerk, hosts=[cast.federation])
        actions.invite(activity, [Invitation(name="张三"), Invitation(name="李四")], by=cast.clerk)
        return activity


@pytest.fixture
def approval(cast, forum) -> Clearance:
    with cast.work():
        return Clearance.objects.select_related("activity", "requirement").get(activity=forum)


@pytest.fixture
def submitted(cast, approval) -> Clearance:
    with cast.work():
        return perform(approval, "submit", by=cast.clerk, **SAID)


def move(cast, who: str, clearance: Clearance, name: str, **data):
    return submit(browser(getattr(cast, who)), reverse("clearances.move", args=[clearance.pk, name]), data)


def sent(cast, forum: Activity) -> list[str]:
    with cast.work():
        return list(Invitation.objects.filter(activity=forum).order_by("pk").values_list("state", flat=True))


def test_it_is_submitted_with_number_day_and_whom_and_keeps_what_the_plan_said(cast, approval):
    move(cast, "clerk", approval, "submit", number="甲联〔2024〕3号", submitted_on="2024-05-30")

    approval.refresh_from_db()
    told = (approval.state, approval.number, approval.submitted_on, approval.submitted_to, approval.heads_then)
    assert told == ("submitted", "甲联〔2024〕3号", date(2024, 5, 30), "本会负责人", 120)


def test_a_day_that_has_not_come_is_refused(cast, approval):
    page = move(cast, "clerk", approval, "submit", submitted_on="2024-06-02")

    assert (page.status_code, page.context["form"].errors["submitted_on"]) == (
        422,
        ["还没有到这一天；报出以后再登记"],
    )


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("chair", True),
        ("admin", True),
        ("clerk", False),
        ("vice_chair", False),
        ("auditor", False),
        ("county_leader", False),
    ],
)
def test_only_who_may_approve_approves(cast, submitted, who, may):
    user = getattr(cast, who)
    with reaching(user.reach(cast.tenant)):
        verdicts = {move.name: bool(verdict) for move, verdict in ClearanceFlow.open_to(user, submitted)}

    assert (verdicts["approve"], verdicts["refuse"]) == (may, may)


def test_a_clerk_records_the_paper_that_came_back_by_its_number(cast, submitted):
    without = move(cast, "clerk", submitted, "file_approval")
    move(cast, "clerk", submitted, "file_approval", answer_number="甲办复〔2024〕9号")

    submitted.refresh_from_db()
    assert without.context["form"].errors == {"answer_number": ["请填写这一项"]}
    assert (submitted.state, submitted.answer_number) == ("approved", "甲办复〔2024〕9号")


@pytest.mark.parametrize(
    ("who", "moves", "papers"),
    [
        ("chair", ["approve", "refuse", "take_back"], ["file_approval", "file_refusal"]),
        ("clerk", ["file_approval", "file_refusal", "take_back"], []),
    ],
)
def test_the_paper_of_another_stands_apart_from_ones_own_answer(cast, submitted, who, moves, papers):
    page = browser(getattr(cast, who)).get(reverse("clearances.detail", args=[submitted.pk]))

    shown = [[button["name"] for button in page.context[part]] for part in ("moves", "papers")]
    assert shown == [moves, papers]
    assert ("登记书面批复：同意" in page.content.decode(), "书面批复？" in page.content.decode()) == (
        True,
        bool(papers),
    )


def test_a_refusal_says_why_and_may_be_submitted_again(cast, submitted):
    without = move(cast, "chair", submitted, "refuse")
    move(cast, "chair", submitted, "refuse", answer="人太多")
    submitted.refresh_from_db()
    refused = (submitted.state, submitted.answer)

    move(cast, "clerk", submitted, "submit")

    submitted.refresh_from_db()
    assert (without.status_code, refused, submitted.state) == (422, ("refused", "人太多"), "submitted")


def test_a_report_ends_when_it_is_submitted(cast, forum):
    with cast.work():
        requirement = Requirement.objects.create(name="年会报告", asks="report", to_whom="统战部")
        actions.settle(forum, by=cast.clerk)
        report = Clearance.objects.get(requirement=requirement)
        perform(report, "submit", by=cast.clerk, **SAID)
        report.refresh_from_db()

        with pytest.raises(NotAllowed, match="只要报告"):
            perform(report, "approve", by=cast.chair)
        requirement.in_force = False
        requirement.save()
        actions.settle(forum, by=cast.clerk)
        report.refresh_from_db()
        assert report.state == "submitted"


def test_what_was_approved_may_be_taken_back(cast, submitted):
    move(cast, "chair", submitted, "approve", answer="同意")

    move(cast, "clerk", submitted, "take_back")

    submitted.refresh_from_db()
    assert (submitted.state, submitted.answer, submitted.number) == ("due", "", "甲联〔2024〕3号")


def test_what_the_system_does_by_itself_is_no_button_and_nobody_does_it(cast, submitted):
    buttons = browser(cast.admin).get(reverse("clearances.detail", args=[submitted.pk])).context["moves"]

    with cast.work(), pytest.raises(NotAllowed, match="由系统自动完成"):
        perform(submitted, "lapse", by=cast.admin)
    assert [b["name"] for b in buttons] == ["approve", "refuse", "take_back"]


def test_what_was_submitted_of_a_smaller_plan_says_so(cast, submitted, forum):
    client = browser(cast.chair)
    before = client.get(reverse("activities.detail", args=[forum.pk])).content.decode()

    submit(browser(cast.clerk), reverse("activities.edit", args=[forum.pk]), {"expected": "300"})

    after = client.get(reverse("activities.detail", args=[forum.pk])).content.decode()
    said = "报的是 120 人，现在是 300 人"
    assert (said in before, said in after) == (False, True)


# the gate


def test_no_invitation_is_sent_while_an_approval_is_missing(cast, forum, submitted):
    client = browser(cast.clerk)
    with cast.work():
        draft = Invitation.objects.filter(activity=forum).first()
    all_of_them = reverse("invitations.send_all", args=[forum.pk])
    pages = [client.get(reverse("invitations.of", args=[forum.pk])), client.get(all_of_them)]
    client.post(all_of_them, {"_once": "x"})

    with cast.work(), pytest.raises(NotAllowed, match="还差审批：大型活动审批"):
        perform(draft, "send", by=cast.clerk)
    assert [(page.status_code, "还差审批：大型活动审批" in page.content.decode()) for page in pages] == [
        (200, True),
        (422, True),
    ]
    assert client.get(reverse("invitations.link", args=[draft.pk])).status_code == 403
    assert sent(cast, forum) == ["drafted", "drafted"]


def test_the_form_that_was_open_before_sends_nothing_either(cast, forum, approval):
    """The page was opened while nothing was lacking; when it is sent, an approval is."""
    with cast.work():
        perform(approval, "submit", by=cast.clerk, **SAID)
        perform(approval, "approve", by=cast.chair)
    client, url = browser(cast.clerk), reverse("invitations.send_all", args=[forum.pk])
    page = client.get(url)
    with cast.work():
        perform(approval, "take_back", by=cast.chair)

    answer = client.post(url, {"_once": page.content.decode().split('name="_once" value="')[1].split('"')[0]})

    assert (answer.status_code, sent(cast, forum)) == (422, ["drafted", "drafted"])


@pytest.mark.parametrize("how", ["approve", "file_approval"])
def test_once_it_is_approved_invitations_are_sent(cast, forum, submitted, how):
    answer = {"answer_number": "甲办复〔2024〕9号"} if how == "file_approval" else {}
    with cast.work():
        perform(submitted, how, by=cast.chair, **answer)

    submit(browser(cast.clerk), reverse("invitations.send_all", args=[forum.pk]))

    assert sent(cast, forum) == ["sent", "sent"]


def test_what_is_only_reported_holds_nothing_up(cast, forum):
    with cast.work():
        requirement = Requirement.objects.get()
        requirement.asks = "report"
        requirement.save()

    submit(browser(cast.clerk), reverse("invitations.send_all", args=[forum.pk]))

    assert sent(cast, forum) == ["sent", "sent"]


def test_what_was_held_is_recorded_all_the_same_and_says_what_is_missing(cast, forum):
    with clock.standing_at(clock.at(date(2024, 7, 2))):
        with reaching(cast.clerk.reach(cast.tenant)):
            mind = ActivityFlow.hold.mind(forum)
        submit(browser(cast.clerk), reverse("activities.move", args=[forum.pk, "hold"]), {"minutes": "到了 118 人。"})

    forum.refresh_from_db()
    assert (forum.state, mind) == (
        "held",
        ["还差审批：大型活动审批。办过了照样登记，审批可以在活动页补登"],
    )


# who is told


def told(cast, who: str) -> list[tuple[str, date | None, bool]]:
    user = getattr(cast, who)
    user.forget_reach()
    with reaching(user.reach(cast.tenant)):
        return [(str(card.label), card.due, card.is_late) for card in cards(user)]


def test_whoever_arranges_is_told_by_when_it_is_to_be_submitted_and_that_it_is_late(cast, approval):
    due = date(2024, 6, 24)
    early = told(cast, "clerk")
    with clock.standing_at(clock.at(date(2024, 6, 25))):
        late = told(cast, "clerk")
        page = browser(cast.clerk).get(reverse("activities.detail", args=[approval.activity_id])).content.decode()

    assert early == [("待报：银杏节恳谈会", due, False)]
    assert late == [("待报：银杏节恳谈会", due, True)]
    assert "已经晚了" in page


def test_whoever_approves_is_told_what_waits_for_them(cast, submitted):
    assert told(cast, "chair") == [("等您审批：银杏节恳谈会", date(2024, 6, 24), False)]
    assert [told(cast, who) for who in ("clerk", "vice_chair", "auditor", "tea_contact")] == [[], [], [], []]


def test_nothing_waits_for_an_activity_that_was_called_off(cast, forum, approval):
    with cast.work():
        perform(forum, "cancel", by=cast.clerk, why="下雨")

    assert told(cast, "clerk") == []


# who sees it


def test_neither_guests_nor_firms_that_hold_it_see_what_was_submitted(cast, forum, submitted):
    with cast.work():
        Host(activity=forum, organization=cast.tea_firm).save()
    pages = [reverse("activities.detail", args=[forum.pk]), reverse("clearances.detail", args=[submitted.pk])]
    pages += [reverse("clearances.history", args=[submitted.pk]), reverse("clearances.list")]
    pages += [reverse("clearances.export")]

    codes = {
        who: [browser(getattr(cast, who)).get(url).status_code for url in pages] for who in ("auditor", "tea_contact")
    }
    seen = browser(cast.tea_contact).get(pages[0]).content.decode()

    assert codes == {"auditor": [200] * 5, "tea_contact": [200, 404, 404, 403, 403]}
    assert ("银杏节恳谈会" in seen, "大型活动审批" in seen, "甲联〔2024〕3号" in seen) == (True, False, False)


def test_another_federation_finds_nothing(cast, submitted):
    for page in ("clearances.detail", "clearances.history"):
        assert browser(cast.stranger).get(reverse(page, args=[submitted.pk])).status_code == 404


def test_every_step_is_kept_with_who_made_it(cast, submitted):
    move(cast, "chair", submitted, "approve", answer="同意")

    with cast.work():
        steps = [(step.move, step.by.username) for step in Step.of(submitted)]
        assert steps == [("create", "clerk"), ("submit", "clerk"), ("approve", "chair")]
        assert Change.of(submitted).count() == 3


def test_what_grew_while_it_stood_as_held_asks_for_approval_when_it_is_planned_again(cast, forum, approval):
    with cast.work():
        forum.expected = 20
        actions.change(forum, by=cast.clerk)
        held = perform(forum, "hold", by=cast.clerk)
        held.expected = 500
        actions.change(held, by=cast.clerk)
        perform(held, "take_back", by=cast.clerk)

    with cast.work():
        approval.refresh_from_db()
    assert [approval.state, str(forum.starts.date())] == ["due", "2024-07-01"]


# what is told


@pytest.mark.parametrize(("name", "subject"), [("approve", "同意了"), ("refuse", "没有同意")])
def test_whoever_handed_it_in_hears_of_the_answer(cast, submitted, name, subject):
    move(cast, "chair", submitted, name, answer="按规定办")

    told = Message.objects.filter(kind=ANSWERED).values_list("user__username", "subject", "text")
    assert list(told) == [("clerk", f"“银杏节恳谈会”的审批{subject}", "大型活动审批\n按规定办")]


def test_a_paper_that_one_files_oneself_is_told_to_nobody(cast, submitted):
    move(cast, "clerk", submitted, "file_approval", answer_number="甲批3号")

    submitted.refresh_from_db()
    assert (submitted.state, Message.objects.filter(kind=ANSWERED).count()) == ("approved", 0)


def test_what_was_handed_in_keeps_its_activity(cast, forum, submitted):
    page = browser(cast.clerk).get(reverse("activities.delete", args=[forum.pk]))

    assert "这项活动已有：报批与报告 1，不能删除" in page.content.decode()
    assert Activity.everywhere.filter(pk=forum.pk).exists()
