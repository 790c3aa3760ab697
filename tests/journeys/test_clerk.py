"""The clerk's day: what waits, a step of a turn, a suggestion, the register."""

import re

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from huiguan.register.tables import uscc
from tests.journeys.conftest import PASSWORD


@pytest.fixture
def clerk(visit):
    return visit("clerk")


def exported(visit) -> list[list]:
    """The rows of the spreadsheet behind the button of this list, without its head."""
    with visit.page.expect_download() as download:
        visit.link("导出").click()
    return CalamineWorkbook.from_path(str(download.value.path())).get_sheet_by_index(0).to_python()[1:]


def board_with_something_to_do(visit) -> None:
    """This year's board; in the first days of a year all that is open may stand on last year's."""
    visit.go("轮值看板")
    if not visit.main.get_by_role("button", name=re.compile("^完成")).count():
        with visit.page.expect_navigation():
            visit.field("年份").select_option(index=1)


def test_what_waits_stands_on_the_first_page_after_signing_in(stranger):
    stranger.sign_in("clerk", PASSWORD)

    waiting = stranger.card("待我办理")
    expect(waiting.get_by_role("listitem").first).to_be_visible()
    waiting.get_by_role("link", name="建议").first.click()

    stranger.titled("意见建议")
    expect(stranger.rows().first).to_be_visible()


def test_a_step_is_finished_on_the_board_and_taken_back(clerk):
    board_with_something_to_do(clerk)
    button = clerk.main.get_by_role("button", name=re.compile("^完成")).first
    host = (
        clerk.main.get_by_role("article").filter(has=clerk.page.get_by_role("button", name=re.compile("^完成"))).first
    )
    firm = host.get_by_role("heading").inner_text()
    host = clerk.main.get_by_role("article").filter(has_text=firm).first
    steps = host.get_by_role("listitem").filter(has_text="已完成")
    before, url = steps.count(), clerk.page.url

    with clerk.page.expect_response(re.compile(r"/rotation/\?.*done=\d+$")):
        button.click()
    expect(steps).to_have_count(before + 1)
    assert clerk.page.url == url  # only what stands on the board was exchanged
    host.get_by_role("button", name=re.compile("^撤回上一步")).click()
    expect(steps).to_have_count(before)

    host.get_by_role("button", name=re.compile("^完成")).click()
    expect(steps).to_have_count(before + 1)
    host.get_by_role("link", name=firm).click()
    clerk.titled(firm)
    assert clerk.press("撤回上一步") == 302
    expect(clerk.card("步骤").get_by_role("listitem").filter(has_text="已完成")).to_have_count(before)


def test_a_suggestion_is_registered_found_and_exported(clerk, screen):
    clerk.go("轮值期次")
    clerk.rows().filter(has_text="庙山").first.get_by_role("link").click()
    clerk.follow("登记建议")
    text = f"炉料进厂先称重后验质，{screen}登记成一本台账"
    clerk.fill(建议内容=text, 方面="融资")

    assert clerk.press("保存") == 422

    clerk.complains("给哪家企业", "请选一项")
    clerk.complains("提出人", "请选提出人")
    expect(clerk.field("建议内容")).to_have_value(text)
    expect(clerk.field("方面")).to_have_value("finance")

    clerk.choose("给哪家企业", "庙山")
    clerk.main.get_by_role("textbox", name=re.compile("提出人.不在册")).fill("来访的老师傅")
    assert clerk.press("保存") == 302
    clerk.told("已保存")
    clerk.reads(text)

    clerk.go("意见建议")
    for words in ("台账", screen, {"宽屏": "kpdjcyb", "窄屏": "zpdjcyb"}[screen]):
        clerk.search(words)
        expect(clerk.rows().filter(has_text=text)).to_have_count(1)
    rows = [" ".join(row.split()) for row in clerk.rows().all_text_contents()]
    found = exported(clerk)
    assert len(found) == len(rows) == 1
    number, firm, topic, proposer = found[0][:4]
    assert (topic, proposer) == ("融资", "来访的老师傅")
    assert number in rows[0] and firm in rows[0]


