"""A trip abroad from its plan to its certificates: stops, a guest who reads them on a phone, the roster, the papers."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.visit import Visit

FIRST = date.today() - timedelta(days=6)
PLACES = [("胡志明市", "越南", 0, 1), ("曼谷", "泰国", 3, 4)]


@pytest.fixture
def clerk(visit: Callable[..., Visit]) -> Visit:
    return visit("clerk")


def day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def downloaded(visit: Visit, name: str) -> Document:
    """What a button of the page gives, opened."""
    with visit.page.expect_download() as caught:
        visit.link(name).click()
    return Document(BytesIO(caught.value.path().read_bytes()))


def plan(clerk: Visit, title: str, first: date, hours: str = "24") -> None:
    clerk.open("/activities/new/")
    clerk.choose("类型", "参观考察")
    last = first + timedelta(days=5)
    clerk.fill(名称=title, 开始=f"{first}T09:00", 结束=f"{last}T17:00", 学时=hours)
    assert clerk.press("保存") == 302
    clerk.titled(title)


def add_stop(clerk: Visit, button: str, place: str, country: str, first: str, last: str) -> None:
    clerk.follow(button, exact=True)
    clerk.fill(哪天到=first, 待到哪天=last, 地点=place, 国家或地区=country)
    clerk.field("走访的单位（不在册）").fill(f"{place}华商会")
    assert clerk.press("保存") == 302


def test_a_trip_abroad_from_its_plan_to_the_certificates(clerk: Visit, screen: str):
    plan(clerk, f"赴东南亚考察{screen}", FIRST)
    for number, (place, country, first, last) in enumerate(PLACES):
        add_stop(clerk, "新增行程" if number else "行程", place, country, day(first), day(last))
    trip = clerk.card("行程")
    for words in ("胡志明市", "越南", "曼谷华商会", "还没有安排"):
        expect(trip).to_contain_text(words)

    clerk.follow("登记参加人员")
    clerk.main.locator("textarea").first.fill("考察甲 汇友商行\n考察乙 汇友商行")
    assert clerk.press("核对名单") == 200
    assert clerk.press("登记") == 302
    clerk.follow("登记为已举办")
    assert clerk.press("登记为已举办") == 302

    clerk.follow("结业证书、参加证明")
    assert clerk.press("编号发证") == 302
    clerk.titled("证书")
    expect(clerk.rows()).to_have_count(2)
    number = clerk.rows().first.get_by_role("cell").first.inner_text()
    texts = [paragraph.text for paragraph in downloaded(clerk, "全部下载").paragraphs]
    assert [f"编号：{number}" in texts, texts.count("结业证书")] == [True, 2]


def test_a_guest_reads_on_the_phone_where_the_trip_goes(clerk: Visit, window, screen: str):
    soon = date.today() + timedelta(days=20)
    plan(clerk, f"赴越南考察{screen}", soon, "")
    trip = clerk.path
    clerk.card("邀请").get_by_role("link", name="邀请").first.click()
    clerk.titled("邀请谁")
    clerk.main.locator("textarea").first.fill("随团客人")
    assert clerk.press("查找") == 200
    assert clerk.press("列入邀请名单") == 302
    clerk.follow("发出 1 份")
    assert clerk.press("发出") == 302
    text = clerk.main.get_by_label("给随团客人的话").input_value()
    clerk.open(trip)
    add_stop(clerk, "行程", "河内", "越南", f"{soon}", "")

    phone = Visit(window(PHONE).new_page(), PHONE)
    assert phone.open(text[text.index("http") :].split()[0]) == 200

    phone.reads("河内 · 越南")
    phone.reads("河内华商会")
    assert phone.troubles == []


def test_seats_and_badges_are_made_for_whoever_is_on_the_list(clerk: Visit):
    clerk.open("/activities/?q=清华大学企业家研修班")
    clerk.rows().filter(has_text="清华大学").get_by_role("link").first.click()
    clerk.titled("清华大学企业家研修班")
    clerk.follow("证件与座次")
    clerk.fill(座次表一排几座="3")
    clerk.main.get_by_role("button", name="按这个排").click()
    expect(clerk.rows()).to_have_count(6)

    seats = downloaded(clerk, "座次表").tables[0]

    assert [len(row.cells) for row in seats.rows] == [3, 3]
