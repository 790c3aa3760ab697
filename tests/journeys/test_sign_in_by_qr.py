"""The day itself: a code hangs at the door, guests sign on their phones, and a list comes back from paper."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from io import BytesIO

import pytest
import segno
import xlsxwriter
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.visit import Visit

CHINA = timezone(timedelta(hours=8))


@pytest.fixture
def clerk(visit: Callable[..., Visit]) -> Visit:
    return visit("clerk")


@pytest.fixture
def phone(window) -> Callable[[str], Visit]:
    """A phone in which nobody has ever signed in, at an address."""

    def scan(address: str) -> Visit:
        visit = Visit(window(PHONE).new_page(), PHONE)
        assert visit.open(address) == 200
        return visit

    return scan


def plan_for_today(clerk: Visit, title: str) -> None:
    """It has just begun, in the time of the place."""
    clerk.open("/activities/new/")
    clerk.choose("类型", "座谈会")
    now = datetime.now(CHINA).replace(tzinfo=None, second=0, microsecond=0)
    clerk.fill(名称=title, 开始=now.isoformat(timespec="minutes"))
    assert clerk.press("保存") == 302


def address_of_the_code(clerk: Visit) -> str:
    """What the poster says beside the code, and what the code itself says."""
    clerk.follow("签到码")
    box = clerk.page.locator("[data-address]")
    address = box.get_attribute("data-address")
    drawn = [path.get_attribute("d") for path in box.locator("path").all()]
    meant = segno.make(address, error="m", micro=False).svg_inline(border=4, dark="#000", light="#fff", omitsize=True)
    assert drawn
    assert [d for d in drawn if f'd="{d}"' not in meant] == []
    clerk.reads("不签也没关系")
    clerk.follow("返回")
    return address


def signs(guest: Visit, name: str, firm: str) -> None:
    guest.fill(姓名=name, 单位=firm)
    assert guest.press("签到") == 302
    guest.reads("收到了，谢谢您")
    assert guest.troubles == []


def line(clerk: Visit, name: str):
    return clerk.card("名单").get_by_role("listitem").filter(has_text=name)


def test_a_guest_and_a_walk_in_sign_by_the_code_and_both_stand_on_the_list(clerk: Visit, phone, screen: str):
    plan_for_today(clerk, f"扫码座谈{screen}")
    clerk.follow("到场登记")
    address = address_of_the_code(clerk)

    signs(phone(address), "高振海", "郯城邻里优品超市有限公司（示例）")
    stranger = phone(address)
    expect(stranger.main).not_to_contain_text("高振海")
    signs(stranger, f"路某{screen}", "外省公司")

    clerk.page.reload()
    expect(line(clerk, "高振海")).to_contain_text("扫码")
    waiting = clerk.card("待确认").get_by_role("listitem").filter(has_text=f"路某{screen}")
    waiting.get_by_role("button", name="只记姓名").click()
    clerk.told("已办理：确认到场")
    expect(line(clerk, f"路某{screen}")).to_contain_text("外省公司")

    line(clerk, "高振海").get_by_role("button", name="撤销").click()
    expect(line(clerk, "高振海")).to_have_count(0)
    expect(line(clerk, f"路某{screen}")).to_have_count(1)


def test_the_page_that_thanked_a_walk_in_asks_them_afterwards_how_it_was(clerk: Visit, phone, screen: str):
    plan_for_today(clerk, f"会后座谈{screen}")
    activity = clerk.path
    clerk.follow("到场登记")
    guest = phone(address_of_the_code(clerk))
    signs(guest, "高振海", "郯城邻里优品超市有限公司（示例）")
    clerk.open(activity)
    clerk.follow("登记为已举办")
    assert clerk.press("登记为已举办") == 302

    guest.page.reload()
    guest.page.get_by_label("有收获", exact=True).check()
    assert guest.press("说完了") == 302

    guest.reads("谢谢，您说的已经记下")
    clerk.open(activity)
    expect(clerk.card("反馈")).to_contain_text("参加 1 位，收到看法 1 份")
    assert guest.troubles == []


def test_whoever_comes_without_a_phone_is_entered_in_one_line(clerk: Visit, screen: str):
    plan_for_today(clerk, f"现场座谈{screen}")
    clerk.follow("到场登记")

    clerk.fill(姓名=f"来某{screen}", 单位="外省公司")
    assert clerk.press("到了", exact=False) == 302

    expect(line(clerk, f"来某{screen}")).to_contain_text("工作人员")


def test_a_list_from_paper_is_looked_over_and_entered(clerk: Visit, screen: str):
    plan_for_today(clerk, f"补录座谈{screen}")
    clerk.follow("到场登记")
    clerk.follow("导入签到名单")
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(
            (["签到表"], ["序号", "姓名", "单位"], [1, "宋丽华", ""], [2, "外某", "外省公司"])
        ):
            sheet.write_row(number, 0, row)
    file = {"name": "签到.xlsx", "mimeType": "application/octet-stream", "buffer": buffer.getvalue()}

    clerk.page.get_by_label("签到名单").set_input_files(file)
    assert clerk.press("核对名单") == 200
    clerk.reads("认得，直接登记")
    assert clerk.press("登记") == 302

    clerk.told("登记 1 人；1 人已记下，等您确认")
    expect(line(clerk, "宋丽华")).to_contain_text("纸质补录")
    expect(clerk.card("待确认").get_by_role("listitem")).to_contain_text("外省公司")
