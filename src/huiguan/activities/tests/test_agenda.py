"""What happens when within an activity, and who speaks."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from huiguan.activities import actions, agendas
from huiguan.activities.models import Activity, ActivityKind, AgendaItem, Invitation, Participation
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from tests.cast import browser, filled, submit, token_of
from tests.threads import in_threads

DAY = date(2024, 7, 1)


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


@pytest.fixture
def forum(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="银杏节恳谈会", node=cast.root)
        activity.starts, activity.ends = clock.at(DAY, 14), clock.at(DAY, 17)
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


def item(cast, forum, hour: int, minute: int, minutes: int, title="发言", **speaker) -> AgendaItem:
    with cast.work():
        made = AgendaItem(activity=forum, starts=clock.at(DAY, hour, minute), minutes=minutes, title=title, **speaker)
        made.save()
        return made


def told(cast, forum) -> list[tuple]:
    with cast.work():
        lines = agendas.lines(forum, AgendaItem.objects.filter(activity=forum))
        return [(line.time, line.item.title, line.notes) for line in lines]


def test_items_stand_in_their_order_and_overlaps_are_said_of_the_later_one(cast, forum):
    item(cast, forum, 15, 0, 30, "交流")
    item(cast, forum, 14, 0, 90, "介绍")
    item(cast, forum, 15, 30, 30, "合影")

    assert told(cast, forum) == [
        ("14:00–15:30", "介绍", []),
        ("15:00–15:30", "交流", ["与“介绍”重叠"]),
        ("15:30–16:00", "合影", []),
    ]


def test_what_lasts_longer_than_the_activity_is_said(cast, forum):
    item(cast, forum, 16, 30, 31, "收尾")

    assert told(cast, forum) == [("16:30–17:01", "收尾", ["在活动时间之外"])]


def test_over_several_days_the_day_stands_before_the_time(cast, forum):
    with cast.work():
        forum.ends = clock.at(date(2024, 7, 2), 17)
        forum.save()
        AgendaItem(activity=forum, starts=clock.at(date(2024, 7, 2)), minutes=60, title="参观").save()
    item(cast, forum, 14, 0, 30)

    assert [line[0] for line in told(cast, forum)] == ["2024-07-01 14:00–14:30", "2024-07-02 09:00–10:00"]


def test_a_clerk_writes_the_agenda_each_item_where_the_one_before_ends(cast, forum):
    client, add = browser(cast.clerk), reverse("agenda.add", args=[forum.pk])
    first = client.get(add).context["form"]["starts"].value()

    submit(client, add, {"minutes": "20", "title": "致辞", "person": cast.people["chair"].pk})
    following = client.get(add).context["form"]["starts"].value()

    assert (first, following) == (datetime(2024, 7, 1, 14), datetime(2024, 7, 1, 14, 20))
    with cast.work():
        (row,) = AgendaItem.objects.all()
        assert (row.speaker, row.unit, row.ends) == ("主某", "", clock.at(DAY, 14, 20))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"starts": "2024-07-01T13:59"}, "才开始"),
        ({"starts": "2024-07-01T17:01"}, "已经结束"),
        ({"starts": "昨天"}, "日期"),
        ({"minutes": "0"}, "1"),
        ({"minutes": "1441"}, "1440"),
        ({"title": ""}, "请填写"),
        ({"name": "又写了一位"}, "已选在册人员，不用再填姓名"),
    ],
)
def test_an_item_that_makes_no_sense_is_asked_again(cast, forum, wrong, told):
    data = {"starts": "2024-07-01T14:00", "minutes": "20", "title": "致辞", "person": cast.people["chair"].pk}

    page = submit(browser(cast.clerk), reverse("agenda.add", args=[forum.pk]), data | wrong)

    assert (page.status_code, told in page.content.decode()) == (422, True)


def test_the_speakers_are_put_on_the_list_each_once(cast, forum):
    chair, clerk, vice = (cast.people[key] for key in ("chair", "clerk", "vice_chair"))
    for person in (chair, clerk, vice, chair):
        item(cast, forum, 14, 0, 10, person=person, organization=person.organization)
    item(cast, forum, 15, 0, 10, name="陈一", organization=cast.tea)
    item(cast, forum, 15, 10, 10, name="陈一", organization=cast.tea)
    item(cast, forum, 15, 20, 10, "茶歇")
    item(cast, forum, 15, 30, 10, "谁来都行", organization=cast.silk)
    with cast.work():
        Participation(activity=forum, person=clerk).save()
        Participation(activity=forum, person=vice, role="host").save()

    client, page = browser(cast.clerk), reverse("agenda.speakers", args=[forum.pk])
    submit(client, page)
    submit(client, page)

    with cast.work():
        rows = [(str(row), row.role) for row in Participation.objects.filter(activity=forum)]
    assert sorted(rows) == sorted([("干某", "speaker"), ("副某", "host"), ("主某", "speaker"), ("陈一", "speaker")])


def test_speakers_are_entered_while_somebody_else_takes_them_off(for_threads, cast, forum):
    with cast.work():
        actions.enter(forum, [Participation(name=f"某{number}") for number in range(40)], by=cast.clerk)
        rows = list(Participation.objects.order_by("-pk").values_list("pk", flat=True))
    for number in range(40):
        item(cast, forum, 14, 0, 5, name=f"某{number}")
    enters, takes_off = browser(cast.clerk), browser(cast.chair)
    ways = [reverse("agenda.speakers", args=[forum.pk]), reverse("participations.remove_many", args=[forum.pk])]
    sent = [
        (enters, ways[0], {"_once": token_of(enters.get(ways[0]))}),
        (takes_off, ways[1], {"_once": token_of(takes_off.get(ways[1])), "rows": rows}),
    ]
    for_threads()

    def send():
        with clock.standing_at(clock.at(date(2024, 6, 1))):
            client, way, data = sent.pop()
            return client.post(way, data).status_code

    assert in_threads(2, send) == [302, 302]


def test_a_guest_and_whoever_sees_the_activity_reads_the_agenda(cast, forum):
    item(cast, forum, 14, 0, 20, "县情介绍", name="陈一", organization=cast.tea)
    with cast.work():
        (guest,), _twice = actions.invite(forum, [Invitation(name="张三")], by=cast.clerk)
        guest = perform(guest, "send", by=cast.clerk)
    paper = reverse("agenda.paper", args=[forum.pk])

    pages = [
        Client().get(reverse("invitation", args=[guest.token])),
        browser(cast.auditor).get(reverse("activities.detail", args=[forum.pk])),
        browser(cast.auditor).get(paper),
    ]

    assert [[word in page.content.decode() for word in ("县情介绍", "14:00–14:20", "陈一")] for page in pages] == [
        [True] * 3
    ] * 3
    assert [browser(user).get(paper).status_code for user in (cast.stranger, cast.tea_contact)] == [404, 404]


def test_only_who_arranges_it_changes_the_agenda(cast, forum):
    row = item(cast, forum, 14, 0, 20)
    ways = [reverse(f"agenda.{name}", args=[forum.pk]) for name in ("add", "speakers")]
    ways += [reverse(f"agenda.{name}", args=[row.pk]) for name in ("edit", "delete")]

    assert [browser(cast.auditor).get(way).status_code for way in ways] == [403] * 4
    assert [browser(cast.stranger).get(way).status_code for way in ways] == [404] * 4


@pytest.mark.parametrize(
    "typed", ["2024-06-30T09:00", "2024-02-30T09:00", "nonsense", "2024-07-01T15:30"]
)  # before it begins, no day, no moment, and one that can be taken
def test_a_moment_that_was_typed_while_somebody_else_saved_stands_beside_theirs(cast, forum, typed):
    made = item(cast, forum, 14, 0, 30)
    client, address = browser(cast.clerk), reverse("agenda.edit", args=[made.pk])
    opened = filled(client.get(address))
    submit(browser(cast.admin), address, {"starts": "2024-07-01T15:00"})

    answer = client.post(address, opened | {"starts": typed})

    (row,) = answer.context["conflict"]
    yours = "2024-07-01 15:30" if typed.endswith("15:30") else typed
    assert (answer.status_code, row["theirs"], row["yours"]) == (422, "2024-07-01 15:00", yours)
