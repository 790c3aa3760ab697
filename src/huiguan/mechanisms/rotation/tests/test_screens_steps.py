"""Steps on the pages: a button finishes the one that it names, once, and says what stays open."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.board import TurnView
from huiguan.mechanisms.rotation.models import SchemeStep, Seat, SeatStep, Turn, Undertaking
from huiguan.mechanisms.rotation.queries import with_their_seats
from tests.cast import submit, token_of


def board(client):
    return client.get(reverse("rotation.board"))


def words(page):
    return page.content.decode()


# steps


def finish(client, seat, page, step, **how):
    return client.post(reverse("seats.finish", args=[seat.pk]), {"_once": token_of(page), "step": step.pk}, **how)


@pytest.fixture
def seat(cast, year):
    return year["now"].seats.get(organization=cast.tea_firm)


def done(seat):
    return [row.step.name for row in SeatStep.objects.filter(seat=seat)]


def test_the_finish_button_finishes_the_step_it_names_once(clerk, scheme, seat):
    page = clerk.get(reverse("seats.detail", args=[seat.pk]))
    first = scheme.steps.first()

    codes = [finish(clerk, seat, page, first).status_code for _ in range(2)]

    assert (codes, done(seat)) == ([302, 302], ["报送"])


def test_a_board_that_was_open_too_long_does_not_finish_another_step(cast, clerk, scheme, seat):
    stale = clerk.get(reverse("seats.detail", args=[seat.pk]))
    actions.finish_step(seat, scheme.steps.first(), by=cast.admin)

    answer = finish(clerk, seat, stale, scheme.steps.first())

    assert (answer.status_code, done(seat)) == (302, ["报送"])


def test_the_last_step_can_be_taken_back(cast, clerk, scheme, seat):
    actions.finish_step(seat, scheme.steps.first(), by=cast.admin)
    page = clerk.get(reverse("seats.detail", args=[seat.pk]))

    clerk.post(reverse("seats.undo", args=[seat.pk]), {"_once": token_of(page), "step": scheme.steps.first().pk})

    assert done(seat) == []


def test_only_looking_finishes_undoes_and_removes_nothing(cast, clerk, scheme, seat):
    actions.finish_step(seat, scheme.steps.first(), by=cast.admin)
    draft = Seat.objects.filter(turn__state="drafted").first()

    for page, one, status in (("finish", seat, 302), ("undo", seat, 302), ("remove", draft, 200)):
        assert clerk.get(reverse(f"seats.{page}", args=[one.pk])).status_code == status

    assert done(seat) == ["报送"]
    assert Seat.objects.filter(pk=draft.pk).exists()


def test_nobody_undertakes_what_is_late_already(firm, new_suggestion):
    one = new_suggestion()

    refused = submit(firm, reverse("suggestions.move", args=[one.pk, "accept"]), {"owner": "厂长", "due": "2026-05-03"})

    assert refused.context["form"].errors == {"due": ["期限不能早于今天"]}


def test_a_day_that_has_passed_may_stay_while_the_rest_is_amended(firm, new_suggestion):
    one = new_suggestion("accepted")
    undertaken = Undertaking.objects.create(suggestion=one, owner="厂长", due=date(2026, 5, 2))
    url = reverse("suggestions.move", args=[one.pk, "amend"])

    refused = submit(firm, url, {"due": "2026-05-03"})
    submit(firm, url, {"owner": "副厂长"})

    undertaken.refresh_from_db()
    assert refused.context["form"].errors == {"due": ["期限不能早于今天"]}
    assert (undertaken.owner, undertaken.due) == ("副厂长", date(2026, 5, 2))


def test_a_firm_finishes_no_step(firm, scheme, seat, new_suggestion):
    page = firm.get(reverse("suggestions.move", args=[new_suggestion().pk, "accept"]))

    assert finish(firm, seat, page, scheme.steps.first()).status_code == 403
    assert done(seat) == []


def test_the_board_from_which_a_step_is_finished_comes_back_with_its_figures(cast, clerk, seat):
    steps = list(seat.turn.scheme.steps.all())
    for step in steps[:-1]:
        actions.finish_step(seat, step, by=cast.clerk)
    page = board(clerk)
    sent = {"_once": token_of(page), "step": steps[-1].pk}
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/rotation/?year=2026#turn-1"}

    answer = clerk.post(reverse("seats.finish", args=[seat.pk]), sent, headers=here)

    assert answer.headers["Location"] == f"/rotation/?year=2026&done={seat.pk}"
    after = clerk.get(answer.headers["Location"])
    assert [shown.context["tiles"][1]["value"] for shown in (page, after)] == [0, 1]
    assert f'action="/seats/{seat.pk}/undo/"' in words(after)


def test_late_steps_say_how_late_they_are(cast, clerk, scheme, seat):
    with clock.standing_at(clock.at(date(2026, 5, 14))):
        page = words(board(clerk))

    assert "报送 · 已逾期 3 天" in page


# what stays open


def late(page):
    return [tile["value"] for tile in page.context["tiles"]][3]


def test_what_is_late_stays_late_when_its_turn_is_closed(cast, clerk, new_turn):
    turn = new_turn(1, "handed_over", [cast.tea_firm])
    before = late(board(clerk))

    submit(clerk, reverse("turns.move", args=[turn.pk, "close"]))

    page = board(clerk)
    assert (before, late(page)) == (3, 3)
    (view,) = page.context["turns"]
    assert (view.tag, view.seats[0].word) == (("已办结 · 有逾期", "gold"), ("逾期", "brand", "报送 · 已逾期 113 天"))


def test_advice_is_not_followed_while_some_of_it_is_open(cast, clerk, new_turn, new_suggestion):
    turn = new_turn(3, "under_way", [cast.tea_firm, cast.silk_firm])
    step = SchemeStep.objects.create(scheme=turn.scheme, order=4, name="建议落实", due_day=2, settled_by="advice")
    for seat in turn.seats.all():
        for each in turn.scheme.steps.all():
            actions.finish_step(seat, each, by=cast.clerk)
    one = new_suggestion("proposed", turn)

    tea, silk = TurnView(with_their_seats(Turn.objects.all()).get(), date(2026, 5, 4)).seats
    assert [view.state for view in tea.steps] == ["done", "done", "done", "late"]
    assert (tea.word, tea.next) == (("逾期", "brand", "建议落实 · 已逾期 1 天 · 还有 1 条建议没有办完"), None)
    assert silk.word == ("全部完成", "jade", "")

    perform(one, "decline", by=cast.clerk, why="x")
    tea, _silk = TurnView(with_their_seats(Turn.objects.all()).get(), date(2026, 5, 4)).seats
    assert (tea.word, step.is_about_advice) == (("全部完成", "jade", ""), True)


def test_advice_that_was_carried_on_holds_up_no_step(cast, new_turn, new_suggestion):
    turn, after = new_turn(1, "under_way", [cast.tea_firm]), new_turn(2, "published")
    SchemeStep.objects.create(scheme=turn.scheme, order=4, name="建议落实", due_day=2, settled_by="advice")
    new_suggestion("accepted", turn)

    perform(turn, "hand_over", by=cast.clerk, text="x", to=after)

    view = TurnView(with_their_seats(Turn.objects.filter(pk=turn.pk)).get(), date(2026, 5, 4)).seats[0]
    assert view.steps[3].held_up_by == 0


def test_a_step_says_how_much_of_its_advice_was_carried_on_before_and_after_it_is_finished(
    cast, clerk, new_turn, new_suggestion
):
    turn, after = new_turn(1, "under_way", [cast.tea_firm]), new_turn(2, "published")
    new_suggestion("accepted", turn)
    seat = turn.seats.get()
    for each in turn.scheme.steps.all():
        actions.finish_step(seat, each, by=cast.clerk)
    step = SchemeStep.objects.create(scheme=turn.scheme, order=4, name="建议落实", due_day=200, settled_by="advice")
    perform(turn, "hand_over", by=cast.clerk, text="x", to=after)
    page = clerk.get(reverse("seats.detail", args=[seat.pk]))

    told = finish(clerk, seat, page, step, follow=True)

    words_of = [shown.context["view"].word for shown in (page, told)]
    assert words_of == [
        ("进行中", "sky", "建议落实 · 已结转 1 条建议，还没有办完"),
        ("全部完成", "jade", "已结转 1 条建议，还没有办完"),
    ]
    assert [str(one) for one in told.context["messages"]] == ["“建议落实”已记为完成：已结转 1 条建议，还没有办完"]


def test_the_button_names_the_step_when_it_is_not_the_one_spoken_of(cast, clerk, new_turn, new_suggestion):
    turn = new_turn(3, "under_way", [cast.tea_firm])
    SchemeStep.objects.create(scheme=turn.scheme, order=0, name="建议落实", due_day=60, settled_by="advice")
    before = words(board(clerk))

    new_suggestion("proposed", turn)

    after = words(board(clerk))
    assert [text.count(">完成本步<") for text in (before, after)] == [1, 0]
    assert ">完成“报送”<" in after
