"""A firm raises an appeal without its name, a department answers it, and the firm has the last word."""

import pytest
from playwright.sync_api import expect

FIRM, UNIT = "盛林", "教育和体育局"


@pytest.fixture
def raised(visit, screen) -> tuple[str, str]:
    """By a firm, on one page; its title, and the address of its page."""
    title = f"{screen}的第三车间被反复检查"
    firm = visit("firm")
    firm.go("诉求")
    firm.follow("提诉求")
    assert firm.press("提出") == 422
    firm.complains("一句话说是什么事", "请填写这一项")
    firm.fill(一句话说是什么事=title, 详细情况="盛林木业的第三车间一个月被查了六次", 联系电话="13912345678")
    firm.main.get_by_label("不让办理的部门知道我是谁").check()
    assert firm.press("提出") == 302
    firm.titled(title)
    firm.reads("已提出")
    return title, firm.path


def test_a_firm_that_hides_its_name_is_answered_and_has_the_last_word(visit, screen, raised):
    title, page = raised
    shown = f"{screen}入企检查次数多"

    clerk = visit("clerk")
    assert clerk.open(page) == 200
    expect(clerk.main).not_to_contain_text("第三车间")
    clerk.follow("查看身份")
    clerk.fill(为什么要看="受理前核实")
    assert clerk.press("查看身份") == 302
    clerk.reads("第三车间")
    clerk.reads("13912345678")
    clerk.follow("返回")
    expect(clerk.main).not_to_contain_text("第三车间")
    clerk.follow("受理", exact=True)
    clerk.fill(类别="检查和执法", 事由=shown, 诉求内容="有企业反映一个月内重复检查，希望合并进行")
    assert clerk.press("受理") == 302
    clerk.follow("交办", exact=True)
    clerk.choose("主办单位", UNIT)
    assert clerk.press("交办") == 302
    clerk.reads(UNIT)

    unit = visit("handler")
    matter = unit.card("待我办理").get_by_role("article").filter(has_text=shown)
    expect(matter.get_by_role("link", name="签收", exact=True)).to_be_visible()
    unit.follow(shown)
    for secret in (FIRM, "第三车间", "13912345678", "企业代表"):
        expect(unit.main).not_to_contain_text(secret)
    unit.follow("签收", exact=True)
    assert unit.press("签收") == 302
    unit.follow("答复", exact=True)
    unit.main.get_by_role("radio", name="已解决").check()
    unit.fill(答复="今年的检查合并为一次")
    assert unit.press("答复") == 302

    firm = visit("firm")
    firm.follow(title)
    firm.reads("今年的检查合并为一次")
    firm.reads("受理前核实")
    firm.follow("确认并评价")
    firm.reads("评价一经提交就不能再改")
    firm.main.get_by_role("radio", name="满意", exact=True).check()
    firm.fill(一句话="查得少了")
    firm.main.get_by_label("同意公开这件事怎么解决的").check()
    assert firm.press("确认并评价") == 302
    firm.reads("已确认")

    assert unit.open(page) == 200
    expect(unit.main).to_contain_text("满意")
    expect(unit.main).not_to_contain_text("查得少了")

    assert clerk.open(page) == 200
    clerk.follow("办结", exact=True)
    assert clerk.press("办结") == 302
    clerk.follow("公开案例", exact=True)
    clerk.reads("谁都看得到")
    clerk.fill(怎么解决的="盛林木业的检查合并了")
    assert clerk.press("公开案例") == 422
    clerk.complains("怎么解决的", "写出了是谁")
    clerk.fill(怎么解决的="今年的检查合并为一次，计划提前公示")
    assert clerk.press("公开案例") == 302
    clerk.follow(shown)
    public = clerk.path
    clerk.page.context.clear_cookies()  # as anybody reads it
    assert clerk.open(public) == 200
    clerk.reads("计划提前公示")
    for secret in (FIRM, "第三车间", "13912345678"):
        expect(clerk.main).not_to_contain_text(secret)
    clerk.follow("诉求办理公开")
    clerk.reads("满意率")
    expect(clerk.main.get_by_role("link", name=shown)).to_be_visible()


def test_what_a_stranger_said_on_the_telephone_is_entered_and_asked_back(visit, screen):
    title = f"{screen}上的人行道堵住了"
    clerk = visit("clerk")
    clerk.go("诉求")
    clerk.follow("提诉求")
    clerk.fill(
        **{"单位或个人（不在册）": "路口小店", "谁提的": "个人", "来源": "热线电话"}, 事由=title, 详细情况="围挡占了路"
    )
    assert clerk.press("提出") == 302
    clerk.follow("请补充", exact=True)
    clerk.fill(**{"缺什么，请企业补充什么": "在哪个路口"})
    assert clerk.press("请补充") == 302
    clerk.follow("补充", exact=True)
    clerk.fill(补充说明="人民路和团结路的路口")
    assert clerk.press("补充") == 302
    clerk.follow("受理", exact=True)
    clerk.fill(类别="其他")
    assert clerk.press("受理") == 302
    clerk.follow("直接答复", exact=True)
    clerk.main.get_by_role("radio", name="已解决").check()
    clerk.fill(答复="围挡已经往里收了一米")
    assert clerk.press("直接答复") == 302
    clerk.follow("登记电话回访", exact=True)
    clerk.reads("围挡已经往里收了一米")
    clerk.fill(接电话的是谁="店主")
    clerk.main.get_by_role("radio", name="满意", exact=True).check()
    assert clerk.press("登记电话回访") == 302
    clerk.reads("打给店主")
    clerk.follow("办结", exact=True)
    assert clerk.press("办结") == 302
    clerk.reads("已办结")


def test_the_board_leads_on(visit, raised):
    clerk = visit("clerk")
    clerk.go("诉求")
    clerk.follow("看板")
    clerk.titled("诉求看板")
    number = raised[1].rstrip("/").rpartition("/")[2]
    card = clerk.main.locator(".duty").filter(has=clerk.page.locator(f'a[href="/appeals/{number}/"]'))
    card.get_by_text("移至").click()
    entries = card.locator(".menu-item")
    clerk.page.keyboard.press("ArrowDown")
    expect(entries.first).to_be_focused()
    clerk.page.keyboard.press("ArrowUp")
    expect(entries.last).to_be_focused()
    clerk.page.keyboard.press("ArrowDown")
    expect(entries.first).to_be_focused()
    card.get_by_role("link", name="受理").first.click()
    clerk.main.get_by_role("button", name="受理", exact=True).wait_for()
