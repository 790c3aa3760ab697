"""The clerk draws up a roster: drafted, explained, published, withdrawn."""

import re

from playwright.sync_api import expect


def test_turns_are_planned_explained_published_and_withdrawn(visit):
    clerk = visit("clerk")
    clerk.go("轮值方案")
    clerk.rows().first.get_by_role("link").click()
    clerk.follow("编排", exact=True)
    starts = clerk.field("从").input_value()
    clerk.fill(到=f"{starts[:4]}-12-31")

    assert clerk.press("编排") == 302

    clerk.told("已证明没有更好的排法")
    clerk.reads("采用之前，什么都没有改")
    clerk.follow("采用", exact=True)
    assert clerk.press("采用") == 302
    drafted = clerk.main.get_by_role("region").filter(has_text="编排中")
    expect(drafted.first).to_be_visible()
    drafted.first.get_by_role("article").first.get_by_role("heading").get_by_role("link").click()
    expect(clerk.card("为什么轮到").get_by_role("listitem").first).to_be_visible()
    clerk.reads("在本方案里")
    clerk.follow("本期", exact=True)
    turn = clerk.page.get_by_role("heading", level=1).inner_text()

    clerk.follow("公布", exact=True)
    assert clerk.press("公布") == 302
    clerk.titled(turn)
    clerk.reads("已公布")
    clerk.lacks("link", "安排轮值")

    clerk.follow("撤回公布")
    clerk.reads("撤回后，轮值的各方看不到这一期")
    assert clerk.press("撤回公布") == 302
    clerk.reads("编排中")
    expect(clerk.card("动态").get_by_role("listitem").filter(has_text="撤回公布").first).to_be_visible()
    expect(clerk.link("安排轮值")).to_be_visible()


def test_what_cannot_be_planned_is_said(visit):
    clerk = visit("clerk")
    clerk.go("轮值方案")
    clerk.rows().first.get_by_role("link").click()
    clerk.follow("编排", exact=True)

    clerk.fill(从="2031-02-01", 到="2031-01-01")
    assert clerk.press("编排") == 422
    clerk.complains("到", "不能早于")

    clerk.fill(从="2031-01-02", 到="2031-02-27")  # no whole turn lies between
    assert clerk.press("编排") == 422
    expect(clerk.page.get_by_role("alert").filter(has_text=re.compile("没有可编排的期次"))).to_be_visible()
    expect(clerk.field("从")).to_have_value("2031-01-02")
