"""Each row of the list has one voice, by whatever way they speak, and letters of the door speak for nobody else."""

from collections.abc import Callable
from datetime import date
from time import sleep

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from huiguan.activities import actions, doors
from huiguan.activities.actions import feedback
from huiguan.activities.models import Activity, Feedback, Invitation, Participation, SignIn
from huiguan.activities.tests.invited import forum_of_two, invited, link
from huiguan.kernel import clock
from huiguan.kernel.flow import NotNow, perform
from tests.cast import browser, submit, token_of
from tests.threads import in_threads

DAY = date(2024, 7, 1)
FIRM = "甲县云雾茶业有限公司"
ASKED = "这次活动怎么样"
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


def say_by_row(user, row: Participation, gain: str, **more):
    return submit(browser(user), reverse("participations.feedback", args=[row.pk]), {"gain": gain, **more})


def asks(address: str) -> bool:
    return ASKED in Client().get(address).content.decode()


def said() -> list[tuple[str, str]]:
    return [(row.gain, str(row.who or "")) for row in Feedback.everywhere.order_by("gain")]


# letters of the door


@either
def test_whoever_signs_the_name_of_somebody_on_the_list_speaks_for_nobody(cast, forum, mine):
    row = enter(cast, forum, of_the_vice_chair(cast))
    own = sign(forum, "副某", FIRM)
    dead = f"{own.partition('=')[0]}={'a' * 16}"
    hold(cast, forum)
    say_by_row(cast.vice_chair, row, "much", **mine)
    before = said()

    say(own, "none", words="假话")

    bodies = [Client().get(address).content.decode().partition("<h1>")[2] for address in (own, dead)]
    assert (len(before), said(), SignIn.everywhere.get().participation) == (1, before, row)
    assert bodies[0].partition("</main>")[0] == bodies[1].partition("</main>")[0]


def test_a_signature_that_was_confirmed_as_somebody_on_the_list_speaks_for_nobody(cast, forum):
    row = enter(cast, forum, of_the_vice_chair(cast))
    own, other = sign(forum, "老副", "某公司"), sign(forum, "外某", "外省公司")
    with cast.work():
        first, second = SignIn.objects.order_by("pk")
        perform(first, "confirm", by=cast.clerk, person=row.person)
        perform(second, "confirm", by=cast.clerk)
    hold(cast, forum)

    say(own, "none")
    say(other, "some")

    assert said() == [("some", "外某（外省公司）")]


@either
def test_letters_do_not_replace_what_was_said_by_another_way_and_are_replaced_by_it(cast, forum, mine):
    own = sign(forum, "副某", FIRM)
    row = Participation.everywhere.get()
    hold(cast, forum)
    say(own, "some", **UNNAMED)
    say(own, "none", **mine)
    by_letters = [gain for gain, _who in said()]
    say_by_row(cast.vice_chair, row, "much", **mine)

    say(own, "none")

    assert (by_letters, [gain for gain, _who in said()], asks(own)) == (["none"], ["much"], False)


@either
def test_letters_do_not_replace_what_was_said_by_an_invitation_that_is_withdrawn(cast, forum, mine):
    (guest,) = invited(cast, forum, Invitation(person=cast.people["vice_chair"]))
    own = sign(forum, "副某", FIRM)
    hold(cast, forum)
    say(link(guest), "much", **mine)
    with cast.work():
        perform(guest, "withdraw", by=cast.clerk)

    say(own, "none")

    assert [gain for gain, _who in said()] == ["much"]


# invitations and rows


@either
@pytest.mark.parametrize("is_link_first", [True, False])
def test_who_came_for_an_invited_unit_has_one_voice_with_it(cast, forum, mine, is_link_first):
    (unit,) = invited(cast, forum, Invitation(organization=cast.tea))
    row = enter(cast, forum, Participation(person=cast.people["tea_president"], organization=cast.tea))
    hold(cast, forum)

    def by_row():
        say_by_row(cast.tea_president, row, "some", **mine)

    def by_link():
        say(link(unit), "some", **mine)

    for way in (by_link, by_row) if is_link_first else (by_row, by_link):
        way()

    assert said() == [("some", "" if mine else "会某")]


def test_the_link_of_a_unit_does_not_show_what_the_one_who_came_said_by_their_own(cast, forum):
    (unit,) = invited(cast, forum, Invitation(organization=cast.tea))
    row = enter(cast, forum, Participation(person=cast.people["tea_president"], organization=cast.tea))
    hold(cast, forum)
    say_by_row(cast.tea_president, row, "some", words="坐得太久")
    shown = Client().get(link(unit)).content.decode()
    say(link(unit), "some", words="茶不错")

    own = Client().get(link(unit)).content.decode()

    assert (ASKED in shown, "坐得太久" in shown, "茶不错" in own) == (True, False, True)


