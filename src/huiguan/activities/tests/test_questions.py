"""What guests are asked, and where it is read what they answered."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from huiguan.activities.models import Activity, Question
from huiguan.activities.tests.invited import ask, lecture_for_all, sign_up
from huiguan.kernel import clock
from tests.cast import browser, submit


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


@pytest.fixture
def lecture(cast) -> Activity:
    return lecture_for_all(cast)


def test_the_list_and_its_spreadsheet_show_what_was_answered(cast, lecture):
    question = ask(cast, lecture, "要住宿吗")
    sign_up(lecture, "张三", **{f"question-{question.pk}": "两晚"})
    client = browser(cast.clerk)

    page = client.get(reverse("invitations.of", args=[lecture.pk])).content.decode()
    sheet = CalamineWorkbook.from_filelike(
        BytesIO(client.get(reverse("invitations.sheet", args=[lecture.pk])).content)
    ).get_sheet_by_index(0)

    assert "要住宿吗：两晚" in page
    assert sheet.to_python()[1] == ["张三", "", "自行报名", "参加", 1.0, "", "", "两晚"]


@pytest.mark.parametrize("who", ["tea_secretary", "tea_contact", "stranger"])
def test_nobody_else_reads_the_spreadsheet(cast, lecture, who):
    assert browser(getattr(cast, who)).get(reverse("invitations.sheet", args=[lecture.pk])).status_code in (403, 404)


def test_a_question_that_is_often_asked_is_there_at_a_press(cast, lecture):
    submit(browser(cast.clerk), f"{reverse('questions.add', args=[lecture.pk])}?ask=food")

    with cast.work():
        assert [question.text for question in Question.objects.all()] == ["饮食上有什么要照顾的"]


def test_a_choice_needs_something_to_choose_from(cast, lecture):
    page = submit(
        browser(cast.clerk), reverse("questions.add", args=[lecture.pk]), {"text": "吃什么", "answered_by": "choice"}
    )

    assert (page.status_code, "请写有哪几项" in page.content.decode()) == (422, True)


def test_an_option_is_no_longer_than_an_answer(cast, lecture):
    options = "短\n" + "长" * 250

    answer = submit(
        browser(cast.clerk),
        reverse("questions.add", args=[lecture.pk]),
        {"text": "住哪里", "answered_by": "choice", "options": options, "order": 10},
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["options"]
