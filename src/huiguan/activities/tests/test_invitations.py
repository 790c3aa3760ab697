from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.flow import InvitationFlow
from huiguan.activities.models import Activity, Host, Invitation
from huiguan.activities.tests.invited import COMES, answer, forum_of_two, invited, link, states
from huiguan.kernel import clock
from huiguan.kernel.flow import NotNow, perform
from huiguan.kernel.models import Step
from huiguan.register.models import ChamberType, Post, Tag
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


def test_a_guest_answers_by_the_link_without_an_account(cast, forum):
    (guest,) = invited(cast, forum, "张三")

    page = answer(guest, answer="delegated", stand_in="李四 副总", words="我在外地")

    guest.refresh_from_db()
    assert (guest.state, guest.stand_in, guest.words, guest.replied_at) == ("delegated", "李四 副总", "我在外地", TODAY)
    assert (page.status_code, "您的答复：派人来" in page.content.decode()) == (200, True)
    with cast.work():
        assert Step.objects.filter(move="delegate", object_id=guest.pk).get().by.is_system


def test_a_link_shows_nobody_but_its_own_guest(cast, forum):
    first, second = invited(cast, forum, "张三", "李四")
    answer(first)

    page = Client().get(link(second)).content.decode()

    assert ("李四" in page, "张三" in page) == (True, False)


@pytest.mark.parametrize("wrong", ["", "x", "1.1", "1.1:abc", "٣.1:abc", "9" * 60, "a" * 3000])
def test_a_link_that_was_made_up_opens_nothing(cast, forum, wrong):
    invited(cast, forum, "张三")

    assert Client().get(f"/i/{wrong}/").status_code == 404


def test_a_link_that_was_replaced_opens_nothing_and_the_new_one_does(cast, forum):
    (guest,) = invited(cast, forum, "张三")
    old = link(guest)

    submit(browser(cast.clerk), reverse("invitations.link", args=[guest.pk]))

    guest.refresh_from_db()
    assert (Client().get(old).status_code, Client().get(link(guest)).status_code) == (404, 200)


@pytest.mark.parametrize("move", ["withdraw"])
def test_what_was_withdrawn_or_not_sent_yet_opens_nothing(cast, forum, move):
    (guest,) = invited(cast, forum, "张三")
    with cast.work():
        (draft,), _twice = actions.invite(forum, [Invitation(name="李四")], by=cast.clerk)
        perform(guest, move, by=cast.clerk)

    assert [Client().get(link(one)).status_code for one in (guest, draft)] == [404, 404]


def test_whoever_comes_after_the_last_place_waits_and_is_told(cast, forum):
    guests = invited(cast, forum, "甲", "乙", "丙")

    pages = [answer(guest).content.decode() for guest in guests]

    assert states(*guests) == ["accepted", "accepted", "queued"]
    assert ["名额已经满了" in page for page in pages] == [False, False, True]


def test_several_come_only_where_there_is_room_for_all_of_them(cast, forum):
    first, second = invited(cast, forum, "甲", "乙")
    answer(first, seats=1)
    answer(second, seats=2)
    before = states(first, second)

    answer(second, seats=1)

    assert (before, states(first, second)) == (["accepted", "queued"], ["accepted", "accepted"])


def test_the_first_who_waits_takes_the_place_that_became_free(cast, forum):
    one, two, three, four = invited(cast, forum, "甲", "乙", "丙", "丁")
    for guest in (one, two):
        answer(guest)
    with clock.standing_at(clock.at(date(2024, 6, 2))):
        answer(four)
    with clock.standing_at(clock.at(date(2024, 6, 3))):
        answer(three)
    client = browser(cast.clerk)
    page = reverse("invitations.of", args=[forum.pk])
    queued = [(str(row), row.may_be_promoted) for row in client.get(page).context["rows"][:2]]
    answer(one, answer="declined")
    free = [(str(row), row.may_be_promoted) for row in client.get(page).context["rows"][:2]]

    submit(client, reverse("invitations.promote", args=[four.pk]))

    assert (queued, free) == ([("丁", False), ("丙", False)], [("丁", True), ("丙", True)])
    assert states(two, three, four) == ["accepted", "queued", "accepted"]


