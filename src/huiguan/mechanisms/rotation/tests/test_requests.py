"""Leaving one's turn: filed, agreed, granted; every way with whoever must say yes to it."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel.flow import NotAllowed, flow_of, perform
from huiguan.kernel.models import Message, Step
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.costs import costs_for_both, costs_of
from huiguan.mechanisms.rotation.models import Request, Seat, Way, Wish
from huiguan.register import actions as register
from huiguan.register import logins
from huiguan.register.models import Person
from tests.cast import browser, filled, submit

SWAP, SUBSTITUTE, POSTPONE, LEAVE = Way.Kind.values
NOBODY, SECRETARIAT, MEETING = Way.Approval.values


@pytest.fixture
def turns(cast, new_turn, firms):
    """The tea firm in the fourth turn, the silk firm in the fifth; both are published."""
    return {
        4: new_turn(4, "published", [cast.tea_firm, firms[0]]),
        5: new_turn(5, "published", [cast.silk_firm]),
    }


@pytest.fixture
def allow(scheme):
    def make(kind=SWAP, approval=SECRETARIAT, **settings) -> Way:
        return Way.objects.create(scheme=scheme, kind=kind, approval=approval, **settings)

    return make


@pytest.fixture
def swap(cast, turns):
    def make(way: Way) -> Request:
        return actions.ask(
            way, turns[4], cast.tea_firm, by=cast.tea_contact, why="展会", to=turns[5], other=cast.silk_firm
        )

    return make


@pytest.fixture
def silk_contact(cast, within):
    """Somebody who speaks for the silk firm."""
    person = Person.objects.create(node=cast.root, name="丝某", organization=cast.silk_firm)
    register.appoint(cast.posts["firm"], cast.root, by=cast.system, starts=date(2020, 1, 1), person=person)
    logins.give_login(person, by=cast.system, username="silk_contact", password="long-enough-1")
    person.refresh_from_db()
    return person.user


def who(turn):
    return sorted(str(seat) for seat in Seat.objects.filter(turn=turn))


def open_to(by, request) -> list[str]:
    with reaching(by.reach(request.tenant)):
        return [move.name for move, verdict in flow_of(request).open_to(by, request) if verdict]


# who may do what


@pytest.mark.parametrize(
    ("settings", "asker", "other", "clerk"),
    [
        ({"other_agrees": True}, ["withdraw"], ["agree", "refuse"], ["agree", "refuse", "withdraw"]),
        ({"other_agrees": False}, ["withdraw"], ["refuse"], ["grant", "refuse", "withdraw"]),
        (
            {"approval": NOBODY, "other_agrees": True},
            ["withdraw"],
            ["take_effect", "refuse"],
            ["take_effect", "refuse", "withdraw"],
        ),
        ({"approval": MEETING, "other_agrees": False}, ["withdraw"], ["refuse"], ["grant", "refuse", "withdraw"]),
    ],
)
def test_the_way_says_who_must_say_yes(cast, allow, swap, silk_contact, settings, asker, other, clerk):
    request = swap(allow(**settings))

    assert [open_to(by, request) for by in (cast.tea_contact, silk_contact, cast.clerk)] == [asker, other, clerk]
    assert open_to(cast.vice_chair, request) == ["withdraw"]  # he is of the tea firm
    assert open_to(cast.auditor, request) == []


def test_both_sides_hear_how_a_request_stands_but_not_of_their_own_doing(cast, allow, swap, silk_contact):
    granted, refused = swap(allow()), None
    perform(granted, "agree", by=silk_contact)
    perform(granted, "grant", by=cast.clerk)
    refused = swap(allow(LEAVE))
    perform(refused, "refuse", by=cast.clerk, why="人手不够")

    def told(request):
        messages = Message.objects.filter(label=request.label(), object_id=request.pk).order_by("pk")
        return [(message.user.username, message.subject.partition(" ")[0]) for message in messages]

    office = [("admin", "调换申请待批准"), ("chair", "调换申请待批准"), ("clerk", "调换申请待批准")]
    done = [("tea_contact", "调换已照办"), ("silk_contact", "调换已照办")]
    assert told(granted) == [("silk_contact", "有人提出调换"), *office, *done]
    assert told(refused) == [
        ("silk_contact", "有人提出调换"),
        *office,
        ("tea_contact", "调换未同意"),
        ("silk_contact", "调换未同意"),
    ]


def test_what_the_other_has_agreed_to_is_granted_and_both_seats_change(cast, allow, swap, silk_contact, turns):
    request = swap(allow())
    before = who(turns[4]), who(turns[5])

    perform(request, "agree", by=silk_contact)
    agreed = who(turns[4]), who(turns[5])
    perform(request, "grant", by=cast.clerk)

    assert agreed == before
    assert (who(turns[4]), who(turns[5])) == (
        ["甲县春蚕丝绸有限公司", "甲县第1厂"],
        ["甲县云雾茶业有限公司"],
    )
    seat = Seat.objects.get(turn=turns[5])
    assert (seat.by_hand, seat.reasons) == (True, [["asked", "swap", "甲县春蚕丝绸有限公司", "2026-05-04"]])
    assert [[step.move for step in Step.of(turn)] for turn in turns.values()] == [["reseat"], ["reseat"]]


def test_where_nobody_approves_the_other_side_settles_it_although_they_reach_one_seat_only(
    cast, allow, swap, silk_contact, turns
):
    request = swap(allow(approval=NOBODY))

    with reaching(silk_contact.reach(cast.tenant)):
        perform(request, "take_effect", by=silk_contact)

    assert who(turns[5]) == ["甲县云雾茶业有限公司"]


def test_what_only_has_to_be_said_takes_effect_at_once(cast, allow, turns, firms):
    way = allow(SUBSTITUTE, NOBODY, other_agrees=False)

    request = actions.ask(way, turns[4], cast.tea_firm, by=cast.tea_contact, why="出差", other=firms[1])

    assert request.state == "granted"
    assert who(turns[4]) == ["甲县第1厂", "甲县第2厂"]


def test_leave_empties_the_seat_and_postponing_moves_it(cast, allow, turns, firms):
    leave = actions.ask(allow(LEAVE), turns[4], firms[0], by=cast.clerk, why="停产")
    later = actions.ask(allow(POSTPONE), turns[4], cast.tea_firm, by=cast.tea_contact, why="展会", to=turns[5])

    perform(leave, "grant", by=cast.clerk)
    perform(later, "grant", by=cast.clerk)

    assert (who(turns[4]), who(turns[5])) == ([], ["甲县云雾茶业有限公司", "甲县春蚕丝绸有限公司"])


def test_a_seat_that_changed_meanwhile_is_not_swapped(cast, allow, swap, silk_contact, turns):
    request = swap(allow(other_agrees=False))
    Seat.objects.get(turn=turns[5]).delete()

    with pytest.raises(NotAllowed, match="人选又有改动"):
        perform(request, "grant", by=cast.clerk)

    request.refresh_from_db()
    assert (request.state, who(turns[4])) == ("filed", ["甲县云雾茶业有限公司", "甲县第1厂"])


@pytest.mark.parametrize(("state", "kind"), [("under_way", SWAP), ("drafted", SWAP), ("closed", LEAVE)])
def test_what_has_begun_or_is_over_or_was_withdrawn_is_not_changed_any_more(cast, allow, turns, state, kind):
    way = allow(kind, other_agrees=False)
    to, other = (turns[5], cast.silk_firm) if kind == SWAP else (None, None)
    request = actions.ask(way, turns[4], cast.tea_firm, by=cast.tea_contact, why="展会", to=to, other=other)
    turns[4].state = state
    turns[4].save()

    with pytest.raises(NotAllowed, match="不能再照这条申请办"):
        perform(request, "grant", by=cast.clerk)

    assert who(turns[4]) == ["甲县云雾茶业有限公司", "甲县第1厂"]


def test_nobody_is_postponed_into_a_turn_that_has_filled_up(cast, allow, turns, firms):
    request = actions.ask(allow(POSTPONE), turns[4], cast.tea_firm, by=cast.tea_contact, why="展会", to=turns[5])
    Seat.objects.create(turn=turns[5], organization=firms[1])

    with pytest.raises(NotAllowed, match="满了"):
        perform(request, "grant", by=cast.clerk)


# what it would cost


def test_what_it_would_cost_is_said_before_it_is_granted(cast, allow, swap, scheme, turns):
    request = swap(allow())
    free = costs_of(request)
    Wish.objects.create(
        scheme=scheme, organization=cast.tea_firm, kind="blackout", starts=turns[5].starts, ends=turns[5].ends
    )
    Wish.objects.create(
        scheme=scheme, organization=cast.silk_firm, kind="wants", starts=turns[5].starts, ends=turns[5].ends
    )

    assert free == ["动 2 席", "先后和行业、镇街都不受影响"]
    assert costs_of(request) == [
        "动 2 席",
        "没有照顾到的时间意愿多 1 条",
        "登记过那段时间不能安排：甲县云雾茶业有限公司",
    ]
    assert costs_for_both(request) == free
    assert who(turns[4]) == ["甲县云雾茶业有限公司", "甲县第1厂"]


def test_a_seat_that_is_left_empty_is_counted(cast, allow, scheme, turns):
    request = actions.ask(allow(LEAVE), turns[5], cast.silk_firm, by=cast.clerk, why="停产")

    assert costs_of(request)[-2:] == ["第5期 主题5只剩 0 家，方案规定 1–2 家", "牵头的位置会空出来"]


# the pages


def test_a_firm_asks_on_its_own_page_and_hears_who_must_agree(cast, firm, allow, turns):
    way = allow()
    mine = Seat.objects.get(turn=turns[4], organization=cast.tea_firm)
    theirs = Seat.objects.get(turn=turns[5])
    url = reverse("requests.ask_for", args=[mine.pk])

    missing = submit(firm, url, {"way": way.pk, "why": "展会"})
    answer = submit(firm, url, {"way": way.pk, "why": "展会", "swap_with": theirs.pk}, follow=True)

    assert missing.status_code == 422
    assert missing.context["form"].errors == {"swap_with": ["请选和谁对换"]}
    assert "等甲县春蚕丝绸有限公司同意" in answer.content.decode()
    assert url in firm.get(reverse("turns.detail", args=[turns[4].pk])).content.decode()
    assert [matter.title for matter in firm.get("/").context["matters"]] == ["甲县云雾茶业有限公司 与人对换"]


def test_too_late_is_too_late_for_a_firm_and_not_for_staff(cast, firm, clerk, allow, turns):
    way = allow(LEAVE, days_before=90)
    url = reverse("requests.ask_for", args=[Seat.objects.get(turn=turns[4], organization=cast.tea_firm).pk])
    data = {"way": way.pk, "why": "展会"}

    late, twice = submit(firm, url, data), submit(clerk, url, data)

    assert late.context["form"].errors == {"way": ["要至少提前 90 天提出，这一期 2026-07-01 开始"]}
    assert twice.status_code == 302
    again = submit(clerk, url, data)
    assert again.context["form"].non_field_errors() == ["这一期已经有一条申请在办；要改请先撤回那一条"]


def test_nobody_asks_for_another_and_nobody_else_opens_it(cast, firm, allow, swap, turns):
    request = swap(allow())
    stranger = Seat.objects.get(turn=turns[5])

    assert firm.get(reverse("requests.ask_for", args=[stranger.pk])).status_code == 404
    assert firm.get(reverse("requests.detail", args=[request.pk])).status_code == 200
    assert browser(cast.county_leader).get(reverse("requests.detail", args=[request.pk])).status_code == 403
    assert browser(cast.tea_secretary).get(reverse("requests.detail", args=[request.pk])).status_code == 404


def test_what_a_meeting_decided_is_entered_with_its_day(cast, clerk, allow, swap):
    request = swap(allow(approval=MEETING, other_agrees=False))
    url = reverse("requests.move", args=[request.pk, "grant"])

    page = clerk.get(url)
    early = clerk.post(url, filled(page) | {"met_on": "2026-05-05"})
    answer = submit(clerk, url, {"met_on": "2026-05-03"})

    request.refresh_from_db()
    assert "动 2 席" in page.content.decode()
    assert early.context["form"].errors == {"met_on": ["会议日期不能晚于今天"]}
    assert (answer.status_code, request.state, request.met_on) == (302, "granted", date(2026, 5, 3))


def test_home_of_the_clerk_shows_what_waits_for_them_only(cast, clerk, allow, swap, silk_contact):
    waiting = swap(allow())
    before = "调换申请：" in clerk.get("/").content.decode()

    perform(waiting, "agree", by=silk_contact)

    assert (before, "调换申请：" in clerk.get("/").content.decode()) == (False, True)


def test_what_only_one_way_asks_for_stands_under_its_name(cast, turns, allow):
    ways = [allow(SWAP), allow(SWAP, NOBODY), allow(SUBSTITUTE), allow(LEAVE, other_agrees=False)]
    seat = turns[4].seats.get(organization=cast.tea_firm)

    page = browser(cast.tea_contact).get(reverse("requests.ask_for", args=[seat.pk]))

    assert [(str(part["label"]), part["field"].name, part["ways"]) for part in page.context["form"].parts] == [
        ("与人对换", "swap_with", f"{ways[0].pk} {ways[1].pk}"),
        ("请人代替", "stand_in", str(ways[2].pk)),
    ]
    text = page.content.decode()
    assert f'data-shown-by="way" data-shown-for="{ways[2].pk}"><h2>请人代替</h2>' in text
    assert [text.count(f'name="{name}"') for name in ("swap_with", "stand_in", "why")] == [1, 1, 1]
