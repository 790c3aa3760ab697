"""Home: everybody finds there what concerns them, and nothing that does not."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from huiguan.activities.actions import plan
from huiguan.activities.models import Activity, ActivityKind
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.models import User
from huiguan.kernel.reach import reaching, whole
from huiguan.kernel.rooms import Card
from huiguan.register import actions
from huiguan.register.models import Kind, LocalSector, Organization, Person, Post
from huiguan.register.opening import open_books
from huiguan.site.gathering import by_day, things
from tests.cast import browser, hire, organization


def home(user):
    return browser(user).get("/")


def words(answer):
    return answer.content.decode()


def groups(answer):
    return answer.context["shell"]["groups"]


def tabs(answer):
    return [(tab["label"], tab["url"]) for tab in answer.context["shell"]["tabs"]]


@pytest.fixture
def fair(cast):
    """An activity of the tea chamber in three days, and one of the silk chamber."""
    with cast.work(), acting(cast.system):
        kind = ActivityKind.objects.create(code="fair", name="展会")
        for title, chamber in (("茶叶展销", cast.tea), ("丝绸展销", cast.silk)):
            activity = Activity(
                node=chamber.own_node, kind=kind, title=title, starts=clock.now() + timedelta(days=3), place="会展中心"
            )
            plan(activity, by=cast.system, hosts=[cast.tea_firm if chamber == cast.tea else cast.silk_firm])


# what waits


def test_the_heading_counts_things_and_not_lines():
    assert things([Card("一期", "/a/"), Card("待答复", "/b/", 6), Card("没有", "/c/", 0)]) == 7


def test_what_is_due_first_stands_first_and_what_has_no_day_last():
    days = [date(2026, 5, 9), None, date(2026, 5, 1)]

    assert [card.due for card in by_day(Card("x", "/x/", due=day) for day in days)] == [days[2], days[0], None]


def test_a_shortcut_is_there_for_whoever_may_begin_it(cast):
    assert [one["label"] for one in home(cast.clerk).context["shortcuts"]] == [
        "登记活动",
        "提诉求",
        "登记建议",
        "新增组织",
    ]
    assert [one["label"] for one in home(cast.vice_chair).context["shortcuts"]] == ["登记建议"]
    assert home(cast.county_leader).context["shortcuts"] == []


def test_a_firm_begins_from_its_home_what_it_may_begin(cast):
    answer = home(cast.tea_contact)

    assert [(one["label"], one["url"]) for one in answer.context["shortcuts"]] == [("提诉求", "/appeals/new/")]
    assert 'href="/appeals/new/"' in words(answer)


# figures


def test_a_county_leader_reads_the_figures_of_the_whole(cast):
    answer = home(cast.county_leader)

    assert [tile["label"] for tile in answer.context["tiles"]][:2] == ["在册企业", "商会"]
    assert browser(cast.county_leader).get(answer.context["tiles"][0]["url"]).status_code == 200


def test_a_secretary_reads_the_figures_of_the_own_chamber_which_open_what_was_counted(cast):
    client, found = browser(cast.tea_secretary), home(cast.tea_secretary).context["tiles"]

    assert [(tile["label"], tile["value"], tile["note"]) for tile in found] == [
        ("会员单位", 1, "您归口的范围 · 截至今天"),
        ("举办活动", 0, "您归口的范围 · 今年以来"),
    ]
    assert [client.get(tile["url"]).context["listing"].count for tile in found] == [1, 0]


def test_a_figure_opens_no_list_that_would_show_something_else(cast):
    """A member that no longer exists still stands in the chamber's list."""
    with cast.work():
        gone = organization(cast.root, "注销的茶厂", ended=date(2021, 1, 1))
        actions.join(gone, cast.tea.own_node, by=cast.system, starts=date(2020, 1, 1))

    (members, _held) = home(cast.tea_secretary).context["tiles"]

    assert (members["value"], members["url"]) == (1, "")


# dates


def test_what_is_coming_keeps_to_the_reach(cast, fair):
    coming = {
        name: [one.title for one in home(getattr(cast, name)).context["coming"]]
        for name in ("county_leader", "tea_secretary", "tea_contact")
    }

    assert coming == {
        "county_leader": ["茶叶展销", "丝绸展销"],
        "tea_secretary": ["茶叶展销"],
        "tea_contact": ["茶叶展销"],
    }