def test_nobody_takes_a_place_past_the_lock(cast, forum):
    guests = invited(cast, forum, "甲", "乙", "丙")
    for guest in guests:
        answer(guest)

    with cast.work():
        for move in ("accept", "delegate"):
            with pytest.raises(NotNow):
                perform(guests[2], move, by=cast.clerk, seats=1)
        with pytest.raises(NotNow):
            actions.promote(guests[2], by=cast.clerk)
    assert states(*guests) == ["accepted", "accepted", "queued"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"answer": ""}, "请选一项"),
        ({"answer": "sent"}, "请在列出的里面重新选"),
        ({"answer": "delegated"}, "请写派谁来"),
        ({"seats": "0"}, "1"),
        ({"seats": "21"}, "20"),
        ({"words": "长" * 201}, "200"),
    ],
)
def test_an_answer_that_makes_no_sense_is_asked_again(cast, forum, said, told):
    (guest,) = invited(cast, forum, "张三")

    page = Client().post(link(guest), COMES | said)

    assert (page.status_code, states(guest), told in page.content.decode()) == (422, ["sent"], True)


@pytest.mark.parametrize(("move", "said"), [("cancel", "已经取消"), ("hold", "已经办过了")])
def test_a_link_of_what_is_over_says_so_and_takes_no_answer(cast, forum, move, said):
    (guest,) = invited(cast, forum, "张三")
    with cast.work():
        perform(forum, move, by=cast.clerk, **({"why": "下雨"} if move == "cancel" else {}))

    page = answer(guest)

    assert (said in page.content.decode(), states(guest)) == (True, ["sent"])


def test_a_clerk_invites_by_post_and_kind_of_chamber(cast, forum):
    page = reverse("invitations.many", args=[forum.pk])
    client = browser(cast.clerk)
    asked = {"posts": [cast.posts["secretary"].pk], "names": "张三 某某公司", "group": "秘书长"}
    found = submit(client, page, asked | {"step": "find"})
    labels = [guest["label"] for guest in found.context["form"].offered]

    keys = [guest["key"] for guest in found.context["form"].offered]
    again(client, page, found, asked | {"step": "save", "guests": keys})

    with cast.work():
        rows = [(str(row), row.group, row.state) for row in Invitation.objects.order_by("pk")]
    assert [row[1:] for row in rows] == [("秘书长", "drafted")] * len(labels)
    assert (len(rows), rows[-1][0]) == (2, "张三（某某公司）")


def test_a_rule_that_finds_nobody_is_said_beside_those_who_were_found(cast, forum):
    page, client = reverse("invitations.many", args=[forum.pk]), browser(cast.clerk)
    with cast.work():
        cast.tea.chamber.types.add(ChamberType.objects.get(code="trade"))
        away, tag = ChamberType.objects.get(code="away"), Tag.objects.get()
    post = Post.objects.create(code="treasurer", name="司库", body="chamber", tenant=cast.tenant)
    rules = {"posts": [cast.posts["secretary"].pk, post.pk], "tags": [tag.pk]}
    kinds = list(ChamberType.everywhere.filter(tenant=cast.tenant).values_list("pk", flat=True))

    answers = [
        submit(client, page, {"step": "find", **asked})
        for asked in (
            rules | {"chamber_types": kinds},
            {"posts": rules["posts"][:1]},
            {"posts": rules["posts"][:1], "chamber_types": [away.pk]},
        )
    ]

    forms = [answer.context["form"] for answer in answers]
    assert [(answer.status_code, len(answer.context["form"].offered)) for answer in answers] == [
        (200, 1),
        (200, 1),
        (422, 0),
    ]
    assert [form.unmatched for form in forms] == [
        ["职务：司库", "只要这几类商会里的：异地商会", "有这些标签的组织：专精特新"],
        [],
        ["职务：秘书长", "只要这几类商会里的：异地商会"],
    ]
    said = [("这条规则现在没有对应的人" in answer.content.decode()) for answer in answers]
    assert said == [True, False, True]


