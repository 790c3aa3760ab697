"""The pages of suggestions: where they are entered, answered, and taken over from an earlier turn."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel.flow import perform
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import Scheme, Suggestion, Turn, Undertaking
from tests.cast import again, browser, filled, submit

NEW = "/suggestions/new/"


def words(page):
    return page.content.decode()


def offered(page, name):
    return [(value and value.value, label) for value, label in page.context["form"].fields[name].choices]


def lack(page):
    return page.context["lack"]


# answering


@pytest.mark.parametrize("move", ["accept", "decline"])
def test_a_firm_reads_what_it_answers_above_the_form(firm, new_suggestion, move):
    one = new_suggestion("proposed", number="x-7")

    page = firm.get(reverse("suggestions.move", args=[one.pk, move]))

    assert [(str(row[0]), str(row[1])) for row in page.context["quote"]] == [
        ("建议内容", "建议"),
        ("给哪家企业", "甲县云雾茶业有限公司"),
        ("提出人", "某人，2026-05-04 提出"),
        ("期次", "第3期 主题3（轮值）"),
    ]
    assert '某人，<span class="unbroken">2026-05-04</span> 提出' in words(page)


def test_a_firm_reports_the_result_of_what_it_undertook(firm, new_suggestion):
    one = new_suggestion("accepted")
    Undertaking.objects.create(suggestion=one, owner="厂长", due=date(2026, 5, 1))

    page = firm.get(reverse("suggestions.move", args=[one.pk, "finish"]))

    assert [(str(row[0]), str(row[1])) for row in page.context["quote"][4:]] == [
        ("由谁落实", "厂长"),
        ("期限", "2026-05-01（已逾期 3 天）"),
    ]


@pytest.mark.parametrize("state", ["proposed", "declined"])
def test_what_was_not_undertaken_cannot_be_amended_now(firm, new_suggestion, state):
    one = new_suggestion(state)

    page = firm.get(reverse("suggestions.move", args=[one.pk, "amend"]))

    assert (page.status_code, "这一步现在办不了" in words(page)) == (409, True)


def test_of_two_who_amend_at_once_the_second_sees_what_the_first_changed(cast, clerk, firm, new_suggestion):
    one = new_suggestion("proposed")
    perform(one, "accept", by=cast.tea_contact, owner="厂长", due=date(2026, 6, 1))
    url = reverse("suggestions.move", args=[one.pk, "amend"])
    seen = filled(firm.get(url))
    submit(clerk, url, {"owner": "副厂长"})

    page = firm.post(url, seen | {"due": "2026-07-01"})

    assert page.status_code == 422
    conflict = [(str(row["label"]), row["theirs"], row["yours"]) for row in page.context["conflict"]]
    assert conflict == [("由谁落实", "副厂长", "厂长")]
    assert page.context["form"].data["due"] == "2026-07-01"
    kept = Undertaking.objects.get()
    assert (kept.owner, kept.due) == ("副厂长", date(2026, 6, 1))

    unexplained = again(firm, url, page)
    assert unexplained.context["form"].errors == {"why": ["请写明为什么改期限"]}
    assert again(firm, url, unexplained, {"why": "设备没到"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.owner, kept.due) == ("厂长", date(2026, 7, 1))


def test_the_history_of_a_suggestion_tells_who_was_to_see_to_it_and_by_when(cast, clerk, new_suggestion):
    one = new_suggestion("proposed")
    perform(one, "accept", by=cast.tea_contact, owner="厂长", due=date(2026, 6, 1))
    perform(one, "amend", by=cast.clerk, owner="副厂长", due=date(2026, 6, 1))
    perform(one, "withdraw", by=cast.tea_contact)

    changes = clerk.get(reverse("suggestions.history", args=[one.pk])).context["changes"]

    told = [
        (change["who"], change["is_gone"], [(row["label"], row["before"], row["after"]) for row in change["rows"]])
        for change in changes
        if change["part"] == "采纳"
    ]
    assert told == [
        ("联某", True, [("期限", "2026-06-01", ""), ("落实人", "副厂长", "")]),
        ("干某", False, [("落实人", "厂长", "副厂长")]),
        ("联某", False, [("期限", "", "2026-06-01"), ("落实人", "", "厂长")]),
    ]


def test_what_was_undertaken_without_a_day_says_nothing_of_a_day(firm, cast, new_suggestion):
    one = new_suggestion("proposed")
    perform(one, "accept", by=cast.tea_contact, owner="厂长")

    facts = firm.get(reverse("suggestions.detail", args=[one.pk])).context["facts"]

    assert [str(row[0]) for row in facts][-1:] == ["由谁落实"]


# entering


def test_the_turn_of_today_comes_first_is_chosen_and_each_says_who_serves(cast, clerk, new_turn):
    new_turn(1, "handed_over", [cast.tea_firm])
    now = new_turn(3, "under_way", [cast.tea_firm])
    new_turn(4, "published", [cast.tea_firm, cast.silk_firm])

    page = clerk.get(NEW)

    assert [label for _pk, label in offered(page, "turn")][1:] == [
        "第3期 主题3 · 甲县云雾茶业有限公司",
        "第4期 主题4 · 甲县云雾茶业有限公司、甲县春蚕丝绸有限公司",
        "第1期 主题1 · 甲县云雾茶业有限公司",
    ]
    assert page.context["form"].initial["turn"] == now.pk
    assert [label for _pk, label in offered(page, "organization")][1:] == ["甲县云雾茶业有限公司"]


def test_another_turn_offers_its_own_hosts(cast, clerk, new_turn):
    new_turn(3, "under_way", [cast.tea_firm])
    later = new_turn(4, "published", [cast.silk_firm])

    page = clerk.get(f"{NEW}?turn={later.pk}")

    assert [label for _pk, label in offered(page, "organization")][1:] == ["甲县春蚕丝绸有限公司"]
    assert f'hx-get="{NEW}"' in words(page)
    assert 'hx-target="#field-organization"' in words(page)
    assert 'id="field-organization"' in words(page)


def test_a_turn_is_named_with_its_scheme_where_there_are_several(cast, clerk, new_turn):
    new_turn(3, "under_way", [cast.tea_firm])
    Scheme.objects.create(node=cast.root, name="值班", starts=date(2026, 1, 1))

    assert [label for _pk, label in offered(clerk.get(NEW), "turn")][1:] == [
        "轮值 · 第3期 主题3 · 甲县云雾茶业有限公司"
    ]


@pytest.mark.parametrize(
    ("whose", "code"), [("proposed", 200), ("entered", 200), ("neither", 403)], ids=["proposed", "entered", "neither"]
)
def test_a_member_of_the_board_changes_only_what_they_proposed_or_entered(cast, new_turn, whose, code):
    turn = new_turn(3, "under_way", [cast.tea_firm])
    by = cast.vice_chair if whose == "entered" else cast.clerk
    proposer = cast.people["vice_chair" if whose == "proposed" else "chair"]
    one = actions.suggest(turn, cast.tea_firm, by=by, text="开网店", topic="market", proposer=proposer)

    pages = [browser(user).get(reverse("suggestions.edit", args=[one.pk])) for user in (cast.vice_chair, cast.clerk)]

    assert [page.status_code for page in pages] == [code, 200]


# what must be there first


@pytest.mark.parametrize("name", ["suggestions", "wishes"])
def test_without_a_scheme_the_page_says_what_to_do_first_and_leads_there(clerk, within, name):
    page, listing = clerk.get(reverse(f"{name}.create")), clerk.get(reverse(f"{name}.list"))

    assert (page.status_code, lack(page).why, lack(page).url) == (200, "还没有轮值方案，请先新增方案", "/schemes/new/")
    assert "还没有轮值方案，请先新增方案" in words(listing)
    assert listing.context["listing"].create_url is None


def test_without_an_open_turn_no_suggestion_can_be_entered(cast, clerk, new_turn):
    new_turn(1, "closed", [cast.tea_firm])

    page = clerk.get(NEW)

    assert lack(page).url == "/rotation/"
    assert lack(page).why == "没有已公布或进行中的期次可以登记建议，请先编排并公布一期；个人轮值不登记建议"
    assert Suggestion.objects.count() == 0


def test_whoever_cannot_plan_is_not_sent_where_they_are_refused(cast, new_turn):
    new_turn(1, "closed", [cast.tea_firm])

    page = browser(cast.vice_chair).get(NEW)

    assert (lack(page).why, lack(page).url) == ("没有已公布或进行中的期次可以登记建议，请等工商联工作人员公布", "")


def test_with_an_open_turn_nothing_is_lacking(cast, clerk, new_turn):
    turn = new_turn(3, "under_way", [cast.tea_firm])
    typed = {"organization": cast.tea_firm.pk, "topic": "market", "text": "开网店", "proposed_by": "某人"}

    assert clerk.get(reverse("suggestions.list")).context["listing"].create_url == NEW
    assert submit(clerk, NEW, typed).status_code == 302
    assert Suggestion.objects.get().turn == turn


@pytest.mark.parametrize("name", ["turns", "suggestions", "office_days"])
def test_an_empty_list_does_not_say_that_there_is_nothing_where_others_have_some(
    cast, clerk, new_turn, new_suggestion, name
):
    new_suggestion(turn=new_turn(3, "under_way", [cast.silk_firm]), firm=cast.silk_firm)
    url = reverse(f"{name}.list")

    told = ["没有您能看的" in words(client.get(url)) for client in (browser(cast.tea_secretary), clerk)]

    assert told == [True, False]


# carried over


@pytest.fixture
def carried(cast, new_turn, new_suggestion):
    """The third turn took over from the first one that is late by three days and one that is not answered."""
    first, now = new_turn(1, "under_way", [cast.tea_firm]), new_turn(3, "under_way", [cast.silk_firm])
    answered, done = new_suggestion("accepted", first, number="x-2"), new_suggestion("accepted", first, number="x-3")
    new_suggestion("proposed", first, number="x-1")
    Undertaking.objects.create(suggestion=answered, owner="厂长", due=date(2026, 5, 1))
    Undertaking.objects.create(suggestion=done, owner="厂长", due=date(2026, 4, 1))
    perform(first, "hand_over", by=cast.clerk, text="x", to=now)
    perform(done, "finish", by=cast.clerk, text="成了")
    return now


def test_what_was_carried_over_says_until_when_and_how_late(clerk, carried):
    page = clerk.get(reverse("turns.detail", args=[carried.pk]))

    rows = [(row["record"].number, row["due"]["day"], row["due"]["late"]) for row in page.context["carried"]]
    assert rows == [("x-2", date(2026, 5, 1), 3), ("x-1", None, 0), ("x-3", date(2026, 4, 1), 0)]
    assert "已逾期 3 天" in words(page)


def test_the_board_says_how_much_was_carried_over_and_how_late_it_is(cast, clerk, carried, new_turn):
    now, first = clerk.get(reverse("rotation.board")).context["turns"]
    assert [(len(view.carried), view.carried_late) for view in (now, first)] == [(2, "1 条已逾期，最长 3 天"), (0, "")]

    perform(carried, "hand_over", by=cast.clerk, text="x", to=new_turn(4, "published"))

    views = {view.turn.number: len(view.carried) for view in clerk.get(reverse("rotation.board")).context["turns"]}
    assert views == {1: 0, 3: 0, 4: 2}
    assert Turn.objects.count() == 3
