"""The page of whoever keeps the list at the door, and what a guest's own link does on the day."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiguan.activities import actions, doors
from huiguan.activities.actions import feedback
from huiguan.activities.models import Activity, ActivityKind, Invitation, Participation, Series, SignIn
from huiguan.activities.qr import code_of
from huiguan.activities.recognizing import Somebody
from huiguan.activities.tests.invited import invited, link
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from tests.cast import browser, submit, token_of
from tests.threads import in_threads

DAY = date(2024, 7, 1)


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(DAY, 8)):
        yield


@pytest.fixture
def forum(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="银杏节恳谈会", node=cast.root, starts=clock.at(DAY), place="会展中心")
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


@pytest.fixture
def guests(cast, forum) -> list[Invitation]:
    """A person of the register and a name, who both come."""
    rows = [Invitation(person=cast.people["vice_chair"]), Invitation(name="张三")]
    with cast.work():
        made, _twice = actions.invite(forum, rows, by=cast.clerk)
        sent = [perform(row, "send", by=cast.clerk) for row in made]
        return [actions.reply(row, "accepted", by=cast.clerk, seats=2) for row in sent]


def page(name: str, forum: Activity, *more: int) -> str:
    return reverse(f"sign_ins.{name}", args=[forum.pk, *more])


def door(cast, forum: Activity, **asked):
    return browser(cast.clerk).get(page("door", forum), asked)


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def listed(forum: Activity) -> list[tuple]:
    rows = Participation.everywhere.filter(activity=forum).order_by("pk").select_related("person")
    return [(str(row.person or ""), row.name) for row in rows]


def test_everybody_expected_is_shown_and_who_came_moves_below(cast, forum, guests):
    before = [(row.name, row.is_there) for row in door(cast, forum).context["rows"]]

    submit(browser(cast.clerk), page("arrive", forum, guests[0].pk))

    shown = door(cast, forum).context
    assert before == [("副某", False), ("张三", False)]
    assert [(row.name, row.is_there) for row in shown["rows"]] == [("张三", False), ("副某", True)]
    assert (shown["came"], shown["coming"], shown["left"]) == (1, 4, 1)


@pytest.mark.parametrize(("words", "found"), [("张", ["张三"]), ("云雾", ["副某"]), ("fu", ["副某"]), ("没有", [])])
def test_somebody_is_found_by_name_firm_or_pinyin(cast, forum, guests, words, found):
    assert [row.name for row in door(cast, forum, q=words).context["rows"]] == found


def test_whoever_was_tapped_by_mistake_is_taken_back_and_can_arrive_again(cast, forum, guests):
    client = browser(cast.clerk)
    submit(client, page("arrive", forum, guests[1].pk))
    signed = SignIn.everywhere.get()
    token = token_of(client.get(page("door", forum)))

    client.post(reverse("sign_ins.move", args=[signed.pk, "dismiss"]), {"_once": token, "why": "点错了"})
    gone = listed(forum)
    submit(client, page("arrive", forum, guests[1].pk))

    assert (gone, listed(forum), SignIn.everywhere.count()) == ([], [("", "张三")], 1)


@pytest.mark.parametrize("stands", ["certificate", "feedback", ""])
def test_on_whom_something_stands_is_not_taken_back_and_the_page_says_why(cast, forum, guests, stands):
    client = browser(cast.clerk)
    with cast.work():
        signed = actions.walk_in(forum, "外某", "", by=cast.clerk, who=Somebody())
        actions.arrive(guests[1], by=cast.clerk, way="staff")
        perform(forum, "hold", by=cast.clerk, happened=forum.starts)
        if stands == "certificate":
            actions.issue(forum, [signed.participation], "attendance", by=cast.clerk)
        elif stands:
            feedback.give(signed.participation, gain="some")
    address = reverse("sign_ins.move", args=[signed.pk, "dismiss"])

    shown = client.get(page("door", forum))

    locked = [row.name for row in shown.context["rows"] if row.is_locked]
    told = shown.content.decode()
    assert locked == (["外某"] if stands else [])
    assert ["有证书或者反馈，不能从参加人员里去掉" in told, address in told] == [bool(stands), not stands]
    sent = client.post(address, {"_once": token_of(shown), "why": "点错了"})
    assert (sent.status_code, ("", "外某") in listed(forum)) == (403 if stands else 302, bool(stands))


def test_a_walk_in_whom_nobody_knows_is_on_the_list_by_name_at_once(cast, forum):
    answer = submit(browser(cast.clerk), page("door", forum), {"name": "外 某", "firm": "外省公司"})

    assert (answer.status_code, said(answer)) == (302, ["外某（外省公司） 到了"])
    assert listed(forum) == [("", "外某（外省公司）")]


def test_a_walk_in_who_may_be_somebody_else_waits_with_the_choices(cast, forum):
    submit(browser(cast.clerk), page("door", forum), {"name": "副某", "firm": "外省公司"})

    (waiting,) = door(cast, forum).context["waiting"]
    assert (listed(forum), [str(person) for person in waiting.people]) == ([], ["副某"])


def test_one_of_the_choices_is_taken_by_its_button(cast, forum):
    client = browser(cast.clerk)
    submit(client, page("door", forum), {"name": "副某", "firm": "外省公司"})
    shown = client.get(page("door", forum))
    (waiting,) = shown.context["waiting"]
    sent = {"_once": token_of(shown), "who": str(waiting.people[0].pk)}

    answer = client.post(reverse("sign_ins.move", args=[waiting.sign_in.pk, "confirm"]), sent)

    assert (answer.status_code, answer.url, listed(forum)) == (302, page("door", forum), [("副某", "")])


def test_a_walk_in_without_a_name_is_asked_for_it(cast, forum):
    answer = submit(browser(cast.clerk), page("door", forum), {"name": " ", "firm": "外省公司"})

    assert (answer.status_code, answer.context["form"].errors.keys(), listed(forum)) == (422, {"name"}, [])


def test_all_who_said_yes_are_entered_but_those_who_are_unticked(cast, forum, guests):
    client = browser(cast.clerk)

    submit(client, page("replied", forum), {"guests": [guests[1].pk]})
    submit(client, page("replied", forum))

    assert listed(forum) == [("", "张三"), ("副某", "")]
    assert client.get(page("replied", forum)).status_code == 422


def test_whoever_did_not_say_yes_cannot_be_ticked(cast, forum, guests):
    with cast.work():
        actions.reply(guests[0], "declined", by=cast.clerk)

    answer = submit(browser(cast.clerk), page("replied", forum), {"guests": [guests[0].pk]})

    assert (answer.status_code, listed(forum)) == (422, [])


@pytest.mark.parametrize("name", ["door", "poster", "replied", "upload", "paper", "docx"])
@pytest.mark.parametrize(("who", "code"), [("tea_secretary", 404), ("tea_contact", 403), ("stranger", 404)])
def test_only_who_arranges_it_keeps_the_door(cast, forum, guests, name, who, code):
    assert browser(getattr(cast, who)).get(page(name, forum)).status_code == code


def test_the_door_asks_the_database_no_more_often_for_many(cast, forum, guests):
    client, asked = browser(cast.clerk), []
    client.get(page("door", forum))
    for number in (1, 12):
        with cast.work():
            for n in range(number):
                actions.sign_at_the_door(forum, f"某{number}{n}", "外省公司", by=cast.clerk)
                actions.walk_in(forum, f"来{number}{n}", "", by=cast.clerk, who=None)
        with CaptureQueriesContext(connection) as queries:
            client.get(page("door", forum))
        asked.append(len(queries))

    assert asked[0] == asked[1]


@pytest.mark.parametrize("name", ["door", "arrive", "replied", "upload"])
def test_nobody_is_entered_for_what_was_called_off_meanwhile(cast, forum, guests, name):
    client = browser(cast.clerk)
    url = page(name, forum, *([guests[0].pk] if name == "arrive" else []))
    sent = {"_once": token_of(client.get(url)), "name": "外某", "text": "外某", "step": "save"}
    with cast.work():
        perform(forum, "cancel", by=cast.clerk, why="下雨")

    answer = client.post(url, sent | {"guests": [guest.pk for guest in guests]})

    assert (answer.status_code, listed(forum)) == (409, [])


def test_the_poster_carries_the_address_of_the_door(cast, forum):
    shown = browser(cast.clerk).get(page("poster", forum))

    address = f"http://testserver{reverse('door', args=[doors.token_of(forum)])}"
    assert (shown.context["address"], code_of(address) in shown.content.decode()) == (address, True)


# the guest's own link


def test_a_guest_says_by_one_press_that_they_are_there_and_a_second_changes_nothing(cast, forum, guests):
    client = Client()
    answers = [client.post(link(guests[0]), {"arrive": "1"}, follow=True) for _press in range(2)]

    assert ["知道您到了" in answer.content.decode() for answer in answers] == [True, True]
    assert (listed(forum), SignIn.everywhere.count()) == ([("副某", "")], 1)


def test_whoever_comes_for_a_guest_is_entered_under_their_own_name(cast, forum, guests):
    with cast.work():
        actions.reply(guests[0], "delegated", by=cast.clerk, stand_in="王五 副总")

    Client().post(link(guests[0]), {"arrive": "1"})

    assert listed(forum) == [("", "王五")]


def test_before_the_day_there_is_a_code_and_no_button(cast, forum, guests):
    with clock.standing_at(clock.at(date(2024, 6, 20))):
        client = Client()
        shown = client.get(link(guests[0])).content.decode()
        client.post(link(guests[0]), {"arrive": "1"})

    assert (code_of(f"http://testserver{link(guests[0])}") in shown, "我到了" in shown) == (True, False)
    assert listed(forum) == []


@pytest.mark.parametrize(("who", "word"), [("clerk", "登记到场"), ("auditor", "我到了"), ("stranger", "我到了")])
def test_whoever_keeps_the_door_enters_the_guest_whose_code_they_scan(cast, forum, guests, who, word):
    client = browser(getattr(cast, who))
    shown = client.get(link(guests[0])).content.decode()

    client.post(link(guests[0]), {"arrive": "1"})

    signed = SignIn.everywhere.get()
    assert [label in shown for label in ("登记到场", "我到了")] == [word == "登记到场", word == "我到了"]
    assert signed.way == ("staff" if who == "clerk" else "qr")


def test_a_guest_who_signed_at_the_door_already_is_there_once(cast, forum, guests):
    address = reverse("door", args=[doors.token_of(forum)])
    Client().post(address, {"name": "副某", "firm": "甲县云雾茶业有限公司"})

    shown = Client().get(link(guests[0])).content.decode()
    Client().post(link(guests[0]), {"arrive": "1"})

    assert ("知道您到了" in shown, len(listed(forum)), SignIn.everywhere.count()) == (True, 1, 1)


@pytest.mark.parametrize("_time", range(2))
def test_a_guest_a_clerk_and_the_door_at_the_same_moment_make_one_row(for_threads, cast, forum, guests, _time):
    address, own = reverse("door", args=[doors.token_of(forum)]), link(guests[0])
    client = browser(cast.clerk)
    arrive = page("arrive", forum, guests[0].pk)
    token = token_of(client.get(arrive))
    for_threads()
    sends = [
        lambda: Client().post(address, {"name": "副某", "firm": "甲县云雾茶业有限公司"}),
        lambda: Client().post(own, {"arrive": "1"}),
        lambda: client.post(arrive, {"_once": token}),
    ]

    def send():
        with clock.standing_at(clock.at(DAY, 8)):
            return sends.pop()().status_code

    answers = in_threads(3, send)

    (found,) = in_threads(1, lambda: (listed(forum), SignIn.everywhere.count()))
    assert (answers, found) == ([302] * 3, ([("副某", "")], 1))


def test_the_list_of_the_same_series_is_taken_up_before_a_newer_one_of_the_kind(cast, forum):
    with cast.work():
        series = Series(name="季度恳谈", kind=forum.kind, node=cast.root)
        series.save()
        for month, of, name in ((3, series, "系某"), (5, None, "近某")):
            starts = clock.at(date(2024, month, 1))
            before = Activity(kind=forum.kind, title=f"{month}月", node=cast.root, starts=starts, series=of)
            actions.plan(before, by=cast.clerk, hosts=[cast.federation])
            actions.enter(before, [Participation(name=name)], by=cast.clerk)
        forum.series = series
        forum.save()

    taken = submit(browser(cast.clerk), reverse("participations.many", args=[forum.pk]), {"step": "last"})

    assert taken.context["form"]["names"].value() == "系某"


def test_the_page_of_the_activity_tells_people_from_firms(cast, forum):
    with cast.work():
        rows = [Participation(person=cast.people["vice_chair"], organization=cast.tea_firm)]
        rows += [Participation(name="外某", organization=cast.tea_firm), Participation(organization=cast.silk_firm)]
        actions.enter(forum, rows, by=cast.clerk)

    shown = browser(cast.clerk).get(reverse("activities.detail", args=[forum.pk])).content.decode()

    assert "2 人 · 单位 2 家" in shown


@pytest.mark.parametrize(
    ("day", "welcomed"), [(DAY, True), (DAY - timedelta(days=9), False), (DAY + timedelta(days=1), False)]
)
def test_whoever_is_there_is_asked_in_only_while_the_door_is_open(cast, forum, day, welcomed):
    """It may be planned again after somebody was there, for a day to come."""
    (guest,) = invited(cast, forum, Invitation(name="张三"))
    with cast.work():
        actions.arrive(guest, by=cast.system, way="qr")

    with clock.standing_at(clock.at(day, 15)):
        page = Client().get(link(guest)).content.decode()

    assert ("知道您到了，请进" in page) == welcomed
