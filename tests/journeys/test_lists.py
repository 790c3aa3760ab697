"""Lists as people use them: views that are kept, many records at once, paper, and the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_pages import problems


@pytest.fixture
def clerk(visit):
    return visit("clerk")


def views(visit):
    return visit.main.get_by_role("navigation", name="常用筛选")


def boxes(visit):
    return visit.rows().get_by_role("checkbox")


def checked_for_barriers(visit):
    assert [*problems(visit.page), *problems(visit.page, "dark")] == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= visit.width


def test_a_view_is_kept_applied_made_the_default_and_given_up(clerk, screen):
    clerk.go("意见建议")
    clerk.field("评价").select_option(label="有效")
    expect(clerk.main.get_by_role("link", name="移除筛选 有效")).to_be_visible()
    clerk.follow("存为常用")
    clerk.reads("评价：有效")
    checked_for_barriers(clerk)
    clerk.fill(名称=screen)
    assert clerk.press("保存") == 302
    clerk.told(f"已存为常用：{screen}")
    chip = views(clerk).get_by_role("link", name=re.compile(f"^{screen}"))
    expect(chip).to_have_attribute("aria-current", "true")

    clerk.open("/suggestions/")
    clerk.field("评价").select_option(label="有效")
    expect(chip).to_have_attribute("aria-current", "true")  # the row follows the filters
    checked_for_barriers(clerk)
    clerk.follow("整理")
    checked_for_barriers(clerk)
    assert clerk.press(f"设为默认 {screen}") == 302
    clerk.open("/suggestions/")
    expect(chip).to_have_attribute("aria-current", "true")
    clerk.follow("看全部")
    expect(clerk.main.get_by_role("link", name="移除筛选 有效")).to_have_count(0)

    clerk.follow("整理")
    clerk.follow(f"删除 {screen}")
    assert clerk.press("删除") == 302
    clerk.open("/suggestions/")
    expect(chip).to_have_count(0)


def test_some_suggestions_are_declined_together_and_taken_back(clerk, screen):
    clerk.open("/suggestions/?state=proposed")
    first = {"宽屏": 0, "窄屏": 2}[screen]
    numbers = [boxes(clerk).nth(place).get_attribute("value") for place in (first, first + 1)]
    for number in numbers:
        clerk.main.locator(f"[name=chosen][value='{number}']").check()
    assert "chosen" not in clerk.page.url  # choosing asks the list nothing
    checked_for_barriers(clerk)
    with clerk.page.expect_navigation():
        clerk.main.get_by_role("button", name="办理所选 2 条").click()
    clerk.reads("意见建议，选中 2 条")
    clerk.follow("不采纳")
    checked_for_barriers(clerk)

    assert clerk.press("不采纳 2 条") == 422
    clerk.complains("原因", "请填写这一项")
    clerk.fill(原因=f"{screen}暂时做不到")
    assert clerk.press("不采纳 2 条") == 302

    clerk.told("已办理 2 条")
    expect(clerk.main.get_by_text("未采纳")).to_have_count(2)
    checked_for_barriers(clerk)
    clerk.follow("全部撤回 2 条：撤回答复")
    assert clerk.press("撤回答复 2 条") == 302
    expect(clerk.main.get_by_text("待答复")).to_have_count(2)


def test_boxes_are_counted_and_all_of_a_page_are_chosen_at_once(clerk):
    clerk.open("/suggestions/?state=proposed")
    number = boxes(clerk).count()

    clerk.main.get_by_label("本页全选").check()
    expect(clerk.main.get_by_role("button", name=f"办理所选 {number} 条")).to_be_visible()
    expect(boxes(clerk).first).to_be_checked()
    clerk.main.get_by_label("本页全选").uncheck()

    clerk.main.get_by_role("button", name="办理所选").click()
    clerk.reads("还没有选中记录")
    checked_for_barriers(clerk)


def test_without_script_rows_are_chosen_and_views_applied_all_the_same(visit):
    clerk = visit("clerk", java_script_enabled=False)
    clerk.open("/suggestions/?state=proposed")
    boxes(clerk).first.check()
    with clerk.page.expect_navigation():
        clerk.main.get_by_role("button", name="办理所选").click()
    clerk.reads("意见建议，选中 1 条")
    clerk.lacks("button", "键盘操作")


def test_a_list_goes_onto_paper_with_what_narrows_it(clerk):
    clerk.open("/suggestions/?useful=yes")
    clerk.follow("打印")
    clerk.reads("评价：有效")
    assert clerk.rows().count() > 25
    checked_for_barriers(clerk)

    clerk.page.emulate_media(media="print")

    expect(clerk.main.get_by_role("button", name="打印").locator("visible=true")).to_have_count(0)
    expect(
        clerk.main.get_by_role("columnheader", name="提出日期")
    ).to_be_in_viewport()  # a table also on a narrow sheet


def test_keys_are_explained_only_where_there_are_any(clerk):
    clerk.open("/suggestions/")

    hint = clerk.main.get_by_role("button", name="键盘操作").locator("visible=true")

    expect(hint).to_have_count(0 if clerk.on_phone else 1)


def test_rows_are_gone_through_by_the_keyboard(clerk):
    clerk.open("/suggestions/")
    keys = clerk.page.keyboard
    link = clerk.rows().locator(".c-lead a")

    keys.press("/")
    search = clerk.main.get_by_role("searchbox", name="搜索")
    expect(search).to_be_focused()
    keys.type("jk")
    expect(search).to_have_value("jk")
    narrowed = clerk.main.get_by_role("link", name="移除筛选 jk")
    expect(narrowed).to_be_visible()
    keys.press("Escape")
    expect(search).to_have_value("")
    expect(narrowed).to_have_count(0)  # the rows are there again, and none of them will change under the keys
    keys.press("Escape")
    expect(clerk.rows().nth(2)).to_be_visible()
    keys.press("j")
    expect(link.nth(0)).to_be_focused()
    keys.press("ArrowDown")
    expect(link.nth(1)).to_be_focused()
    keys.press("k")
    keys.press("x")
    expect(boxes(clerk).first).to_be_checked()

    keys.press("?")
    dialog = clerk.page.get_by_role("dialog", name="键盘操作")
    expect(dialog).to_be_visible()
    assert problems(clerk.page) == []
    dialog.get_by_role("checkbox").uncheck()
    keys.press("Escape")
    expect(dialog).to_be_hidden()
    keys.press("j")
    expect(link.nth(1)).not_to_be_focused()

    clerk.page.evaluate("localStorage.clear()")
    link.nth(0).focus()
    title = link.nth(0).inner_text().removesuffix("…")
    with clerk.page.expect_navigation():
        keys.press("Enter")
    clerk.reads(title)


def test_the_days_of_a_list_are_one_chip_that_gives_up_both(clerk):
    clerk.open("/activities/?since=2026-01-01&until=2026-12-31")
    chip = clerk.main.get_by_role("link", name="移除筛选 开始：2026-01-01 至 2026-12-31")
    checked_for_barriers(clerk)

    chip.click()

    expect(chip).to_have_count(0)
    assert [clerk.main.get_by_label(label).input_value() for label in ("日期从", "日期到")] == ["", ""]
    assert "since" not in clerk.page.url and "until" not in clerk.page.url
