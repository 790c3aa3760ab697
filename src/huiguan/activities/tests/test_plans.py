"""The plan of a year beside what was held."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from huiguan.activities import actions
from huiguan.activities.models import Activity, ActivityKind, AnnualPlan, Participation
from huiguan.activities.planned import delivered
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from tests.cast import browser, submit

LIST, NEW = reverse("annual_plans.list"), reverse("annual_plans.create")


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


@pytest.fixture
def talk(cast) -> ActivityKind:
    with cast.work():
        return ActivityKind.objects.create(code="talk", name="恳谈会")


def activity(cast, kind, day: date, *names: str, node=None, held: bool = True) -> Activity:
    with cast.work():
        made = Activity(kind=kind, title=f"恳谈 {day}", node=node or cast.root, starts=clock.at(day, 8))
        actions.plan(made, by=cast.system)
        actions.enter(made, [Participation(name=name) for name in names], by=cast.system)
        return perform(made, "hold", by=cast.system, happened=made.starts) if held else made


def plan(cast, kind, year: int = 2024, node=None, **facts) -> AnnualPlan:
    with cast.work():
        return AnnualPlan.objects.create(year=year, kind=kind, node=node or cast.root, times=4, **facts)


def test_held_and_attendances_are_counted_from_the_activities_of_that_kind_year_and_place(cast, talk):
    with cast.work():
        lecture = ActivityKind.objects.create(code="lecture", name="讲座")
    activity(cast, talk, date(2024, 1, 1), "甲", "乙")
    activity(cast, talk, date(2024, 5, 31), "甲", node=cast.tea.own_node)
    activity(cast, talk, date(2023, 12, 31), "甲", "乙", "丙")
    activity(cast, talk, date(2024, 5, 1), "丁", held=False)
    activity(cast, lecture, date(2024, 3, 1), "戊")
    for year in (2024, 2023):
        plan(cast, talk, year)
    plan(cast, talk, node=cast.tea.own_node)

    with cast.work():
        told = {(row.year, str(row.node)): (row.held, row.came) for row in delivered()}

    assert told == {(2024, "甲县工商联"): (2, 3), (2023, "甲县工商联"): (1, 3), (2024, "甲县茶业商会"): (1, 1)}


def test_each_figure_leads_to_exactly_the_activities_that_it_counts(cast, talk):
    activity(cast, talk, date(2024, 1, 1), "甲")
    activity(cast, talk, date(2023, 12, 31), "甲")
    activity(cast, talk, date(2024, 5, 1), held=False)
    plan(cast, talk)
    client = browser(cast.clerk)

    cells = {cell["column"].name: cell["value"] for cell in client.get(LIST).context["listing"].rows[0].cells}
    listed = client.get(cells["held"]["url"]).context["listing"].rows

    assert cells["held"]["title"] == 1
    assert [str(row.record) for row in listed] == ["恳谈 2024-01-01"]
    assert cells["came"]["url"] == cells["held"]["url"]


def test_a_year_is_chosen_and_exported_as_numbers(cast, talk):
    activity(cast, talk, date(2024, 1, 1), "甲", "乙")
    plan(cast, talk, 2023)
    plan(cast, talk, 2024, heads=80, purpose="听意见")
    client = browser(cast.auditor)

    shown = client.get(f"{LIST}?year=2024").context["listing"].rows
    sheet = client.get(reverse("annual_plans.export") + "?year=2024").content

    rows = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [row.record.year for row in shown] == [2024]
    assert rows[1:] == [[2024, "恳谈会", "甲县工商联", 4, 1, 80, 2, "听意见"]]
    assert client.get(reverse("annual_plans.print") + "?year=2024").status_code == 200


def test_it_is_planned_once_for_a_kind_a_year_and_a_place(cast, talk):
    client = browser(cast.clerk)
    data = {"year": "2024", "kind": talk.pk, "node": cast.root.pk, "times": "4"}

    first, second = submit(client, NEW, data), submit(client, NEW, data)

    assert (first.status_code, second.status_code) == (302, 422)
    assert second.context["form"].errors == {"__all__": ["这一年、这个单位已经有这类活动的计划了"]}


@pytest.mark.parametrize("wrong", [{"year": "1"}, {"year": "99999999"}, {"times": "0"}, {"heads": "-3"}])
def test_nonsense_is_refused_in_words(cast, talk, wrong):
    data = {"year": "2024", "kind": talk.pk, "node": cast.root.pk, "times": "4"}

    page = submit(browser(cast.clerk), NEW, data | wrong)

    assert (page.status_code, list(page.context["form"].errors)) == (422, list(wrong))


def test_a_chamber_plans_its_own_year_and_sees_no_other(cast, talk):
    plan(cast, talk)
    client = browser(cast.tea_secretary)

    submit(client, NEW, {"year": "2024", "kind": talk.pk, "times": "2"})

    assert [str(row.record.node) for row in client.get(LIST).context["listing"].rows] == ["甲县茶业商会"]
    with cast.work():
        theirs = AnnualPlan.objects.get(node=cast.root)
    assert client.get(reverse("annual_plans.edit", args=[theirs.pk])).status_code == 404


def test_who_may_read_and_who_may_change(cast, talk):
    made = plan(cast, talk)
    edit = reverse("annual_plans.edit", args=[made.pk])
    people = ("clerk", "chair", "vice_chair", "auditor", "tea_contact", "stranger")

    codes = {who: [browser(getattr(cast, who)).get(url).status_code for url in (LIST, edit)] for who in people}

    assert codes == {
        "clerk": [200, 200],
        "chair": [200, 200],
        "vice_chair": [200, 403],
        "auditor": [200, 403],
        "tea_contact": [403, 404],
        "stranger": [200, 404],
    }
