"""The papers of a turn: what was entered, once more, on paper."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from huiguan.activities.models import Participation
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import Duty, HandoverPoint, Result, Seat, Suggestion, Turn, Undertaking
from tests.cast import again, browser, submit


def words(page) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


@pytest.fixture
def told(cast, new_turn, new_suggestion):
    """A turn of the tea firm with a visit, its minutes, three who came, and two suggestions."""
    turn = new_turn(3, "under_way", [cast.tea_firm])
    day = clock.at(date(2026, 5, 3))
    visit = actions.hold(turn, by=cast.clerk, part="visit", seat=turn.seats.get(), starts=day, minutes="看了车间。")
    for key in ("chair", "clerk"):
        Participation.objects.create(activity=visit.activity, person=cast.people[key])
    Participation.objects.create(activity=visit.activity, name="来宾")
    new_suggestion("proposed", turn, number="2026-0001")
    perform(new_suggestion("accepted", turn, number="2026-0002"), "judge", by=cast.tea_contact, useful=True)
    return turn


def test_the_bulletin_tells_the_turn_in_figures_and_lists_what_was_suggested(clerk, told):
    paper = Document(BytesIO(clerk.get(reverse("turns.bulletin", args=[told.pk])).content))

    texts = [paragraph.text for paragraph in paper.paragraphs]
    assert texts[2].endswith("共开展活动1场，参加3人、3人次，提出意见建议2条。")
    assert "看了车间。" in texts
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert sorted((row[0], row[4]) for row in rows) == [
        ("2026-0001", "待答复"),
        ("2026-0002", "已采纳、有效"),
        ("编号", "状态"),
    ]


def test_the_bulletin_tells_day_by_day_no_place_twice_and_no_list_that_is_empty(cast, clerk, new_turn):
    turn = new_turn(3, "under_way", [cast.tea_firm])
    seat, name = turn.seats.get(), str(cast.tea_firm)
    for part, day, place, of in (("seminar", 2, "会议室", None), ("visit", 3, name, seat), ("research", 4, "", None)):
        actions.hold(turn, by=cast.clerk, part=part, starts=clock.at(date(2026, 5, day), 8), place=place, seat=of)

    paper = Document(BytesIO(clerk.get(reverse("turns.bulletin", args=[turn.pk])).content))

    texts = [paragraph.text for paragraph in paper.paragraphs]
    assert texts[2].endswith("轮值。共开展活动3场。")
    assert texts[3:] == [
        "一、活动",
        "2026年5月2日，在会议室开了座谈会：主题3。",
        "2026年5月3日，走访了甲县云雾茶业有限公司。",
        "2026年5月4日，作了专题调研：主题3。",
        "",
        "甲县工商联",
        "2026年5月4日",
    ]


def test_a_bulletin_of_who_was_on_duty_tells_duties_and_the_log_of_the_office_and_counts_from_one(cast, clerk, scheme):
    scheme.serves = "persons"
    scheme.save()
    for order, text in enumerate(("接待来访", "处理来文"), start=1):
        Duty.objects.create(scheme=scheme, order=order, text=text)
    turn = Turn.objects.create(
        scheme=scheme, number=3, starts=date(2026, 5, 1), ends=date(2026, 6, 30), state="under_way"
    )
    seat = Seat.objects.create(turn=turn, person=cast.people["vice_chair"])
    actions.log_office_day(seat, by=cast.clerk, on=date(2026, 5, 2), done="接待。", came="张三")
    actions.log_office_day(seat, by=cast.clerk, on=date(2026, 5, 3), done="看来文")

    paper = Document(BytesIO(clerk.get(reverse("turns.bulletin", args=[turn.pk])).content))

    texts = [paragraph.text for paragraph in paper.paragraphs]
    assert texts[2:] == [
        "2026年5月1日至2026年6月30日，第3期由副某轮值。共坐班2次。",
        "一、轮值职责",
        "1. 接待来访",
        "2. 处理来文",
        "二、坐班",
        "2026年5月2日，副某坐班：接待；来访：张三。",
        "2026年5月3日，副某坐班：看来文。",
        "",
        "甲县工商联",
        "2026年5月4日",
    ]


def test_a_bulletin_says_what_came_of_what_was_followed_and_nothing_of_what_there_was_not(cast, clerk, new_turn):
    turn = new_turn(3, "under_way", [cast.tea_firm])
    told = [paragraph.text for paragraph in opened(clerk, turn).paragraphs]

    advice = Suggestion.objects.create(
        turn=turn,
        organization=cast.tea_firm,
        number="2026-0007",
        proposed_on=date(2026, 5, 2),
        proposed_by="某人",
        text="装新灯",
        topic="safety",
        state="done",
    )
    Result.objects.create(suggestion=advice, text="已装好。", on=date(2026, 5, 3))

    opening = "2026年5月1日至2026年6月30日，第3期 主题3由甲县云雾茶业有限公司轮值。"
    assert told[2:] == [opening, "", "甲县工商联", "2026年5月4日"]
    paper = opened(clerk, turn)
    assert paper.tables[0].rows[1].cells[4].text == "已落实：已装好"
    assert "一、意见建议" in [paragraph.text for paragraph in paper.paragraphs]


def opened(client, turn):
    return Document(BytesIO(client.get(reverse("turns.bulletin", args=[turn.pk])).content))


def test_the_brief_says_what_is_open_from_the_last_time_and_now(cast, clerk, told, new_turn, new_suggestion):
    new_suggestion("accepted", new_turn(1, "closed", [cast.tea_firm]), number="2025-0009")

    page = clerk.get(reverse("turns.brief", args=[told.pk])).content.decode()

    assert [word in page for word in ("2025-0009", "第1期 主题1", "2026-0001")] == [True] * 3


def test_the_sheet_names_what_is_open_and_where_both_sign(clerk, told):
    page = clerk.get(reverse("turns.handover", args=[told.pk])).content.decode()

    assert [word in page for word in ("2026-0001", "2026-0002", "移交人（签字）", "接收人（签字）")] == [True] * 4


def test_the_table_of_the_year_is_a_sheet_with_the_rows_of_the_page(clerk, told):
    shown = clerk.get(reverse("rotation.year")).context["rows"]

    answer = clerk.get(reverse("rotation.export"))

    head, *rows, foot = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [head[0], len(head)] == ["期次", 10]
    assert [row[0] for row in rows] == [row["turn"].number for row in shown]
    assert rows[0][4:9] == ["甲县云雾茶业有限公司 · 牵头", "2026-05-03", 2, 0, 1]
    assert foot == ["合计：开展 1 期", "", "", "", "1 家", "", 2, 0, 1, ""]


def test_the_sheet_of_a_table_is_printed_across_as_wide_as_the_page_with_its_head_on_each(clerk, told):
    content = ZipFile(BytesIO(clerk.get(reverse("rotation.export")).content))

    sheet, book, styles = (
        content.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "workbook", "styles")
    )
    assert 'paperSize="9" fitToHeight="0" orientation="landscape"' in sheet
    assert "_xlnm.Print_Titles" in book and "$1:$1" in book
    assert 'wrapText="1"' in styles


def test_what_was_carried_stands_once_on_the_sheet_with_since_when_it_is_late(cast, clerk, new_turn, new_suggestion):
    before, turn = new_turn(1, "under_way", [cast.silk_firm]), new_turn(3, "under_way", [cast.tea_firm])
    then = new_turn(4, "published", [cast.silk_firm])
    old = new_suggestion("accepted", before, firm=cast.silk_firm, number="2026-0001")
    Undertaking.objects.create(suggestion=old, owner="张三", due=date(2026, 4, 30))
    perform(before, "hand_over", by=cast.clerk, text="接着办", to=turn)
    url = reverse("turns.handover", args=[turn.pk])

    first = words(clerk.get(url))
    perform(turn, "hand_over", by=cast.clerk, text="再接着办", to=then)
    second = words(clerk.get(url))

    for page in (first, second):
        assert page.count("2026-0001") == 1
        assert "期限 2026-04-30 · 2026-05-01 起逾期" in page
        assert [
            said
            for said in ("轮值方案 轮值", "移交方 甲县云雾茶业有限公司", "接收方 甲县春蚕丝绸有限公司")
            if said in page
        ] == ["轮值方案 轮值", "移交方 甲县云雾茶业有限公司", "接收方 甲县春蚕丝绸有限公司"]
    assert "从上期接来" not in first


def test_a_sheet_has_no_heading_with_nothing_below(cast, clerk, new_turn):
    page = words(clerk.get(reverse("turns.handover", args=[new_turn(3, "under_way", [cast.tea_firm]).pk])))

    assert [word for word in ("做了什么", "坐班记录", "交接说明", "还没办完", "交接事项") if word in page] == []


def test_handing_over_names_what_is_not_ticked_and_asks_to_press_again(cast, clerk, scheme, new_turn):
    seal = HandoverPoint.objects.create(scheme=scheme, order=1, name="印章")
    HandoverPoint.objects.create(scheme=scheme, order=2, name="资金")
    turn, then = new_turn(3, "under_way", [cast.tea_firm]), new_turn(4, "published", [cast.silk_firm])
    url = reverse("turns.move", args=[turn.pk, "hand_over"])

    asked = clerk.get(url)
    warned = submit(clerk, url, {"text": "好", f"point_{seal.pk}": "on"})
    unticked = again(clerk, url, warned, {f"point_{seal.pk}": ""})
    done = again(clerk, url, unticked)

    offered = [label for value, label in asked.context["form"].fields["to"].choices if value == then.pk]
    assert offered == ["第4期 主题4 2026-07-01 – 2026-08-30 · 甲县春蚕丝绸有限公司"]
    assert (warned.status_code, unticked.status_code, done.status_code) == (422, 422, 302)
    assert "还没有交：资金。" in words(warned)
    assert "还没有交：印章、资金。" in words(unticked)
    assert [row.is_handed for row in turn.handover.points.all()] == [False, False]


@pytest.mark.parametrize("page", ["brief", "bulletin", "handover"])
def test_papers_are_for_those_who_run_the_turn(cast, firm, told, page):
    url = reverse(f"turns.{page}", args=[told.pk])

    assert [browser(cast.vice_chair).get(url).status_code, firm.get(url).status_code] == [403, 403]
