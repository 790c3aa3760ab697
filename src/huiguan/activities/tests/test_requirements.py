"""What an activity needs, by the rules of the place."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from huiguan.activities import actions, requirements
from huiguan.activities.models import Activity, ActivityKind, BudgetLine, Clearance, Invitation, Requirement, Stop
from huiguan.activities.models.invitations import signup_token
from huiguan.activities.opening import open_books
from huiguan.activities.requirements import Plan, applies
from huiguan.kernel import clock
from tests.cast import browser, submit

ANNUAL, TALK = 1, 2
DEAR = Decimal(50_000)
CASES = [  # rule, kinds that it is for, plan, does it apply
    ({}, [], Plan(TALK), True),
    ({"in_force": False}, [], Plan(TALK), False),
    ({}, [ANNUAL], Plan(ANNUAL), True),
    ({}, [ANNUAL], Plan(TALK), False),
    ({"heads": 100}, [], Plan(TALK, heads=100), True),
    ({"heads": 100}, [], Plan(TALK, heads=99), False),
    ({"heads": 100}, [], Plan(TALK), False),
    ({"money": DEAR}, [], Plan(TALK, money=DEAR), True),
    ({"money": DEAR}, [], Plan(TALK, money=DEAR - Decimal("0.01")), False),
    ({"heads": 100, "money": DEAR}, [], Plan(TALK, heads=100), True),
    ({"heads": 100, "money": DEAR}, [], Plan(TALK, money=DEAR), True),
    ({"heads": 100, "money": DEAR}, [], Plan(TALK, heads=99, money=DEAR - 1), False),
    ({"heads": 100}, [ANNUAL], Plan(TALK, heads=500), False),
    ({"only_abroad": True}, [], Plan(TALK), False),
    ({"only_abroad": True}, [], Plan(TALK, abroad=True), True),
    ({"only_abroad": True, "heads": 10}, [], Plan(TALK, heads=9, abroad=True), False),
    ({"only_abroad": True, "heads": 10}, [], Plan(TALK, heads=10), False),
]


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


@pytest.fixture
def talk(cast) -> ActivityKind:
    with cast.work():
        return ActivityKind.objects.create(code="talk", name="恳谈会")


@pytest.fixture
def forum(cast, talk) -> Activity:
    with cast.work():
        activity = Activity(kind=talk, title="银杏节恳谈会", node=cast.root, starts=clock.at(date(2024, 7, 1)))
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


def rule(cast, name: str = "大型活动审批", **facts) -> Requirement:
    with cast.work():
        return Requirement.objects.create(name=name, to_whom="本会负责人", **facts)


def states(cast, activity: Activity) -> dict[str, str]:
    with cast.work():
        rows = Clearance.objects.filter(activity=activity).select_related("requirement")
        return {row.requirement.name: row.state for row in rows}


def change(cast, activity: Activity, **facts) -> None:
    url = reverse("activities.edit", args=[activity.pk])
    assert submit(browser(cast.clerk), url, facts).status_code == 302


@pytest.mark.parametrize(("facts", "kinds", "plan", "expected"), CASES)
def test_a_rule_applies_by_kind_heads_money_and_abroad(facts, kinds, plan, expected):
    assert applies(Requirement(name="规定", **facts), kinds, plan) is expected


def test_heads_are_those_expected_and_else_the_most_who_may_come(cast, forum):
    told = []
    for expected, capacity in ((None, None), (None, 80), (120, 80)):
        forum.expected, forum.capacity = expected, capacity
        with cast.work():
            told.append(requirements.plan_of(forum).heads)

    assert told == [None, 80, 120]


def test_what_is_needed_comes_into_being_with_the_plan_and_once(cast, forum):
    rule(cast, heads=100)
    before = states(cast, forum)

    change(cast, forum, expected="100")
    change(cast, forum, expected="150")

    assert (before, states(cast, forum)) == ({}, {"大型活动审批": "due"})


def test_what_is_not_needed_any_more_says_so_and_comes_back_when_it_is(cast, forum):
    rule(cast, heads=100)
    told = []
    for heads in ("100", "99", "100"):
        change(cast, forum, expected=heads)
        told.append(states(cast, forum)["大型活动审批"])

    assert told == ["due", "not_needed", "due"]


def test_the_budget_counts_as_its_lines_come_and_go(cast, forum):
    rule(cast, money=Decimal(1_000))
    client, told = browser(cast.clerk), []
    add = reverse("budget_lines.add", args=[forum.pk])

    for amount in ("600", "400"):
        submit(client, add, {"item": "场地", "amount": amount, "source": "own"})
        told.append(states(cast, forum))
    with cast.work():
        last = BudgetLine.objects.order_by("pk").last()
    submit_delete(client, reverse("budget_lines.delete", args=[last.pk]))
    told.append(states(cast, forum))

    assert told == [{}, {"大型活动审批": "due"}, {"大型活动审批": "not_needed"}]


def submit_delete(client, url: str) -> None:
    assert submit(client, url).status_code == 302


def test_a_rule_that_changes_is_asked_of_what_is_being_planned(cast, forum):
    change(cast, forum, expected="80")
    new, client = reverse("requirements.create"), browser(cast.chair)
    data = {"name": "五十人以上", "asks": "approval", "to_whom": "主席", "days_before": "5", "heads": "50"}

    submit(client, new, data | {"in_force": "on"})
    first = states(cast, forum)
    with cast.work():
        made = Requirement.objects.get()
    submit(client, reverse("requirements.edit", args=[made.pk]), {"heads": "90"})

    assert (first, states(cast, forum)) == ({"五十人以上": "due"}, {"五十人以上": "not_needed"})


def test_nothing_is_asked_of_what_has_begun(cast, talk):
    rule(cast)
    with cast.work():
        activity = Activity(kind=talk, title="补登的", node=cast.root, starts=clock.at(date(2024, 5, 1)))
        actions.plan(activity, by=cast.clerk)

    assert states(cast, activity) == {}


def test_only_the_head_and_the_administrator_keep_the_rules(cast):
    made = rule(cast)
    edit = reverse("requirements.edit", args=[made.pk])
    people = ("chair", "admin", "clerk", "tea_secretary", "vice_chair", "auditor")

    codes = {who: browser(getattr(cast, who)).get(edit).status_code for who in people}

    assert codes == {"chair": 200, "admin": 200, "clerk": 403, "tea_secretary": 403, "vice_chair": 403, "auditor": 403}
    assert browser(cast.clerk).get(reverse("requirements.list")).status_code == 200


def test_a_kind_for_which_a_rule_is_cannot_be_deleted(cast, talk):
    made = rule(cast)
    with cast.work():
        made.kinds.set([talk])
    url, client = reverse("activity_kinds.delete", args=[talk.pk]), browser(cast.clerk)

    page = client.get(url)
    client.post(url, {"_once": "x"})

    assert (page.status_code, "大型活动审批" in page.content.decode()) == (422, True)
    with cast.work():
        assert ActivityKind.objects.filter(pk=talk.pk).exists()


def test_new_books_begin_with_rules_that_a_place_may_change(cast):
    with cast.work():
        open_books()
        told = [(row.name, row.asks, row.kinds.count(), row.only_abroad) for row in Requirement.objects.order_by("pk")]

    assert told == [
        ("年会、节会事前报告", "report", 2, False),
        ("出国（境）审批", "approval", 0, True),
        ("大型活动审批", "approval", 0, False),
    ]


def test_a_rule_with_impossible_numbers_is_refused_in_words(cast):
    data = {"name": "乱填", "asks": "approval", "to_whom": "主席"}

    page = submit(
        browser(cast.chair), reverse("requirements.create"), data | {"days_before": "400", "heads": "0", "money": "-1"}
    )

    assert page.status_code == 422
    assert {name: list(errors) for name, errors in page.context["form"].errors.items()} == {
        "days_before": ["提前的天数在 0 至 365 之间"],
        "heads": ["不能小于 1"],
        "money": ["不能小于 0.01"],
    }


def test_a_stop_across_the_border_asks_for_approval_as_long_as_it_is_on_the_plan(cast, forum):
    rule(cast, only_abroad=True)
    client, found = browser(cast.clerk), [states(cast, forum)]

    submit(client, reverse("stops.add", args=[forum.pk]), {"place": "曼谷", "country": "TH"})
    found.append(states(cast, forum))
    with cast.work():
        stop = Stop.objects.get()
    submit(client, reverse("stops.edit", args=[stop.pk]), {"place": "昆明", "country": "CN"})
    found.append(states(cast, forum))
    submit(client, reverse("stops.edit", args=[stop.pk]), {"place": "曼谷", "country": "TH"})
    submit(client, reverse("stops.delete", args=[stop.pk]))
    found.append(states(cast, forum))

    here, lapsed = {"大型活动审批": "due"}, {"大型活动审批": "not_needed"}
    assert found == [{}, here, lapsed, lapsed]


def test_nobody_signs_up_for_what_is_not_approved_yet(cast, forum):
    rule(cast, heads=100)
    with cast.work():
        forum.is_open = True
        actions.change(forum, by=cast.clerk)
    url, found = reverse("sign-up-to", args=[signup_token(forum)]), []

    for heads in ("100", "99"):
        change(cast, forum, expected=heads)
        found.append("这次活动现在不接受报名" in Client().get(url).content.decode())
        Client().post(url, {"name": "张三"})
        with cast.work():
            found.append(Invitation.objects.count())

    assert found == [True, 0, False, 1]
