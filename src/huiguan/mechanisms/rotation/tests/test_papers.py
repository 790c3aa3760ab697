"""The papers of a turn: what was entered, once more, on paper."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from huiguan.activities.models import Participation
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.mechanisms.rotation import actions
from tests.cast import browser


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
    assert texts[2].endswith("轮值。共开展活动3场，提出意见建议0条。")
    assert texts[4:] == [
        "2026年5月2日，在会议室座谈会：主题3。",
        "2026年5月3日，走访观摩：甲县云雾茶业有限公司。",
        "2026年5月4日，调研：主题3。",
    ]


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

    head, *rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [head[0], len(head)] == ["期次", 10]
    assert [row[0] for row in rows] == [row["turn"].number for row in shown]
    assert rows[0][4:9] == ["甲县云雾茶业有限公司", "2026-05-03", 2, 0, 1]


@pytest.mark.parametrize("page", ["brief", "bulletin", "handover"])
def test_papers_are_for_those_who_run_the_turn(cast, firm, told, page):
    url = reverse(f"turns.{page}", args=[told.pk])

    assert [browser(cast.vice_chair).get(url).status_code, firm.get(url).status_code] == [403, 403]
