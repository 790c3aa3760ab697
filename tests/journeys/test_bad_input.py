"""What people do to forms: twice, late, at the same time, without a network, with the wrong password."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, PASSWORD
from tests.journeys.test_pages import problems
from tests.journeys.visit import Visit


def start_a_suggestion(visit, text: str) -> None:
    visit.go("轮值期次")
    visit.rows().filter(has_text="庙山").first.get_by_role("link").click()
    visit.follow("登记建议")
    visit.choose("给哪家企业", "庙山")
    visit.main.get_by_role("textbox", name=re.compile("提出人.不在册")).fill("来访的老师傅")
    visit.fill(建议内容=text, 方面="经营管理")


def is_there_once(visit, text: str) -> None:
    visit.open("/suggestions/?q=" + text)
    expect(visit.rows().filter(has_text=text)).to_have_count(1)


def test_a_double_click_makes_one_record(visit, screen):
    clerk = visit("clerk")
    text = f"双击的建议{screen}"
    start_a_suggestion(clerk, text)

    clerk.main.get_by_role("button", name="保存", exact=True).dblclick()

    clerk.reads(text)
    is_there_once(clerk, text)


def test_a_double_click_makes_one_record_without_scripts_too(visit, screen):
    clerk = visit("clerk", java_script_enabled=False)
    text = f"无脚本的建议{screen}"
    start_a_suggestion(clerk, text)

    clerk.main.get_by_role("button", name="保存", exact=True).dblclick()

    clerk.reads(text)
    is_there_once(clerk, text)


def test_going_back_and_sending_again_makes_no_second_record(visit, screen):
    clerk = visit("clerk")
    text = f"后退再交的建议{screen}"
    start_a_suggestion(clerk, text)
    assert clerk.press("保存") == 302
    made = clerk.page.url

    clerk.page.go_back()
    clerk.titled("新增建议")
    expect(clerk.field("建议内容")).to_have_value(text)
    assert clerk.press("保存") == 302

    assert clerk.page.url == made
    is_there_once(clerk, text)


def test_going_back_and_changing_the_words_makes_another_record(visit, screen):
    clerk = visit("clerk")
    start_a_suggestion(clerk, f"第一条建议{screen}")
    assert clerk.press("保存") == 302

    clerk.page.go_back()
    clerk.fill(建议内容=f"第二条建议{screen}")
    assert clerk.press("保存") == 302

    is_there_once(clerk, f"第一条建议{screen}")
    is_there_once(clerk, f"第二条建议{screen}")


def test_the_second_of_two_editors_sees_what_the_first_one_changed(visit, screen):
    place = "/organizations/?q=" + {"宽屏": "郯城银杏茶业", "窄屏": "郯城柳娘工艺品"}[screen]
    first, second = visit("clerk"), visit("head")
    for one in (first, second):
        one.open(place)
        one.rows().first.get_by_role("link").first.click()
        one.follow("修改", exact=True)
    first.fill(地址="第一个人写的地址")
    assert first.press("保存") == 302

    second.fill(地址="第二个人写的地址", 备注="也要留下")
    assert second.press("保存") == 422

    alert = second.page.get_by_role("alert")
    expect(alert).to_contain_text("别人也改了这条记录")
    expect(alert.get_by_role("row").filter(has_text="第一个人写的地址")).to_contain_text("第二个人写的地址")
    expect(alert).to_contain_text("程晓萌")
    expect(second.field("地址")).to_have_value("第二个人写的地址")
    expect(second.field("备注")).to_have_value("也要留下")
    with second.page.expect_navigation():
        alert.get_by_role("button", name="以我填的为准").click()
    second.reads("第二个人写的地址")
    second.reads("也要留下")
    first.page.reload()
    first.reads("第二个人写的地址")


def test_what_was_typed_survives_the_end_of_the_session(visit, screen):
    clerk = visit("clerk")
    text = f"登录过期时的建议{screen}"
    start_a_suggestion(clerk, text)
    clerk.page.context.clear_cookies(name="sessionid")

    assert clerk.press("保存") == 401
    clerk.reads("您填写的内容还在")
    assert clerk.fill_in_sign_in("clerk", PASSWORD) == 200
    clerk.titled("您填写的内容还在")
    assert clerk.press("接着提交") == 302

    clerk.reads(text)
    is_there_once(clerk, text)


def test_without_a_network_nothing_that_was_typed_is_lost(visit, screen):
    clerk = visit("clerk")
    text = f"断网时的建议{screen}"
    start_a_suggestion(clerk, text)
    clerk.page.context.set_offline(True)

    clerk.main.get_by_role("button", name="保存", exact=True).click()

    clerk.told("网络不通")
    expect(clerk.field("建议内容")).to_have_value(text)
    clerk.page.context.set_offline(False)
    assert clerk.press("保存") == 302
    is_there_once(clerk, text)


def test_a_step_that_was_not_sent_is_still_to_do(visit):
    clerk = visit("clerk")
    clerk.go("轮值看板")
    button = clerk.main.get_by_role("button", name=re.compile("^完成"))
    before = button.count()
    clerk.page.context.set_offline(True)

    button.first.click()

    clerk.told("网络不通")
    expect(button).to_have_count(before)
    expect(button.first).to_be_enabled()
    clerk.troubles[:] = [said for said in clerk.troubles if not said.startswith("htmx:")]


@pytest.mark.parametrize("path", ["/nowhere/", "/organizations/99999999/", "/turns/7/nothing/"])
def test_an_address_that_leads_nowhere_is_a_page_with_ways_on(visit, path):
    clerk = visit("clerk", width=DESKTOP)

    assert clerk.open(path) == 404

    clerk.titled("没有找到这一页")
    clerk.follow("回到首页")
    clerk.reads("待我办理")


def test_an_address_too_long_for_the_server_is_a_page_of_ours_with_a_way_on(visit):
    clerk = visit("clerk")

    assert clerk.open(f"/organizations/?q={'茶' * 1000}") == 414

    clerk.titled("网址太长了")
    assert [*problems(clerk.page), *problems(clerk.page, "dark")] == []
    clerk.page.get_by_role("link", name="回到首页").click()
    clerk.reads("待我办理")


def test_five_wrong_passwords_lock_the_door(window):
    """Of an account that no other journey needs: a locked one stays so for a quarter of an hour."""
    guesser = Visit(window(DESKTOP).new_page(), DESKTOP)
    guesser.open("/sign-in/")
    codes = [guesser.fill_in_sign_in("nobody-here", f"guess-{number}") for number in range(5)]

    assert codes == [200, 200, 200, 200, 429]
    guesser.reads("15 分钟后再试")
    assert guesser.fill_in_sign_in("nobody-here", "guess-6") == 429
