"""The pages of the calendar."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.models import Activity, ActivityKind, Participation
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import SpecialDay
from huiguan.register.models import Organization
from tests.cast import browser, filled

HERE = reverse("calendar.view")
TODAY = clock.at(date(2026, 11, 26), 10)


@pytest.fixture(autouse=True)
def on_that_day():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def kinds(cast) -> list[ActivityKind]:
    with cast.work():
        return [ActivityKind.objects.create(code=code, name=code) for code in ("visit", "study")]


@pytest.fixture
def plan(cast, kinds):
    def one(title: str, starts: datetime, ends: datetime | None = None, *, node=None, kind=0, hosts=()) -> Activity:
        with cast.work():
            made = Activity(kind=kinds[kind], title=title, node=node or cast.root, starts=starts, ends=ends)
            return actions.plan(made, by=cast.clerk, hosts=hosts)

    return one


def on(day: int, hour: int = 9, month: int = 11) -> datetime:
    return clock.at(date(2026, month, day), hour)


def sheets(client, **asked) -> dict:
    return {sheet.view: sheet for sheet in client.get(HERE, asked).context["sheets"]}


def titles(client, **asked) -> set[str]:
    found = client.get(HERE, {"view": "month", "day": "2026-11-26"} | asked)
    return {span.what.title for sheet in found.context["sheets"] for span in sheet.spans}


def shown(sheet) -> dict[str, list[str]]:
    cells = [cell for row in sheet.rows for cell in row] if sheet.view == "month" else sheet.columns
    return {f"{cell.day:%m-%d}": [piece.span.what.title for piece in cell.pieces] for cell in cells if cell.pieces}


def test_without_being_asked_it_shows_the_month_to_the_wide_and_what_comes_next_to_the_narrow(cast, plan):
    plan("早先", on(3))
    plan("今天", on(26))
    plan("下月", on(15, month=12))

    found = sheets(browser(cast.clerk))

    assert {view: sheet.css for view, sheet in found.items()} == {"month": "on-wide", "agenda": "on-narrow"}
    assert shown(found["month"]) == {"11-03": ["早先"], "11-26": ["今天"]}
    assert [f"{cell.day:%m-%d}" for cell in found["agenda"].listed] == ["11-26", "12-15"]


def test_what_lasts_over_midnight_lies_on_all_its_days_and_not_on_the_one_it_ends_before(cast, plan):
    plan("通宵", on(10, 22), on(11, 2))
    plan("到零点", on(12, 20), on(13, 0))
    plan("三天", on(14), on(16, 17))

    days = shown(sheets(browser(cast.clerk), view="month")["month"])

    assert days == {day: ["通宵"] for day in ("11-10", "11-11")} | {"11-12": ["到零点"]} | {
        day: ["三天"] for day in ("11-14", "11-15", "11-16")
    }


def test_a_month_shows_what_began_before_it_and_goes_on(cast, plan):
    plan("跨月", on(20, month=10), on(2))
    plan("前面", on(20, month=10), on(25, month=10))

    assert titles(browser(cast.clerk)) == {"跨月"}


def test_the_days_are_those_of_shanghai(cast, plan):
    plan("清晨", on(10, 1))  # the ninth by universal time

    assert shown(sheets(browser(cast.clerk), view="week", day="2026-11-10")["week"]) == {"11-10": ["清晨"]}


def test_each_filter_narrows_and_is_kept_in_every_address(cast, plan):
    plan("茶会", on(10), node=cast.tea.own_node, hosts=[cast.tea])
    came = plan("丝绸", on(11), kind=1, hosts=[cast.silk])
    with cast.work():
        Participation.objects.create(activity=came, organization=cast.tea_firm)
        perform(plan("取消", on(12)), "cancel", by=cast.clerk, why="改期")
    client = browser(cast.clerk)

    assert titles(client) == {"茶会", "丝绸", "取消"}
    assert titles(client, node=cast.tea.own_node.pk) == {"茶会"}
    assert titles(client, node=cast.root.pk) == {"茶会", "丝绸", "取消"}
    assert titles(client, kind=came.kind_id) == {"丝绸"}
    assert titles(client, organization=cast.tea.pk) == {"茶会"}
    assert titles(client, organization=cast.tea_firm.pk) == {"丝绸"}
    assert titles(client, state="cancelled") == {"取消"}
    assert titles(client, q="茶会") == {"茶会"}
    (sheet,) = client.get(HERE, {"view": "week", "kind": came.kind_id, "organization": cast.tea.pk}).context["sheets"]
    kept = f"kind={came.kind_id}&organization={cast.tea.pk}"
    assert sheet.asked.later == f"{HERE}?{kept}&view=week&day=2026-12-03"
    assert sheet.asked.earlier == f"{HERE}?{kept}&view=week&day=2026-11-19"
    assert sheet.columns[0].url == f"{HERE}?{kept}&view=month&day=2026-11-23#day"


def test_mine_is_where_i_or_my_organization_take_part(cast, plan):
    plan("别人的", on(9))
    own, firm = plan("我去", on(10)), plan("我单位去", on(11))
    with cast.work():
        Participation.objects.create(activity=own, person=cast.people["vice_chair"])
        Participation.objects.create(activity=firm, organization=cast.tea_firm)

    assert titles(browser(cast.vice_chair), mine="me") == {"我去", "我单位去"}
    assert titles(browser(cast.clerk), mine="me") == set()


def test_a_firm_sees_what_concerns_it_and_nothing_else(cast, plan):
    plan("别家", on(10), hosts=[cast.silk_firm])
    plan("自家", on(11), hosts=[cast.tea_firm])
    client = browser(cast.tea_contact)

    page = client.get(HERE, {"view": "month"})

    assert titles(client) == {"自家"}
    assert ("node" in page.context["form"].fields, page.context["create_url"]) == (False, "")


def test_another_federation_sees_nothing_of_it(cast, plan):
    plan("内部", on(10))

    assert titles(browser(cast.clerk)) == {"内部"}
    assert titles(browser(cast.stranger)) == set()


def test_special_days_are_named_and_free_days_follow_them(cast, plan):
    SpecialDay.objects.create(day=date(2026, 11, 24), kind="off", name="校庆")
    SpecialDay.objects.create(day=date(2026, 11, 28), kind="on", name="校庆")

    page = browser(cast.clerk).get(HERE, {"view": "week"})

    (sheet,) = page.context["sheets"]
    assert [(cell.day.day, str(cell.special)) for cell in sheet.columns if cell.special] == [
        (24, "2026-11-24 校庆"),
        (28, "2026-11-28 校庆"),
    ]
    assert [cell.day.day for cell in sheet.columns if cell.is_free] == [24, 29]
    assert "<b>放假</b> <span>校庆</span>" in page.content.decode()
    assert "<b>上班</b> <span>校庆</span>" in page.content.decode()


def test_states_are_said_in_words_and_what_was_called_off_is_struck_through(cast, plan):
    plan("筹备", on(10))
    off = plan("不办了", on(11))
    with cast.work():
        perform(off, "cancel", by=cast.clerk, why="改期")

    text = browser(cast.clerk).get(HERE, {"view": "month"}).content.decode()

    assert '<span class="word">筹备中</span>' in text
    assert "<s>不办了</s>" in text
    assert '<span class="word">已取消</span>' in text


def test_a_full_day_says_how_many_more_there_are_and_opens_with_all_of_them(cast, plan):
    for number in range(5):
        plan(f"第{number}场", on(10, 9 + number))
    client = browser(cast.clerk)

    page = client.get(HERE, {"view": "month", "day": "2026-11-10"})

    assert "还有 2 场" in page.content.decode()
    (sheet,) = page.context["sheets"]
    assert [piece.span.what.title for piece in sheet.chosen.pieces] == [f"第{number}场" for number in range(5)]


def test_however_much_there_is_it_costs_the_same(cast, plan):
    plan("一场", on(10), hosts=[cast.tea])
    client = browser(cast.clerk)
    client.get(HERE)
    queries = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as caught:
            client.get(HERE)
        queries.append(len(caught))
        for number in range(30):
            plan(f"第{number}场", on(1 + number % 28), hosts=[cast.tea, cast.silk])

    assert queries[0] == queries[1]


def test_what_cannot_be_is_said_and_left_out(cast, plan):
    plan("在", on(26))
    page = browser(cast.clerk).get(HERE, {"view": "year", "day": "2026-02-31", "kind": "x"})

    assert page.context["notes"] == [
        "筛选条件“类型：x”无效，已忽略",
        "筛选条件“日历：year”无效，已忽略",
        "筛选条件“日期：2026-02-31”无效，已忽略",
    ]
    assert [sheet.asked.day for sheet in page.context["sheets"]] == [date(2026, 11, 26)] * 2


@pytest.mark.parametrize(("day", "gone"), [("1900-01-10", "earlier"), ("2200-12-20", "later")])
@pytest.mark.parametrize("view", ["month", "week", "agenda"])
def test_time_ends_somewhere(cast, kinds, day, gone, view):
    asked = sheets(browser(cast.clerk), view=view, day=day)[view].asked
    way = getattr(asked, gone)

    assert way == "" or view == "week"
    assert getattr(asked, {"earlier": "later", "later": "earlier"}[gone]) != ""


def test_the_list_and_the_calendar_lead_to_each_other_with_the_same_filters(cast, plan):
    one = plan("茶会", on(10), kind=1, hosts=[cast.tea])
    query = f"kind={one.kind_id}&node={cast.root.pk}&organization={cast.tea.pk}&state=planned"
    client = browser(cast.clerk)

    from_list = client.get(f"{reverse('activities.list')}?{query}&since=2026-01-01")
    from_calendar = client.get(f"{HERE}?{query}&view=week")

    def asked(address):
        return {*address.partition("?")[2].split("&")}

    assert asked(from_list.context["listing"].elsewhere[0]["url"]) == {*query.split("&")}
    assert asked(from_calendar.context["list_url"]) == {*query.split("&")}
    assert [row.record for row in from_list.context["listing"].rows] == [one]
    assert "移除筛选 </span>甲县茶业商会<" in from_list.content.decode()
    assert client.get(HERE).context["list_url"] == f"{reverse('activities.list')}?all=1"


def test_a_list_is_not_narrowed_by_an_organization_that_is_not_there(cast, plan):
    plan("茶会", on(10))

    for made_up in ("999999", "x", "²", str(cast.foreign_firm.pk)):
        listing = browser(cast.clerk).get(reverse("activities.list"), {"organization": made_up}).context["listing"]

        assert listing.ignored == [f"筛选条件“主办或参加单位：{made_up}”无效，已忽略"]
        assert listing.count == 1


def test_the_picker_of_the_calendar_answers_on_its_own_page(cast, kinds):
    with cast.work():
        for number in range(40):
            Organization.objects.create(node=cast.root, name=f"企业{number:02}")
    client = browser(cast.clerk)

    found = client.get(HERE, {"pick": "organization", "q": "云雾"})
    words = client.get(HERE, {"view": "month", "organization-words": "云雾", "organization": ""})

    assert [row["name"] for row in found.context["found"]] == ["甲县云雾茶业有限公司"]
    assert client.get(HERE, {"pick": "nothing", "q": "云雾"}).status_code == 404
    assert [chip["label"] for chip in words.context["chips"]] == [cast.tea_firm]  # without script, by what was typed
    assert words.context["sheets"][0].asked.later == (
        f"{HERE}?organization={cast.tea_firm.pk}&view=month&day=2026-12-01"
    )


def test_htmx_gets_only_what_changes(cast, kinds):
    page = browser(cast.clerk).get(HERE, {"view": "month"}, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in page
    assert page.count('hx-swap-oob="true"') == 2  # the ways to the list and to a new activity


def test_an_activity_entered_from_a_day_begins_on_it(cast, kinds):
    client = browser(cast.clerk)

    form = client.get(reverse("activities.create"), {"day": "2026-12-05"})

    assert filled(form)["starts"] == "2026-12-05T09:00"
    assert "starts" not in filled(client.get(reverse("activities.create"), {"day": "nonsense"}))
    (sheet,) = client.get(HERE, {"view": "week", "day": "2026-12-05"}).context["sheets"]
    assert sheet.columns[5].create_url == f"{reverse('activities.create')}?day=2026-12-05"
