"""Who signs at the door, what becomes of it, and how often it counts."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import int_to_base36

from huiguan.activities import actions, doors
from huiguan.activities.flow import SignInFlow
from huiguan.activities.models import Activity, ActivityKind, Invitation, Participation, SignIn, Way
from huiguan.activities.recognizing import Somebody
from huiguan.activities.tests.invited import invited, link
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Step
from huiguan.register.models import Organization, Person
from tests.cast import again, browser, submit
from tests.threads import in_threads

DAY = date(2024, 7, 1)
ON_THE_DAY = clock.at(DAY, 8)


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(ON_THE_DAY):
        yield


@pytest.fixture
def forum(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="银杏节恳谈会", node=cast.root, starts=clock.at(DAY), place="会展中心")
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


def url(forum: Activity) -> str:
    return reverse("door", args=[doors.token_of(forum)])


def sign(forum: Activity, name: str, firm: str = ""):
    return Client().post(url(forum), {"name": name, "firm": firm}, follow=True)


def listed(cast, forum: Activity) -> list[tuple]:
    with cast.work():
        rows = Participation.objects.filter(activity=forum).select_related("person", "organization")
        return [(str(row.person or ""), row.name, str(row.organization or "")) for row in rows]


def signed(cast, forum: Activity) -> list[tuple]:
    with cast.work():
        return [(row.name, row.firm, row.state, row.way) for row in SignIn.objects.filter(activity=forum)]


def test_whoever_is_surely_one_person_of_the_register_is_on_the_list_at_once(cast, forum):
    page = sign(forum, "副某", "甲县云雾茶业有限公司")

    assert (page.status_code, "收到了，谢谢您" in page.content.decode()) == (200, True)
    assert listed(cast, forum) == [("副某", "", "甲县云雾茶业有限公司")]
    assert signed(cast, forum) == [("副某", "甲县云雾茶业有限公司", "confirmed", "qr")]
    with cast.work():
        assert Step.objects.filter(move="confirm").get().by.is_system


def test_an_unknown_name_waits_and_makes_nobody(cast, forum):
    before = (Person.everywhere.count(), Organization.everywhere.count())

    sign(forum, "外某", "外省公司")

    assert (listed(cast, forum), signed(cast, forum)) == ([], [("外某", "外省公司", "pending", "qr")])
    assert (Person.everywhere.count(), Organization.everywhere.count()) == before


def test_a_name_without_a_firm_is_nobody_for_sure(cast, forum):
    sign(forum, "副某")

    assert signed(cast, forum) == [("副某", "", "pending", "qr")]


def test_an_invited_guest_need_not_write_the_firm(cast, forum):
    person = cast.people["vice_chair"]
    guests = [Invitation(person=person), Invitation(name="张三（某某公司）"), Invitation(organization=cast.silk_firm)]
    _person, _name, firm = invited(cast, forum, *guests)
    with cast.work():
        actions.reply(firm, "delegated", by=cast.clerk, stand_in="王五 副总")

    for name, firm_written in (("副某", ""), ("张三", "某某公司"), ("王五", "甲县春蚕丝绸有限公司")):
        sign(forum, name, firm_written)

    assert listed(cast, forum) == [
        ("副某", "", "甲县云雾茶业有限公司"),
        ("", "张三（某某公司）", ""),
        ("", "王五", "甲县春蚕丝绸有限公司"),
    ]


def test_of_two_invited_guests_of_a_name_neither_is_taken(cast, forum):
    invited(cast, forum, Invitation(name="张三", organization=cast.tea_firm), Invitation(name="张三"))

    sign(forum, "张三")

    assert [row[2] for row in signed(cast, forum)] == ["pending"]


@pytest.mark.parametrize(
    ("name", "firm"), [("副 某", " 甲县云雾茶业有限公司 "), ("副\u3000某", "甲县云雾茶业有限公司")]
)
def test_sent_twice_is_once_however_it_is_spaced(cast, forum, name, firm):
    sign(forum, "副某", "甲县云雾茶业有限公司")
    sign(forum, name, firm)

    assert (len(listed(cast, forum)), len(signed(cast, forum))) == (1, 1)


def test_the_page_answers_the_same_whether_or_not_it_knows_the_name(cast, forum):
    known, unknown = (sign(forum, name, "甲县云雾茶业有限公司") for name in ("副某", "外某"))

    without_token = [page.content.decode().split("csrfmiddlewaretoken")[0] for page in (known, unknown)]
    assert [[hop[0].partition("=")[0] for hop in page.redirect_chain] for page in (known, unknown)] == [
        [f"{url(forum)}?signed"]
    ] * 2
    assert without_token[0] == without_token[1]
    assert "副某" not in Client().get(url(forum)).content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"name": ""}, "填写"),
        ({"name": "\u200b\u3164"}, "填写"),
        ({"name": "长" * 41}, "40"),
        ({"name": "张三", "firm": "长" * 61}, "60"),
    ],
)
def test_what_makes_no_sense_is_asked_again(cast, forum, sent, told):
    page = Client().post(url(forum), sent)

    assert (page.status_code, told in page.content.decode(), signed(cast, forum)) == (422, True, [])


def test_control_characters_are_not_kept(cast, forum):
    sign(forum, "张\x00三\r\n", "某\x07公司")

    assert signed(cast, forum)[0][:2] == ("张三", "某公司")


HOURS = [(-5, "还没到签到的时候"), (-4, ""), (14, ""), (15, "签到已经结束")]  # the activity begins at nine


@pytest.mark.parametrize(("hours", "said"), HOURS)
def test_the_door_opens_some_hours_before_and_closes_with_the_day(cast, forum, hours, said):
    with clock.standing_at(clock.at(DAY) + timedelta(hours=hours)):
        page = sign(forum, "张三")

    assert (said in page.content.decode(), len(signed(cast, forum))) == (True, 0 if said else 1)


def test_the_door_of_several_days_closes_with_the_last(cast, forum):
    with cast.work():
        forum.ends = clock.at(DAY + timedelta(days=1), 17)
        forum.save()

    with clock.standing_at(clock.at(DAY + timedelta(days=1), 23)):
        sign(forum, "张三")

    assert len(signed(cast, forum)) == 1


def test_nobody_signs_for_what_is_called_off(cast, forum):
    with cast.work():
        perform(forum, "cancel", by=cast.clerk, why="下雨")

    page = sign(forum, "张三")

    assert ("已经取消" in page.content.decode(), signed(cast, forum)) == (True, [])


def test_an_address_that_was_made_up_or_replaced_opens_nothing(cast, forum):
    token = doors.token_of(forum)
    submit(browser(cast.clerk), reverse("sign_ins.poster", args=[forum.pk]))
    forum.refresh_from_db()
    renewed = doors.token_of(forum)
    other = int_to_base36(forum.pk + 1) + renewed[-doors.SIGNED :]
    wrong = [token, other, renewed.upper(), f"0{renewed}", renewed[:-1], f"{renewed}a", "é" * 12, "a" * 3000]

    codes = [Client().get(f"/c/{one}/").status_code for one in (renewed, *wrong)]

    assert codes == [200, *[404] * len(wrong)]
    assert len(renewed) <= 14


def test_the_most_that_one_address_takes(cast, forum, settings):
    settings.DOOR_MOST = 2
    sign(forum, "甲某")
    sign(forum, "乙某")

    page, again = sign(forum, "丙某"), sign(forum, "甲某")

    assert (page.status_code, "现在签的人太多" in page.content.decode(), again.status_code) == (429, True, 200)
    assert len(signed(cast, forum)) == 2


def test_many_within_a_minute_are_asked_to_wait_and_then_let_in(cast, forum, settings):
    settings.DOOR_MOST_A_MINUTE = 1
    sign(forum, "甲某")
    first = sign(forum, "乙某")

    with clock.standing_at(ON_THE_DAY + timedelta(minutes=2)):
        second = sign(forum, "乙某")

    assert (first.status_code, second.status_code) == (429, 200)


def test_a_clerk_confirms_who_it_is_and_the_name_stays_as_it_was_signed(cast, forum):
    sign(forum, "副某", "茶山公司")
    with cast.work():
        row = SignIn.objects.get()
    page = reverse("sign_ins.move", args=[row.pk, "confirm"])

    submit(browser(cast.clerk), page, {"who": str(cast.people["vice_chair"].pk), "organization": ""})

    assert listed(cast, forum) == [("副某", "", "甲县云雾茶业有限公司")]
    assert signed(cast, forum) == [("副某", "茶山公司", "confirmed", "qr")]


def test_a_clerk_keeps_only_the_name_with_the_firm_that_nobody_knows(cast, forum):
    sign(forum, "外某", "外省公司")
    with cast.work():
        row = SignIn.objects.get()

    submit(browser(cast.clerk), reverse("sign_ins.move", args=[row.pk, "confirm"]))

    assert listed(cast, forum) == [("", "外某（外省公司）", "")]


def test_nobody_is_confirmed_without_a_choice(cast, forum):
    sign(forum, "副某")
    with cast.work():
        row = SignIn.objects.get()

    page = submit(browser(cast.clerk), reverse("sign_ins.move", args=[row.pk, "confirm"]), {"who": ""})

    assert (page.status_code, listed(cast, forum)) == (422, [])


def test_who_stands_on_the_list_already_stays_there_once_and_when_it_does_not_count(cast, forum):
    with cast.work():
        actions.enter(forum, [Participation(person=cast.people["vice_chair"])], by=cast.clerk)
    sign(forum, "副某", "甲县云雾茶业有限公司")
    once = len(listed(cast, forum))

    with cast.work():
        perform(SignIn.objects.get(), "dismiss", by=cast.clerk, why="签错了")

    assert (once, len(listed(cast, forum)), signed(cast, forum)[0][2]) == (1, 1, "dismissed")


def test_what_does_not_count_goes_from_the_list_and_can_be_put_back(cast, forum):
    sign(forum, "副某", "甲县云雾茶业有限公司")
    with cast.work():
        row = perform(SignIn.objects.get(), "dismiss", by=cast.clerk, why="代签")
        gone = listed(cast, forum)
        perform(row, "restore", by=cast.clerk)

    assert (gone, signed(cast, forum)[0][2]) == ([], "pending")


def test_a_row_stays_while_another_signature_stands_behind_it(cast, forum):
    sign(forum, "副某", "甲县云雾茶业有限公司")
    with cast.work():
        actions.sign(forum, "副某", by=cast.clerk, way=Way.PAPER)
        short = SignIn.objects.get(firm="")
        perform(short, "confirm", by=cast.clerk, person=cast.people["vice_chair"])
        perform(SignIn.objects.exclude(firm="").get(), "dismiss", by=cast.clerk, why="重复")
        still = len(listed(cast, forum))
        perform(short, "dismiss", by=cast.clerk, why="没来")

    assert (still, listed(cast, forum)) == (1, [])


def test_whoever_is_taken_off_the_list_is_not_confirmed_by_their_signature_any_more(cast, forum):
    sign(forum, "副某", "甲县云雾茶业有限公司")
    with cast.work():
        row = Participation.objects.get(activity=forum)

    submit(browser(cast.clerk), reverse("participations.delete", args=[row.pk]))

    assert (listed(cast, forum), signed(cast, forum)[0][2]) == ([], "dismissed")


def test_what_was_put_aside_is_not_brought_back_by_sending_it_again(cast, forum):
    sign(forum, "副某", "甲县云雾茶业有限公司")
    with cast.work():
        perform(SignIn.objects.get(), "dismiss", by=cast.clerk, why="没来")

    page = sign(forum, "副某", "甲县云雾茶业有限公司")

    assert ("收到了" in page.content.decode(), listed(cast, forum)) == (True, [])


def test_an_activity_does_not_go_with_its_signatures(cast, forum):
    client, url = browser(cast.clerk), reverse("activities.delete", args=[forum.pk])
    opened = client.get(url)
    sign(forum, "副某", "甲县云雾茶业有限公司")

    page = again(client, url, opened)

    said = page.content.decode()
    assert (opened.status_code, page.status_code) == (200, 422)
    assert ("参加人员 1、签到 1" in said, "取消活动" in said) == (True, True)
    assert (Activity.everywhere.filter(pk=forum.pk).exists(), SignIn.everywhere.count()) == (True, 1)


def test_a_signature_behind_a_certificate_goes_on_counting_and_the_form_says_why(cast, forum):
    sign(forum, "副某", "甲县云雾茶业有限公司")
    with cast.work():
        held = perform(forum, "hold", by=cast.clerk, happened=clock.at(DAY))
        actions.issue(held, Participation.objects.filter(activity=forum), "attendance", by=cast.clerk)
        row = SignIn.objects.get()
    client, url = browser(cast.clerk), reverse("sign_ins.move", args=[row.pk, "dismiss"])

    page = client.get(url)
    sent = again(client, url, page, {"why": "代签"})

    assert [(one.status_code, "有证书或者反馈" in one.content.decode()) for one in (page, sent)] == [
        (422, True),
        (403, True),
    ]
    assert (signed(cast, forum)[0][2], len(listed(cast, forum))) == ("confirmed", 1)


def test_who_signed_stays_who_they_are_and_may_have_another_role(cast, forum):
    sign(forum, "副某", "甲县云雾茶业有限公司")
    with cast.work():
        row = Participation.objects.get(activity=forum)
    client, url = browser(cast.clerk), reverse("participations.edit", args=[row.pk])

    other = submit(client, url, {"person": cast.people["chair"].pk})
    role = submit(client, url, {"role": "speaker"})

    row.refresh_from_db()
    assert (other.status_code, "已有签到，不能换成别人" in other.content.decode()) == (422, True)
    assert (role.status_code, row.person, row.role) == (302, cast.people["vice_chair"], "speaker")


MAY = {"admin": True, "chair": True, "clerk": True, "vice_chair": False, "tea_secretary": False, "auditor": False}
FROM = {"pending": ["confirm", "dismiss"], "confirmed": ["dismiss"], "dismissed": ["restore"]}


@pytest.mark.parametrize("who", MAY)
@pytest.mark.parametrize("state", FROM)
def test_who_may_make_which_move(cast, forum, who, state):
    sign(forum, "外某")
    with cast.work():
        row = SignIn.objects.get()
        row.state = state

        moves = {move.name: bool(verdict) for move, verdict in SignInFlow.open_to(getattr(cast, who), row)}

    assert moves == dict.fromkeys(FROM[state], MAY[who])


@pytest.mark.parametrize("_time", range(3))
def test_of_five_who_send_the_same_at_the_same_moment_one_stands_on_the_list(for_threads, cast, forum, _time):
    with cast.work():
        forum.starts = clock.now() + timedelta(hours=1)
        forum.save()
    address = url(forum)
    for_threads()

    def send():
        with clock.standing_at(ON_THE_DAY):  # threads know nothing of where this test stands
            return Client().post(address, {"name": "副某", "firm": "甲县云雾茶业有限公司"}).status_code

    answers = in_threads(5, send)

    (found,) = in_threads(1, lambda: (listed(cast, forum), signed(cast, forum)))
    assert answers == [302] * 5
    assert [len(rows) for rows in found] == [1, 1]


def test_whoever_signed_at_the_door_and_presses_that_they_are_there_came_once(cast, forum):
    """The register knew them by the firm that they wrote, the invitation by another."""
    person = cast.people["vice_chair"]
    (guest,) = invited(cast, forum, Invitation(person=person, organization=cast.silk_firm))
    with cast.work():
        actions.walk_in(forum, "副某", "云雾", by=cast.clerk, who=Somebody(person, cast.tea_firm))
    own = link(guest)
    page = Client().get(own).content.decode()

    Client().post(own, {"arrive": "1"})

    assert ["知道您到了，请进" in page, "我到了" in page] == [True, False]
    assert signed(cast, forum) == [("副某", "云雾", "confirmed", "staff")]
