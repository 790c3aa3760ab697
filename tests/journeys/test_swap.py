"""Two who are on duty by the month swap: one asks, the other agrees, the clerk grants."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visit import Visit

SCHEME, WHO = "副会长轮值值班", "企业代表（示例）"


def own_turn(visit: Visit) -> str:
    """The page of the turn in which this person will be on duty; returns its number."""
    visit.go("轮值期次")
    row = visit.rows().filter(has_text=SCHEME).first
    row.get_by_role("link").first.click()
    visit.reads("谁轮值")
    return visit.page.get_by_role("heading", level=1).inner_text()


def ask_to_swap(visit: Visit, why: str) -> None:
    visit.follow("申请调换")
    visit.reads("怎样调换")
    assert visit.press("提出申请") == 422
    visit.complains("原因", "请填写这一项")
    visit.main.get_by_role("radio", name="请人代替").check()
    expect(visit.main.get_by_label("和谁对换")).to_be_hidden()
    expect(visit.main.get_by_label("由谁代替")).to_be_visible()
    visit.main.get_by_role("radio", name="与人对换").check()
    expect(visit.main.get_by_label("由谁代替")).to_be_hidden()
    visit.choose("和谁对换", WHO)
    visit.fill(原因=why)
    assert visit.press("提出申请") == 302


def test_a_swap_is_asked_for_agreed_and_granted(visit: Callable[..., Visit], screen: str):
    why = f"那个月要去外地参展（{screen}）"
    asker, other, clerk = visit("firm"), visit("host"), visit("clerk")
    before = own_turn(asker), own_turn(other)

    ask_to_swap(asker, why)
    asker.told("已提出")
    asker.reads("照办的话会怎样")
    asker.reads("动 2 席")
    expect(asker.link("撤回申请")).to_be_visible()
    asker.lacks("link", "批准")

    other.open("/")
    matter = other.card("待我办理").get_by_role("article").filter(has_text="与人对换")
    matter.get_by_role("link", name="同意", exact=True).click()
    other.reads("动 2 席")
    assert other.press("同意") == 302
    other.reads("对方已同意")

    clerk.open("/")
    waiting = clerk.card("待我办理").get_by_role("link", name=re.compile("调换申请.*与人对换"))
    waiting.first.click()
    clerk.reads(why)
    clerk.follow("批准", exact=True)
    clerk.reads("办理之前请看一眼")
    assert clerk.press("批准") == 302
    clerk.reads("已照办")

    assert (own_turn(other), own_turn(asker)) == before
    expect(asker.card("为什么轮到").or_(asker.main.get_by_text("为什么轮到")).first).to_be_visible()


def test_whoever_is_not_on_duty_asks_for_nothing(visit: Callable[..., Visit]):
    secretary = visit("secretary")

    secretary.go("调换申请")
    expect(secretary.rows()).to_have_count(0)
