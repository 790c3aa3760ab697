"""How an appeal stands: which of its clocks is due first, with whom that rests, and since when it is late."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.appeals.contributions import cards, matters
from huiguan.mechanisms.appeals.contributions.waiting import SHOWN
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.models import Category, Clock, StageLimit
from huiguan.mechanisms.appeals.screens.board import _leads_to
from huiguan.mechanisms.appeals.tests.conftest import PLAIN, QUANZHOU
from tests.cast import browser


def on(day: int, hour: int = 9):
    return clock.standing_at(clock.at(date(2026, 3, day), hour))


def listing(client, **asked):
    return client.get(reverse("appeals.list"), asked).context["listing"]


def cells(client, **asked) -> list[dict]:
    return [{cell["column"].name: cell["value"] for cell in row.cells} for row in listing(client, **asked).rows]


def column(client, **asked) -> dict:
    (found,) = client.get(reverse("appeals.board"), asked).context["columns"]
    return found


def at_home(cast, user):
    with reaching(user.reach(cast.tenant)):
        return matters(user)


# lists, the board, paper, the spreadsheet


def test_the_list_says_which_clock_is_due_first_and_with_whom(cast, appeal_in, clerk):
    appeal_in("handling")  # 住建局 owes its part on 5 March, 税务局 the answer on the 11th

    with on(4):
        (row,) = cells(clerk)
    with on(9):
        (late,) = cells(clerk)
        paper = clerk.get(reverse("appeals.print")).content.decode()

    note, day = "协办意见 · 甲县住建局", date(2026, 3, 5)
    assert row["due"] == {"day": day, "late": False, "days": 0, "words": "", "note": note}
    assert late["due"] == {"day": day, "late": True, "days": 4, "words": "已逾期 4 天", "note": note}
    assert [word for word in (note, "已逾期 4 天", "2026-03-05") if word not in paper] == []


def test_the_spreadsheet_has_a_column_for_each(cast, appeal_in, clerk):
    appeal_in("handling")

    book = CalamineWorkbook.from_filelike(BytesIO(clerk.get(reverse("appeals.export")).content))

    head, row = book.get_sheet_by_index(0).to_python()
    found = dict(zip(head, row, strict=True))
    assert (found["主办单位"], found["到期的环节"], found["由谁办"]) == ("甲县税务局", "协办意见", "甲县住建局")


def test_a_card_of_the_board_says_how_late_it_is_and_who_raised_it(cast, appeal_in, clerk):
    appeal_in("handling")

    with on(9):
        (card,) = column(clerk)["cards"]
        said = clerk.get(reverse("appeals.board")).content.decode()

    assert card["standing"] == "协办意见 · 甲县住建局 · 应在 2026-03-05 23:59 前（已逾期 4 天）"
    assert [word for word in (card["standing"], "甲县云雾茶业有限公司") if word not in said] == []


def test_a_card_of_somebody_hidden_does_not_say_who(cast, appeal_in, clerk):
    appeal_in("handling", is_hidden=True)

    assert column(clerk)["cards"][0]["filer"] == "隐名"


def test_the_board_is_narrowed_as_the_list_is(cast, appeal_in, clerk):
    appeal = appeal_in("handling")
    other = Category.objects.exclude(pk=appeal.category_id).first()

    found = column(clerk, unit=cast.tax.pk, category=appeal.category_id)
    nothing = clerk.get(reverse("appeals.board"), {"category": other.pk}).context["columns"]
    wrong = clerk.get(reverse("appeals.board"), {"light": "blue"}).context

    assert ([card["appeal"] for card in found["cards"]], nothing) == ([appeal], [])
    assert found["url"] == f"/appeals/?state=handling&category={appeal.category_id}&unit={cast.tax.pk}"
    assert (len(wrong["columns"]), wrong["notes"]) == (1, ["筛选条件“期限：blue”无效，已忽略"])


def test_the_board_speaks_of_moves_only_where_there_are_some(cast, appeal_in, clerk):
    appeal_in("filed")

    said = {
        name: browser(getattr(cast, name)).get(reverse("appeals.board")).context["purpose"]
        for name in ("clerk", "auditor")
    }

    assert said == {"clerk": "没有办完的都在这里；每张卡片上的“移至”就是下一步", "auditor": "没有办完的都在这里"}


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("zh-hans", {"accept": "待交办", "decline": "", "divert": "", "acknowledge": "办理中", "withdraw": ""}),
        ("en", {"decline": "", "divert": "", "withdraw": ""}),
    ],
)
def test_a_way_does_not_say_the_same_word_twice(language, names):
    with translation.override(language):
        assert {name: _leads_to(AppealFlow.moves[name]) for name in names} == names


def test_what_nothing_times_says_since_when_it_waits_and_the_urgent_comes_first(cast, appeal_in, clerk):
    StageLimit.objects.get(profile__name=PLAIN, stage="assign").delete()
    first, urgent = appeal_in("accepted", PLAIN), appeal_in("accepted", PLAIN)
    amended = {"category": urgent.category, "title": "x", "text": "y", "tags": ""}
    perform(urgent, "amend", by=cast.clerk, level="urgent", **amended)

    with on(4):
        rows = cells(clerk, state="accepted")
        board = [card["appeal"].number for card in column(clerk)["cards"]]
        with reaching(cast.clerk.reach(cast.tenant)):
            (card,) = cards(cast.clerk)

    assert [(row["title"]["note"], row["due"]["day"]) for row in rows] == [(urgent.number, None), (first.number, None)]
    assert rows[0]["due"]["note"] == "2026-03-02 起，已等 2 天"
    assert [str(tag["label"]) for tag in rows[0]["light"]] == ["紧急"]
    assert board == [urgent.number, first.number]
    assert (card.label, card.due, card.note) == ("诉求待交办", None, "1 件紧急 · 2026-03-02 起，已等 2 天")


# home of units and firms


def test_a_unit_that_helps_finds_its_part_at_home(cast, appeal_in):
    appeal = appeal_in("handling")

    (asked,) = at_home(cast, cast.works_handler)
    waiting = [row.record for row in listing(browser(cast.works_handler), waiting="me").rows]
    perform(appeal, "contribute", by=cast.works_handler, unit=cast.works, text="x")
    (given,) = at_home(cast, cast.works_handler)
    page = browser(cast.works_handler).get("/").context

    assert (asked.waits, [str(move["label"]) for move in asked.moves]) == (True, ["给协办意见"])
    assert (asked.due, asked.note) == (date(2026, 3, 5), f"{appeal} · 协办意见 · 甲县住建局 · 2026-03-05 23:59 前")
    assert waiting == [appeal]
    assert (given.waits, given.moves, given.due) == (False, [], date(2026, 3, 11))
    assert (page["things"], page["matters"], len(page["followed"])) == (0, [], 1)


def test_the_lead_reads_its_own_day_and_not_that_of_the_unit_that_helps(cast, appeal_in):
    appeal = appeal_in("handling")

    with on(9):
        (matter,) = at_home(cast, cast.tax_handler)

    assert (matter.waits, matter.due) == (True, date(2026, 3, 11))
    assert matter.note == f"{appeal} · 答复 · 甲县税务局 · 2026-03-11 23:59 前"


def test_what_others_are_to_do_does_not_count_as_waiting_for_a_firm(cast, appeal_in, firm):
    appeal_in("handling")
    answered = appeal_in("answered")

    page = firm.get("/")

    assert page.context["things"] == 1
    assert [matter.url for matter in page.context["matters"]] == [reverse("appeals.detail", args=[answered.pk])]
    assert len(page.context["followed"]) == 1
    assert "等别人办的" in page.content.decode()


def test_what_home_has_no_room_for_stands_in_one_line_and_is_counted(cast, raised, appeal_in, firm):
    for _number in range(SHOWN):
        appeal_in("answered")
    for _number in range(2):
        appeal_in("answered")
        raised()

    page = firm.get("/").context
    (rest,), (followed,) = page["matters"][SHOWN:], page["followed"]

    assert (page["things"], rest.title, followed.title) == (SHOWN + 2, "另有 2 件诉求等您办理", "另有 2 件诉求在办")
    assert len(listing(firm, waiting="me").rows) == SHOWN + 2


def test_a_firm_reads_of_an_objection_that_a_unit_is_being_found(cast, appeal_in, firm, clerk, handler):
    appeal = appeal_in("objected")
    words = "正在重新确定承办单位"

    (matter,) = at_home(cast, cast.tea_contact)
    said = {
        client: (
            str(cells(client)[0]["state"]["label"]),
            client.get(reverse("appeals.detail", args=[appeal.pk])).context["status"]["label"],
            column(client)["label"],
            [tab["label"] for tab in listing(client).tabs][1],
        )
        for client in (firm, clerk, handler)
    }

    assert str(matter.status["label"]) == words
    assert said == {firm: (words,) * 4, clerk: ("有异议",) * 4, handler: ("有异议",) * 4}


# home of the office


def test_the_head_finds_who_asks_for_more_time(cast, appeal_in):
    appeal_in("handling")
    asking = perform(appeal_in("handling"), "ask_extension", by=cast.tax_handler, days=5, reason="x")

    with reaching(cast.chair.reach(cast.tenant)):
        found = {str(card.label): card for card in cards(cast.chair)}
    with reaching(cast.clerk.reach(cast.tenant)):
        others = [str(card.label) for card in cards(cast.clerk)]

    card = found["延期待审批"]
    assert (card.count, card.due) == (1, date(2026, 3, 3))
    assert [row.record for row in browser(cast.chair).get(card.url).context["listing"].rows] == [asking]
    assert "延期待审批" not in others


def test_what_is_late_stands_among_what_is_late_and_says_what_has_been_so_longest(cast, appeal_in):
    late = appeal_in("handling")
    with on(9):
        appeal_in("filed")
        found = [card for card in browser(cast.clerk).get("/").context["cards"] if "诉求" in card.label]
        is_late = [card.is_late for card in found]

    assert [(str(card.label), card.due) for card in found] == [
        ("诉求已逾期", date(2026, 3, 5)),
        ("诉求待受理", date(2026, 3, 10)),
    ]
    assert found[0].note == f"{late}：协办意见 · 甲县住建局 · 应在 2026-03-05 23:59 前（已逾期 4 天）"
    assert is_late == [True, False]


# the page


def test_a_unit_stands_with_the_time_of_its_state_and_what_it_was_asked_is_not_for_the_firm(
    cast, appeal_in, firm, clerk, handler
):
    appeal = appeal_in("handling")
    with on(6, 15):
        perform(appeal, "contribute", by=cast.works_handler, unit=cast.works, text="x")
        perform(appeal, "answer", by=cast.clerk, ending=appeal.profile.endings.first(), text="x", promised_on=None)
        clients = {"firm": firm, "clerk": clerk, "handler": handler, "auditor": browser(cast.auditor)}
        pages = {name: one.get(reverse("appeals.detail", args=[appeal.pk])) for name, one in clients.items()}

    said = {name: "请到现场看" in page.content.decode() for name, page in pages.items()}
    assert said == {"firm": False, "clerk": True, "handler": True, "auditor": True}
    assert pages["firm"].content.decode().count("已答复 · 2026-03-06 15:00") == 2


def test_the_chamber_that_raised_it_does_not_read_it_either(cast, appeal_in):
    appeal = appeal_in("handling", through=cast.tea)

    said = browser(cast.tea_secretary).get(reverse("appeals.detail", args=[appeal.pk])).content.decode()

    assert ("甲县税务局" in said, "请到现场看" in said) == (True, False)


def test_clocks_that_are_over_are_folded_and_what_was_dropped_is_not_called_done(cast, appeal_in, clerk):
    appeal = appeal_in("objected")

    answer = clerk.get(reverse("appeals.detail", args=[appeal.pk]))

    lines = answer.context["clocks"]
    over = {line["stage"]: line["words"] for line in lines["over"]}
    assert [line["stage"] for line in lines["running"]] == ["异议的处理", "协办意见", "答复"]
    assert over["签收"] == "2026-03-02 09:00 起，不再需要"
    assert over["受理"] == "2026-03-02 09:00 起，应在 2026-03-03 23:59 前，2026-03-02 09:00 完成"
    folded = answer.content.decode().partition("<summary>已结束的 4 个环节</summary>")[2].partition("</details>")[0]
    assert [word for word in ("受理", "交办", "签收", "异议") if f"<b>{word}</b>" not in folded] == []


def test_what_is_due_on_the_day_itself_says_so(cast, appeal_in, clerk):
    limit = StageLimit.objects.get(profile__name=QUANZHOU, stage="decide")

    page = clerk.get(reverse("profiles.detail", args=[limit.profile_id])).content.decode()

    assert str(limit) == "异议的处理 当天"
    assert "不提前提醒" in page
    assert "提前 0" not in page


def test_what_runs_for_no_unit_rests_with_the_office(appeal_in):
    appeal = appeal_in("filed")

    assert Clock.objects.get(appeal=appeal).holder is None
