"""Where each finds it: the navigation, the home page, what begins later, what was overtaken, what waits longest."""

from datetime import date, timedelta

import pytest

from huiguan.kernel.reach import reaching
from huiguan.mechanisms.liaison import contributions
from huiguan.mechanisms.liaison.models import (
    Link,
    Linker,
    LinkPlan,
    LinkScheme,
    LinkTarget,
    Minimum,
    PairRule,
    Question,
)
from huiguan.mechanisms.liaison.tests.conftest import TODAY
from tests.cast import browser, hire, submit

OURS = ("我联系的", "联系记录", "决策通报", "收到的通报", "联系中的问题", "联系完成情况", "联系方案", "联系关系")


def places(client, url: str = "/") -> dict[str, bool]:
    """The places of the navigation that are about links, and which of them is where one is."""
    groups = client.get(url).context["shell"]["groups"]
    found = {str(item["label"]): item["current"] for group in groups for item in group["items"]}
    return {label: found[label] for label in OURS if label in found}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("tea_contact", ("收到的通报", "联系中的问题")),
        (
            "tea_president",
            ("联系记录", "决策通报", "收到的通报", "联系中的问题", "联系完成情况", "联系方案", "联系关系"),
        ),
        (
            "tea_secretary",
            ("联系记录", "决策通报", "收到的通报", "联系中的问题", "联系完成情况", "联系方案", "联系关系"),
        ),
        ("county_leader", ("我联系的", "联系记录", "联系中的问题", "联系方案", "联系关系")),
        ("clerk", ("联系记录", "决策通报", "联系中的问题", "联系完成情况", "联系方案", "联系关系")),
    ],
)
def test_each_finds_only_the_places_that_are_for_them(cast, scheme, link, who, expected):
    LinkTarget.objects.create(scheme=scheme, organization=cast.tea_firm, starts=TODAY)
    assert tuple(places(browser(getattr(cast, who)))) == expected


def test_a_firm_that_nobody_links_to_has_no_notices(cast, link):
    assert "收到的通报" not in places(browser(cast.tea_contact))


def test_only_the_place_where_one_is_is_marked(cast, leader, link):
    hire(cast, "both", "兼某", cast.posts["clerk"], cast.root)
    Linker.objects.create(scheme=leader.scheme, person=cast.people["both"], post="副主席", starts=date(2026, 1, 1))
    marked = places(browser(cast.both), "/liaison/coverage/")
    assert [label for label, current in marked.items() if current] == ["联系完成情况"]
    marked = places(browser(cast.county_leader), f"/linkers/{leader.pk}/")
    assert [label for label, current in marked.items() if current] == ["我联系的"]


def test_a_secretary_finds_what_was_read(cast, link, new_briefing):
    new_briefing("sent", receipt="read")
    secretary = browser(cast.tea_secretary)
    assert secretary.get("/receipts/received/").url == "/receipts/"
    assert secretary.get("/receipts/").context["listing"].count == 1


def test_the_officer_sees_ahead_what_no_activity_tells_them(cast, officer, leader, link, tea):
    submit(
        browser(cast.county_leader),
        f"/link_contacts/of/{leader.pk}/arrange/",
        {"kind": "visit", "at": "2026-05-06T10:00"},
    )
    told = "县某走访：甲县茶业商会"
    ahead = {
        name: [str(one.title) for one in browser(getattr(cast, name)).get("/").context["coming"]]
        for name in ("officer", "clerk")
    }
    assert ahead == {"officer": [told], "clerk": [told]}


def test_the_home_page_of_a_leader_says_what_is_still_asked(cast, scheme, leader, link, tea, officer, new_contact):
    Minimum.objects.create(scheme=scheme, kind="phone", span="quarter", times=2)
    new_contact()
    for name, label in (("county_leader", "我联系的：甲县茶业商会"), ("officer", "县某联系的：甲县茶业商会")):
        first = browser(getattr(cast, name)).get("/").context["cards"][0]
        assert (str(first.label), first.note, first.due) == (label, "每季度电话还差 1 次", date(2026, 6, 30))
    new_contact()
    card = browser(cast.county_leader).get("/").context["cards"][0]
    assert (card.note, card.count) == ("这段时间规定的都做到了", 0)


def test_who_and_what_begins_later_is_neither_gone_nor_nothing(cast, within):
    later = date(2026, 7, 1)
    scheme = LinkScheme.objects.create(node=cast.root, name="明年的", starts=later)
    leader = Linker.objects.create(scheme=scheme, person=cast.people["county_leader"], post="副县长", starts=later)
    target = LinkTarget.objects.create(scheme=scheme, organization=cast.tea, starts=later)
    clerk = browser(cast.clerk)
    page = clerk.get(f"/link_schemes/{scheme.pk}/")
    text = page.content.decode()
    assert [row["linker"] for row in page.context["coming"]] == [leader]
    assert (list(page.context["gone"]), list(page.context["coming_targets"])) == ([], [target])
    for said in ("将要开始的 1 位", "将要开始的 1 个"):
        assert said in text
    for said in ("不在任上的", "还没有联系领导", "还没有联系对象"):
        assert said not in text
    assert "联系领导 1 位，联系对象 1 家" in clerk.get(f"/link_schemes/{scheme.pk}/plan/").content.decode()
    assert "这个方案 2026-07-01 才开始" in clerk.get(f"/liaison/coverage/?scheme={scheme.pk}").content.decode()
    Link.objects.create(linker=leader, target=target, starts=later)
    with reaching(cast.clerk.reach(cast.tenant)):
        (panel,) = contributions.panels(cast.tea, cast.clerk)
    assert [row["link"].starts for row in panel.context["links"]] == [later]
    assert "甲县茶业商会（2026-07-01 起）" in clerk.get(f"/link_schemes/{scheme.pk}/").content.decode()


def test_what_may_not_be_read_is_not_said_to_be_nothing(cast, leader, tea, link):
    PairRule.objects.create(linker=leader, target=tea, why="老家在这里")
    clerk, county = (
        browser(who).get(f"/link_schemes/{leader.scheme_id}/").content.decode()
        for who in (cast.clerk, cast.county_leader)
    )
    assert "老家在这里" in clerk
    assert "指定与回避" not in county and "老家在这里" not in county


def test_a_notice_without_a_scheme_says_why_it_cannot_be_made(cast, within):
    page = browser(cast.clerk).get("/briefings/new/").content.decode()
    assert "请先定联系方案" in page and "/link_schemes/new/" in page


def test_a_plan_that_was_overtaken_is_marked(cast, scheme, leader, tea, silk):
    clerk = browser(cast.clerk)
    submit(clerk, f"/link_schemes/{scheme.pk}/plan/", {"starts": TODAY.isoformat()})
    plan = LinkPlan.objects.get()
    pages = (f"/link_schemes/{scheme.pk}/", "/link_plans/", f"/link_plans/{plan.pk}/")
    for url in pages:
        assert "已过时，不能采用" not in clerk.get(url).content.decode(), url
    Link.objects.create(linker=leader, target=tea, starts=TODAY)
    for url in pages:
        assert "已过时，不能采用" in clerk.get(url).content.decode(), url


def test_what_has_waited_longest_comes_first(cast, leader, tea, new_question):
    answered, today = new_question("answered", "答过的"), new_question(text="今天的")
    old = Question.objects.create(linker=leader, target=tea, text="早先的", asked_on=TODAY - timedelta(days=12))
    page = browser(cast.clerk).get("/link_questions/")
    assert [row.record for row in page.context["listing"].rows] == [old, today, answered]
    text = page.content.decode()
    assert "已等 12 天" in text and "今天提的" in text