@pytest.mark.parametrize("wrong", ["abc", "9" * 40, "-1"])
def test_a_kind_of_chamber_that_is_none_is_asked_again(cast, forum, wrong):
    asked = {"step": "find", "posts": [cast.posts["secretary"].pk], "chamber_types": [wrong]}

    page = submit(browser(cast.clerk), reverse("invitations.many", args=[forum.pk]), asked)

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["chamber_types"])


def test_nobody_is_invited_twice(cast, forum):
    with cast.work():
        person = cast.people["tea_secretary"]
        rows = [Invitation(person=person), Invitation(person=person), Invitation(organization=cast.tea)]
        first = actions.invite(forum, rows, by=cast.clerk)
        second = actions.invite(forum, [Invitation(organization=cast.tea)], by=cast.clerk)

    assert ([len(first[0]), first[1]], [len(second[0]), second[1]]) == ([2, 1], [0, 1])


def test_only_who_was_offered_can_be_ticked(cast, forum):
    page = reverse("invitations.many", args=[forum.pk])
    data = {"names": "张三", "step": "save", "guests": [f"p{cast.people['chair'].pk}", "o1", "nobody"]}

    refused = submit(browser(cast.clerk), page, data)

    with cast.work():
        assert (refused.status_code, Invitation.objects.count()) == (422, 0)


def test_all_drafts_are_sent_at_once(cast, forum):
    with cast.work():
        rows, _twice = actions.invite(forum, [Invitation(name="甲"), Invitation(name="乙")], by=cast.clerk)

    submit(browser(cast.clerk), reverse("invitations.send_all", args=[forum.pk]))

    assert states(*rows) == ["sent", "sent"]


def test_an_auditor_reads_whom_it_invited_and_may_change_nothing(cast, forum):
    (guest,) = invited(cast, forum, "张三")
    client = browser(cast.auditor)

    page = client.get(reverse("invitations.of", args=[forum.pk]))

    assert ("张三" in page.content.decode(), "登记答复" in page.content.decode()) == (True, False)
    assert client.get(reverse("invitations.reply", args=[guest.pk])).status_code == 403


def test_a_host_from_elsewhere_reads_the_activity_and_not_whom_else_it_invited(cast, forum):
    invited(cast, forum, "张三")
    with cast.work():
        Host.objects.create(activity=forum, organization=cast.tea_firm)
    client = browser(cast.tea_contact)

    page = client.get(reverse("activities.detail", args=[forum.pk]))

    assert (page.status_code, "邀请名单" in page.content.decode()) == (200, False)
    assert client.get(reverse("invitations.of", args=[forum.pk])).status_code == 403


@pytest.mark.parametrize("who", ["tea_secretary", "tea_contact", "stranger"])
def test_only_who_sees_all_of_it_sees_whom_it_invited(cast, forum, who):
    (guest,) = invited(cast, forum, "张三")
    client = browser(getattr(cast, who))

    pages = [reverse("invitations.of", args=[forum.pk]), reverse("invitations.reply", args=[guest.pk])]

    assert {client.get(page).status_code for page in pages} <= {403, 404}


MAY = {"admin": True, "chair": True, "clerk": True, "vice_chair": False, "tea_secretary": False, "auditor": False}
ALWAYS = ["accept", "decline", "delegate", "postpone", "queue", "withdraw"]
FROM = {
    "drafted": ["send", "withdraw"],
    **dict.fromkeys(["sent", "accepted", "delegated", "queued", "postponed", "declined"], ALWAYS),
    "withdrawn": ["restore"],
}


