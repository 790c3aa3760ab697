"""Who sits where, and the papers on which it stands."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from huiguan.activities import actions, placing, seating
from huiguan.activities.models import Activity, ActivityKind, Invitation, Participation
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from tests.cast import browser

X = None


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


@pytest.fixture
def forum(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="恳谈会", node=cast.root, starts=clock.at(date(2024, 7, 1)))
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


def came(cast, forum) -> None:
    with cast.work():
        for key, role in (("clerk", "staff"), ("vice_chair", "attendee"), ("chair", "host")):
            Participation(activity=forum, person=cast.people[key], organization=cast.federation, role=role).save()
        Participation(activity=forum, name="陈一", organization=cast.tea).save()


def invited(cast, forum, *rows: tuple[Invitation, dict]) -> None:
    with cast.work():
        for row, answer in rows:
            (made,), _twice = actions.invite(forum, [row], by=cast.clerk)
            made = perform(made, "send", by=cast.clerk)
            if answer:
                actions.reply(made, **answer, by=cast.clerk)


def opened(client, page: str, forum, **asked):
    answer = client.get(reverse(f"placing.{page}", args=[forum.pk]), asked)
    return Document(BytesIO(answer.content))


@pytest.mark.parametrize(
    ("people", "seen"),
    [
        (0, []),
        (1, [1]),
        (2, [1, 2]),
        (3, [3, 1, 2]),
        (4, [3, 1, 2, 4]),
        (5, [5, 3, 1, 2, 4]),
        (6, [5, 3, 1, 2, 4, 6]),
        (7, [7, 5, 3, 1, 2, 4, 6]),
    ],
)
def test_the_first_sits_in_the_middle_and_the_second_at_their_left_hand(people, seen):
    assert seating.abreast(list(range(1, people + 1))) == seen


@pytest.mark.parametrize(
    ("people", "width", "seen"),
    [
        (0, 3, []),
        (3, 3, [[3, 1, 2]]),
        (5, 3, [[3, 1, 2], [4, 5, X]]),
        (4, 3, [[3, 1, 2], [X, 4, X]]),
        (2, 5, [[X, 1, 2, X, X]]),
        (6, 4, [[3, 1, 2, 4], [X, 5, 6, X]]),
        (2, 1, [[1], [2]]),
    ],
)
def test_rows_are_filled_from_the_first_and_the_last_sits_around_its_middle(people, width, seen):
    assert seating.rows(list(range(1, people + 1)), width) == seen


def test_the_order_is_that_of_the_posts_that_they_hold_today(cast, forum):
    came(cast, forum)

    with cast.work():
        assert placing.of(forum, "came") == [
            placing.Sitter("主某", str(cast.federation), "主持"),
            placing.Sitter("干某", str(cast.federation), "工作人员"),
            placing.Sitter("副某", str(cast.federation), "参加人员"),
            placing.Sitter("陈一", str(cast.tea), "参加人员"),
        ]


def test_of_those_invited_only_whoever_comes_has_a_seat_and_so_does_who_comes_along(cast, forum):
    invited(
        cast,
        forum,
        (Invitation(organization=cast.tea), {"answer": "delegated", "stand_in": "王副会长", "seats": 2}),
        (Invitation(person=cast.people["chair"]), {"answer": "accepted"}),
        (Invitation(name="不来的"), {"answer": "declined"}),
        (Invitation(name="没答复的"), {}),
    )

    with cast.work():
        found = [(sitter.name, sitter.unit) for sitter in placing.of(forum, "coming")]
        usual = placing.usual(forum)

    tea = str(cast.tea)
    assert found == [("主某", ""), ("王副会长", tea), (f"{tea} 随行 1", "")]
    assert usual == "coming"


def test_the_page_says_who_is_on_the_papers(cast, forum):
    came(cast, forum)

    page = browser(cast.clerk).get(reverse("placing.of", args=[forum.pk]), {"width": 3})

    assert page.context["rows"] == ["副某 · 主某 · 干某", "陈一"]
    assert "whom" not in page.context["papers"][0][1]


def test_the_papers_hold_everybody(cast, forum):
    came(cast, forum)
    client = browser(cast.clerk)

    seats = opened(client, "seats", forum, width=3).tables[0]
    badges = opened(client, "badges", forum).tables[0]
    cards = opened(client, "cards", forum).element.xml

    assert [[cell.text for cell in row.cells] for row in seats.rows] == [["副某", "主某", "干某"], ["", "陈一", ""]]
    assert badges.rows[0].cells[0].text.splitlines() == ["主某", str(cast.federation), "主持", "恳谈会"]
    assert [cards.count(f'string="{name}"') for name in ("主\u3000某", "陈\u3000一")] == [2, 2]


@pytest.mark.parametrize("wrong", [{"width": "0"}, {"width": "27"}, {"width": "宽"}, {"whom": "all"}, {"width": ""}])
def test_options_that_make_no_sense_are_said(cast, forum, wrong):
    client = browser(cast.clerk)

    assert client.get(reverse("placing.of", args=[forum.pk]), wrong).status_code == 422
    papers = [client.get(reverse(f"placing.{name}", args=[forum.pk]), wrong) for name in ("seats", "cards", "badges")]
    assert [(page.status_code, "选项无效" in page.content.decode()) for page in papers] == [(400, True)] * 3


@pytest.mark.parametrize("page", ["of", "seats", "cards", "badges"])
def test_the_papers_are_for_those_who_arrange_it(cast, forum, page):
    url = reverse(f"placing.{page}", args=[forum.pk])

    codes = [browser(user).get(url).status_code for user in (cast.clerk, cast.auditor, cast.tea_contact)]

    assert codes == [200, 403, 403]
    with cast.work():
        Activity.objects.get(pk=forum.pk)
    assert browser(cast.stranger).get(url).status_code == 404
