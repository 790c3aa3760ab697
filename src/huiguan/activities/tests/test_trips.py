"""Where an activity goes: the days of a trip, who reads them, what they count."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from huiguan.activities import actions, countries, queries, trips
from huiguan.activities.calendars import feeds, ics
from huiguan.activities.models import Activity, ActivityKind, Invitation, Participation, Stop
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import figures
from huiguan.register.models import Kind, Organization
from tests.cast import again, browser, submit

TODAY = clock.at(date(2024, 6, 1))
YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def plan(cast):
    with cast.work():
        kinds = {code: ActivityKind.objects.create(code=code, name=code) for code in ("study", "training")}

    def one(first=date(2024, 5, 6), last=date(2024, 5, 10), kind="study", **fields) -> Activity:
        with cast.work():
            activity = Activity(kind=kinds[kind], title="赴泰国考察", node=cast.root, starts=clock.at(first), **fields)
            activity.ends = clock.at(last, 17) if last else None
            return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])

    return one


def stop(cast, activity, first: int, last: int | None = None, place="曼谷", country="TH", **fields) -> Stop:
    """In May 2024."""
    until = date(2024, 5, last) if last else None
    with cast.work():
        made = Stop(activity=activity, day_from=date(2024, 5, first), day_until=until, place=place, **fields)
        made.country = country
        made.save()
        return made


def told(cast, activity) -> list[tuple]:
    with cast.work():
        lines = trips.lines(activity, Stop.objects.filter(activity=activity))
        return [(line.first.day, line.last.day, str(line.stop or ""), line.note) for line in lines]


def hold(cast, activity) -> None:
    with cast.work():
        perform(activity, "hold", by=cast.clerk, happened=activity.starts)


def read(key: str, **codes):
    return figures()[key].read(YEAR, **codes)[0]


def test_the_days_stand_in_their_order_and_those_without_a_stop_are_said(cast, plan):
    activity = plan()
    stop(cast, activity, 9, None, "清迈")
    stop(cast, activity, 6, 7)

    assert told(cast, activity) == [
        (6, 7, "曼谷", ""),
        (8, 8, "", "还没有安排"),
        (9, 9, "清迈", ""),
        (10, 10, "", "还没有安排"),
    ]


def test_stops_may_share_days_and_one_within_another_opens_no_gap(cast, plan):
    activity = plan()
    stop(cast, activity, 6, 10)
    stop(cast, activity, 7, 8, "大城")

    assert told(cast, activity) == [(6, 10, "曼谷", ""), (7, 8, "大城", "")]


def test_what_lies_outside_of_the_activity_is_said(cast, plan):
    activity = plan()
    stop(cast, activity, 5, 9)
    stop(cast, activity, 10, 11, "清迈")
    note = "在活动日期（2024-05-06 – 2024-05-10）之外"

    assert told(cast, activity) == [(5, 9, "曼谷", note), (10, 11, "清迈", note)]


def test_without_an_end_nobody_knows_what_is_lacking_after_the_last_stop(cast, plan):
    activity = plan(last=None)
    stop(cast, activity, 7, 20)

    assert told(cast, activity) == [(6, 6, "", "还没有安排"), (7, 20, "曼谷", "")]


def test_an_activity_without_stops_has_no_gaps(cast, plan):
    assert told(cast, plan()) == []


def test_a_clerk_keeps_the_stops_on_the_page_of_the_activity(cast, plan):
    activity, client = plan(), browser(cast.clerk)
    page = client.get(reverse("activities.detail", args=[activity.pk])).content.decode()
    add = reverse("stops.add", args=[activity.pk])
    data = {"day_from": "2024-05-06", "place": "曼谷", "country": "TH", "partner_name": "华商会", "contact": "陈 12345"}

    submit(client, add, data)
    following = client.get(add).context["form"]

    assert add in page
    with cast.work():
        (row,) = Stop.objects.all()
        assert (str(row), row.country, row.whom, row.last_day) == ("曼谷", "TH", "华商会", date(2024, 5, 6))
    assert (following["country"].value(), following["day_from"].value()) == ("TH", date(2024, 5, 6))
    shown = client.get(reverse("activities.detail", args=[activity.pk])).content.decode()
    assert [word in shown for word in ("曼谷", "泰国", "华商会", "陈 12345")] == [True] * 4


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"day_from": "2024-13-40"}, "2024"),
        ({"day_until": "2024-05-05"}, "待到的日子不能早于到的日子"),
        ({"country": "XX"}, "请在列出的里面重新选"),
        ({"place": ""}, "请填写"),
        ({"place": "长" * 121}, "120"),
        ({"partner_name": "又写了一家"}, "已选在册单位，不用再填单位名称"),
    ],
)
def test_a_stop_that_makes_no_sense_is_asked_again(cast, plan, wrong, told):
    activity, client = plan(), browser(cast.clerk)
    data = {"day_from": "2024-05-06", "place": "曼谷", "country": "TH", "partner": cast.tea.pk}

    page = submit(client, reverse("stops.add", args=[activity.pk]), data | wrong)

    assert (page.status_code, told in page.content.decode()) == (422, True)
    right = again(client, reverse("stops.add", args=[activity.pk]), page, data | {"partner_name": "", "day_until": ""})
    assert right.status_code == 302


def test_who_does_not_arrange_it_reads_the_stops_without_the_contact(cast, plan):
    activity = plan()
    row = stop(cast, activity, 6, contact="陈 12345")
    auditor = browser(cast.auditor)

    page = auditor.get(reverse("activities.detail", args=[activity.pk])).content.decode()

    assert ("曼谷" in page, "12345" in page) == (True, False)
    ways = [
        reverse("stops.add", args=[activity.pk]),
        *(reverse(f"stops.{it}", args=[row.pk]) for it in ("edit", "delete")),
    ]
    assert [auditor.get(way).status_code for way in ways] == [403, 403, 403]
    assert browser(cast.stranger).get(ways[1]).status_code == 404


def test_the_contact_is_kept_encrypted(cast, plan):
    stop(cast, plan(), 6, contact="陈 12345")

    with connection.cursor() as cursor:
        cursor.execute("SELECT contact FROM activities_stop")
        assert "12345" not in cursor.fetchone()[0]


def test_a_guest_reads_the_stops_by_their_link_and_not_whom_to_call(cast, plan):
    activity = plan(date(2024, 7, 1), date(2024, 7, 3))
    with cast.work():
        Stop(
            activity=activity,
            day_from=date(2024, 7, 1),
            place="曼谷",
            country="TH",
            partner_name="华商会",
            contact="陈",
        ).save()
        (guest,), _twice = actions.invite(activity, [Invitation(name="张三")], by=cast.clerk)
        guest = perform(guest, "send", by=cast.clerk)

    page = Client().get(reverse("invitation", args=[guest.token])).content.decode()

    assert [word in page for word in ("曼谷 · 泰国", "2024-07-01", "华商会", "陈", "还没有安排")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_calendars_are_told_where_it_goes(cast, plan):
    activity = plan()
    stop(cast, activity, 6, 7)
    stop(cast, activity, 8, None, "上海", "CN")

    with cast.work():
        body = ics.activity_ics(feeds.told(Activity.objects.filter(pk=activity.pk)).get()).decode().replace("\r\n ", "")

    assert "行程：2024-05-06 – 2024-05-07 曼谷 · 泰国；2024-05-08 上海" in body.replace("\\", "")


@pytest.mark.parametrize(("country", "abroad"), [("CN", False), ("TH", True), ("HK", True)])
def test_an_activity_goes_abroad_as_soon_as_one_crosses_the_border(cast, plan, country, abroad):
    activity = plan()
    stop(cast, activity, 6, place="首站", country="CN")
    stop(cast, activity, 7, place="末站", country=country)

    with cast.work():
        assert queries.goes_abroad(activity) is abroad


def test_the_list_is_narrowed_by_country_and_by_whom_one_visited(cast, plan):
    thailand, home = plan(), plan()
    stop(cast, thailand, 6)
    stop(cast, home, 6, place="上海", country="CN", partner=cast.tea)
    client = browser(cast.clerk)

    def found(**asked) -> list[int]:
        listing = client.get(reverse("activities.list"), asked).context["listing"]
        return list(listing.narrowed.values_list("pk", flat=True))

    assert found(country="TH") == [thailand.pk]
    assert found(partner=cast.tea.pk) == [home.pk]
    assert sorted(found()) == [thailand.pk, home.pk]


def test_the_list_does_not_ask_for_a_country_while_nobody_went_abroad(cast, plan):
    stop(cast, plan(), 6, place="上海", country="CN")

    page = browser(cast.clerk).get(reverse("activities.list"))

    assert "country" not in page.context["listing"].filter.form.fields


def test_countries_partners_and_places_count_once_and_only_of_what_was_held(cast, plan):
    with cast.work():
        school = Organization.objects.create(node=cast.root, name="某大学", kind=Kind.SCHOOL)
    trip, course, planned = plan(), plan(kind="training"), plan()
    stop(cast, trip, 6, partner_name="华商会")
    stop(cast, trip, 7, partner_name="华商会")
    stop(cast, trip, 8, place="河内", country="VN", partner_name="华商会")
    stop(cast, trip, 9, place="香港", country="HK", partner=cast.tea)
    stop(cast, course, 6, place="北京", country="CN", partner=school)
    stop(cast, course, 7, place="北京", country="CN", partner=school)
    stop(cast, planned, 6, place="东京", country="JP", partner=cast.silk)
    for activity in (trip, course):
        hold(cast, activity)

    with cast.work():
        found = [
            read("activities.countries"),
            read("activities.countries", kind="training"),
            read("activities.partners"),
            read("activities.partners", kind="training", partner_kind="school"),
            read("activities.partners", partner_kind="chamber"),
            read("activities.sites"),
            read("activities.sites", kind="training"),
        ]

    assert found == [2, 0, 4, 1, 1, 4, 1]


def test_who_came_along_reads_where_it_went_and_nothing_more(cast, plan):
    activity = plan()
    stop(cast, activity, 6)
    with cast.work():
        Participation(activity=activity, name="丝某", organization=cast.tea_firm).save()

    guest = browser(cast.tea_contact)

    assert guest.get(reverse("activities.detail", args=[activity.pk])).status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_every_country_has_a_chinese_name_and_ours_stands_first(language):
    with translation.override(language):
        named = countries.choices()

    assert [code for code, name in named if name.isascii()] == []
    assert (named[0][0], len(named)) == ("CN", 249)
    assert {"中国", "中國"} & {dict(named)["TW"][:2]} == {dict(named)["TW"][:2]}


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_no_two_countries_have_one_name(language):
    with translation.override(language):
        names = [name for _code, name in countries.choices()]

    assert [name for name in names if names.count(name) > 1 or name != name.strip() or not name] == []


def test_they_are_called_as_documents_here_call_them():
    found = {
        code: countries.name_of(code) for code in ("NP", "TJ", "GF", "KM", "AS", "WS", "DM", "DO", "BW", "CG", "CD")
    }

    assert found == {
        "NP": "尼泊尔",
        "TJ": "塔吉克斯坦",
        "GF": "法属圭亚那",
        "KM": "科摩罗",
        "AS": "美属萨摩亚",
        "WS": "萨摩亚",
        "DM": "多米尼克",
        "DO": "多米尼加共和国",
        "BW": "博茨瓦纳",
        "CG": "刚果（布）",
        "CD": "刚果（金）",
    }
    marks = "".join(name for _code, name in countries.choices())
    assert set("() ") & set(marks) == set()


def test_regions_of_china_are_called_so():
    assert [countries.name_of(code) for code in ("HK", "MO", "TW", "VN", "XX")] == [
        "中国香港",
        "中国澳门",
        "中国台湾",
        "越南",
        "XX",
    ]
