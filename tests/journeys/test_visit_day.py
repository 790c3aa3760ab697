"""The day of a visit, entered on the spot; a firm that is seen again; a turn that is handed over."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.visit import Visit

SCHEME = "主席（会长）轮值"


@pytest.fixture
def clerk(visit: Callable[..., Visit]) -> Visit:
    return visit("clerk")


def turn_under_way(clerk: Visit) -> str:
    """Opens the turn of the firms that is running; returns its address."""
    clerk.open("/turns/?state=under_way")
    clerk.rows().filter(has_text=SCHEME).first.get_by_role("link").first.click()
    clerk.reads("谁轮值")
    return clerk.path


def test_a_visit_is_entered_where_it_takes_place(clerk: Visit, screen: str):
    turn_under_way(clerk)
    clerk.card("谁轮值").get_by_role("link").first.click()
    clerk.follow("记走访")
    clerk.titled("走访现场")

    clerk.main.get_by_role("checkbox").first.check()
    clerk.fill(还有谁=f"来宾甲 示例公司{screen}", **{"看到、听到了什么": f"看了车间（{screen}）"})
    clerk.page.get_by_label("照片、材料").set_input_files(
        {"name": f"现场{screen}.txt", "mimeType": "text/plain", "buffer": f"现场 {screen}".encode()}
    )
    assert clerk.press("登记") == 302

    clerk.told("已登记：走访观摩")
    seen = clerk.card("活动").get_by_role("listitem").filter(has_text=f"看了车间（{screen}）")
    seen.get_by_role("link").click()
    came = clerk.card("参加人员").get_by_role("row").filter(has_text="来宾甲")
    expect(came).to_contain_text(f"示例公司{screen}")
    clerk.reads(f"现场{screen}.txt")


def test_a_visit_that_cannot_have_been_keeps_what_was_typed(clerk: Visit):
    turn_under_way(clerk)
    clerk.card("谁轮值").get_by_role("link").first.click()
    clerk.follow("记走访")

    clerk.fill(时间=f"{date.today() + timedelta(days=1)}T09:00", **{"看到、听到了什么": "还没有去"})

    assert clerk.press("登记") == 422
    clerk.complains("看到、听到了什么", "还没有到这个时间")
    expect(clerk.field("看到、听到了什么")).to_have_value("还没有去")


def test_a_firm_that_is_due_is_seen_again(clerk: Visit):
    clerk.go("回访")
    clerk.open("/revisits/?due=open")
    row = clerk.rows().first
    firm = row.get_by_role("link").first.inner_text()
    row.get_by_role("link").first.click()
    clerk.reads("待回访")

    clerk.follow("登记回访")
    clerk.fill(**{"看到、听到了什么": "建议都做了。"})
    assert clerk.press("登记") == 302

    clerk.told("已登记：回访")
    clerk.open("/revisits/?due=open")
    expect(clerk.rows().filter(has_text=firm)).to_have_count(0)


def test_a_turn_is_handed_over_and_the_handover_taken_back(clerk: Visit, screen: str):
    turn = turn_under_way(clerk)

    clerk.follow("交接", exact=True)
    clerk.fill(交接说明=f"走访做完，建议接着办（{screen}）")
    assert clerk.press("交接") == 302
    clerk.reads("已交接")
    clerk.reads(f"走访做完，建议接着办（{screen}）")
    clerk.open(f"{turn}handover/")
    expect(clerk.page.get_by_text(f"走访做完，建议接着办（{screen}）")).to_be_visible()
    expect(clerk.page.get_by_text(re.compile("交出方|移交")).first).to_be_visible()

    clerk.open(turn)
    clerk.follow("撤回交接")
    assert clerk.press("撤回交接") == 302
    clerk.reads("进行中")
