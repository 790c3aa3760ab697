"""A planner is warned, gives a reason; the firm reads of it on a phone and answers; the planner sees it."""

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.visit import Visit

FIRM = "临沂盛林木业有限公司"


def test_a_planner_is_warned_and_the_firm_answers_on_a_phone(visit: Callable[..., Visit], screen: str, width: int):
    title = f"走访盛林木业（{screen}）"
    day = date.today() + timedelta(days=30 if width == PHONE else 31)  # in the quiet time of the firm
    clerk = visit("clerk")
    clerk.open("/visits/")
    clerk.rows().filter(has_text=FIRM).first.get_by_role("link").first.click()
    clerk.follow(FIRM)
    clerk.reads("赶出口订单，抽不出人")
    clerk.follow("安排走访")

    clerk.fill(名称=title, 开始=f"{day}T09:00")
    clerk.page.get_by_label("用工").check()
    assert clerk.press("保存") == 422
    clerk.reads("是企业的免打扰时段：赶出口订单，抽不出人")
    clerk.complains("仍然安排的理由", "请先看上面要留意的")
    clerk.fill(仍然安排的理由="企业自己请这天来")
    assert clerk.press("保存") == 302
    expect(clerk.card("走访企业")).to_contain_text("企业自己请这天来")
    expect(clerk.card("走访企业")).to_contain_text("等企业答复")

    firm = visit("firm", width=PHONE)
    firm.open("/visits/?state=asked")
    firm.rows().filter(has_text=title).get_by_role("link").first.click()
    assert "企业自己请这天来" not in firm.main.inner_text()
    firm.follow("同意", exact=True)
    firm.fill(想说的话="上午来，门口登记")
    assert firm.press("同意") == 302
    firm.reads("上午来，门口登记")

    clerk.page.reload()
    expect(clerk.card("走访企业")).to_contain_text("同意")
    expect(clerk.card("走访企业")).to_contain_text("上午来，门口登记")
