"""Somebody is invited and answers on a phone without an account; the last place goes to one of two."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.visit import Visit


@pytest.fixture
def clerk(visit: Callable[..., Visit]) -> Visit:
    return visit("clerk")


@pytest.fixture
def guest(window) -> Callable[[str], Visit]:
    """A phone in which nobody has ever signed in, at the address of an invitation."""

    def open_link(address: str) -> Visit:
        visit = Visit(window(PHONE).new_page(), PHONE)
        assert visit.open(address) == 200
        return visit

    return open_link


def plan(clerk: Visit, title: str, places: int) -> None:
    clerk.open("/activities/new/")
    clerk.choose("类型", "恳谈会")
    clerk.fill(名称=title, 开始=f"{date.today() + timedelta(days=9)}T14:00", 最多多少人=str(places))
    assert clerk.press("保存") == 302


def invite(clerk: Visit, *names: str) -> None:
    clerk.card("邀请").get_by_role("link", name="邀请").first.click()
    clerk.titled("邀请谁")
    clerk.main.get_by_label("一行一位").or_(clerk.main.locator("textarea")).first.fill("\n".join(names))
    assert clerk.press("查找") == 200
    assert clerk.press("列入邀请名单") == 302
    clerk.follow(f"发出 {len(names)} 份")
    assert clerk.press("发出") == 302
    clerk.titled("通知客人")
    clerk.follow("邀请名单")


def link_of(clerk: Visit, name: str) -> str:
    """The address that the staff copies into a chat."""
    listed = clerk.path
    clerk.rows().filter(has_text=name).get_by_role("link", name="链接").click()
    clerk.titled("邀请链接")
    text = clerk.main.get_by_label("邀请的话").input_value()
    clerk.open(listed)
    return text[text.index("http") :].split()[0]


def reads_in_the_list(clerk: Visit, name: str, words: str) -> None:
    clerk.page.reload()
    expect(clerk.rows().filter(has_text=name)).to_contain_text(words)


def test_a_guest_sends_somebody_else_and_nobody_sees_the_other_guests(clerk: Visit, guest, screen: str):
    plan(clerk, f"恳谈会{screen}", 12)
    invite(clerk, "张三", "李四")
    phone = guest(link_of(clerk, "张三"))
    phone.titled(f"恳谈会{screen}")
    expect(phone.main).not_to_contain_text("李四")

    phone.page.get_by_label("我派人来").check()
    assert phone.press("答复") == 422
    phone.complains("派谁来", "请写派谁来")
    phone.fill(派谁来="王副总", 留言="我在外地")
    assert phone.press("答复") == 302

    phone.reads("您的答复：派人来")
    reads_in_the_list(clerk, "张三", "王副总")
    assert phone.troubles == []


def test_the_last_place_goes_to_one_and_the_other_waits_until_it_is_free(clerk: Visit, guest, screen: str):
    plan(clerk, f"满座{screen}", 1)
    invite(clerk, "甲某", "乙某")
    first, second = (guest(link_of(clerk, name)) for name in ("甲某", "乙某"))
    for phone in (first, second):
        phone.page.get_by_label("参加", exact=True).check()
        phone.press("答复")
    first.reads("您的答复：参加")
    second.reads("名额已经满了，您列在候补里")

    first.page.get_by_label("这次不来").check()
    first.press("答复")
    reads_in_the_list(clerk, "乙某", "候补")
    clerk.rows().filter(has_text="乙某").get_by_role("link", name="递补").click()
    assert clerk.press("递补参加") == 302

    reads_in_the_list(clerk, "乙某", "参加")
    second.page.reload()
    second.reads("您的答复：参加")
