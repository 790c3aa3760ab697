"""Drawing up a roster and keeping suggestions, page by page; what was typed is never lost."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import (
    Judgement,
    Roster,
    Scheme,
    Seat,
    Suggestion,
    Suspension,
    Turn,
    Undertaking,
    Wish,
)
from tests.cast import again, browser, submit

YEAR = {"starts": "2026-01-01", "ends": "2026-12-31"}


def words(page):
    return page.content.decode()


# planning


def test_a_plan_is_shown_first_and_adopted_leads_to_the_board(clerk, scheme, firms):
    shown = submit(clerk, reverse("schemes.plan", args=[scheme.pk]), YEAR, follow=True)
    before = Turn.objects.count()
    answer = submit(clerk, f"{shown.request['PATH_INFO']}adopt/", follow=True)

    assert "已排出 6 期，并已证明没有更好的排法" in words(shown)
    assert (before, Turn.objects.count()) == (0, 6)
    assert [view.turn.number for view in answer.context["turns"]] == [3, 1, 2, 4, 5, 6]
    assert "已证明没有更好的排法" in words(clerk.get(reverse("schemes.detail", args=[scheme.pk])))


def test_a_plan_says_what_would_change_and_keeps_what_was_settled_by_hand(cast, clerk, scheme, firms):
    actions.plan(scheme, by=cast.clerk, starts=date(2026, 5, 1), ends=date(2026, 8, 31))
    first = Turn.objects.order_by("starts").first()
    out = first.seats.order_by("pk").last()
    actions.unseat(out, by=cast.clerk)
    outsider = Turn.objects.exclude(pk=first.pk).get().seats.order_by("pk").first()
    by_hand = actions.shift(outsider, first, by=cast.clerk)

    shown = submit(clerk, reverse("schemes.plan", args=[scheme.pk]), YEAR | {"starts": "2026-05-01"}, follow=True)

    row = next(row for row in shown.context["comparison"].rows if row.starts == first.starts)
    assert by_hand.organization in [one.who for one in row.stays]
    assert out.organization not in [one.who for one in [*row.stays, *row.comes]]


def test_a_plan_that_somebody_overtook_is_not_adopted(cast, clerk, scheme, firms):
    shown = submit(clerk, reverse("schemes.plan", args=[scheme.pk]), YEAR, follow=True)
    adopting = f"{shown.request['PATH_INFO']}adopt/"
    asked = clerk.get(adopting)
    actions.plan(scheme, by=cast.clerk, starts=date(2026, 1, 1), ends=date(2026, 6, 30))
    drafted = Turn.objects.count()

    answer = again(clerk, adopting, asked, {})

    page, of_scheme = clerk.get(shown.request["PATH_INFO"]), clerk.get(reverse("schemes.detail", args=[scheme.pk]))
    why = "编排以后，期次、人选、称呼、暂停或免轮又有改动，这一稿不能再采用；请重新编排"
    assert (answer.status_code, answer.context["problem"]) == (422, why)
    adopt = next(row for row in page.context["moves"] if row["name"] == "adopt")
    assert (adopt["allowed"], adopt["why"]) == (False, why)
    assert [row["why"] for row in of_scheme.context["waiting"]] == [why]
    assert Turn.objects.count() == drafted


def test_published_turns_are_planned_anew_only_when_asked_and_stay_where_they_can(cast, clerk, scheme, firms):
    actions.plan(scheme, by=cast.clerk, starts=date(2026, 7, 1), ends=date(2026, 12, 31))
    actions.publish_all(Turn.objects.all(), by=cast.clerk)
    before = set(Seat.objects.values_list("turn__starts", "organization"))
    second = Turn.objects.order_by("starts")[1]
    gone = second.seats.first().organization
    Wish.objects.create(
        scheme=scheme, organization=gone, kind="blackout", starts=second.starts, ends=second.ends, note="x"
    )

    with pytest.raises(actions.NothingToPlan):
        actions.plan(scheme, by=cast.clerk, starts=date(2026, 7, 1), ends=date(2026, 12, 31))
    actions.plan(scheme, by=cast.clerk, starts=date(2026, 7, 1), ends=date(2026, 12, 31), with_published=True)

    after = set(Seat.objects.values_list("turn__starts", "organization"))
    assert before - after == {(second.starts, gone.pk)}
    assert {turn.state for turn in Turn.objects.all()} == {"published"}


def test_all_drafts_are_published_at_once_and_each_says_why_not(clerk, scheme, new_turn, firms):
    good, empty = new_turn(4, "drafted", firms[:2]), new_turn(5, "drafted", [])

    answer = submit(clerk, reverse("schemes.publish", args=[scheme.pk]), follow=True)

    good.refresh_from_db()
    empty.refresh_from_db()
    assert (good.state, empty.state) == ("published", "drafted")
    assert "已公布 1 期" in words(answer)
    assert "排了 0 家" in words(answer)


def test_before_all_is_published_the_page_names_who_serves_and_what_follows(clerk, scheme, new_turn, firms):
    new_turn(4, "drafted", firms[:2])
    new_turn(5, "drafted", [])

    page = clerk.get(reverse("schemes.publish", args=[scheme.pk]))

    assert page.context["mind"] == [
        "第4期 主题4 2026-07-01 – 2026-08-30：甲县第1厂、甲县第2厂",
        "第5期 主题5 2026-09-01 – 2026-10-30：还没有安排",
        "公布后，轮值的各方能看到自己的那一期，有账号的会收到通知",
        "公布后不能再改人选；要改，先在那一期里“撤回公布”",
    ]


def test_after_all_is_published_the_board_of_their_year_is_shown(clerk, scheme, firms):
    later = Turn.objects.create(scheme=scheme, number=7, starts=date(2027, 1, 1), ends=date(2027, 2, 28))
    Seat.objects.create(turn=later, organization=firms[0])

    answer = submit(clerk, reverse("schemes.publish", args=[scheme.pk]))

    assert answer.headers["Location"] == f"/rotation/?scheme={scheme.pk}&year=2027"


def test_the_form_suggests_the_year_after_what_is_settled(clerk, scheme, year):
    url = reverse("schemes.plan", args=[scheme.pk])

    after = clerk.get(url).context["form"].initial

    assert after == {"starts": date(2026, 7, 1), "ends": date(2026, 12, 31)}


def test_what_cannot_be_kept_is_said_with_names_and_what_was_typed_stays(cast, clerk, scheme):
    for firm, kind in ((cast.tea_firm, "pin"), (cast.tea_firm, "blackout"), (cast.silk_firm, "blackout")):
        Wish.objects.create(
            scheme=scheme, organization=firm, kind=kind, starts=date(2026, 1, 1), ends=date(2026, 2, 28)
        )

    answer = submit(clerk, reverse("schemes.plan", args=[scheme.pk]), YEAR)

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "第 1 期至少要 1 家，有空的只有 0 家",
        "甲县云雾茶业有限公司 在第 1 期既要求必须安排、又不能安排",
    ]
    assert answer.context["form"]["starts"].value() == "2026-01-01"
    assert (Turn.objects.count(), Roster.objects.count()) == (0, 0)


def test_too_many_pins_are_named(cast, clerk, scheme, firms):
    for firm in firms:
        Wish.objects.create(
            scheme=scheme, organization=firm, kind="pin", starts=date(2026, 1, 1), ends=date(2026, 1, 2)
        )

    answer = submit(clerk, reverse("schemes.plan", args=[scheme.pk]), YEAR)

    assert answer.context["form"].non_field_errors() == [
        "第 1 期最多 2 家，却有更多要求必须安排：甲县第1厂、甲县第2厂、甲县第3厂"
    ]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"starts": "2026-06-01", "ends": "2026-05-01"}, "止期不能早于起期"),
        ({"starts": "2026-01-01", "ends": "2036-01-01"}, "一次最多编排六年"),
    ],
)
def test_a_time_that_makes_no_sense_is_refused_beside_its_field(clerk, scheme, data, error):
    answer = submit(clerk, reverse("schemes.plan", args=[scheme.pk]), data)

    assert answer.context["form"].errors == {"ends": [error]}


def test_where_there_is_nothing_to_plan_the_page_says_why(cast, clerk, scheme):
    url = reverse("schemes.plan", args=[scheme.pk])
    Suspension.objects.create(scheme=scheme, starts=date(2026, 1, 1), ends=date(2026, 12, 31), why="x")

    suspended = submit(clerk, url, YEAR)
    scheme.suspensions.get().delete()
    scheme.eligible_posts.set([cast.posts["auditor"]])
    nobody = submit(clerk, url, YEAR)

    assert "没有可编排的期次" in suspended.context["form"].non_field_errors()[0]
    assert "没有可以轮值的" in nobody.context["form"].non_field_errors()[0]


def test_a_draft_that_already_holds_something_is_not_planned_away(cast, clerk, scheme, new_turn):
    turn = new_turn(1, "drafted", [cast.tea_firm])
    actions.hold(turn, by=cast.clerk, part="seminar", starts=clock.now())
    Suspension.objects.create(scheme=scheme, starts=turn.starts, ends=turn.starts, why="x")

    answer = submit(clerk, reverse("schemes.plan", args=[scheme.pk]), YEAR)

    refused = submit(clerk, f"{answer.url}adopt/")

    assert refused.status_code == 422
    assert "采用会丢掉它们" in refused.content.decode()
    assert [turn.number for turn in Turn.objects.all()] == [1]


def test_only_staff_plans(cast, scheme, firm):
    for client in (browser(cast.vice_chair), browser(cast.auditor)):
        assert client.get(reverse("schemes.plan", args=[scheme.pk])).status_code == 403
    assert firm.get(reverse("schemes.plan", args=[scheme.pk])).status_code == 404


def test_a_step_is_added_and_edited_from_its_scheme(clerk, scheme):
    url = reverse("scheme_steps.add", args=[scheme.pk])

    twice = submit(clerk, url, {"order": 3, "name": "重复", "due_day": 5})
    answer = again(clerk, url, twice, {"order": 4})

    assert twice.status_code == 422
    assert (answer.status_code, answer.url) == (302, reverse("schemes.detail", args=[scheme.pk]))
    assert [step.name for step in scheme.steps.all()] == ["报送", "走访", "归档", "重复"]


@pytest.mark.parametrize(
    ("due_day", "told"),
    [(58, []), (59, ["“回访”到期时一期已经结束：一期约 59 天，它第 59 天才到期；不是这个意思的请改小"])],
)
def test_a_step_that_comes_due_after_its_turn_is_taken_with_a_warning(clerk, scheme, due_day, told):
    page = submit(
        clerk,
        reverse("scheme_steps.add", args=[scheme.pk]),
        {"order": 4, "name": "回访", "due_day": due_day},
        follow=True,
    )

    assert [str(one) for one in page.context["messages"] if one.level_tag == "gold"] == told
    assert scheme.steps.get(name="回访").due_day == due_day


def test_a_scheme_is_made_with_its_bounds_checked(cast, clerk, within):
    url = reverse("schemes.create")

    failed = submit(clerk, url, {"name": "新办法", "starts": "2026-01-01", "hosts_from": 3, "hosts_to": 2})
    answer = again(clerk, url, failed, {"hosts_to": 4})

    assert "每期最多不能少于最少" in words(failed)
    assert answer.status_code == 302
    assert Scheme.objects.get(name="新办法").node == cast.root


# suggestions


def test_a_suggestion_is_entered_with_a_number(cast, clerk, year):
    url = f"{reverse('suggestions.create')}?turn={year['now'].pk}"

    answer = submit(
        clerk, url, {"organization": cast.tea_firm.pk, "text": "上直播", "topic": "market", "proposed_by": "某人"}
    )

    made = Suggestion.objects.get()
    assert answer.url == reverse("suggestions.detail", args=[made.pk])
    assert (made.number, made.turn, made.proposed_on) == ("2026-0001", year["now"], date(2026, 5, 4))


def test_a_suggestion_needs_somebody_who_made_it_and_a_day_that_has_come(cast, clerk, year):
    url = f"{reverse('suggestions.create')}?turn={year['now'].pk}"

    data = {"organization": cast.tea_firm.pk, "text": "上直播", "topic": "market", "proposed_on": "2026-05-05"}
    answer = submit(clerk, url, data)

    assert answer.status_code == 422
    assert {name: list(errors) for name, errors in answer.context["form"].errors.items()} == {
        "proposer": ["请选提出人，或在下面填写姓名"],
        "proposed_on": ["提出日期不能晚于今天"],
    }
    assert answer.context["form"]["text"].value() == "上直播"


def test_a_suggestion_is_only_for_a_host_of_its_turn_and_never_for_one_that_is_not_open(cast, clerk, year, firms):
    url = f"{reverse('suggestions.create')}?turn={year['now'].pk}"
    form = clerk.get(url).context["form"]
    data = {"text": "x", "topic": "market", "proposed_by": "某人"}

    closed, draft = (
        submit(clerk, url, data | {"turn": year[key].pk, "organization": cast.silk_firm.pk})
        for key in ("over", "draft")
    )
    stranger = submit(clerk, url, data | {"organization": firms[0].pk})

    assert set(form.fields["organization"].queryset) == {cast.tea_firm, cast.silk_firm}
    assert set(form.fields["turn"].queryset) == {year["now"]}
    assert [answer.status_code for answer in (closed, draft, stranger)] == [422, 422, 422]
    assert [list(answer.context["form"].errors) for answer in (closed, draft)] == [["turn"], ["turn"]]
    assert list(stranger.context["form"].errors) == ["organization"]
    assert Suggestion.objects.count() == 0


def test_one_more_of_the_same_seminar_begins_with_turn_firm_and_day(cast, clerk, year):
    url = f"{reverse('suggestions.create')}?turn={year['now'].pk}"
    data = {
        "organization": cast.tea_firm.pk,
        "text": "上直播",
        "topic": "market",
        "proposed_by": "某人",
        "again": "yes",
    }

    answer = submit(clerk, url, data | {"proposed_on": "2026-05-03"})

    form = clerk.get(answer.url).context["form"]
    assert [form[name].value() for name in ("turn", "organization", "proposed_on")] == [
        year["now"].pk,
        cast.tea_firm.pk,
        date(2026, 5, 3),
    ]
    assert form["text"].value() == ""


def test_the_turn_chosen_in_the_form_says_which_hosts_are_offered(cast, clerk, year, new_turn, new_suggestion):
    other = new_turn(5, "published", [cast.silk_firm])
    edit = reverse("suggestions.edit", args=[new_suggestion(turn=year["now"]).pk])

    def offered(turn) -> list[str]:
        page = clerk.get(edit, {"pick": "organization", "turn": turn.pk})
        return [row["name"] for row in page.context["found"]]

    assert offered(year["now"]) == [cast.silk_firm.name, cast.tea_firm.name]
    assert offered(other) == [cast.silk_firm.name]
    moved = submit(clerk, edit, {"turn": other.pk, "organization": cast.silk_firm.pk})
    assert moved.status_code == 302


def test_an_answered_suggestion_is_not_edited_any_more(clerk, new_suggestion):
    answer = clerk.get(reverse("suggestions.edit", args=[new_suggestion("accepted").pk]))

    assert answer.status_code == 403
    assert "请先重开" in words(answer)


def test_a_firm_answers_its_own_suggestion_and_cannot_open_anothers(cast, firm, clerk, new_suggestion):
    mine, theirs = new_suggestion(), new_suggestion(firm=cast.silk_firm)

    answer = submit(firm, reverse("suggestions.move", args=[mine.pk, "accept"]), {"owner": "厂长"})

    mine.refresh_from_db()
    assert (answer.status_code, mine.state) == (302, "accepted")
    assert firm.get(reverse("suggestions.detail", args=[theirs.pk])).status_code == 404
    assert [row.record for row in firm.get(reverse("suggestions.list")).context["listing"].rows] == [mine]


def test_suggestions_are_narrowed_by_what_the_host_said_and_by_what_is_overdue(cast, clerk, new_suggestion):
    useful, useless, silent = (new_suggestion("accepted") for _ in range(3))
    for one, word in ((useful, True), (useless, False)):
        Judgement.objects.create(suggestion=one, useful=word, on=date(2026, 5, 4))
    Undertaking.objects.create(suggestion=useful, owner="x", due=date(2026, 5, 3))
    Undertaking.objects.create(suggestion=useless, owner="x", due=date(2026, 5, 4))

    def shown(query):
        return {row.record for row in clerk.get(reverse("suggestions.list") + query).context["listing"].rows}

    found = [shown(query) for query in ("?useful=yes", "?useful=no", "?useful=none", "?due=over", "?due=soon")]

    assert found == [{useful}, {useless}, {silent}, {useful}, {useless}]


def test_home_shows_what_waits_for_each(cast, clerk, firm, new_turn, new_suggestion):
    mine = new_suggestion(turn=new_turn(3, "under_way", [cast.tea_firm]))

    assert [(one.title, one.url) for one in firm.get("/").context["matters"]] == [
        ("建议", reverse("suggestions.detail", args=[mine.pk]))
    ]
    assert "主题3 · 待交接" not in words(firm.get("/"))
    assert "建议待答复" in words(clerk.get("/"))
    with clock.standing_at(clock.at(date(2026, 6, 20))):
        assert "主题3 · 待交接" in words(clerk.get("/"))
