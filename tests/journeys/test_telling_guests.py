"""An activity is called off: every guest hears of it. Another is open: whoever reads of it comes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.test_invitations import invite, plan
from tests.journeys.visit import Visit


@pytest.fixture
def clerk(visit: Callable[..., Visit]) -> Visit:
    return visit("clerk")


@pytest.fixture
def phone(window) -> Visit:
    """A phone in which nobody has ever signed in."""
    return Visit(window(PHONE).new_page(), PHONE)


def test_whoever_calls_an_activity_off_ticks_off_whom_they_told(clerk: Visit, screen: str):
    plan(clerk, f"要取消的会{screen}", 12)
    activity = clerk.path
    invite(clerk, "张三", "李四")
    clerk.open(activity)
    clerk.follow("取消活动")
    clerk.reads("2 位要您打电话或发微信告诉")
    clerk.fill(取消原因="台风")
    assert clerk.press("取消活动") == 302

    clerk.open("/")
    clerk.main.get_by_role("link", name=f"还没有告诉客人：要取消的会{screen}").click()
    expect(clerk.card("活动取消").locator("tbody tr")).to_have_count(2)
    clerk.card("活动取消").get_by_role("checkbox", name="张三").check()
    assert clerk.press("勾选的已告诉") == 302

    expect(clerk.card("活动取消").locator("tbody tr")).to_have_count(1)
    expect(clerk.card("告诉过的")).to_contain_text("电话、微信或当面")


def test_somebody_who_reads_of_an_open_activity_signs_up_on_a_phone(clerk: Visit, phone: Visit, screen: str):
    plan(clerk, f"开放的讲座{screen}", 1)
    activity = clerk.path
    clerk.open(f"{activity}edit/")
    clerk.main.get_by_label("可以自己报名").check()
    assert clerk.press("保存") == 302
    clerk.follow("报名时问一问")
    clerk.fill(问什么="要停车吗")
    assert clerk.press("保存") == 302
    link = clerk.main.get_by_label("报名链接").input_value()

    phone.open(link)
    phone.fill(您的姓名="王小明", 您的单位="没听说过的公司", 要停车吗="鲁Q12345")
    assert phone.press("报名") == 302
    phone.reads("您的答复：参加")
    phone.open(link)
    phone.fill(您的姓名="来晚的人")
    assert phone.press("报名") == 302
    phone.reads("名额已经满了，您列在候补里")

    clerk.open(activity)
    clerk.follow("邀请名单")
    expect(clerk.rows().filter(has_text="王小明（没听说过的公司）")).to_contain_text("要停车吗：鲁Q12345")
    expect(clerk.rows().filter(has_text="来晚的人")).to_contain_text("候补")
    assert phone.troubles == []
