"""The next sessions of a series that goes to firms: whom they visit, and what there is to mind on each of the days."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.models import Activity, QuietTime, Series, Visit
from huiguan.activities.tests.visited import TODAY, cap, kind, topic
from huiguan.kernel import clock
from huiguan.kernel.flow import entered, perform
from huiguan.kernel.models import Message
from tests.cast import again, browser, submit

TEA, SILK, HOST = "甲县云雾茶业有限公司", "甲县春蚕丝绸有限公司", "甲县工商业联合会"


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(TODAY, 8)):
        yield


@pytest.fixture
def rounds(cast) -> Series:
    with cast.work():
        series = Series(node=cast.root, name="走访日", kind=kind())
        with entered(series, by=cast.clerk):
            series.save()
        return series


@pytest.fixture
def first(cast, rounds) -> Activity:
    """On the eighth of May, to the tea firm about workers and to the silk firm about money."""
    with cast.work():
        activity = Activity(series=rounds, session=1, kind=rounds.kind, node=cast.root, title="走访日（第1期）")
        activity.starts = clock.at(date(2026, 5, 8), 9)
        actions.plan(activity, by=cast.clerk, hosts=[cast.federation])
        actions.plan_visit(activity, cast.tea_firm, by=cast.clerk, topics=[topic("用工")])
        actions.plan_visit(activity, cast.silk_firm, by=cast.clerk, topics=[topic("融资")])
        return activity


def page(series: Series) -> str:
    return reverse("series.lay_out", args=[series.pk])


def days(*days: str) -> dict:
    return {f"other_{number}": f"{day}T09:00" for number, day in enumerate(days, start=1)}


def made(cast) -> list[tuple]:
    """Of the sessions after the first: the day, the firm, what it is asked, why nevertheless, what it said."""
    with cast.work():
        rows = Visit.objects.exclude(activity__session=1).order_by("activity__starts", "pk")
        return [
            (
                f"{row.activity.starts:%m-%d}",
                str(row),
                [str(one) for one in row.topics.all()],
                row.why_despite,
                row.state,
            )
            for row in rows
        ]


def test_each_session_visits_whom_the_one_before_visited_and_asks_the_same(cast, rounds, first):
    client = browser(cast.clerk)
    offered = [label for _pk, label in client.get(page(rounds)).context["form"].fields["visited"].choices]

    answer = submit(client, page(rounds), days("2026-07-08"))

    assert offered == [f"{SILK}（融资）", f"{TEA}（用工）"]
    assert (answer.status_code, made(cast)) == (
        302,
        [("07-08", TEA, ["用工"], "", "asked"), ("07-08", SILK, ["融资"], "", "not_asked")],
    )
    with cast.work():
        assert [one.subject for one in Message.objects.filter(user=cast.tea_contact)] == [f"{HOST}想来走访"] * 2


def test_what_speaks_against_a_day_is_said_with_the_day_and_a_reason_is_asked_for(cast, rounds, first):
    with cast.work():
        QuietTime.objects.create(organization=cast.silk_firm, starts=date(2026, 7, 1), ends=date(2026, 7, 10))
        cap(3, "half")
    client = browser(cast.clerk)

    warned = submit(client, page(rounds), days("2026-06-08", "2026-07-08", "2026-08-08"))
    before = made(cast)
    kept = again(client, page(rounds), warned, {"why_despite": "企业约好的"})

    assert warned.context["mind"] == [
        f"2026-06-08 {TEA}：这个季度问过“用工”：2026-05-08 {HOST}",
        f"2026-06-08 {SILK}：这个季度问过“融资”：2026-05-08 {HOST}",
        f"2026-07-08 {SILK}：2026-07-01 至 2026-07-10 是企业的免打扰时段",
        f"2026-08-08 {TEA}：这个季度问过“用工”：2026-07-08 {HOST}",
        f"2026-08-08 {SILK}：这个季度问过“融资”：2026-07-08 {HOST}",
    ]
    assert "仍然安排的，写明理由再保存" in str(warned.context["form"].errors)
    assert (warned.status_code, before, kept.status_code) == (422, [], 302)
    assert [row[:2] + row[3:4] for row in made(cast)] == [
        ("06-08", TEA, "企业约好的"),
        ("06-08", SILK, "企业约好的"),
        ("07-08", TEA, ""),
        ("07-08", SILK, "企业约好的"),
        ("08-08", TEA, "企业约好的"),
        ("08-08", SILK, "企业约好的"),
    ]


def test_those_that_are_laid_out_together_count_against_the_cap(cast, rounds, first):
    with cast.work():
        cap(2, "year", cast.silk_firm)
        Visit.objects.get(organization=cast.tea_firm).delete()

    warned = submit(browser(cast.clerk), page(rounds), days("2026-07-08", "2026-10-08"))

    assert warned.context["mind"] == [
        f"2026-10-08 {SILK}：2026-01-01 至 2026-12-31 已有 2 次走访（2026-05-08、2026-07-08），上限是每年 2 次"
    ]


def test_a_firm_may_be_left_out_and_not_all_of_them(cast, rounds, first):
    client = browser(cast.clerk)

    nobody = submit(client, page(rounds), {**days("2026-07-08"), "visited": []})
    strange = submit(client, page(rounds), {**days("2026-07-08"), "visited": [cast.federation.pk]})
    submit(client, page(rounds), {**days("2026-07-08"), "visited": [cast.silk_firm.pk]})

    assert [list(answer.context["form"].errors) for answer in (nobody, strange)] == [["visited"], ["visited"]]
    assert [row[:2] for row in made(cast)] == [("07-08", SILK)]


def test_where_no_session_says_whom_it_visits_none_is_laid_out(cast, rounds):
    client = browser(cast.clerk)

    shown = client.get(page(rounds))
    sent = again(client, page(rounds), shown, days("2026-07-08"))

    said = ["还没有一场写明走访哪家" in answer.content.decode() for answer in (shown, sent)]
    assert ([shown.status_code, sent.status_code], said) == ([422, 422], [True, True])
    with cast.work():
        assert Activity.objects.count() == 0


def test_a_session_that_was_called_off_is_no_example(cast, rounds, first):
    with cast.work():
        perform(first, "cancel", by=cast.clerk, why="下雨")

    assert "还没有一场写明走访哪家" in browser(cast.clerk).get(page(rounds)).content.decode()
