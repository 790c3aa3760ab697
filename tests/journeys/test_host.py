"""The host firm: its own suggestions, and what came of them. The clerk has entered one for it first."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

FIRM = "庙山"


@pytest.fixture
def given(visit, screen) -> str:
    """A new suggestion to this firm."""
    text = f"样品间按客户分柜，{screen}前先报价"
    clerk = visit("clerk")
    clerk.go("轮值期次")
    clerk.rows().filter(has_text=FIRM).first.get_by_role("link").click()
    clerk.follow("登记建议")
    clerk.choose("给哪家企业", FIRM)
    clerk.fill(建议内容=text, 方面="市场销售")
    clerk.main.get_by_role("textbox", name=re.compile("提出人.不在册")).fill("来访的客商")
    assert clerk.press("保存") == 302
    return text


def test_the_host_accepts_reports_and_judges(visit, given):
    host = visit("host")
    matter = host.card("待我办理").get_by_role("article").filter(has_text=given)
    expect(matter.get_by_role("link", name="采纳", exact=True)).to_be_visible()
    expect(matter).to_contain_text("待答复")
    host.follow(given)

    host.follow("采纳", exact=True)
    assert host.press("采纳") == 422
    host.complains("由谁落实", "请填写这一项")
    host.fill(由谁落实="样品间 王主管", 什么时候前=f"{date.today() + timedelta(days=9)}")
    assert host.press("采纳") == 302
    host.reads("样品间 王主管")
    expect(host.link("报告结果")).to_be_visible()
    host.lacks("link", "重开")

    host.follow("报告结果")
    host.fill(落实结果="柜子分好，报价单贴在柜门上")
    assert host.press("报告结果") == 302
    host.reads("柜子分好")

    host.follow("评价是否有效")
    host.main.get_by_role("radio", name="有效").check()
    host.fill(一句话="客户少跑一趟")
    assert host.press("评价是否有效") == 302
    host.reads("客户少跑一趟")
    host.reads("已落实")


def test_the_host_sees_no_suggestion_to_another_firm(visit):
    clerk = visit("clerk")
    clerk.go("意见建议")
    clerk.search("织女")
    other = clerk.rows().filter(has_text="织女").first.get_by_role("link").get_attribute("href")
    host = visit("host")

    host.go("意见建议")
    texts = host.rows().all_text_contents()
    assert texts and all(FIRM in text for text in texts)
    host.lacks("link", "新增建议")
    expect(host.main.get_by_role("link", name="导出")).to_have_count(0 if host.on_phone else 1)

    host.go("我的单位", titled=FIRM)
    expect(host.main.get_by_role("link", name="修改记录")).to_have_count(0 if host.on_phone else 1)

    assert host.open(other) == 404
    host.titled("没有找到这一页")
    host.reads("不在您的工作范围之内")
    host.follow("回到首页")
    host.reads("待我办理")
