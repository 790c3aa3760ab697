"""Chambers that are invited or hold something together: their own people read it, answer it and hear of it."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.contributions import cards, matters
from huiguan.activities.models import Activity, Host, Invitation, Notice, Participation, Reply, Series
from huiguan.activities.panels import happenings
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.measure import Period
from huiguan.kernel.models import Letter, Message
from huiguan.kernel.reach import reaching
from huiguan.register.actions import leave_office, settle
from huiguan.register.models import Kind
from tests.cast import browser, hire, organization, submit

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
        ours = Participation(activity=forum, organization=cast.tea, name="王某")
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


# together with others, and what became of it


def test_a_chamber_holds_and_invites_together_with_bodies_whose_pages_it_does_not_read(cast, forum):
    with cast.work():
        own = Activity(kind=forum.kind, title="茶会", node=cast.tea.own_node, starts=forum.starts)
        actions.plan(own, by=cast.tea_secretary, hosts=[cast.tea])
    page = browser(cast.tea_secretary)
    assert page.get(reverse("organizations.detail", args=[cast.silk.pk])).status_code == 404

    said = {"organization": cast.silk.pk, "part": "co_organizer"}
    answers = [submit(page, reverse("hosts.add", args=[own.pk]), said).status_code]
    said["organization"] = cast.silk_firm.pk
    answers.append(submit(page, reverse("hosts.add", args=[own.pk]), said).status_code)
    asked = submit(page, reverse("invitations.many", args=[own.pk]), {"names": "甲县工商业联合会", "step": "find"})

    assert answers == [302, 422]
    assert heard(cast.silk_secretary) == ["“茶会”由你们参与举办"]
    assert "不在册" not in asked.content.decode()


def test_what_one_said_yes_to_stands_on_the_home_page_and_in_the_calendar(cast, forum):
    row = invited(cast, forum, Invitation(organization=cast.tea_firm))[0]
    page, mine = browser(cast.tea_contact), reverse("invitations.mine", args=[row.pk])
    month = reverse("calendar.view") + "?view=month&day=2024-07-01"
    before = mine in page.get(month).content.decode()

    submit(page, page.get(mine).url, {"answer": "accepted", "seats": 2})

    assert (before, mine in page.get(month).content.decode()) == (False, True)
    with reaching(cast.tea_contact.reach(cast.tenant)):
        coming = happenings(cast.tea_contact, Period(TODAY.date(), date(2024, 7, 31)))
    assert [(line.title, line.url, line.note) for line in coming] == [("银杏节恳谈会", mine, "参加")]


def test_whoever_is_host_and_guest_hears_once(cast, forum):
    together(cast, forum)
    invited(cast, forum, Invitation(organization=cast.tea))
    with cast.work():
        forum.refresh_from_db()
        perform(forum, "cancel", by=cast.clerk, why="大雨")

    assert heard(cast.tea_secretary)[2:] == ["“银杏节恳谈会”取消了"]


def test_why_it_was_cancelled_is_read_where_it_is_kept(cast, forum):
    together(cast, forum)
    with cast.work():
        forum.refresh_from_db()
        perform(forum, "cancel", by=cast.clerk, why="里面的原因")
    pages = [reverse(f"activities.{name}", args=[forum.pk]) for name in ("detail", "history")]

    read = [
        ["里面的原因" in browser(user).get(page).content.decode() for page in pages]
        for user in (cast.clerk, cast.tea_secretary)
    ]

    assert read == [[True, True], [False, False]]


def test_an_invitation_that_was_withdrawn_says_so_to_whoever_follows_the_message(cast, forum):
    row = invited(cast, forum, Invitation(organization=cast.tea))[0]
    with cast.work():
        perform(row, "withdraw", by=cast.clerk)
    page = browser(cast.tea_secretary)

    answer = page.get(reverse("invitations.mine", args=[row.pk]), follow=True)

    assert (answer.status_code, "这次的邀请取消了" in answer.content.decode()) == (200, True)
    assert Message.objects.filter(user=cast.tea_secretary).order_by("pk").last().link == ""


def test_whoever_may_not_sign_in_any_more_is_told_by_hand(cast, forum):
    with cast.work():
        leave_office(cast.offices["tea_president"], by=cast.system, on=date(2024, 5, 1))
    invited(cast, forum, Invitation(person=cast.people["tea_president"], organization=cast.tea_firm))

    with cast.work():
        assert list(Notice.objects.values_list("state", flat=True)) == ["waiting"]
    assert [heard(cast.tea_president), heard(cast.tea_contact)] == [[], []]


def test_the_lead_reads_who_was_invited_and_the_others_how_many(cast, forum):
    together(cast, forum)
    invited(cast, forum, Invitation(name="张三"), Invitation(organization=cast.silk))

    page = browser(cast.tea_secretary).get(reverse("activities.detail", args=[forum.pk])).content.decode()

    assert ("待答复 2" in page, "张三" in page) == (True, False)


def test_whoever_looks_after_all_is_not_asked_for_what_a_chamber_has_in_hand(cast, forum):
    with cast.work():
        own = Activity(kind=forum.kind, title="茶会", node=cast.tea.own_node, starts=forum.starts)
        actions.plan(own, by=cast.tea_secretary, hosts=[cast.tea])

    with clock.standing_at(clock.at(date(2024, 8, 1))):
        shown = [labels(cast, user) for user in (cast.clerk, cast.tea_secretary)]
    assert shown == [["办过了吗？银杏节恳谈会"], ["办过了吗？茶会"]]


def test_a_place_that_became_free_waits_for_whoever_arranges_it(cast, forum):
    first, second = invited(cast, forum, Invitation(name="甲"), Invitation(name="乙"))
    with cast.work():
        actions.reply(first, "accepted", by=cast.clerk, seats=2)
        actions.reply(second, "accepted", by=cast.clerk, seats=1)
    full = labels(cast, cast.clerk)
    with cast.work():
        actions.reply(first, "declined", by=cast.clerk)

    assert (full, labels(cast, cast.clerk)) == ([], ["有空位，可以递补：银杏节恳谈会"])


def test_an_exhibitor_hears_where_they_stand(cast, forum):
    with cast.work():
        (booth,), _there = actions.lay_booths(forum, ["A1"], by=cast.clerk)
    submit(browser(cast.clerk), reverse("booths.edit", args=[booth.pk]), {"organization": cast.tea_firm.pk})
    submit(browser(cast.clerk), reverse("booths.edit", args=[booth.pk]), {"shows": "明前茶"})

    assert heard(cast.tea_contact) == ["“银杏节恳谈会”：展位 A1"]


def test_nothing_of_ones_own_is_put_into_the_series_of_another_place(cast, forum):
    with cast.work():
        series = Series.objects.create(node=cast.root, name="恳谈会", kind=forum.kind)
        forum.series, forum.session = series, 1
        forum.save()
    together(cast, forum)
    said = {"title": "茶会", "kind": forum.kind.pk, "starts": "2024-07-03T09:00", "series": series.pk, "session": 9}

    answer = submit(browser(cast.tea_secretary), reverse("activities.create"), said)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["series"])


# who speaks, and for whom not


def test_a_named_guest_answers_for_themselves_though_somebody_speaks_for_their_unit(cast, forum, settings):
    settings.MAIL_IS_ON, settings.SITE_URL = True, "https://huiguan.example.cn"
    guest = Invitation(name="王某", organization=cast.tea_firm, email="wang@example.com")

    row = invited(cast, forum, guest)[0]

    assert list(Letter.objects.values_list("to", flat=True)) == ["wang@example.com"]
    assert heard(cast.tea_contact) == []
    mine = reverse("invitations.mine", args=[row.pk])
    assert browser(cast.tea_contact).get(mine).status_code == 404


def test_nobody_says_how_it_was_for_whoever_has_an_account_to_say_it_with(cast, forum):
    with cast.work():
        perform(forum, "hold", by=cast.clerk, happened=TODAY)
        people = [Participation(person=cast.people["vice_chair"], organization=cast.tea_firm)]
        people.append(Participation(name="茶某", organization=cast.tea_firm))
        made, _twice = actions.enter(forum, people, by=cast.clerk)
    pages = [reverse("participations.feedback", args=[row.pk]) for row in made]

    assert [browser(cast.tea_contact).get(page).status_code for page in pages] == [403, 200]
    assert browser(cast.vice_chair).get(pages[0]).status_code == 200


def test_a_chamber_above_does_not_answer_for_one_below_it(cast, forum):
    with cast.work():
        branch = organization(cast.tea.own_node, "茶业商会城关分会", kind=Kind.CHAMBER)
        settle(branch, by=cast.system)
        hire(cast, "branch_secretary", "分某", cast.posts["secretary"], branch.own_node, organization=branch)
    row = invited(cast, forum, Invitation(organization=branch))[0]

    assert [heard(user) for user in (cast.branch_secretary, cast.tea_secretary)] == [["诚邀您参加“银杏节恳谈会”"], []]
    mine = reverse("invitations.mine", args=[row.pk])
    assert [browser(user).get(mine).status_code for user in (cast.branch_secretary, cast.tea_secretary)] == [302, 404]


def test_the_federation_is_answered_for_by_its_own_secretary(cast, forum):
    with cast.work():
        hire(cast, "own_secretary", "总某", cast.posts["secretary"], cast.root, organization=cast.federation)
    row = invited(cast, forum, Invitation(organization=cast.federation))[0]

    assert heard(cast.own_secretary) == ["诚邀您参加“银杏节恳谈会”"]
    assert browser(cast.own_secretary).get(reverse("invitations.mine", args=[row.pk])).status_code == 302


def test_before_it_is_called_off_it_says_which_hosts_are_told(cast, forum):
    said = "一同举办的甲县茶业商会由系统发消息告诉"
    page = reverse("activities.move", args=[forum.pk, "cancel"])
    before = said in browser(cast.clerk).get(page).content.decode()

    together(cast, forum)

    assert (before, said in browser(cast.clerk).get(page).content.decode()) == (False, True)
