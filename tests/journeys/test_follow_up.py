"""What follows a gathering: somebody sees to what was agreed, a guest says how it was, and the bulletin goes out."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.visit import Visit

YESTERDAY = date.today() - timedelta(days=1)


@pytest.fixture
def clerk(visit: Callable[..., Visit]) -> Visit:
    return visit("clerk")


def plan(clerk: Visit, title: str) -> str:
    """A talk planned for yesterday; returns its address."""
    clerk.open("/activities/new/")
    clerk.choose("类型", "恳谈会")
    clerk.fill(名称=title, 开始=f"{YESTERDAY}T14:00", 地点="会议室")
    assert clerk.press("保存") == 302
    return clerk.path


def invite(clerk: Visit, name: str) -> str:
    """Somebody is invited; returns the link that the staff copies into a chat."""
    clerk.card("邀请").get_by_role("link", name="邀请").first.click()
    clerk.titled("邀请谁")
    clerk.main.locator("textarea").first.fill(name)
    assert clerk.press("查找") == 200
    assert clerk.press("列入邀请名单") == 302
    clerk.follow("发出 1 份")
    assert clerk.press("发出") == 302
    clerk.titled("通知客人")
    clerk.follow("邀请名单")
    clerk.rows().filter(has_text=name).get_by_role("link", name="链接").click()
    clerk.titled("邀请链接")
    text = clerk.main.get_by_label("邀请的话").input_value()
    return text[text.index("http") :].split()[0]


def hold(clerk: Visit, activity: str) -> None:
    clerk.open(activity)
    clerk.follow("登记为已举办")
    clerk.fill(纪要="大家说了难处。")
    assert clerk.press("登记为已举办") == 302


def is_there(clerk: Visit, activity: str, name: str) -> None:
    """The clerk writes down who came, after the fact."""
    clerk.open(activity)
    clerk.follow("到场登记")
    clerk.fill(姓名=name)
    assert clerk.press("到了") == 302
    clerk.told(f"{name} 到了")


def name_of(somebody: Visit) -> str:
    """As the top of each page calls them."""
    return somebody.page.locator(".who b").first.text_content()


def test_what_was_agreed_is_recorded_on_the_phone_found_at_home_and_finished(visit, screen: str):
    clerk, owner, thing = visit("clerk", width=PHONE), visit("head"), f"给春蚕找收购商{screen}"
    activity = plan(clerk, f"后续{screen}")
    hold(clerk, activity)
    clerk.follow("后续事项", exact=True)
    clerk.fill(要办的事=thing, 期限=str(date.today() + timedelta(days=1)))
    clerk.choose("责任人", name := name_of(owner))
    clerk.page.get_by_label("是会议决定").check()
    assert clerk.press("保存") == 302
    clerk.reads("会议决定 1")

    owner.open("/")
    owner.reads(thing)
    owner.follow(thing)
    owner.reads(name)
    owner.follow("办结")
    owner.fill(办理结果="找到两家")
    assert owner.press("办结") == 302

    owner.reads("找到两家")
    owner.open("/")
    owner.lacks("link", thing)


def test_a_guest_says_how_it_was_by_the_link_and_the_clerk_takes_the_bulletin(
    clerk: Visit, window, screen: str, tmp_path: Path
):
    activity = plan(clerk, f"反馈{screen}")
    link = invite(clerk, "张三")
    hold(clerk, activity)
    is_there(clerk, activity, "李四")
    guest = Visit(window(PHONE).new_page(), PHONE)
    assert guest.open(link) == 200
    guest.reads("名单上还没有记上")
    is_there(clerk, activity, "张三")
    guest.page.reload()
    assert guest.press("说完了") == 422
    guest.page.get_by_label("有收获", exact=True).check()
    guest.fill(想说的话="茶不错")
    assert guest.press("说完了") == 302
    guest.reads("谢谢，您说的已经记下")
    clerk.open(activity)
    expect(clerk.card("反馈")).to_contain_text("参加 2 位，收到看法 1 份")
    expect(clerk.card("反馈")).to_contain_text("茶不错")

    clerk.follow("写简报")
    text = clerk.field("正文")
    text.fill(text.input_value() + "\n办公室补了一句。")
    clerk.fill(期数="7")
    assert clerk.press("按这一稿生成") == 302
    with clerk.page.expect_download() as fetched:
        clerk.link("下载 Word").click()
    fetched.value.save_as(tmp_path / "bulletin.docx")

    lines = [paragraph.text for paragraph in Document(str(tmp_path / "bulletin.docx")).paragraphs if paragraph.text]
    day = f"{YESTERDAY.year}年{YESTERDAY.month}月{YESTERDAY.day}日"
    assert lines[:3] == ["简报", "第7期", f"反馈{screen}"]
    assert lines[3] == f"{day}，“反馈{screen}”在会议室举行。由郯城县工商业联合会主办。参加2人。"
    assert lines[4:6] == ["大家说了难处。", "办公室补了一句。"]
    assert guest.troubles == []
