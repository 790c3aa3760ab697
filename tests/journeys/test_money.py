"""From a plan above a threshold to its money: submitted, agreed to on the phone, invited, paid, and over budget."""

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.visit import Visit


def plan(clerk: Visit, title: str) -> None:
    clerk.open("/activities/new/")
    clerk.choose("类型", "恳谈会")
    clerk.fill(名称=title, 开始=f"{date.today() + timedelta(days=20)}T14:00", 预计人数="160")
    assert clerk.press("保存") == 302


def set_aside(clerk: Visit, item: str, amount: str) -> None:
    clerk.follow("列预算")
    clerk.fill(**{"项目": item, "金额（元）": amount})
    assert clerk.press("保存") == 302


def invite(clerk: Visit, *names: str) -> None:
    clerk.card("邀请").get_by_role("link", name="邀请").first.click()
    clerk.titled("邀请谁")
    clerk.main.locator("textarea").first.fill("\n".join(names))
    assert clerk.press("查找") == 200
    assert clerk.press("列入邀请名单") == 302


def agree(head: Visit, title: str) -> None:
    """On the phone, from the home page."""
    head.follow(f"等您审批：{title}")
    head.titled(title)
    head.reads("160")
    head.follow("同意", exact=True)
    head.fill(意见="同意，注意安全")
    assert head.press("同意") == 302


def test_from_a_plan_that_needs_approval_to_an_expense_over_budget(visit: Callable[..., Visit], screen: str):
    title = f"大恳谈{screen}"
    clerk = visit("clerk")
    plan(clerk, title)
    activity = clerk.path
    clerk.reads("还差审批：大型活动审批")
    clerk.follow("预算和支出")
    set_aside(clerk, "场地", "3000")
    clerk.open(activity)
    invite(clerk, "张三", "李四")
    clerk.reads("还差审批：大型活动审批")
    clerk.lacks("link", "发出 2 份")

    clerk.open(activity)
    clerk.follow("大型活动审批")
    clerk.follow("登记已报")
    clerk.fill(文号="郯联〔2026〕9号")
    assert clerk.press("登记已报") == 302
    agree(visit("head", width=PHONE), title)
    clerk.open(activity)
    expect(clerk.card("审批与报告")).to_contain_text("同意，注意安全")
    clerk.follow("邀请名单")
    clerk.follow("发出 2 份")
    assert clerk.press("发出") == 302

    clerk.open(activity)
    clerk.follow("经费明细")
    clerk.main.locator("tbody").get_by_role("link", name="登记支出").first.click()
    clerk.titled("支出")
    clerk.fill(**{"金额（元）": "3200.5", "支出日期": f"{date.today() + timedelta(days=1)}"})
    assert clerk.press("保存") == 422
    clerk.complains("支出日期", "还没有到这一天")
    clerk.fill(**{"支出日期": f"{date.today()}", "凭证号": "记-88"})
    assert clerk.press("保存") == 302

    clerk.reads("超出预算 200.50 元")
    clerk.follow("支出清单")
    clerk.reads("记-88")
    clerk.open(activity)
    expect(clerk.card("经费")).to_contain_text("超出预算 200.50 元")
