"""Choosing one row among many: by the keyboard, by touch, and without script."""

import re

import pytest
from playwright.sync_api import expect

WHO = {"宽屏": "任职甲", "窄屏": "任职乙"}
FIRM = "郯城银杏茶业有限公司"


def begin(visit, name: str) -> None:
    visit.open("/people/new/")
    visit.fill(姓名=name)
    visit.choose("归口单位", "郯城县工商联")


def test_a_clerk_picks_a_firm_by_its_initials_with_the_keyboard(visit, screen):
    clerk = visit("clerk")
    begin(clerk, WHO[screen])
    box = clerk.field("所在单位")
    expect(box).to_have_attribute("aria-expanded", "false")

    box.press_sequentially("yxcy")

    expect(box).to_have_attribute("aria-expanded", "true")
    first = clerk.picks(box).first
    expect(first).to_contain_text(FIRM)
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    box.press("Enter")
    expect(box).to_have_value(re.compile(FIRM))
    expect(box).to_have_attribute("aria-expanded", "false")
    assert clerk.press("保存") == 302
    clerk.titled(WHO[screen])
    clerk.reads(FIRM)


def test_arrows_home_and_end_move_and_escape_closes(visit):
    clerk = visit("clerk")
    clerk.open("/people/new/")
    box = clerk.field("所在单位")

    def current() -> int:
        return [one.get_attribute("aria-selected") for one in clerk.picks(box).all()].index("true")

    box.press("ArrowDown")
    expect(clerk.picks(box)).to_have_count(12)
    places = [current()]
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "End", "ArrowDown", "ArrowUp", "Home"):
        box.press(key)
        places.append(current())

    assert places == [0, 1, 2, 1, 11, 0, 11, 0]
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))


def test_nothing_is_asked_while_the_input_method_composes(visit):
    clerk = visit("clerk")
    clerk.open("/people/new/")
    box, asked = clerk.field("所在单位"), []
    clerk.page.on("request", lambda request: asked.append(request.url) if "pick=" in request.url else None)
    box.focus()
    keyboard = clerk.page.context.new_cdp_session(clerk.page)

    for text in ("y", "yi", "yinx", "yinxing"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    clerk.page.wait_for_timeout(500)
    assert asked == []
    keyboard.send("Input.insertText", {"text": "银杏茶"})

    expect(clerk.picks(box).first).to_contain_text(FIRM)
    assert len(asked) == 1


def test_without_script_the_words_are_enough_or_the_candidates_are_shown(visit, screen):
    clerk = visit("clerk", java_script_enabled=False)
    begin(clerk, f"{WHO[screen]}丙")
    clerk.fill(所在单位="银杏")

    assert clerk.press("保存") == 422

    clerk.complains("所在单位", "“银杏”不止一条")
    expect(clerk.field("所在单位")).to_have_value("银杏")
    clerk.main.get_by_role("radio", name=re.compile(FIRM)).check()
    assert clerk.press("保存") == 302
    clerk.reads(FIRM)


@pytest.mark.parametrize(("words", "code"), [("没有这一家", 422), ("yxcy", 302)])
def test_without_script_one_hit_is_taken_and_none_is_said(visit, screen, words, code):
    clerk = visit("clerk", java_script_enabled=False)
    begin(clerk, f"{WHO[screen]}丁")
    clerk.fill(所在单位=words)

    assert clerk.press("保存") == code

    if code == 422:
        clerk.complains("所在单位", "没有找到“没有这一家”")
        expect(clerk.field("所在单位")).to_have_value(words)
    else:
        clerk.reads(FIRM)