@pytest.mark.parametrize("who", MAY)
@pytest.mark.parametrize("state", FROM)
def test_who_may_make_which_move(cast, forum, who, state):
    (guest,) = invited(cast, forum, "张三")
    guest.state = state

    with cast.work():
        moves = {move.name: bool(verdict) for move, verdict in InvitationFlow.open_to(getattr(cast, who), guest)}

    assert moves == dict.fromkeys(FROM[state], MAY[who])


@pytest.mark.parametrize("_time", range(3))
def test_of_five_who_answer_at_the_same_moment_for_the_last_place_one_gets_it(for_threads, cast, forum, _time):
    with cast.work():
        forum.starts = clock.at(date(2099, 7, 1))  # threads live by the clock on the wall
        forum.save()
    first, *others = invited(cast, forum, "甲", "乙", "丙", "丁", "戊", "己")
    answer(first)
    waiting = list(others)
    for_threads()

    answers = in_threads(5, lambda: answer(waiting.pop()).status_code)

    (found,) = in_threads(1, lambda: sorted(states(*others)))
    assert (answers, found) == ([200] * 5, ["accepted", *["queued"] * 4])


def test_two_who_send_all_at_the_same_moment_send_each_once_and_neither_meets_an_error(for_threads, cast, forum):
    with cast.work():
        actions.invite(forum, [Invitation(name=name) for name in "甲乙丙"], by=cast.clerk)
    url, clients = reverse("invitations.send_all", args=[forum.pk]), [browser(cast.clerk), browser(cast.chair)]
    for_threads()

    codes = in_threads(2, lambda: submit(clients.pop(), url).status_code)

    (found,) = in_threads(1, lambda: _sent(cast))
    assert (set(codes) <= {302, 409}, 302 in codes, found) == (True, True, (["sent"] * 3, 3))


def _sent(cast) -> tuple[list[str], int]:
    with cast.work():
        rows = [row.state for row in Invitation.objects.all()]
        return rows, Step.objects.filter(label=Invitation.label(), move="send").count()


def test_whoever_calls_it_off_reads_how_many_were_invited_and_are_coming(cast, forum):
    first, _second = invited(cast, forum, "甲", "乙")
    answer(first)

    page = browser(cast.clerk).get(reverse("activities.move", args=[forum.pk, "cancel"]))

    assert page.context["mind"][1:] == [
        "已邀请 2 位，其中 1 位答复要来；打开链接的会看到已经取消",
        "2 位要您打电话或发微信告诉：取消后到“通知客人”，话已经写好",
    ]


def test_whoever_is_passed_over_in_the_queue_is_told_why(cast, forum):
    first, second = invited(cast, forum, "甲", "乙")
    answer(first)
    answer(second, seats=2)

    page = browser(cast.clerk).get(reverse("invitations.of", args=[forum.pk])).context["rows"]
    answer(first, seats=2)
    full = browser(cast.clerk).get(reverse("invitations.of", args=[forum.pk])).context["rows"]

    assert [(str(row), row.why_not) for row in page if row.state == "queued"] == [("乙", "要 2 位，只空出 1 位")]
    assert [(str(row), row.why_not) for row in full if row.state == "queued"] == [("乙", "名额已满")]


def test_nobody_brings_more_than_their_invitation_says(cast, forum):
    (guest,) = invited(cast, forum, "张三")
    guest.most = 1
    with cast.work():
        guest.save()

    page = answer(guest, seats=2)

    assert (page.status_code, "这份邀请最多 1 位" in page.content.decode(), states(guest)) == (422, True, ["sent"])


def test_that_a_link_was_opened_is_noted_once_and_not_by_those_who_only_ask_for_its_head(cast, forum):
    (guest,) = invited(cast, forum, "张三")
    Client().head(link(guest))
    guest.refresh_from_db()
    before = guest.opened_at

    Client().get(link(guest))
    with clock.standing_at(clock.at(date(2024, 6, 2))):
        Client().get(link(guest))

    guest.refresh_from_db()
    assert (before, guest.opened_at) == (None, TODAY)
