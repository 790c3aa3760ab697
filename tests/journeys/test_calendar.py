"""The calendar as people use it: from month to month, narrowed, into an activity and back; and in their own program."""

import re
from urllib.request import urlopen

from playwright.sync_api import expect

from tests.journeys.test_lists import checked_for_barriers

MONTH = "/calendar/?view=month&day=2026-09-15"


def period(visit):
    return visit.main.locator(".period h2").locator("visible=true")


def shaped(visit, name: str) -> None:
    visit.main.get_by_role("navigation", name="日历的样式").locator("visible=true").get_by_role(
        "link", name=name
    ).click()


def event(visit):
    return visit.main.locator("a.event").locator("visible=true").first


def test_a_clerk_turns_the_months_narrows_opens_an_activity_and_comes_back(visit):
    clerk = visit("clerk")
    clerk.go("活动日历")
    shape = "日程" if clerk.on_phone else "月"
    expect(clerk.main.locator(".shapes [aria-current]").locator("visible=true")).to_have_text(shape)
    checked_for_barriers(clerk)

    clerk.open(MONTH)
    expect(period(clerk)).to_contain_text("2026年9月")
    checked_for_barriers(clerk)
    clerk.main.get_by_role("link", name="下个月").click()
    expect(period(clerk)).to_contain_text("2026年10月")
    expect(clerk.main.get_by_role("link", name="下个月")).to_be_focused()  # the next month is one more Enter away
    clerk.page.keyboard.press("Shift+Tab")
    clerk.page.keyboard.press("Shift+Tab")
    clerk.page.keyboard.press("Enter")
    expect(period(clerk)).to_contain_text("2026年9月")
    clerk.field("类型").select_option(label="走访观摩")
    expect(clerk.main.get_by_role("link", name="移除筛选 走访观摩")).to_be_visible()
    expect(period(clerk)).to_contain_text("2026年9月")  # where one was, one stays
    shaped(clerk, "日程")
    expect(clerk.main.get_by_role("link", name="移除筛选 走访观摩")).to_be_visible()
    checked_for_barriers(clerk)

    title = event(clerk).locator("b").inner_text()
    event(clerk).click()
    clerk.titled(title)
    expect(clerk.link("加入日历")).to_be_visible()
    clerk.page.go_back()
    expect(clerk.main.get_by_role("link", name="移除筛选 走访观摩")).to_be_visible()
    clerk.follow("列表")
    expect(clerk.main.get_by_role("link", name="移除筛选 走访观摩")).to_be_visible()
    clerk.follow("日历", exact=True)
    expect(clerk.main.get_by_role("link", name="移除筛选 走访观摩")).to_be_visible()


def test_a_day_opens_with_all_of_it_and_begins_an_activity(visit):
    clerk = visit("clerk")
    clerk.open("/calendar/?view=month&day=2026-11-01")
    day = clerk.main.locator("#d20261118")
    said = int(re.search(r"(\d+) 场活动", day.inner_text()).group(1))
    day.click()
    expect(clerk.main.get_by_role("heading", level=3)).to_contain_text("2026年11月18日")
    expect(clerk.main.locator("#day a.event")).to_have_count(said)
    expect(clerk.main.locator("#day a.event").filter(has_text="座谈会：年终回款与传承接班")).to_have_count(1)
    checked_for_barriers(clerk)

    clerk.follow("在这天登记活动")

    expect(clerk.field("开始")).to_have_value("2026-11-18T09:00")


def test_an_organization_is_picked_and_cleared(visit):
    clerk = visit("clerk")
    clerk.open("/calendar/?view=month&day=2026-11-01")
    before = period(clerk).inner_text()

    clerk.fill(主办或参加单位="苏州市工商业联合会")
    chip = clerk.main.get_by_role("link", name=re.compile("移除筛选 苏州市工商业联合会"))
    expect(chip).to_be_visible()
    clerk.reads("没有符合条件的活动")  # it has never come
    checked_for_barriers(clerk)
    chip.click()

    expect(chip).to_have_count(0)
    expect(period(clerk)).to_have_text(before)
    assert clerk.field("主办或参加单位").input_value() == ""


def test_a_week_reads_well_and_without_script_everything_is_a_link(visit):
    clerk = visit("clerk", java_script_enabled=False)
    clerk.open(MONTH)
    clerk.follow("上个月")
    expect(period(clerk)).to_contain_text("2026年8月")
    clerk.field("类型").select_option(label="走访观摩")
    clerk.main.get_by_role("button", name="筛选").click()
    expect(clerk.main.get_by_role("link", name="移除筛选 走访观摩")).to_be_visible()
    expect(period(clerk)).to_contain_text("2026年8月")

    seeing = visit("clerk")
    seeing.open("/calendar/?view=week&day=2026-11-16")
    expect(period(seeing)).to_contain_text("2026-11-16 – 2026-11-22")
    checked_for_barriers(seeing)


def test_on_paper_stand_the_days_and_no_buttons(visit):
    clerk = visit("clerk")
    clerk.open("/calendar/?view=month&day=2026-11-01")

    clerk.page.emulate_media(media="print")

    expect(clerk.main.get_by_role("link", name="下个月").locator("visible=true")).to_have_count(0)
    expect(clerk.main.get_by_role("searchbox").locator("visible=true")).to_have_count(0)
    expect(clerk.main.get_by_role("table")).to_be_visible()
    expect(period(clerk)).to_be_visible()


def test_a_firm_subscribes_and_gives_it_up(visit):
    host = visit("host")
    host.open("/calendar/")
    checked_for_barriers(host)
    host.lacks("link", "登记活动")
    host.follow("订阅")
    host.titled("我的日历订阅")
    checked_for_barriers(host)
    assert host.press("开通订阅") == 302
    checked_for_barriers(host)
    address = host.field("把这个地址复制到日历软件里").input_value()

    with urlopen(address) as answer:
        assert (answer.status, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        assert answer.read().startswith(b"BEGIN:VCALENDAR")

    host.open("/calendar/subscription/")
    host.lacks("textbox", "把这个地址复制到日历软件里")  # shown once
    host.reads("日历软件最近一次来取")
    assert host.press("换一个新地址") == 302
    assert host.field("把这个地址复制到日历软件里").input_value() != address
    assert host.press("关闭订阅") == 302
    host.told("订阅已关闭")
    host.reads("还没有开通")
