"""A festival of four activities: planned, hosted by several, held one by one, and added up with its money."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from docx import Document
from playwright.sync_api import expect

from tests.journeys.visit import Visit

FIRST = date.today() - timedelta(days=4)
PLACES = [
    ("招商推介会", "推介会", 0, "投资甲 汇友商行\n投资乙 汇友商行", "3000", "2800"),
    ("座谈会", "投资论坛", 1, "投资甲 汇友商行", "1000", "1200.50"),
    ("慈善拍卖", "慈善拍卖", 2, "投资乙 汇友商行", "", ""),
    ("联谊会", "联谊会", 3, "", "", ""),
]


def day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def open_festival(clerk: Visit, title: str) -> str:
    clerk.open("/programmes/new/")
    clerk.fill(名称=title, 起=day(0), 止=day(6), 地点="郯城大酒店")
    assert clerk.press("保存") == 302
    clerk.titled(title)
    festival = clerk.path
    for name, part in (("上海郯城商会", "承办"), ("苏州市工商业联合会", "协办")):
        clerk.follow("新增主办承办单位")
        clerk.choose("单位", name)
        clerk.fill(作为=part)
        assert clerk.press("保存") == 302
        clerk.open(festival)
    return festival


def add(clerk: Visit, festival: str, kind: str, title: str, number: int) -> str:
    clerk.open(festival)
    clerk.follow("登记其中的活动")
    clerk.choose("类型", kind)
    clerk.fill(名称=title, 开始=f"{day(number)}T14:00", 地点="一楼大厅")
    assert clerk.press("保存") == 302
    clerk.titled(title)
    return clerk.path


def pay(clerk: Visit, activity: str, planned: str, paid: str) -> None:
    clerk.follow("预算和支出")
    clerk.follow("列预算")
    clerk.fill(**{"项目": "场地", "金额（元）": planned})
    assert clerk.press("保存") == 302
    clerk.main.locator("tbody").get_by_role("link", name="登记支出").first.click()
    clerk.titled("支出")
    clerk.fill(**{"金额（元）": paid, "支出日期": day(4)})
    assert clerk.press("保存") == 302
    clerk.open(activity)


def hold(clerk: Visit, people: str) -> None:
    if people:
        clerk.follow("登记参加人员")
        clerk.main.locator("textarea").first.fill(people)
        assert clerk.press("核对名单") == 200
        assert clerk.press("登记") == 302
    clerk.follow("登记为已举办")
    assert clerk.press("登记为已举办") == 302


def test_a_festival_of_four_activities_from_its_plan_to_its_sums(
    visit: Callable[..., Visit], screen: str, tmp_path: Path
):
    clerk, title = visit("clerk"), f"银杏节{screen}"
    festival = open_festival(clerk, title)
    for kind, name, number, people, planned, paid in PLACES:
        activity = add(clerk, festival, kind, name, number)
        if planned:
            pay(clerk, activity, planned, paid)
        if number < 3:
            hold(clerk, people)

    clerk.open(festival)
    hosts, held, money = clerk.card("主办承办"), clerk.card("其中的活动"), clerk.card("经费")
    expect(hosts).to_contain_text("承办")
    for sum_of_all in ("已举办 3 场", "参加 4 人次", "参加的人 2 人"):
        expect(held).to_contain_text(sum_of_all)
    expect(money).to_contain_text("合计：预算 4,000.00 元 · 已支出 4,000.50 元 · 超出预算 0.50 元")
    held.get_by_role("link", name="已举办 3 场").click()
    expect(clerk.rows()).to_have_count(3)

    clerk.open(festival)
    clerk.follow("写简报")
    assert clerk.press("按这一稿生成") == 302
    with clerk.page.expect_download() as fetched:
        clerk.link("下载 Word").click()
    fetched.value.save_as(tmp_path / "bulletin.docx")
    text = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "bulletin.docx")).paragraphs)
    assert "共举办3场。参加2人、4人次。" in text
    assert [name in text for name in ("推介会", "投资论坛", "慈善拍卖", "联谊会")] == [True, True, True, False]
    assert clerk.troubles == []
