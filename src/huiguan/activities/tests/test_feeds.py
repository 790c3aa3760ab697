"""The private address of somebody's calendar."""

import re
import subprocess
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from huiguan.activities import actions
from huiguan.activities.calendars import feeds
from huiguan.activities.models import Activity, ActivityKind, Participation
from huiguan.kernel import clock
from huiguan.kernel.models import CalendarFeed, Grant
from tests.cast import browser, token_of
from tools import machine

OWN = reverse("subscription.own")
TODAY = clock.at(date(2026, 11, 26), 10)


@pytest.fixture
def plan(cast):
    with cast.work():
        kind = ActivityKind.objects.create(code="visit", name="走访")

    def one(title: str, starts=TODAY, ends=None, hosts=(), node=None) -> Activity:
        with cast.work():
            made = Activity(kind=kind, title=title, node=node or cast.root, starts=starts, ends=ends, place="三楼")
            return actions.plan(made, by=cast.clerk, hosts=hosts)

    return one


def press(client, page: str):
    return client.post(reverse(f"subscription.{page}"), {"_once": token_of(client.get(OWN))}, follow=True)


def address(user, tenant) -> str:
    return reverse("calendar.feed", args=[feeds.make(user, tenant)])


def titles(url: str) -> list[str]:
    answer = Client().get(url)
    assert answer.status_code == 200
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_the_address_is_made_shown_once_used_and_given_up(cast, plan):
    plan("走访云雾")
    client = browser(cast.clerk)

    shown = press(client, "make")

    url = shown.context["address"]
    assert re.fullmatch(r"http://testserver/calendar/feed/[A-Za-z0-9_-]{43}\.ics", url)
    assert url in shown.content.decode()
    assert titles(url) == ["走访云雾"]
    again = client.get(OWN)
    assert (again.context["address"], again.context["feed"].last_used is not None) == ("", True)
    assert url[-20:] not in again.content.decode()

    press(client, "stop")

    assert Client().get(url).status_code == 404
    assert client.get(OWN).context["feed"] is None


def test_a_new_address_ends_the_old_one(cast, plan):
    client = browser(cast.clerk)
    first, second = (press(client, "make").context["address"] for _time in range(2))

    assert [Client().get(url).status_code for url in (first, second)] == [404, 200]
    assert CalendarFeed.objects.count() == 1


def test_opening_a_page_makes_and_stops_nothing(cast):
    client = browser(cast.clerk)
    client.get(reverse("subscription.make"))
    assert CalendarFeed.objects.count() == 0
    feeds.make(cast.clerk, cast.tenant)

    client.get(reverse("subscription.stop"))

    assert CalendarFeed.objects.count() == 1


def test_the_secret_is_kept_nowhere(cast):
    client = browser(cast.clerk)
    token = press(client, "make").context["address"].rpartition("/")[2].removesuffix(".ics")
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += cursor.fetchall()

    assert feeds.digest(token) in str(rows)
    assert token not in str(rows)


def test_it_holds_the_past_year_and_all_that_is_to_come(cast, plan):
    for title, days in (("太久", -366), ("去年", -364), ("今天", 0), ("后年", 800)):
        plan(title, TODAY + timedelta(days=days))
    plan("还没完", TODAY - timedelta(days=370), TODAY - timedelta(days=360))
    with clock.standing_at(TODAY):
        assert titles(address(cast.clerk, cast.tenant)) == ["还没完", "去年", "今天", "后年"]


def test_everybody_sees_what_they_see_on_the_pages(cast, plan):
    plan("本级")
    plan("茶会", node=cast.tea.own_node)
    plan("自家", hosts=[cast.tea_firm])
    came = plan("受邀")
    with cast.work():
        Participation.objects.create(activity=came, organization=cast.tea_firm)
        Participation.objects.create(activity=came, name="王某某", organization=cast.silk_firm)

    seen = {user.username: titles(address(user, cast.tenant)) for user in (cast.clerk, cast.tea_contact)}

    assert seen == {"clerk": ["本级", "茶会", "自家", "受邀"], "tea_contact": ["自家", "受邀"]}
    assert "王某某" not in Client().get(address(cast.clerk, cast.tenant)).content.decode()


def test_what_the_owner_sees_counts_and_not_who_asks(cast, plan):
    plan("本级")
    plan("自家", hosts=[cast.tea_firm])
    url = address(cast.tea_contact, cast.tenant)

    body = browser(cast.clerk).get(url).content

    assert [str(event["summary"]) for event in Calendar.from_ical(body).walk("VEVENT")] == ["自家"]


def test_it_is_of_one_tenant_only(cast, plan):
    plan("甲县的")

    assert titles(address(cast.stranger, cast.other)) == []
    assert Client().get(address(cast.stranger, cast.tenant)).status_code == 404
    assert Client().get(address(cast.clerk, cast.other)).status_code == 404


def test_whoever_is_switched_off_or_holds_nothing_any_more_is_not_found(cast):
    off, lost = address(cast.clerk, cast.tenant), address(cast.tea_contact, cast.tenant)
    assert [Client().get(url).status_code for url in (off, lost)] == [200, 200]

    type(cast.clerk).objects.filter(pk=cast.clerk.pk).update(is_active=False)
    Grant.objects.filter(user=cast.tea_contact).update(ends=clock.today() - timedelta(days=1))

    assert [Client().get(url).status_code for url in (off, lost)] == [404, 404]


