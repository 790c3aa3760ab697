"""Of whom it is asked how a gathering was: of those who came, invited or not, and of nobody who was not there."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from huiguan.activities import actions, doors
from huiguan.activities.actions import feedback
from huiguan.activities.models import Activity, ActivityKind, Feedback, Invitation, Participation, SignIn
from huiguan.activities.tests.invited import invited, link
from huiguan.kernel import clock
from huiguan.kernel.flow import NotNow, perform
from tests.cast import browser, submit

DAY = date(2024, 7, 1)
ASKED = "这次活动怎么样"
NOT_LISTED = "名单上还没有记上"
FIRM = "甲县云雾茶业有限公司"


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(DAY, 8)):
        yield


@pytest.fixture
def forum(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="银杏节恳谈会", node=cast.root, starts=clock.at(DAY))
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


def hold(cast, forum: Activity) -> None:
    with cast.work():
        perform(forum, "hold", by=cast.clerk, happened=forum.starts)


def enter(cast, forum: Activity, *rows: Participation) -> None:
    with cast.work():
        actions.enter(forum, rows, by=cast.clerk)


def told(guest: Invitation) -> list[bool]:
    """Whether their own page asks how it was, and whether it says that they are on no list."""
    page = Client().get(link(guest)).content.decode()
    return [word in page for word in (ASKED, NOT_LISTED)]


def said() -> list[tuple[str, str]]:
    return [(row.gain, str(row.who or "")) for row in Feedback.everywhere.order_by("gain")]


def test_only_who_is_on_the_list_is_asked_whatever_they_had_replied(cast, forum):
    yes, no, silent = invited(cast, forum, "张三", "李四", "王五")
    with cast.work():
        actions.reply(yes, "accepted", by=cast.clerk)
        actions.reply(no, "declined", by=cast.clerk)
    enter(cast, forum, Participation(name="李四"), Participation(name="赵六"))
    hold(cast, forum)

    assert [told(guest) for guest in (yes, no, silent)] == [[False, True], [True, False], [False, True]]


def test_what_whoever_was_not_there_sends_is_not_kept(cast, forum):
    guest, _came = invited(cast, forum, "张三", "李四")
    enter(cast, forum, Participation(name="李四"))
    hold(cast, forum)

    page = Client().post(link(guest), {"gain": "much"}, follow=True)

    assert (page.status_code, NOT_LISTED in page.content.decode(), said()) == (200, True, [])
    with cast.work(), pytest.raises(NotNow):
        feedback.give(guest, gain="much")


def test_while_nobody_is_on_the_list_whoever_said_that_they_come_is_asked(cast, forum):
    yes, sends, no, silent = invited(cast, forum, "张三", "李四", "王五", "赵六")
    with cast.work():
        actions.reply(yes, "accepted", by=cast.clerk)
        actions.reply(sends, "delegated", by=cast.clerk, stand_in="李小四")
        actions.reply(no, "declined", by=cast.clerk)
    hold(cast, forum)

    assert [told(guest)[0] for guest in (yes, sends, no, silent)] == [True, True, False, False]


def test_whoever_is_asked_is_found_by_person_firm_name_and_by_how_they_signed(cast, forum):
    rows = [
        Invitation(person=cast.people["vice_chair"]),
        Invitation(name="茶某", organization=cast.tea_firm),
        Invitation(organization=cast.silk_firm),
        Invitation(name="茶某", organization=cast.silk),
        Invitation(person=cast.people["chair"]),
        Invitation(name="张三"),
    ]
    guests = invited(cast, forum, *rows)
    with cast.work():
        actions.reply(guests[4], "delegated", by=cast.clerk, stand_in="王五 副总")
        actions.arrive(guests[4], by=cast.clerk, way="staff")
        pending = actions.sign(forum, "张老三", "某公司", by=cast.clerk, way="paper")
        pending.invitation = guests[5]
        pending.save()
        perform(pending, "confirm", by=cast.clerk, called="张老三")
    enter(
        cast,
        forum,
        Participation(person=cast.people["vice_chair"]),
        Participation(name="茶某", organization=cast.tea_firm),
        Participation(name="丝某", organization=cast.silk_firm),
    )
    hold(cast, forum)

    assert [told(guest)[0] for guest in guests] == [True, True, True, False, True, True]


def test_who_came_for_a_guest_speaks_by_the_guests_invitation_and_once(cast, forum):
    (guest,) = invited(cast, forum, Invitation(organization=cast.tea_firm))
    with cast.work():
        actions.reply(guest, "delegated", by=cast.clerk, stand_in="王五")
        row = actions.arrive(guest, by=cast.clerk, way="staff").participation
    hold(cast, forum)
    Client().post(link(guest), {"gain": "much"})

    submit(browser(cast.tea_contact), reverse("participations.feedback", args=[row.pk]), {"gain": "plain"})

    assert said() == [("plain", FIRM)]


def test_of_two_of_a_name_in_a_firm_who_are_both_known_one_is_not_the_other(cast, forum):
    twin = cast.people["vice_chair"]
    with cast.work():
        other = type(twin).objects.create(node=cast.root, name=twin.name, organization=cast.tea_firm)
    guest, too = invited(cast, forum, Invitation(person=twin), Invitation(person=other))
    enter(cast, forum, Participation(person=other, organization=cast.tea_firm))
    hold(cast, forum)

    assert [told(one)[0] for one in (guest, too)] == [False, True]


def test_the_words_to_send_ask_only_who_came(cast, forum):
    guests = invited(cast, forum, "张三", "李四")
    enter(cast, forum, Participation(name="李四"))
    hold(cast, forum)

    pages = [browser(cast.clerk).get(reverse("invitations.link", args=[guest.pk])).content.decode() for guest in guests]

    assert [["已经办过了" in page, "想听听您的看法" in page] for page in pages] == [[True, False], [True, True]]


def test_once_it_was_held_nobody_says_any_more_that_they_are_there(cast, forum):
    (guest,) = invited(cast, forum, "张三")
    before = "我到了" in Client().get(link(guest)).content.decode()
    hold(cast, forum)

    after = Client().get(link(guest)).content.decode()
    Client().post(link(guest), {"arrive": "1"})

    assert (before, "我到了" in after, SignIn.everywhere.count()) == (True, False, 0)


def test_whoever_keeps_the_door_still_enters_a_guest_when_it_was_held(cast, forum):
    (guest,) = invited(cast, forum, "张三")
    hold(cast, forum)
    client = browser(cast.clerk)
    offered = "登记到场" in client.get(link(guest)).content.decode()

    client.post(link(guest), {"arrive": "1"})

    assert (offered, told(guest)) == (True, [True, False])


# walk-ins, on the page that thanked them


def sign(forum: Activity, name: str, firm: str = "") -> str:
    """The address of the page that thanks them."""
    return Client().post(reverse("door", args=[doors.token_of(forum)]), {"name": name, "firm": firm}).url


def shows(address: str) -> bool:
    return ASKED in Client().get(address).content.decode()


def test_whoever_signed_at_the_door_says_afterwards_how_it_was_and_may_change_it(cast, forum):
    own = sign(forum, "副某", FIRM)
    before = shows(own)
    hold(cast, forum)
    asked = shows(own)

    page = Client().post(own, {"gain": "some", "words": "茶不错"}, follow=True)
    Client().post(own, {"gain": "much", "words": "茶很好"})

    assert (before, asked, "谢谢，您说的已经记下" in page.content.decode()) == (False, True, True)
    assert said() == [("much", "副某")]
    assert "茶很好" not in Client().get(own).content.decode()


def test_what_a_walk_in_says_unnamed_leads_back_to_nobody(cast, forum):
    own = sign(forum, "副某", FIRM)
    hold(cast, forum)

    Client().post(own, {"gain": "some"})
    Client().post(own, {"gain": "none", "is_unnamed": "on"})

    assert (said(), Feedback.everywhere.get().participation) == ([("none", "")], None)


def test_nothing_said_by_a_walk_in_is_asked_again(cast, forum):
    own = sign(forum, "副某", FIRM)
    hold(cast, forum)

    page = Client().post(own, {"words": "茶"})

    assert (page.status_code, list(page.context["form"].errors), said()) == (422, ["gain"], [])


def test_whoever_signs_a_name_that_was_signed_before_learns_nothing_and_speaks_for_nobody(cast, forum):
    first, second = sign(forum, "副某", FIRM), sign(forum, "副某", FIRM)
    alike = [
        Client().get(address).content.decode().partition("<h1>")[2].partition("</main>")[0]
        for address in (first, second)
    ]
    hold(cast, forum)

    Client().post(second, {"gain": "none"})

    assert ("收到了，谢谢您" in alike[0], alike[0] == alike[1]) == (True, True)
    assert (first.partition("=")[0], len(first)) == (second.partition("=")[0], len(second))
    assert ([shows(address) for address in (first, second)], said()) == ([True, False], [])


def test_a_guest_who_was_invited_is_asked_by_their_own_link_alone(cast, forum):
    (guest,) = invited(cast, forum, Invitation(person=cast.people["vice_chair"]))
    own = sign(forum, "副某", FIRM)
    hold(cast, forum)

    Client().post(own, {"gain": "none"})

    assert (shows(own), told(guest)[0], said()) == (False, True, [])


@pytest.mark.parametrize("state", ["pending", "dismissed"])
def test_who_does_not_count_is_not_asked(cast, forum, state):
    own = sign(forum, "外某", "外省公司")
    with cast.work():
        signed = SignIn.objects.get()
        if state == "dismissed":
            perform(signed, "dismiss", by=cast.clerk, why="不是来宾")
    hold(cast, forum)

    page = Client().post(own, {"gain": "much"})

    assert (signed.participation, page.status_code, "有邀请链接的" in page.content.decode(), said()) == (
        *(None, 200, True),
        [],
    )


@pytest.mark.parametrize("guess", ["x", "a" * 16, "A" * 5000, "%00", "signed"])
def test_an_address_that_was_made_up_speaks_for_nobody(cast, forum, guess):
    own = sign(forum, "副某", FIRM)
    hold(cast, forum)

    page = Client().post(f"{own.partition('=')[0]}={guess}", {"gain": "much"})

    assert (page.status_code, shows(own), said()) == (200, True, [])


def test_another_door_does_not_open_to_what_is_somebodys_own(cast, forum):
    own = sign(forum, "副某", FIRM)
    with cast.work():
        other = Activity(kind=forum.kind, title="另一场", node=cast.root, starts=clock.at(DAY))
        actions.plan(other, by=cast.clerk, hosts=[cast.federation])
        perform(other, "hold", by=cast.clerk, happened=other.starts)

    assert not shows(f"{reverse('door', args=[doors.token_of(other)])}?{own.partition('?')[2]}")


def test_whoever_signs_late_is_told_that_it_was_received(cast, forum):
    hold(cast, forum)

    page = Client().get(sign(forum, "外某")).content.decode()

    assert ("收到了，谢谢您" in page, ASKED in page) == (True, False)
