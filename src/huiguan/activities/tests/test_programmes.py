from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.models import (
    Activity,
    ActivityKind,
    BudgetLine,
    Expense,
    Participation,
    Programme,
    ProgrammeHost,
    Series,
)
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import figures
from tests.cast import browser, submit

YEAR = Period(date(2018, 1, 1), date(2018, 12, 31))
TODAY = clock.at(date(2021, 6, 1))


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def kind(cast) -> ActivityKind:
    with cast.work():
        return ActivityKind.objects.create(code="talk", name="恳谈会")


@pytest.fixture
def week(cast) -> Programme:
    with cast.work():
        week = Programme(
            node=cast.root, title="城市周", code="week", starts=date(2018, 10, 20), ends=date(2018, 10, 26)
        )
        hosts = [(cast.tea, "organizer"), (cast.silk, "organizer"), (cast.federation, "supporter")]
        return actions.open_programme(week, by=cast.clerk, hosts=hosts)


def held(cast, kind, day: date, **facts) -> Activity:
    activity = actions.plan(
        Activity(kind=kind, node=cast.root, starts=clock.at(day), title="恳谈会", **facts), by=cast.clerk
    )
    return perform(activity, "hold", by=cast.clerk, happened=clock.at(day))


def read(key: str, period: Period, **codes):
    return figures()[key].read(period, **codes)[0]


def test_a_clerk_opens_a_programme_names_who_holds_it_and_enters_what_is_held_in_it(cast, kind):
    client = browser(cast.clerk)
    data = {"title": "城市周", "starts": "2018-10-20", "ends": "2018-10-26", "node": cast.root.pk}
    submit(client, reverse("programmes.create"), data)
    with cast.work():
        week = Programme.objects.get()
    submit(client, reverse("programme_hosts.add", args=[week.pk]), {"organization": cast.tea.pk, "part": "organizer"})
    form = client.get(f"{reverse('activities.create')}?programme={week.pk}").context["form"]

    assert form["programme"].value() == week.pk
    with cast.work():
        assert [(str(row), row.part) for row in ProgrammeHost.objects.all()] == [(str(cast.tea), "organizer")]


def test_the_first_who_hosts_or_organizes_leads(cast, week):
    with cast.work():
        assert [(str(host), host.is_lead) for host in week.hosts.all()] == [
            (str(cast.tea), True),
            (str(cast.silk), False),
            (str(cast.federation), False),
        ]


def test_each_activity_counts_once_though_it_serves_a_programme_and_a_series(cast, kind, week):
    with cast.work():
        series = Series.objects.create(node=cast.root, name="恳谈会", kind=kind)
        held(cast, kind, date(2018, 10, 22), programme=week, series=series)
        held(cast, kind, date(2018, 10, 24), programme=week)
        counted = [read("activities.held", YEAR), read("activities.held", YEAR, programme="week")]

    assert counted == [2, 2]


def test_a_page_of_a_programme_adds_up_what_was_held_in_it(cast, kind, week):
    with cast.work():
        first = held(cast, kind, date(2018, 10, 22), programme=week)
        second = held(cast, kind, date(2018, 10, 24), programme=week)
        held(cast, kind, date(2018, 10, 25))
        for activity in (first, second):
            Participation(activity=activity, person=cast.people["clerk"], organization=cast.federation).save()
        Participation(activity=second, name="陈一").save()

    panels = browser(cast.clerk).get(reverse("programmes.detail", args=[week.pk])).context["panels"]

    sums = [(one["value"], str(one["unit"])) for one in panels[1].context["sums"]]
    assert sums == [(2, "场"), (3, "人次"), (2, "人")]
    listed = browser(cast.clerk).get(panels[1].context["sums"][0]["url"]).context["listing"]
    assert listed.count == 2


@pytest.mark.parametrize(("today", "stage"), [("2018-10-19", "ahead"), ("2018-10-20", "on"), ("2018-10-27", "over")])
def test_the_calendar_says_how_far_it_is(week, today, stage):
    with clock.standing_at(clock.at(date.fromisoformat(today))):
        assert week.stage == stage


def test_the_figures_of_a_programme(cast, kind, week):
    with cast.work():
        held(cast, kind, date(2018, 10, 22), programme=week)
        found = [
            read("activities.years", YEAR, programme="week"),
            read("activities.years", YEAR, programme="none"),
            read("activities.organizers", YEAR, programme="week"),
            read("activities.organizers", Period(date(2019, 1, 1), date(2019, 12, 31)), programme="week"),
        ]

    assert found == [2018, None, 2, 0]


def test_who_spoke_counts_by_the_chamber_and_once(cast, kind):
    with cast.work():
        meeting = held(cast, kind, date(2018, 11, 1))
        for body, person in ((cast.tea, "clerk"), (cast.tea, "chair"), (cast.silk, "auditor")):
            Participation(activity=meeting, person=cast.people[person], organization=body, role="speaker").save()
        Participation(activity=meeting, name="来宾", organization=cast.tea_firm).save()

        assert read("activities.speaking_organizations", YEAR, kind="talk") == 2


def test_every_spring_is_every_spring_that_is_over(cast, kind):
    with cast.work():
        series = Series.objects.create(node=cast.root, name="联谊会", code="reunion", kind=kind)
        other = Series.objects.create(node=cast.root, name="归雁行", code="geese", kind=kind)
        for day in (date(2018, 2, 10), date(2019, 1, 30), date(2021, 2, 10)):  # in 2020 there was none
            held(cast, kind, day, series=series)
        held(cast, kind, date(2020, 1, 20), series=other)
        held(cast, kind, date(2020, 6, 1), series=other)
        found = [
            read("activities.each_spring", Period(None, date(2019, 12, 31)), series="reunion"),
            read("activities.each_spring", Period(None, date(2020, 1, 18)), series="reunion"),
            read("activities.each_spring", Period(None, date(2020, 12, 31)), series="reunion"),
            read("activities.each_spring", Period(None, date(2020, 12, 31)), series="geese"),
            read("activities.each_spring", Period(None, date(2017, 12, 31)), series="reunion"),
            read("activities.spring_series", Period(None, date(2020, 12, 31))),
        ]

    assert found == [1, 1, [0, 1], 1, None, 2]


def test_a_programme_adds_up_the_money_of_its_activities_for_whoever_reads_it(cast, kind, week):
    with cast.work():
        for day, amount, spent in ((20, "3000", "3200.50"), (21, "1000", "")):
            activity = held(cast, kind, date(2018, 10, day), programme=week)
            line = BudgetLine(activity=activity, item="场地", amount=Decimal(amount))
            actions.set_aside(line, by=cast.clerk)
            if spent:
                facts = {"item": "场地", "amount": Decimal(spent), "spent_on": date(2018, 10, day)}
                actions.spend(Expense(activity=activity, line=line, **facts), by=cast.clerk)
        held(cast, kind, date(2018, 10, 22), programme=week)
        ProgrammeHost(programme=week, organization=cast.tea_firm).save()
    page = reverse("programmes.detail", args=[week.pk])
    by_clerk = browser(cast.clerk).get(page).content.decode()
    by_host = browser(cast.tea_contact).get(page).content.decode()

    assert "合计：预算 4,000.00 元 · 已支出 3,200.50 元 · 还剩 799.50 元" in by_clerk
    assert [by_clerk.count(f"预算 {sum} 元") for sum in ("3,000.00", "1,000.00")] == [1, 1]
    assert ["城市周" in by_host, "3,200.50" in by_host] == [True, False]