def test_what_has_not_changed_is_not_sent_again(cast, plan):
    activity = plan("走访云雾")
    url, client = address(cast.clerk, cast.tenant), Client()
    first = client.get(url)

    same = client.get(url, headers={"If-None-Match": first["ETag"]})
    with cast.work():
        activity.place = "四楼"
        activity.save()
    changed = client.get(url, headers={"If-None-Match": first["ETag"]})

    assert (same.status_code, same.content, changed.status_code) == (304, b"", 200)
    heads = ("Content-Type", "Cache-Control", "Referrer-Policy", "X-Robots-Tag")
    assert [first[name] for name in heads] == [
        *("text/calendar; charset=utf-8", "private, no-cache", "no-referrer", "noindex")
    ]
    assert (same["Cache-Control"], same["ETag"]) == ("private, no-cache", first["ETag"])
    assert first["ETag"] != changed["ETag"]
    assert not first.cookies


def test_the_calendar_says_what_it_is_and_when_to_ask_again(cast):
    calendar = Calendar.from_ical(Client().get(address(cast.clerk, cast.tenant)).content)

    assert {name: str(calendar[name]) for name in ("x-wr-calname", "name", "method", "version", "x-published-ttl")} == {
        "x-wr-calname": "甲县工商联：活动",
        "name": "甲县工商联：活动",
        "method": "PUBLISH",
        "version": "2.0",
        "x-published-ttl": "PT6H",
    }
    assert (calendar["refresh-interval"].dt, calendar["refresh-interval"].params["VALUE"]) == (
        timedelta(hours=6),
        "DURATION",
    )


def test_it_speaks_the_language_of_its_owner(cast, plan):
    plan("走访云雾")
    type(cast.clerk).objects.filter(pk=cast.clerk.pk).update(language="en")

    text = str(
        Calendar.from_ical(Client().get(address(cast.clerk, cast.tenant)).content).walk("VEVENT")[0]["description"]
    )

    assert text.splitlines()[0].startswith("Type: ")


def test_much_costs_no_more_queries_than_little(cast, plan):
    url, counted = address(cast.clerk, cast.tenant), []
    plan("第一场", hosts=[cast.tea])
    Client().get(url)
    for _round in range(2):
        with CaptureQueriesContext(connection) as caught:
            Client().get(url)
        counted.append(len(caught))
        for number in range(20):
            plan(f"第{number}场", hosts=[cast.tea, cast.silk])

    assert counted[0] == counted[1]


def test_it_only_answers_to_being_read(cast):
    url = address(cast.clerk, cast.tenant)

    assert [Client().head(url).status_code, Client().put(url).status_code, Client().post(url).status_code] == [
        200,
        405,
        405,
    ]


def test_one_activity_is_for_whoever_sees_it(cast, plan):
    activity = plan("走访云雾")
    url = reverse("activities.ics", args=[activity.pk])

    answer = browser(cast.clerk).get(url)

    assert answer["Content-Disposition"] == f'attachment; filename="{activity.public_id}.ics"'
    assert [str(event["uid"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")] == [
        f"{activity.public_id}@jia"
    ]
    assert [browser(user).get(url).status_code for user in (cast.tea_contact, cast.stranger)] == [404, 404]
    assert url in browser(cast.clerk).get(reverse("activities.detail", args=[activity.pk])).content.decode()


def test_another_program_reads_it(cast, plan, tmp_path):
    """khal stands for the calendars of phones and offices: it takes the file and lists what is in it."""
    if (khal := machine.khal()) is None:
        (pytest.fail if machine.required("khal") else pytest.skip)("no khal on this machine")
    plan("茶企, 座谈; 会", clock.at(date(2026, 11, 26), 9, 30), clock.at(date(2026, 11, 26), 11))
    plan("外出学习", clock.at(date(2026, 11, 27), 22), clock.at(date(2026, 11, 29), 2))
    (tmp_path / "feed.ics").write_bytes(Client().get(address(cast.clerk, cast.tenant)).content)
    (tmp_path / "ours").mkdir()
    (tmp_path / "config").write_text(
        f"[calendars]\n[[ours]]\npath = {tmp_path}/ours\n[sqlite]\npath = {tmp_path}/khal.db\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "local_timezone = Asia/Shanghai\ndefault_timezone = Asia/Shanghai\n[default]\ndefault_calendar = ours\n"
    )

    def ask(*words: str) -> str:
        command = [khal, "-c", str(tmp_path / "config"), *words]
        env = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        return subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout

    ask("import", "--batch", "-a", "ours", str(tmp_path / "feed.ics"))
    form = "{start-long-full}/{end-long-full}/{title}/{location}/{status}/{categories}"

    lines = ask("list", "--once", "--day-format", "", "--format", form, "2026-11-26", "7d").split("\n")

    assert [line.strip() for line in lines if line.strip()] == [
        "2026-11-26 09:30/2026-11-26 11:00/茶企, 座谈; 会/三楼/TENTATIVE /走访",
        "2026-11-27 22:00/2026-11-29 02:00/外出学习/三楼/TENTATIVE /走访",
    ]
