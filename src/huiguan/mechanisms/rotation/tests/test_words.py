"""What the solver and the home page say to people."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.rotation import actions, contributions, words
from huiguan.mechanisms.rotation.models import Result, Scheme, Suggestion, Turn
from huiguan.mechanisms.rotation.rules import has_enough_hosts
from tests.cast import browser

REASONS = [
    (["pinned"], "按要求必须安排在这一期"),
    (["first_turn"], "在本方案里还没有轮到过"),
    (["served_before", 2], "按本方案计轮值过 2 次，其他各方都不比这少"),
    (["waiting_since", "2026-02-28"], "按本方案计自 2026年2月28日 起等候"),
    (["only_free_in", 3], "只有这一期有空"),
    (["wish"], "自己希望安排在这一期"),
    (["against_wish"], "自己希望避开这一期，照办的话要在更要紧的几项上让步"),
    (["kept"], "上一稿就在这一期，未作变动"),
    (["shares_section", "C", [1]], "与同期的同属制造业，已是可能的最少"),
    (["shares_township", "城关镇", [1]], "与同期的同在城关镇，已是可能的最少"),
    (["by_hand", "干某"], "由干某手工安排"),
    (["as_held"], "按当时的实际情况补录"),
]


@pytest.mark.parametrize(("row", "sentence"), REASONS, ids=[row[0][0] for row in REASONS])
def test_every_reason_is_a_sentence(row, sentence):
    assert words.reason(row) == sentence


def test_company_that_differs_is_named():
    assert "制造业" in words.reason(["keeps_section_apart", "C"])
    assert "城关镇" in words.reason(["keeps_township_apart", "城关镇"])


def test_settings_that_contradict_each_other_are_called_so(within):
    assert words.lack(("at_least_over_at_most", 1, 2, 1), Scheme()) == "方案的设置互相矛盾，请检查每期最少和最多"


def test_a_wish_that_was_not_met_is_told_with_whose_it_is(cast, scheme):
    row = {"bearer": cast.tea_firm.pk, "turn": 3, "kind": "wants", "why": ["pinned"]}

    told = words.unmet([row], scheme)

    assert [(one["bearer"], one["turn"], str(one["why"])) for one in told] == [
        (cast.tea_firm, 3, "已被要求安排在这一期")
    ]


def test_only_levels_that_a_person_can_count_show_their_value():
    assert [words.level({"name": name})["counts"] for name in ("again", "moved", "waiting", "lot")] == [
        True,
        True,
        False,
        False,
    ]


def test_the_rule_of_enough_hosts_reads_the_same_both_ways(cast, new_turn, firms):
    turns = [new_turn(number, "drafted", firms[: number - 1]) for number in (1, 2, 3, 4)]

    selected = set(Turn.objects.filter(has_enough_hosts.q(cast.clerk, Turn)))

    assert selected == {turns[1], turns[2]} == {turn for turn in turns if has_enough_hosts(cast.clerk, turn)}


# elsewhere in the house


def cards(user, tenant):
    with reaching(user.reach(tenant)):
        return [(str(card.label), card.count, card.hue) for card in contributions.cards(user)]


def test_the_home_page_tells_what_is_unanswered_overdue_and_due_soon(cast, new_suggestion):
    for due in (date(2026, 5, 3), date(2026, 5, 4), date(2026, 5, 18), date(2026, 5, 19), None):
        perform(new_suggestion(), "accept", by=cast.clerk, owner="厂长", due=due)
    new_suggestion()

    assert cards(cast.tea_contact, cast.tenant) == [
        ("建议待答复", 1, "gold"),
        ("建议落实已逾期", 1, "brand"),
        ("两周内到期的建议", 2, "sky"),
    ]


def test_a_turn_appears_at_home_shortly_before_it_is_due_and_in_red_after(cast, new_turn):
    new_turn(2, "under_way")
    new_turn(4, "published")

    labels = cards(cast.clerk, cast.tenant)

    assert labels == [("第2期 主题2 · 待交接", None, "brand")]


def test_a_firms_page_shows_its_turns_its_suggestions_and_what_came_of_them(cast, new_suggestion):
    for _ in range(9):
        new_suggestion()
    done = Suggestion.objects.order_by("pk").last()
    Result.objects.create(suggestion=done, text="上了新设备", on=date(2026, 5, 4))
    cast.tea_firm.name = "甲&乙茶业"
    cast.tea_firm.save()

    (panel,) = contributions.panels(cast.tea_firm, cast.clerk)
    (line,) = contributions.timeline(cast.tea_firm, cast.clerk)

    assert (panel.count, panel.context["count"], len(panel.context["suggestions"])) == (1, 9, 8)
    assert browser(cast.clerk).get(panel.context["more_url"]).context["listing"].count == 9
    assert (line.note, line.url) == ("上了新设备", reverse("suggestions.detail", args=[done.pk]))
    assert contributions.panels(cast.silk_firm, cast.clerk) == []


def test_a_visit_in_a_turn_stands_on_the_page_of_the_firm_once(cast, year):
    seat = year["now"].seats.get(organization=cast.tea_firm)
    link = actions.hold(
        year["now"], by=cast.clerk, part="visit", seat=seat, starts=clock.at(date(2026, 5, 3)), place=cast.tea_firm.name
    )
    link.activity.state = "held"
    link.activity.save()

    page = browser(cast.clerk).get(reverse("organizations.detail", args=[cast.tea_firm.pk]))

    told = [(line.title, line.note) for line in page.context["timeline"] if line.about == link.activity]
    assert told == [("轮值走访：第3期 主题3", "")]


# what a plan claims


def test_a_level_says_of_what_it_counts():
    rows = [
        {"name": "again", "value": 5, "ahead": 0},
        {"name": "again", "value": 5, "ahead": 2},
        {"name": "moved", "value": 0, "of": 0},
        {"name": "moved", "value": 2, "of": 9},
        {"name": "unmet", "value": 0, "of": 0},
        {"name": "unmet", "value": 2, "of": 3},
        {"name": "unmet", "value": 2},
        {"name": "lot", "value": 1848010},
    ]

    assert [words.level(row)["reached"] for row in rows] == [
        "完全做到",
        "有 2 席排给了轮得多的，当时有空的别人轮得更少",
        "没有上一稿可比",
        "有 2 席和上一稿不同",
        "没有人提出希望或回避",
        "有 2 处没有照顾到，见下",
        "有 2 处没有照顾到，见下",
        "",
    ]


@pytest.mark.parametrize(
    ("value", "pairs", "no_section", "no_township", "said"),
    [
        (0, 0, 4, 4, "每期只有一家，不存在错开的问题"),
        (0, 3, 4, 4, "行业和镇街都没有登记，无从判断"),
        (0, 3, 0, 0, "完全做到"),
        (0, 3, 4, 1, "登记了的都已错开（没有登记行业的 4 家、没有登记镇街的 1 家无从判断）"),
        (2, 3, 0, 0, "还有 2 对同行业或同镇街"),
    ],
)
def test_a_plan_claims_nothing_of_trades_that_nobody_knows(value, pairs, no_section, no_township, said):
    known = {"seated": 4, "no_section": no_section, "no_township": no_township}

    assert words.level({"name": "likeness", "value": value, "pairs": pairs, **known}, "家")["reached"] == said
