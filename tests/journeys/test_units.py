"""A chamber is invited: its secretary finds the invitation on the home page and answers for it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.visit import Visit

CHAMBER = "郯城县板材行业商会（示例）"


@pytest.fixture
def clerk(visit: Callable[..., Visit]) -> Visit:
    return visit("clerk")


def test_its_secretary_answers_from_the_home_page_and_the_clerk_reads_it(visit, clerk: Visit, screen: str):
    title = f"商会座谈{screen}"
    clerk.open("/activities/new/")
    clerk.choose("类型", "座谈会")
    clerk.fill(名称=title, 开始=f"{date.today() + timedelta(days=9)}T14:00")
    assert clerk.press("保存") == 302
    clerk.card("邀请").get_by_role("link", name="邀请").first.click()
    clerk.titled("邀请谁")
    clerk.main.locator("textarea").first.fill(CHAMBER)
    assert clerk.press("查找") == 200
    assert clerk.press("列入邀请名单") == 302
    clerk.follow("发出 1 份")
    clerk.reads("1 位由系统发消息或邮件告诉")
    assert clerk.press("发出") == 302

    secretary = visit("secretary")
    secretary.open("/")
    secretary.follow(f"请您答复：{title}")
    secretary.titled(title)
    secretary.page.get_by_label("参加", exact=True).check()
    assert secretary.press("答复") == 302
    secretary.reads("您的答复：参加")
    secretary.open("/")
    secretary.lacks("link", f"请您答复：{title}")

    clerk.page.reload()
    expect(clerk.rows().filter(has_text=CHAMBER)).to_contain_text("参加")
    assert clerk.troubles == []
