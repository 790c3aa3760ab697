"""Whoever plans to visit a firm is warned before it is kept, on every page on which a day is fixed."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.activities.models import QuietTime, Visit
from huiguan.activities.tests.visited import TODAY, activity_on, cap, kind, topic, visit
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from tests.cast import again, browser, filled, organization, submit
from tests.threads import in_threads

DAY = date(2026, 5, 20)
NEW = "/activities/new/"
FULL = "2026-04-01 至 2026-06-30 已有 1 次走访（2026-05-08），上限是每季度 1 次"


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(TODAY, 8)):
        yield


@pytest.fixture
def full(cast) -> Visit:
    """The tea firm has had all the visits of the quarter."""
    with cast.work():
        cap(1)
        return visit(cast, cast.tea_firm, date(2026, 5, 8), "用工")


def asked(cast, **said) -> dict:
    with cast.work():
        return {
            "kind": kind().pk,
            "title": "走访茶企",
            "starts": "2026-05-20T09:00",
            "lead": cast.federation.pk,
            "visited": cast.tea_firm.pk,
            "topics": [topic("融资").pk],
        } | said


def rows(cast) -> list[tuple]:
    with cast.work():
        found = Visit.objects.order_by("pk")
        return [(str(one), [str(topic) for topic in one.topics.all()], one.why_despite) for one in found]


def test_nothing_to_mind_asks_nothing_more(cast):
    answer = submit(browser(cast.clerk), NEW, asked(cast))

    assert (answer.status_code, rows(cast)) == (302, [("甲县云雾茶业有限公司", ["融资"], "")])


def test_what_there_is_to_mind_is_shown_before_it_is_kept_and_the_reason_is_kept_with_it(cast, full):
    client, before = browser(cast.clerk), rows(cast)

    warned = submit(client, NEW, asked(cast))
    unmoved = again(client, NEW, warned, {"why_despite": " "})
    between = rows(cast)
    kept = again(client, NEW, unmoved, {"why_despite": "企业要求来看"})

    assert (warned.status_code, unmoved.status_code, kept.status_code, between) == (422, 422, 302, before)
    assert warned.context["mind"] == [f"甲县云雾茶业有限公司：{FULL}"]
    assert list(warned.context["form"].errors) == ["why_despite"]
    assert rows(cast)[1:] == [("甲县云雾茶业有限公司", ["融资"], "企业要求来看")]


def test_a_reason_that_was_sent_without_having_read_counts_for_nothing(cast, full):
    answer = submit(browser(cast.clerk), NEW, asked(cast, why_despite="先写好", heeded="0000"))

    assert (answer.status_code, len(rows(cast))) == (422, 1)


def test_what_there_is_to_mind_by_now_is_shown_anew(cast, full):
    client = browser(cast.clerk)
    warned = submit(client, NEW, asked(cast))
    with cast.work():
        QuietTime.objects.create(organization=cast.tea_firm, starts=DAY, ends=DAY, why="盘点")

    anew = again(client, NEW, warned, {"why_despite": "企业要求来看"})

    assert (anew.status_code, len(anew.context["mind"])) == (422, 2)
    assert "和刚才不一样了" in str(anew.context["form"].errors)
    assert again(client, NEW, anew, {"why_despite": "企业要求来看"}).status_code == 302


def test_a_day_that_is_over_is_entered_without_a_warning(cast, full):
    answer = submit(browser(cast.clerk), NEW, asked(cast, starts="2026-05-03T09:00"))

    assert (answer.status_code, len(rows(cast))) == (302, 2)


def test_several_firms_of_one_day_are_a_row_each_and_only_those_with_a_warning_keep_the_reason(cast, full):
    client = browser(cast.clerk)
    warned = submit(client, NEW, asked(cast, also="甲县春蚕丝绸有限公司\n\n甲县云雾茶业有限公司"))

    again(client, NEW, warned, {"why_despite": "一路走"})

    about = ["融资"]
    assert rows(cast)[1:] == [
        ("甲县云雾茶业有限公司", about, "一路走"),
        ("甲县春蚕丝绸有限公司", about, ""),
    ]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"visited": ""}, ["visited"]),
        ({"also": "没有的公司"}, ["also"]),
        ({"also": "\n".join(f"厂{n}" for n in range(21))}, ["also"]),
        ({"visited": "99999999"}, ["visited"]),
        ({"visited": "abc"}, ["visited"]),
        ({"topics": ["99999"]}, ["topics"]),
        ({"also": "乙县外贸公司"}, ["also"]),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(cast, said, wrong):
    answer = submit(browser(cast.clerk), NEW, asked(cast, **said))

    assert (answer.status_code, list(answer.context["form"].errors), rows(cast)) == (422, wrong, [])


def test_an_activity_that_is_no_visit_needs_no_firm(cast):
    with cast.work():
        other = kind()
        other.pk, other.code, other.is_visit = None, "talk", False
        other._state.adding = True
        other.save()

    answer = submit(browser(cast.clerk), NEW, asked(cast, kind=other.pk, visited="", topics=[]))

    assert (answer.status_code, rows(cast)) == (302, [])


@pytest.mark.parametrize("_time", range(3))
def test_of_two_who_plan_the_last_visit_of_the_quarter_at_once_one_is_warned(for_threads, cast, _time):
    with cast.work():
        cap(1)
    clients = [browser(cast.clerk), browser(cast.chair)]
    said = asked(cast, starts="2090-05-20T09:00")  # a thread has the clock of the wall
    pages = [(client, filled(client.get(NEW)) | said) for client in clients]
    for_threads()

    def plan():
        client, said = pages.pop()
        return client.post(NEW, said).status_code

    answers = in_threads(2, plan)

    assert sorted(answers) == [302, 422]


def test_another_firm_is_added_on_the_page_of_the_activity_and_warned_of_in_the_same_way(cast, full):
    with cast.work():
        activity = activity_on(cast, DAY)
    client, url = browser(cast.clerk), reverse("visits.add", args=[activity.pk])

    warned = submit(client, url, {"organization": cast.tea_firm.pk})
    kept = again(client, url, warned, {"why_despite": "企业要求来看"})
    twice = again(client, url, submit(client, url, {"organization": cast.tea_firm.pk}), {"why_despite": "再来"})

    assert (warned.context["mind"], kept.status_code) == ([f"甲县云雾茶业有限公司：{FULL}"], 302)
    assert (twice.status_code, rows(cast)[1:]) == (422, [("甲县云雾茶业有限公司", [], "企业要求来看")])


def test_on_another_day_it_is_warned_of_again_and_the_firm_asked_anew(cast, full):
    with cast.work():
        made = visit(cast, cast.silk_firm, date(2026, 7, 8), "用工")
        perform(made, "note_agreed", by=cast.clerk, answerer="张三")
        QuietTime.objects.create(organization=cast.silk_firm, starts=DAY, ends=DAY)
    client, url = browser(cast.clerk), reverse("activities.edit", args=[made.activity_id])

    same_day = submit(client, url, {"starts": "2026-07-08T14:00"}).status_code
    warned = submit(client, url, {"starts": "2026-05-20T09:00"})
    kept = again(client, url, warned, {"why_despite": "只有这天"})

    said = "甲县春蚕丝绸有限公司：2026-05-20 至 2026-05-20 是企业的免打扰时段"
    assert (same_day, warned.context["mind"], kept.status_code) == (302, [said], 302)
    with cast.work():
        made.refresh_from_db()
    assert (made.state, made.why_despite) == ("not_asked", "只有这天")


def test_before_it_is_on_again_the_page_says_what_there_is_to_mind(cast, full):
    with cast.work():
        made = visit(cast, cast.tea_firm, DAY, state="cancelled")

    page = browser(cast.clerk).get(reverse("activities.move", args=[made.activity_id, "reopen"]))

    assert page.context["mind"] == ["走访的企业会再问一次是否方便", f"甲县云雾茶业有限公司：{FULL}"]


def test_before_it_is_recorded_as_held_the_page_says_who_has_not_agreed(cast, full):
    page = browser(cast.clerk).get(reverse("activities.move", args=[full.activity_id, "hold"]))

    said = "还没有同意走访的：甲县云雾茶业有限公司（等企业答复）。照样可以登记，走访记录里会写着"
    assert said in page.context["mind"]


def test_nobody_plans_to_visit_a_firm_out_of_reach(cast):
    with cast.work():
        far = organization(cast.root, "甲县远方厂")
    with cast.work():
        activity = activity_on(cast, DAY, by=cast.tea_secretary, host=cast.tea)

    url = reverse("visits.add", args=[activity.pk])
    answer = submit(browser(cast.tea_secretary), url, {"organization": far.pk})

    assert (answer.status_code, rows(cast)) == (422, [])