def test_the_sheet_of_a_list_holds_the_rows_of_the_list(clerk):
    clerk.go("意见建议")
    clerk.field("评价").select_option(label="有效")
    expect(clerk.main.get_by_role("link", name="移除筛选 有效")).to_be_visible()
    total = int(re.search(r"共\s*([\d,]+)", clerk.main.get_by_role("status").inner_text())[1].replace(",", ""))
    shown = clerk.rows().all_text_contents()

    found = exported(clerk)

    assert len(found) == total >= len(shown) > 1
    assert all(row[0] in text and row[6] == "有效" for row, text in zip(found, shown, strict=False))


def test_a_wrong_code_is_explained_and_a_right_one_makes_the_organization(clerk, screen, width):
    code = uscc.complete(f"91371322MA8{width:06d}")
    wrong = code[:-1] + ("1" if code[-1] != "1" else "2")
    name = f"郯城试航{screen}商贸有限公司"
    clerk.go("组织名录")
    clerk.follow("新增组织")
    clerk.fill(名称=name, 统一社会信用代码=wrong, 地址="人民路一号")

    for typed, reason in ((wrong[:-3], "现在是 15 位"), ("O" + wrong[1:], "第 1 位"), (wrong, "校验码")):
        clerk.fill(统一社会信用代码=typed)
        assert clerk.press("保存") == 422
        clerk.complains("统一社会信用代码", reason)
        expect(clerk.field("名称")).to_have_value(name)

    clerk.choose("归口单位", "郯城县工商联")
    clerk.fill(统一社会信用代码=code.lower())  # as somebody types it
    assert clerk.press("保存") == 302
    clerk.titled(name)
    clerk.reads(code)

    clerk.go("组织名录")
    for words in (screen, {"宽屏": "tcshkp", "窄屏": "tcshzp"}[screen], code[-6:].lower()):
        clerk.search(words)
        expect(clerk.rows().filter(has_text=name)).to_have_count(1)
    clerk.follow(name)
    clerk.follow("修改", exact=True)
    clerk.fill(地址="建设路二号", 简称=f"试航{screen}")
    assert clerk.press("保存") == 302
    clerk.follow("修改记录")
    change = clerk.card("内容的修改").get_by_role("listitem").filter(has_text="建设路二号")
    expect(change).to_contain_text("人民路一号")
    expect(change).to_contain_text("程晓萌")
    expect(clerk.card("内容的修改").get_by_role("listitem").filter(has_text="第 1 版")).to_have_count(1)


def test_a_list_that_was_checked_comes_into_view(clerk):
    clerk.go("活动")
    clerk.rows().first.get_by_role("link").first.click()
    clerk.follow("登记参加人员")
    clerk.field("姓名").fill("\n".join(f"新来的{n}号 茶社" for n in "一二三四五六"))

    assert clerk.press("核对名单") == 200

    head = clerk.main.get_by_role("heading", name="核对名单")
    expect(head).to_be_in_viewport()
    expect(head).to_be_focused()


def test_what_was_said_after_saving_covers_nothing_on_the_phone(clerk):
    clerk.go("活动")
    clerk.rows().first.get_by_role("link").first.click()
    clerk.follow("修改", exact=True)

    clerk.press("保存")

    clerk.told("已保存")
    said, head = (clerk.page.locator(one).bounding_box() for one in ("#toasts .toast", "main h1"))
    assert not clerk.on_phone or said["y"] + said["height"] <= head["y"]


def test_the_people_of_an_activity_stand_on_a_phone_with_their_names_whole(clerk):
    clerk.open("/activities/?state=held")
    clerk.rows().first.get_by_role("link").first.click()

    row = clerk.card("参加人员").get_by_role("row").nth(1)
    name, buttons = row.get_by_role("cell").first.bounding_box(), row.get_by_role("cell").last.get_by_role("link")
    tops = {round(button.bounding_box()["y"]) for button in buttons.all()}
    assert (name["height"] < 30 or not clerk.on_phone, len(tops)) == (True, 1)
