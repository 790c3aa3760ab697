"""A leader's day with the chambers linked to them; a notice that is read and asked about; links given out anew."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.visit import Visit

BOARD = "郯城县板材行业商会（示例）"


@pytest.fixture
def leader(visit: Callable[..., Visit]) -> Visit:
    return visit("official")


def test_a_leaders_visit_day(leader: Visit, visit: Callable[..., Visit], screen: str):
    leader.go("我联系的", titled="秦怀远")
    leader.titled("秦怀远")
    leader.card("联系的").get_by_role("listitem").filter(has_text=BOARD).get_by_role("link", name="登记").last.click()
    leader.titled("登记联系")
    expect(leader.main.get_by_role("checkbox", name=BOARD)).to_be_checked()
    leader.main.get_by_role("radio", name="谈心" if leader.on_phone else "走访").check()

    leader.fill(
        **{"听到了什么": f"订单饱满（{screen}）", "提了哪些问题，要回复的": f"路灯坏了（{screen}）\n想扩厂（{screen}）"}
    )
    assert leader.press("登记联系") == 302

    leader.told("已登记")
    leader.reads(f"订单饱满（{screen}）")
    leader.go("我联系的", titled="秦怀远")
    expect(leader.card("待回复的问题")).to_contain_text(f"路灯坏了（{screen}）")
    leader.card("待回复的问题").get_by_role("link", name=f"路灯坏了（{screen}）").click()
    leader.follow("回复")
    leader.fill(回复=f"本周修好（{screen}）")
    assert leader.press("回复") == 302

    secretary = visit("secretary")
    secretary.open("/link_questions/")
    secretary.rows().filter(has_text=f"路灯坏了（{screen}）").get_by_role("link").first.click()
    secretary.reads(f"本周修好（{screen}）")
    secretary.open("/link_questions/")
    expect(secretary.rows().filter(has_text="儒商")).to_have_count(0)


def test_the_liaison_officer_arranges_and_reports(visit: Callable[..., Visit], screen: str):
    officer = visit("officer")
    officer.go("我联系的", titled="秦怀远")
    officer.follow("约定联系")
    officer.main.get_by_role("checkbox", name="胜利镇商会").check()
    officer.main.get_by_role("radio", name="电话").check()
    officer.fill(**{"什么时候": f"{date.today() + timedelta(days=9)}T09:30", "地点": f"电话会（{screen}）"})
    assert officer.press("约定联系") == 302
    officer.reads("已约定")

    officer.go("我联系的", titled="秦怀远")
    expect(officer.card("接下来")).to_contain_text("胜利镇商会")
    officer.follow("登记联系")
    officer.main.get_by_role("checkbox", name="胜利镇商会").check()
    officer.main.get_by_role("radio", name="谈心").check()
    officer.fill(哪天=str(date.today() + timedelta(days=1)), **{"听到了什么": "明天的事"})
    assert officer.press("登记联系") == 422
    officer.complains("哪天", "还没到这一天")
    expect(officer.field("听到了什么")).to_have_value("明天的事")


def test_a_notice_is_sent_read_and_asked_about(visit: Callable[..., Visit], screen: str):
    clerk, secretary = visit("clerk"), visit("secretary")
    clerk.open("/briefings/new/")
    clerk.fill(标题=f"示例决定（{screen}）", 通报内容="全文如下。")
    assert clerk.press("保存") == 302
    clerk.follow("发出")
    assert clerk.press("发出") == 302
    clerk.reads("已阅知 0/")
    address = clerk.path

    secretary.open("/receipts/?state=unread")
    secretary.rows().filter(has_text=f"示例决定（{screen}）").get_by_role("link").first.click()
    secretary.reads("全文如下。")
    secretary.follow("提问")
    secretary.fill(**{"想问什么、有什么意见": f"何时施行？（{screen}）"})
    assert secretary.press("提问") == 302
    secretary.reads("已阅知")

    clerk.open(address)
    clerk.reads("已阅知 1/")


def test_links_are_given_out_anew_and_one_may_look_first(visit: Callable[..., Visit]):
    clerk = visit("clerk")
    clerk.open("/link_schemes/")
    clerk.rows().first.get_by_role("link").first.click()
    clerk.follow("分工")
    assert clerk.press("分工") == 302
    clerk.told(re.compile("并已证明没有更好的分法"))
    clerk.reads("谁联系谁，为什么")
    clerk.reads("原来就由他（她）联系")
    clerk.follow("不采用")
    assert clerk.press("不采用") == 302


def test_the_office_sees_how_far_it_is_and_takes_it_away(visit: Callable[..., Visit]):
    clerk = visit("clerk")
    clerk.go("联系完成情况")
    clerk.reads("按姓名排列，不排名")
    expect(clerk.main).to_contain_text("秦怀远")
