"""Places are given in turn, and what was sent, answered or taken back is nobody else's."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.models import Activity, Invitation
from huiguan.activities.tests.invited import answer, forum_of_two, invited, link, states
from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, NotNow, perform
from tests.cast import again, browser, submit
from tests.threads import in_threads

TODAY = clock.at(date(2024, 6, 1))


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def forum(cast) -> Activity:
    return forum_of_two(cast)


def test_whoever_comes_and_asks_for_more_than_there_is_keeps_their_place_and_is_told(cast, forum):
    one, other = invited(cast, forum, "张三", "李四")
    answer(one)
    answer(other)

    page = answer(one, seats=2)

    assert page.status_code == 422
    assert page.context["form"].errors == {"seats": ["名额只够 1 位；您原来的位置还留着"]}
    assert states(one, other) == ["accepted", "accepted"]


def test_whoever_comes_keeps_their_place_though_fewer_were_set_since(cast, forum):
    one, other = invited(cast, forum, "张三", "李四")
    answer(one)
    answer(other)
    with cast.work():
        forum.refresh_from_db()
        forum.capacity = 1
        forum.save()

    answer(other, words="我坐火车来")

    assert [states(one, other), other.words] == [["accepted", "accepted"], "我坐火车来"]


def test_nobody_who_answers_later_passes_by_whoever_waits(cast, forum):
    first, second, waiting, late = invited(cast, forum, "甲", "乙", "丙", "丁")
    for guest in (first, second, waiting):
        answer(guest)
    answer(first, answer="declined")

    answer(late)
    assert states(waiting, late) == ["queued", "queued"]

    answer(late, words="最好能来")
    answer(waiting)

    assert states(waiting, late) == ["accepted", "queued"]


def test_whoever_says_no_at_this_moment_is_not_moved_up(cast, forum):
    first, second, waiting = invited(cast, forum, "甲", "乙", "丙")
    for guest in (first, second, waiting):
        answer(guest)
    with cast.work():
        seen = Invitation.objects.get(pk=waiting.pk)
    answer(first, answer="declined")
    answer(waiting, answer="declined")

    with cast.work(), pytest.raises(NotNow):
        actions.promote(seen, by=cast.clerk)

    assert states(waiting) == ["declined"]


@pytest.mark.parametrize("move", ["cancel", "hold"])
def test_nobody_is_invited_to_what_is_over(cast, forum, move):
    first, second, waiting = invited(cast, forum, "甲", "乙", "丙")
    for guest in (first, second, waiting):
        answer(guest)
    answer(first, answer="declined")
    with cast.work():
        (draft,), _twice = actions.invite(forum, [Invitation(name="丁")], by=cast.clerk)
    client = browser(cast.clerk)
    urls = [
        reverse("invitations.send_all", args=[forum.pk]),
        reverse("invitations.promote", args=[waiting.pk]),
        reverse("invitations.many", args=[forum.pk]),
    ]
    opened = [client.get(url) for url in urls]
    with cast.work():
        perform(forum, move, by=cast.clerk)

    answers = [again(client, url, page) for url, page in zip(urls, opened, strict=True)]

    with cast.work(), pytest.raises(NotAllowed):
        perform(draft, "send", by=cast.clerk)
    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert states(draft, waiting) == ["drafted", "queued"]


def test_an_invitation_is_withdrawn_and_made_again_from_the_list(cast, forum):
    (guest,) = invited(cast, forum, "张三")
    client = browser(cast.clerk)
    page = client.get(reverse("invitations.of", args=[forum.pk])).content.decode()
    withdraw = reverse("invitations.move", args=[guest.pk, "withdraw"])
    asked = client.get(withdraw).content.decode()
    assert [withdraw in page, "客人的链接打不开了" in asked, "不能在这里撤回" in asked] == [True, True, False]

    submit(client, withdraw)
    assert [states(guest), Client().get(link(guest)).status_code] == [["withdrawn"], 404]

    submit(client, reverse("invitations.move", args=[guest.pk, "restore"]))
    assert states(guest) == ["drafted"]


@pytest.mark.parametrize("move", ["accept", "queue", "send"])
def test_an_answer_is_no_move_of_the_list(cast, forum, move):
    (guest,) = invited(cast, forum, "张三")

    assert browser(cast.clerk).get(reverse("invitations.move", args=[guest.pk, move])).status_code == 404


def test_two_who_invite_the_same_names_at_once_invite_them_once(for_threads, cast, forum):
    with cast.work():
        forum.starts = clock.at(date(2099, 7, 1))
        forum.save()
    for_threads()

    def invite():
        with cast.work():
            return len(actions.invite(forum, [Invitation(name="张三"), Invitation(name="李四")], by=cast.clerk)[0])

    assert sorted(in_threads(3, invite)) == [0, 0, 2]


def test_an_organization_on_a_line_of_its_own_is_that_organization(cast, forum):
    page, client = reverse("invitations.many", args=[forum.pk]), browser(cast.clerk)
    names = "甲县云雾茶业有限公司\n云雾\n副某（甲县云雾茶业有限公司）"

    shown = submit(client, page, {"step": "find", "names": names})

    assert [(guest.organization, guest.person, guest.name) for guest in shown.context["form"].found] == [
        (cast.tea_firm, None, ""),
        (None, None, "云雾"),
        (cast.tea_firm, cast.people["vice_chair"], ""),
    ]


@pytest.mark.parametrize("page", ["edit", "delete"])
def test_what_was_sent_is_nobody_elses_and_stays_so_when_it_is_taken_back_and_restored(cast, forum, page):
    with cast.work():
        rows = [Invitation(name="张三"), Invitation(name="李四")]
        (guest, draft), _twice = actions.invite(forum, rows, by=cast.clerk)
    client, url = browser(cast.clerk), reverse(f"invitations.{page}", args=[guest.pk])
    opened = client.get(url)
    with cast.work():
        guest = perform(guest, "send", by=cast.clerk)
    sent = client.get(url)
    posted = again(client, url, opened, {"name": "王五"} if page == "edit" else None)
    with cast.work():
        perform(perform(guest, "withdraw", by=cast.clerk), "restore", by=cast.clerk)

    restored = client.get(url)
    listed = client.get(reverse("invitations.of", args=[forum.pk])).content.decode()

    answers = [(one.status_code, "请撤回，另外邀请" in one.content.decode()) for one in (sent, posted, restored)]
    assert answers == [(403, True)] * 3
    assert client.get(reverse(f"invitations.{page}", args=[draft.pk])).status_code == 200
    assert (url in listed, reverse(f"invitations.{page}", args=[draft.pk]) in listed) == (False, True)
