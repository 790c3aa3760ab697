"""Those who mostly read: a vice-chair, a chamber's secretary, a county leader, an auditor."""

import re

import pytest
from playwright.sync_api import expect

WRITES = ("新增组织", "新增人员", "新增建议", "修改", "删除", "编排", "登记建议", "登记活动", "公布", "安排轮值")


def offers_nothing(visit) -> None:
    """No page of somebody who only reads offers to change anything."""
    for name in WRITES:
        expect(visit.main.get_by_role("link", name=name, exact=True)).to_have_count(0)
    expect(visit.main.get_by_role("button", name=re.compile("^(完成|撤回)"))).to_have_count(0)


def test_a_leader_sees_the_board_gives_advice_and_does_not_plan(visit, screen):
    leader = visit("leader")
    leader.go("轮值看板")
    expect(leader.main.get_by_role("article").first).to_be_visible()
    offers_nothing(leader)
    assert leader.open("/schemes/1/plan/") == 403
    leader.titled("现在不能打开")
    leader.reads("编排和公布由组织轮值的单位")

    leader.go("轮值期次")
    leader.rows().filter(has_text="庙山").first.get_by_role("link").click()
    leader.follow("登记建议")
    leader.choose("给哪家企业", "庙山")
    leader.choose("提出人", "王继东")
    leader.fill(建议内容=f"模具按用途编号上架，{screen}查找", 方面="经营管理")
    assert leader.press("保存") == 302
    leader.reads("模具按用途编号上架")
    leader.lacks("link", "采纳")


def test_a_chamber_sees_its_own_members_only(visit):
    clerk = visit("clerk")
    clerk.go("商会")
    clerk.follow("女企业家")
    clerk.main.get_by_role("link", name="示例").first.click()
    stranger, name = clerk.path, clerk.page.get_by_role("heading", level=1).inner_text()

    secretary = visit("secretary")
    secretary.go("组织名录")
    mine = secretary.rows().all_text_contents()
    assert mine and all("板材" in text for text in mine)
    secretary.main.get_by_role("searchbox", name="搜索").fill(name[2:6])
    secretary.reads("没有符合条件的记录")

    assert secretary.open(stranger) == 404
    secretary.titled("没有找到这一页")
    assert secretary.open(f"{stranger}edit/") == 404


def test_a_county_leader_reads(visit):
    official = visit("official")
    for place in ("组织名录", "商会", "轮值看板", "轮值期次", "意见建议"):
        official.go(place)
        offers_nothing(official)
    official.rows().first.get_by_role("link").first.click()
    offers_nothing(official)
    official.go("数字与口径")
    offers_nothing(official)
    assert official.open("/schemes/1/plan/") == 403
    official.titled("现在不能打开")


def test_an_auditor_opens_the_records_behind_a_figure(visit):
    auditor = visit("auditor")
    auditor.go("数字与口径")
    row = auditor.rows().filter(has_text="有效建议数")
    value = int(re.search(r"([\d,]+) 条记录", row.inner_text())[1].replace(",", ""))
    row.get_by_role("link").click()
    auditor.titled("有效建议数")
    expect(auditor.main.get_by_role("status").filter(has_text="条记录")).to_contain_text(f"{value}")
    record = auditor.main.get_by_role("link", name=re.compile(r"\d{4}-\d{4}")).first
    number = re.search(r"\d{4}-\d{4}", record.inner_text())[0]
    record.click()
    auditor.reads(number)
    offers_nothing(auditor)


@pytest.mark.parametrize("who", ["auditor", "head"])
def test_a_claim_that_reads_two_ways_shows_both(visit, who):
    reader = visit(who)
    reader.go("文章核对")
    row = reader.rows().filter(has_text="产业全覆盖")
    expect(row).to_contain_text("有歧义")
    row.get_by_role("link").click()
    readings = reader.main.get_by_role("region").filter(has_text="记录得出").filter(has_text="口径")
    expect(readings).to_have_count(2)
    for verdict, share in (("相符", "95%"), ("不符", "100%")):
        expect(readings.filter(has=reader.page.get_by_text(verdict, exact=True)).first).to_contain_text(share)
    expect(reader.card("核对结果")).to_contain_text("有歧义")
    expect(reader.card("原文")).to_contain_text("中华工商时报")
