"""What guests are asked, and those who come by themselves to an open activity."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.doubles import is_not_double
from huiguan.activities.models import Activity, Answer, Host, Invitation
from huiguan.activities.tests.invited import address, ask, invited, lecture_for_all, link, sign_up
from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, perform
from tests.cast import browser, submit
from tests.threads import in_threads

TODAY = clock.at(date(2024, 6, 1))


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def lecture(cast) -> Activity:
    return lecture_for_all(cast)


def guests(cast) -> list[tuple[str, str, str, int]]:
    with cast.work():
        rows = Invitation.objects.select_related("organization")
        return [(row.name, str(row.organization or ""), row.state, row.seats) for row in rows]


def test_the_page_says_who_invites_from_when_to_when_and_by_when_to_answer(cast, lecture):
    with cast.work():
        Host(activity=lecture, part="organizer", organization=cast.tea).save()
        lecture.ends, lecture.reply_by = clock.at(date(2099, 7, 1), 11, 30), date(2099, 6, 20)
        lecture.save()
        (row,) = actions.invite(lecture, [Invitation(name="张三")], by=cast.clerk)[0]
        perform(row, "send", by=cast.clerk)

    pages = [Client().get(one).content.decode() for one in (address(lecture), reverse("invitation", args=[row.token]))]

    for page in pages:
        facts = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))
        assert {label: facts[label] for label in ("时间", "主办", "承办", "请在这天前答复")} == {
            "时间": "2099年7月1日 09:00–11:30",
            "主办": "甲县工商业联合会",
            "承办": "甲县茶业商会",
            "请在这天前答复": "2099-06-20",
        }


def test_whoever_reads_of_it_comes_and_gets_a_page_of_their_own(cast, lecture):
    page = sign_up(lecture, "张三", firm="甲县云雾茶业有限公司", seats=1, words="想听出口退税")

    with cast.work():
        row = Invitation.objects.get()
    assert (row.group, row.words, row.person_id, row.replied_at) == ("自行报名", "想听出口退税", None, TODAY)
    assert guests(cast) == [("张三", "甲县云雾茶业有限公司", "accepted", 1)]
    assert page.redirect_chain == [(reverse("invitation", args=[row.token]), 302)]
    assert "您的答复：参加" in page.content.decode()


def test_a_firm_that_nobody_knows_stands_behind_the_name_and_is_not_registered(cast, lecture):
    sign_up(lecture, "张三", firm="没听说过的公司")

    assert guests(cast) == [("张三（没听说过的公司）", "", "accepted", 1)]


@pytest.mark.parametrize("name", ["张 三", "John Smith", "张三、李四", "1. 张三", "张三，茶业"])
def test_a_name_is_one_guest_however_it_is_written(cast, lecture, name):
    sign_up(lecture, name, firm="某公司")

    assert [guest[0] for guest in guests(cast)] == [f"{name}（某公司）"]


def test_the_longest_name_and_firm_are_kept_whole_and_arrive_at_the_door(cast, lecture):
    name, firm = "张" * 20, "司" * 40
    sign_up(lecture, name, firm=firm)

    with cast.work(), clock.standing_at(lecture.starts):
        signed = actions.arrive(Invitation.objects.get(), by=cast.system, way="qr")

    assert guests(cast)[0][0] == signed.name == str(signed.participation) == f"{name}（{firm}）"


def test_the_page_shows_nobody_who_signed_up(cast, lecture):
    sign_up(lecture, "张三")

    assert "张三" not in Client().get(address(lecture)).content.decode()


ALREADY = "这个名字已经在名单上了"
FIRM = "甲县云雾茶业有限公司"


@pytest.mark.parametrize(
    ("name", "firm"),
    [("副某", FIRM), ("副 某", "云雾茶业"), ("副某", ""), ("张三", "外省公司"), ("张三", ""), ("李四", "")],
)
def test_who_is_invited_already_is_sent_to_their_own_link_and_stands_there_once(cast, lecture, name, firm):
    rows = [Invitation(person=cast.people["vice_chair"]), Invitation(name="张三（外省公司）"), Invitation(name="李四")]
    invited(cast, lecture, *rows)
    before = guests(cast)

    page = sign_up(lecture, name, firm=firm, words="改成不来")

    shown = page.content.decode()
    assert (page.status_code, page.redirect_chain, ALREADY in shown) == (422, [], True)
    assert guests(cast) == before
    assert [link(row) in shown for row in Invitation.everywhere.all()] == [False] * 3


@pytest.mark.parametrize("reply", ["", "accepted", "declined", "postponed"])
def test_whoever_writes_the_name_of_a_guest_changes_nothing_and_is_not_told_what_they_said(cast, lecture, reply):
    (guest,) = invited(cast, lecture, "张三")
    if reply:
        with cast.work():
            actions.reply(guest, reply, by=cast.clerk, words="家里有事")
    before = guests(cast)

    page = sign_up(lecture, "张三")

    told = [str(error) for error in page.context["form"].non_field_errors()]
    assert (guests(cast), "家里有事" in page.content.decode()) == (before, False)
    assert told == [
        "这个名字已经在名单上了：要答复、改答复，请用发给您自己的链接，或者联系主办单位",
        "如果您是同名的另一位，请把单位写全，再报一次",
    ]


def drafted(cast, lecture, *rows: Invitation) -> list[Invitation]:
    with cast.work():
        return actions.invite(lecture, rows, by=cast.clerk)[0]


@pytest.mark.parametrize(
    ("name", "firm"), [("副某", FIRM), ("副某", "云雾茶业"), ("张三", "外省公司"), ("李四", ""), ("李 四", "")]
)
def test_whose_invitation_is_not_sent_yet_may_come_by_themselves_and_is_not_sent_another(cast, lecture, name, firm):
    rows = [Invitation(person=cast.people["vice_chair"]), Invitation(name="张三（外省公司）"), Invitation(name="李四")]
    drafts = drafted(cast, lecture, *rows, Invitation(name="王五"))
    double = next(row for row in drafts if str(row)[:2] == name.replace(" ", "")[:2])
    client, send = browser(cast.clerk), reverse("invitations.send_all", args=[lecture.pk])

    page = sign_up(lecture, name, firm=firm)

    assert (page.status_code, ALREADY in page.content.decode(), guests(cast)[4][2]) == (200, False, "accepted")
    with cast.work(), pytest.raises(NotAllowed, match="已经自己报名"):
        perform(double, "send", by=cast.clerk)
    assert f"已经自己报名，不再发：{double}。" in client.get(send).content.decode()
    submit(client, send)
    assert [guest[2] for guest in guests(cast)[:4]] == ["drafted" if row == double else "sent" for row in drafts]
    last = client.get(send)
    assert (last.status_code, "已经自己报名" in last.content.decode()) == (422, True)


@pytest.mark.parametrize(("name", "firm"), [("副某", ""), ("副某", "外省公司"), ("李四", "外省公司")])
def test_a_draft_for_somebody_of_the_same_name_is_sent_all_the_same(cast, lecture, name, firm):
    rows = [Invitation(person=cast.people["vice_chair"]), Invitation(name="李四")]
    drafted(cast, lecture, *rows)
    sign_up(lecture, name, firm=firm)

    submit(browser(cast.clerk), reverse("invitations.send_all", args=[lecture.pk]))

    assert [guest[2] for guest in guests(cast)] == ["sent", "sent", "accepted"]


def test_the_rule_that_a_draft_is_no_double_reads_both_ways(cast, lecture):
    drafted(cast, lecture, Invitation(name="李四"), Invitation(name="王五"), Invitation(organization=cast.tea))
    sign_up(lecture, "李四")

    with cast.work():
        found = [bool(is_not_double(cast.clerk, row)) for row in Invitation.objects.all()]
        selected = Invitation.objects.filter(is_not_double.q(cast.clerk, Invitation))
        assert (found, [str(row) for row in selected]) == ([False, True, True, True], ["王五", str(cast.tea), "李四"])


def test_one_whose_invitation_was_taken_back_may_come_by_themselves(cast, lecture):
    (guest,) = invited(cast, lecture, "张三")
    with cast.work():
        perform(guest, "withdraw", by=cast.clerk)

    sign_up(lecture, "张三")

    assert sorted(row[2] for row in guests(cast)) == ["accepted", "withdrawn"]


def test_a_namesake_of_another_firm_comes_too(cast, lecture):
    invited(cast, lecture, Invitation(person=cast.people["vice_chair"]))

    sign_up(lecture, "副某", firm="甲县春蚕丝绸有限公司")

    assert [guest[1:3] for guest in guests(cast)] == [("", "sent"), ("甲县春蚕丝绸有限公司", "accepted")]


def test_the_same_form_sent_twice_is_one_guest(cast, lecture):
    client = Client()
    sent = {"name": "张三", "key": client.get(address(lecture)).context["key"]}

    first, second = (client.post(address(lecture), sent) for _time in range(2))

    assert (first["Location"], guests(cast)) == (second["Location"], [("张三", "", "accepted", 1)])


@pytest.mark.parametrize("changed", [{"name": "李四"}, {"firm": "某公司"}])
def test_a_form_sent_again_for_somebody_else_is_another_guest(cast, lecture, changed):
    sent = {"name": "张三", "key": Client().get(address(lecture)).context["key"]}

    first, second = (Client().post(address(lecture), sent | more)["Location"] for more in ({}, changed))

    assert (len(guests(cast)), first == second) == (2, False)


def test_a_form_sent_again_with_other_answers_leads_to_nobodys_page(cast, lecture):
    sent = {"name": "张三", "key": Client().get(address(lecture)).context["key"]}

    pages = [Client().post(address(lecture), sent | more) for more in ({}, {"words": "带一位"})]

    assert ([page.status_code for page in pages], ALREADY in pages[1].content.decode()) == ([302, 422], True)


def test_a_form_of_one_activity_sent_to_another_is_a_guest_of_the_other(cast, lecture):
    with cast.work():
        other = Activity(kind=lecture.kind, title="另一场", node=cast.root, starts=lecture.starts, is_open=True)
        actions.plan(other, by=cast.clerk, hosts=[cast.federation])
    sent = {"name": "张三", "key": Client().get(address(lecture)).context["key"]}

    for activity in (lecture, other):
        Client().post(address(activity), sent)

    assert {row.activity_id for row in Invitation.everywhere.all()} == {lecture.pk, other.pk}


@pytest.mark.parametrize("key", ["", "x", "made-up:abc", "x" * 3000])
def test_a_form_that_somebody_made_up_is_taken_as_a_new_one(cast, lecture, key):
    for name in ("张三", "李四"):
        Client().post(address(lecture), {"name": name, "key": key})

    assert len(guests(cast)) == 2


def test_past_the_last_place_whoever_comes_waits(cast, lecture):
    pages = [sign_up(lecture, name, seats=2) for name in ("张三", "李四")]

    assert [guest[2] for guest in guests(cast)] == ["accepted", "queued"]
    assert "您列在候补里" in pages[1].content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "张" * 21), ("firm", "司" * 81), ("seats", "21"), ("seats", "0")]
)
def test_what_cannot_be_taken_is_said_beside_the_field_and_nobody_is_entered(cast, lecture, field, value):
    page = sign_up(lecture, **({"name": "张三"} | {field: value}))

    assert (page.status_code, list(page.context["form"].errors), guests(cast)) == (422, [field], [])


def test_an_activity_that_is_not_open_has_no_such_page(cast, lecture):
    with cast.work():
        lecture.is_open = False
        lecture.save()

    assert Client().get(address(lecture)).status_code == 404


def test_one_that_was_called_off_says_so_and_takes_nobody(cast, lecture):
    with cast.work():
        perform(lecture, "cancel", by=cast.clerk)

    page = Client().get(address(lecture))
    Client().post(address(lecture), {"name": "张三"})

    assert ("这次活动已经取消" in page.content.decode(), guests(cast)) == (True, [])


def test_when_it_has_begun_nobody_signs_up(cast, lecture):
    with clock.standing_at(clock.at(date(2099, 7, 1), 9, 1)):
        page = Client().get(address(lecture))
        Client().post(address(lecture), {"name": "张三"})

    assert ("这次活动现在不接受报名" in page.content.decode(), guests(cast)) == (True, [])


def test_of_five_who_sign_up_at_the_same_moment_for_two_places_three_wait(for_threads, cast, lecture):
    url, names = address(lecture), list("赵钱孙李周")
    for_threads()

    answers = in_threads(5, lambda: Client().post(url, {"name": names.pop()}).status_code)

    (found,) = in_threads(1, lambda: sorted(guest[2] for guest in guests(cast)))
    assert (answers, found) == ([302] * 5, ["accepted"] * 2 + ["queued"] * 3)


def test_of_five_who_send_the_same_name_at_the_same_moment_one_is_on_the_list(for_threads, cast, lecture):
    url = address(lecture)
    for_threads()

    answers = in_threads(5, lambda: Client().post(url, {"name": "张三"}).status_code)

    (found,) = in_threads(1, lambda: len(guests(cast)))
    assert (sorted(answers), found) == ([302, 422, 422, 422, 422], 1)


# questions


def test_what_the_activity_asks_is_answered_with_the_reply_and_stays_free(cast, lecture):
    lodging, food = ask(cast, lecture, "要住宿吗"), ask(cast, lecture, "吃什么", "choice", "米饭\n\n面食\n米饭")

    page = sign_up(lecture, "张三", **{f"question-{lodging.pk}": "两晚"})

    with cast.work():
        said = [(answer.question.text, answer.text) for answer in Answer.objects.select_related("question")]
    form = page.context["form"]
    assert said == [("要住宿吗", "两晚")]
    assert form.initial[f"question-{lodging.pk}"] == "两晚"
    assert [str(label) for _value, label in form.fields[f"question-{food.pk}"].choices] == ["不选", "米饭", "面食"]


def test_an_answer_can_be_changed_and_taken_back(cast, lecture):
    question = ask(cast, lecture, "要住宿吗", "yes_no")
    page = sign_up(lecture, "张三", **{f"question-{question.pk}": "是"})
    own, found = page.redirect_chain[0][0], []

    for answer in ("否", ""):
        Client().post(own, {"answer": "accepted", f"question-{question.pk}": answer})
        with cast.work():
            found.append([answer.text for answer in Answer.objects.all()])

    assert found == [["否"], []]


def test_an_answer_that_was_not_offered_is_refused(cast, lecture):
    question = ask(cast, lecture, "吃什么", "choice", "米饭\n面食")

    page = sign_up(lecture, "张三", **{f"question-{question.pk}": "火锅"})

    assert (page.status_code, guests(cast)) == (422, [])


def test_the_code_to_hang_up_leads_to_the_sign_up_while_it_is_open(cast, lecture):
    poster = reverse("invitations.poster", args=[lecture.pk])
    client = browser(cast.clerk)
    shown = client.get(poster)
    assert shown.context["address"] == f"http://testserver{address(lecture)}"
    assert [browser(who).get(poster).status_code for who in (cast.auditor, cast.tea_contact)] == [403, 403]

    with cast.work():
        perform(lecture, "cancel", by=cast.clerk)

    assert client.get(poster).status_code == 409


def test_whoever_has_signed_in_need_not_write_who_they_are(cast, lecture):
    page = address(lecture)

    known = [browser(user).get(page).context["form"].initial for user in (cast.tea_contact, cast.auditor)]

    assert known == [{"name": "联某", "firm": "甲县云雾茶业有限公司"}, {"name": "审某"}]
    assert Client().get(page).context["form"].initial == {}