def test_what_lies_further_ahead_than_two_weeks_is_not_yet_shown(cast, fair):
    with clock.standing_at(clock.now() - timedelta(days=12)):
        assert home(cast.clerk).context["coming"] == []


# somebody who sees only their own


def test_a_firm_has_a_bar_of_what_it_needs(cast):
    answer = home(cast.tea_contact)

    assert tabs(answer) == [
        ("首页", "/"),
        ("诉求", "/appeals/"),
        ("建议", "/suggestions/"),
        ("活动", "/activities/"),
        ("更多", "/more/"),
    ]
    assert "甲县云雾茶业有限公司" in words(answer)


def test_what_a_firm_sees_only_one_of_is_no_place_of_its_navigation(cast):
    places = {
        name: {item["label"] for group in groups(home(getattr(cast, name))) for item in group["items"]}
        for name in ("tea_contact", "tea_secretary")
    }

    assert places["tea_contact"] & {"组织名录", "商会", "我的单位"} == {"我的单位"}
    assert places["tea_secretary"] & {"组织名录", "商会", "我的单位"} == {"组织名录", "商会"}


# where to begin


@pytest.fixture
def empty_house(db):
    return open_books(
        code="new", name="丙县工商联", short="", admin="root", admin_name="管某", password="long-enough-1"
    )


def steps(user):
    return {step["label"]: step["done"] for step in home(user).context["steps"]}


def test_an_empty_house_says_where_to_begin(empty_house):
    root = User.objects.get(username="root")
    names = ["本地行业", "商会", "企业", "届次", "任职", "账号", "轮值方案", "编排并公布第一期", "联系方案"]

    assert steps(root) == dict.fromkeys(names, False)
    with reaching(whole(empty_house)):
        LocalSector.objects.create(name="茶业")
    assert steps(root) == dict.fromkeys(names, False) | {"本地行业": True}


def test_an_empty_house_offers_nothing_that_needs_its_records(empty_house):
    answer = home(User.objects.get(username="root"))

    assert (answer.context["tiles"], answer.context["shortcuts"]) == ([], [])


def test_every_first_step_leads_to_a_page(empty_house):
    client = browser(User.objects.get(username="root"))

    answers = [client.get(step["url"]).status_code for step in client.get("/").context["steps"]]

    assert answers == [200] * 9


def test_in_an_empty_house_every_form_has_something_to_choose_where_something_must_be_chosen(empty_house):
    client = browser(User.objects.get(username="root"))

    forms = {name: client.get(reverse(name)).context["form"] for name in ("activities.create", "offices.create")}
    empty = [
        (page, name)
        for page, form in forms.items()
        for name, field in form.fields.items()
        if field.required and getattr(field, "queryset", None) is not None and not field.queryset.exists()
    ]

    assert empty == []


def test_only_those_who_begin_are_told_where(cast):
    assert steps(cast.clerk)["轮值方案"] is False
    assert "账号" not in steps(cast.clerk)
    assert [steps(cast.auditor), steps(cast.tea_secretary)] == [{}, {}]


def test_an_office_of_a_chamber_is_an_office_and_one_for_signing_in_is_none(empty_house):
    root = User.objects.get(username="root")
    with reaching(whole(empty_house)):
        before = steps(root)["任职"]
        person = Person.objects.get()
        chamber = Organization(node=person.node, name="丙县茶业商会", kind=Kind.CHAMBER)
        with acting(root):
            chamber.save()
        actions.settle(chamber, by=root)
        post = Post.objects.get(name="会长")
        actions.appoint(post, chamber.own_node, by=User.system(), person=person, starts=clock.today())

    assert (before, steps(root)["任职"]) == (False, True)


def test_somebody_of_a_department_is_not_called_a_firm(cast):
    with cast.work():
        tax = organization(cast.root, "甲县税务局", kind=Kind.DEPARTMENT, section="S")
        hire(cast, "tax_handler", "税某", cast.posts["handler"], cast.root, organization=tax)

    pages = [words(home(user)) for user in (cast.tax_handler, cast.tea_contact)]

    assert [("部门承办" in page, "企业服务" in page) for page in pages] == [(True, False), (False, True)]
