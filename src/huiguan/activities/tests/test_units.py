"""Chambers that are invited or hold something together: their own people read it, answer it and hear of it."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.contributions import cards, matters
from huiguan.activities.models import Activity, Host, Invitation, Notice, Participation, Reply
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Message
from huiguan.kernel.reach import reaching
from tests.cast import browser, hire, submit

from .invited import forum_of_two, invited

TODAY = clock.at(date(2024, 6, 1))


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def forum(cast) -> Activity:
    with cast.work():
        hire(cast, "silk_secretary", "丝某", cast.posts["secretary"], cast.silk.own_node, organization=cast.silk)
    return forum_of_two(cast)


def together(cast, forum, part="co_organizer", unit="tea") -> Host:
    page = browser(cast.clerk)
    answer = submit(page, reverse("hosts.add", args=[forum.pk]), {"organization": getattr(cast, unit).pk, "part": part})
    assert answer.status_code == 302
    with cast.work():
        return Host.objects.get(organization=getattr(cast, unit))


def heard(user) -> list[str]:
    return list(Message.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


def labels(cast, user, kind=cards) -> list[str]:
    with reaching(user.reach(cast.tenant)):
        return [str(getattr(card, "label", "") or card.title) for card in kind(user)]


# hosts


def test_a_chamber_among_the_hosts_reads_the_activity_and_may_not_change_it(cast, forum):
    page = reverse("activities.detail", args=[forum.pk])
    assert browser(cast.tea_secretary).get(page).status_code == 404

    together(cast, forum)

    assert browser(cast.tea_secretary).get(page).status_code == 200
    assert browser(cast.silk_secretary).get(page).status_code == 404
    for name in ("activities.edit", "activities.delete"):
        assert browser(cast.tea_secretary).get(reverse(name, args=[forum.pk])).status_code == 403
    for name in ("invitations.of", "invitations.many", "hosts.add", "participations.many", "expenses.add"):
        assert browser(cast.tea_secretary).get(reverse(name, args=[forum.pk])).status_code == 403


def test_nor_a_single_part_of_it(cast, forum):
    host = together(cast, forum)
    for name in ("hosts.edit", "hosts.delete"):
        assert browser(cast.tea_secretary).get(reverse(name, args=[host.pk])).status_code == 403


def test_it_hears_that_it_stands_among_the_hosts_and_what_changes(cast, forum):
    host = together(cast, forum)
    assert heard(cast.tea_secretary) == ["“银杏节恳谈会”由你们参与举办"]

    submit(browser(cast.clerk), reverse("activities.edit", args=[forum.pk]), {"place": "五楼"})
    with cast.work():
        forum.refresh_from_db()
        perform(forum, "cancel", by=cast.clerk, why="大雨")

    assert heard(cast.tea_secretary)[1:] == ["“银杏节恳谈会”的时间或地点有变", "“银杏节恳谈会”取消了"]
    assert [heard(cast.silk_secretary), heard(cast.clerk)] == [[], []]
    first = Message.objects.filter(user=cast.tea_secretary).order_by("pk").first()
    assert first.text.splitlines()[0].startswith(f"“银杏节恳谈会”把{host.organization}列为协办单位。")


def test_of_what_is_over_no_host_is_told(cast, forum):
    with clock.standing_at(clock.at(date(2024, 8, 1))):
        together(cast, forum)

    assert heard(cast.tea_secretary) == []


def test_a_chamber_that_keeps_an_activity_is_not_told_of_what_it_does_itself(cast, forum):
    with cast.work():
        own = Activity(kind=forum.kind, title="茶会", node=cast.tea.own_node, starts=forum.starts)
        actions.plan(own, by=cast.tea_secretary, hosts=[cast.tea])
        perform(own, "cancel", by=cast.clerk, why="大雨")

    assert heard(cast.tea_president) == []


# guests


def test_an_invited_chamber_is_told_by_the_house_and_answers_by_its_own_people(cast, forum):
    row = invited(cast, forum, Invitation(organization=cast.tea))[0]
    assert heard(cast.tea_secretary) == heard(cast.tea_president) == ["诚邀您参加“银杏节恳谈会”"]
    assert labels(cast, cast.tea_secretary) == ["请您答复：银杏节恳谈会"]
    mine = reverse("invitations.mine", args=[row.pk])
    assert [browser(getattr(cast, who)).get(mine).status_code for who in ("silk_secretary", "clerk")] == [404, 404]

    page = browser(cast.tea_secretary)
    submit(page, page.get(mine).url, {"answer": "accepted", "seats": 2})

    row.refresh_from_db()
    assert (row.state, row.seats) == (Reply.ACCEPTED, 2)
    assert labels(cast, cast.tea_secretary) == []
    with cast.work():
        assert list(Notice.objects.values_list("state", "way")) == [("told", "inbox")]


def test_an_invited_firm_likewise(cast, forum):
    row = invited(cast, forum, Invitation(organization=cast.tea_firm))[0]

    assert heard(cast.tea_contact) == ["诚邀您参加“银杏节恳谈会”"]
    assert labels(cast, cast.tea_contact, matters) == ["诚邀您参加“银杏节恳谈会”"]
    assert browser(cast.tea_contact).get(reverse("invitations.mine", args=[row.pk])).status_code == 302


def test_whoever_is_invited_with_an_account_answers_themselves_and_not_their_unit(cast, forum):
    guest = Invitation(person=cast.people["tea_president"], organization=cast.tea)
    row = invited(cast, forum, guest)[0]

    assert [heard(cast.tea_president), heard(cast.tea_secretary)] == [["诚邀您参加“银杏节恳谈会”"], []]
    mine = reverse("invitations.mine", args=[row.pk])
    assert [browser(user).get(mine).status_code for user in (cast.tea_president, cast.tea_secretary)] == [302, 404]


def test_the_page_of_sending_says_whom_the_house_tells(cast, forum):
    with cast.work():
        actions.invite(forum, [Invitation(organization=cast.tea), Invitation(name="王某")], by=cast.clerk)

    text = browser(cast.clerk).get(reverse("invitations.send_all", args=[forum.pk])).content.decode()
    assert "1 位由系统发消息或邮件告诉" in text
    assert "1 位要您把链接发给他们" in text


def test_a_chamber_reads_its_own_row_of_the_list_and_says_how_it_was(cast, forum):
    with cast.work():
        perform(forum, "hold", by=cast.clerk, happened=TODAY)
        ours = Participation(activity=forum, organization=cast.tea, person=cast.people["tea_president"])
        theirs = Participation(activity=forum, organization=cast.silk, name="李某")
        actions.enter(forum, [ours, theirs], by=cast.clerk)

    page = browser(cast.tea_secretary)
    shown = [page.get(reverse("participations.detail", args=[row.pk])).status_code for row in (ours, theirs)]
    assert shown == [200, 404]
    assert page.get(reverse("participations.feedback", args=[ours.pk])).status_code == 200
    assert page.get(reverse("participations.edit", args=[ours.pk])).status_code == 403


# what one may sign up for


def test_what_is_open_stands_on_the_home_pages_of_those_who_may_come(cast, forum):
    with cast.work():
        forum.is_open = True
        forum.save()
        own = Activity(kind=forum.kind, title="茶会", node=cast.tea.own_node, starts=forum.starts, is_open=True)
        actions.plan(own, by=cast.tea_secretary, hosts=[cast.tea])

    assert labels(cast, cast.tea_contact, matters) == ["银杏节恳谈会", "茶会"]
    assert labels(cast, cast.silk_secretary) == ["可以报名：银杏节恳谈会"]
    assert labels(cast, cast.auditor) == []
    with cast.work():
        forum.is_open = False
        forum.save()
    assert labels(cast, cast.silk_secretary) == []


def test_an_invitation_stands_on_the_page_of_the_activity_for_whoever_answers_it(cast, forum):
    together(cast, forum)
    row = invited(cast, forum, Invitation(organization=cast.tea))[0]
    mine, page = reverse("invitations.mine", args=[row.pk]), reverse("activities.detail", args=[forum.pk])

    shown = [mine in browser(user).get(page).content.decode() for user in (cast.tea_secretary, cast.clerk)]
    assert shown == [True, False]