def test_a_unit_for_which_several_came_is_told_that_each_speaks_for_themselves(cast, forum):
    (unit,) = invited(cast, forum, Invitation(organization=cast.tea))
    rows = [
        Participation(person=cast.people["tea_president"], organization=cast.tea),
        Participation(name="茶某", organization=cast.tea),
    ]
    first = enter(cast, forum, rows[0])
    hold(cast, forum)
    say(link(unit), "much", **UNNAMED)
    enter(cast, forum, rows[1])

    page = say(link(unit), "none").content.decode()
    say_by_row(cast.tea_president, first, "some")

    assert ("看法由他们各自说" in page, ASKED in page, said()) == (True, False, [("some", "会某")])


def test_a_unit_that_stands_on_the_list_itself_speaks_by_its_link(cast, forum):
    (unit,) = invited(cast, forum, Invitation(organization=cast.tea))
    enter(cast, forum, Participation(organization=cast.tea), Participation(name="茶某", organization=cast.tea_firm))
    hold(cast, forum)

    say(link(unit), "much")

    assert (said(), Feedback.everywhere.get().participation.organization) == ([("much", str(cast.tea))], cast.tea)


@either
def test_who_spoke_by_a_link_that_was_withdrawn_then_has_no_second_voice(cast, forum, mine):
    (guest,) = invited(cast, forum, Invitation(person=cast.people["vice_chair"]))
    row = enter(cast, forum, of_the_vice_chair(cast))
    hold(cast, forum)
    say(link(guest), "much", **mine)
    with cast.work():
        perform(guest, "withdraw", by=cast.clerk)

    say_by_row(cast.vice_chair, row, "none")

    assert said() == [("none", "副某")]


@either
def test_who_spoke_and_was_invited_later_has_no_second_voice(cast, forum, mine):
    row = enter(cast, forum, of_the_vice_chair(cast))
    hold(cast, forum)
    say_by_row(cast.vice_chair, row, "none", **mine)
    move(cast, forum, "take_back")
    (guest,) = invited(cast, forum, Invitation(person=cast.people["vice_chair"]))
    hold(cast, forum)

    say(link(guest), "much")

    assert said() == [("much", "副某")]


@either
def test_who_spoke_before_the_list_was_written_has_no_second_voice(cast, forum, mine):
    (guest,) = invited(cast, forum, Invitation(person=cast.people["vice_chair"]))
    with cast.work():
        actions.reply(guest, "accepted", by=cast.clerk)
    hold(cast, forum)
    say(link(guest), "much", **mine)
    row = enter(cast, forum, of_the_vice_chair(cast))

    say(link(guest), "some", **mine)
    say_by_row(cast.vice_chair, row, "none", **mine)

    assert [gain for gain, _who in said()] == ["none"]


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


# whoever keeps the activity


KEPT = "不能替来的人说"


@pytest.fixture
def tea_party(cast, forum) -> Activity:
    """Held by a chamber for its own: its secretary, who reads what is said, was there too."""
    with cast.work():
        activity = Activity(kind=forum.kind, title="茶会", node=cast.tea.own_node, starts=clock.at(DAY))
        actions.plan(activity, by=cast.tea_secretary, hosts=[cast.tea])
        people = [cast.people[name] for name in ("tea_president", "tea_secretary")]
        rows = [Participation(person=person, organization=cast.tea) for person in people]
        actions.enter(activity, [*rows, Participation(name="茶某", organization=cast.tea)], by=cast.tea_secretary)
        return perform(activity, "hold", by=cast.tea_secretary, happened=activity.starts)


def test_whoever_keeps_an_activity_says_nothing_for_those_on_its_list_but_for_themselves(cast, tea_party):
    theirs, own, named = Participation.everywhere.filter(activity=tea_party).order_by("pk")
    client = browser(cast.tea_secretary)

    def seen(row: Participation) -> tuple:
        page = reverse("participations.feedback", args=[row.pk])
        shown, offer = client.get(page), client.get(reverse("participations.detail", args=[row.pk]))
        sent = client.post(page, {"gain": "much", "_once": token_of(shown), **UNNAMED})
        text = shown.content.decode()
        return sent.status_code, KEPT in text, 'name="gain"' in text, page in offer.content.decode()

    found = [seen(row) for row in (named, theirs, own)]
    own_voice = said()
    say_by_row(cast.tea_president, theirs, "some")

    assert found[0] == (422, True, False, False)
    assert found[1][1:3] == (False, False)
    assert found[2] == (302, False, True, True)
    assert (own_voice, len(said())) == ([("much", "")], 2)


def test_nor_by_a_guests_link_or_by_letters_while_they_are_signed_in(cast, forum):
    guest, own = invited(cast, forum, "张三", Invitation(person=cast.people["clerk"]))
    letters = sign(forum, "副某", FIRM)
    enter(cast, forum, Participation(name="张三"), Participation(person=cast.people["clerk"]))
    hold(cast, forum)
    client = browser(cast.clerk)

    pages = [say(address, "some", client, **UNNAMED).content.decode() for address in (link(guest), letters)]
    none = said()
    say(link(own), "much", client)

    assert ([ASKED in page for page in pages], KEPT in pages[0], none) == ([False, False], True, [])
    assert said() == [("much", str(cast.people["clerk"]))]
    assert [asks(address) for address in (link(guest), letters)] == [True, True]
