"""A step that somebody need not do: with a reason, neither done nor late, and taken back if need be."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, perform
from huiguan.kernel.models import Change, Message, Step
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.rotation import actions, jobs
from huiguan.mechanisms.rotation.board import TurnView
from huiguan.mechanisms.rotation.models import ExcusedStep, SchemeStep, SeatStep, Turn
from huiguan.mechanisms.rotation.queries import steps_to_do, with_their_seats
from tests.cast import browser, submit, token_of

LATE = date(2026, 7, 6)  # all three steps of the turn that is under way are late


@pytest.fixture
def seat(cast, year):
    return year["now"].seats.get(organization=cast.tea_firm)


@pytest.fixture
def visit(scheme):
    return scheme.steps.get(name="走访")


def views(turn, today: date = LATE):
    return TurnView(with_their_seats(Turn.objects.filter(pk=turn.pk)).get(), today)


def of(seat, today: date = LATE):
    return next(view for view in views(seat.turn, today).seats if view.seat.pk == seat.pk)


def page(name, seat, step):
    return reverse(f"seats.{name}", args=[seat.pk, step.pk])


def test_a_step_is_excused_with_a_reason_and_shown_so_everywhere(cast, clerk, firm, seat, visit):
    url = page("excuse", seat, visit)

    refused = submit(clerk, url, {"why": ""})
    submit(clerk, url, {"why": "企业已经停产"})

    assert (refused.status_code, refused.context["form"].errors) == (422, {"why": ["请填写这一项"]})
    assert "免做以后不再算逾期" in refused.content.decode()
    assert list(ExcusedStep.objects.values_list("seat", "step", "why", "excused_on")) == [
        (seat.pk, visit.pk, "企业已经停产", date(2026, 5, 4))
    ]
    shown = [
        clerk.get(reverse("rotation.board")),
        clerk.get(reverse("turns.detail", args=[seat.turn_id])),
        firm.get(reverse("turns.detail", args=[seat.turn_id])),
    ]
    assert ["免做 走访（企业已经停产）" in one.content.decode() for one in shown] == [True] * 3
    for client in (clerk, firm):
        assert "免做：企业已经停产" in client.get(reverse("seats.detail", args=[seat.pk])).content.decode()


def test_what_is_excused_is_neither_done_nor_late(cast, seat, visit):
    before = of(seat)
    actions.excuse_step(seat, visit, by=cast.clerk, why="停产")
    after = of(seat)

    assert [view.state for view in before.steps] == ["late", "late", "late"]
    assert [view.state for view in after.steps] == ["late", "skipped", "late"]
    assert (before.count, after.count, after.done) == ("0/3", "0/2", 0)
    assert views(seat.turn).late_steps == 5


def test_the_next_step_passes_over_what_is_excused(cast, scheme, seat, visit):
    actions.finish_step(seat, scheme.steps.first(), by=cast.clerk)
    actions.excuse_step(seat, visit, by=cast.clerk, why="停产")

    assert of(seat).next.label == "归档"


def test_all_that_is_asked_being_done_all_is_done_and_a_turn_can_be_closed(cast, scheme, new_turn, visit):
    turn = new_turn(3, "handed_over", [cast.tea_firm])
    seat = turn.seats.get()
    for step in scheme.steps.exclude(pk=visit.pk):
        actions.finish_step(seat, step, by=cast.clerk)
    before = views(turn).progress, [str(step) for step, _seats in steps_to_do(turn)]

    actions.excuse_step(seat, visit, by=cast.clerk, why="停产")

    assert before == (67, ["走访"])
    assert (views(turn).progress, steps_to_do(turn)) == (100, [])
    assert (of(seat).word, of(seat).is_finished) == (("全部完成", "jade", "免做 走访（停产）"), True)


def test_whoever_is_let_off_from_everything_has_finished_nothing(cast, clerk, scheme, new_turn):
    turn = new_turn(3, "under_way", [cast.tea_firm])
    for step in scheme.steps.all():
        actions.excuse_step(turn.seats.get(), step, by=cast.clerk, why="停产")

    view = views(turn)

    assert (view.progress, view.seats[0].is_finished, view.seats[0].word[:2]) == (100, False, ("免做", "slate"))
    tiles = clerk.get(reverse("rotation.board")).context["tiles"]
    assert (tiles[1]["value"], tiles[3]["value"]) == (0, 0)


def test_nobody_is_reminded_of_what_is_excused(cast, seat, visit):
    with clock.standing_at(clock.at(date(2026, 5, 20))):
        for one in seat.turn.seats.all():
            actions.excuse_step(one, visit, by=cast.clerk, why="停产")
        jobs.remind()
    told = [one.subject for one in Message.objects.filter(user=cast.clerk, key__startswith="rotation.steps")]

    assert [subject for subject in told if "走访" in subject] == []


def test_it_is_taken_back_and_both_are_told(cast, clerk, seat, visit):
    submit(clerk, page("excuse", seat, visit), {"why": "停产"})
    shown = clerk.get(reverse("seats.detail", args=[seat.pk]))

    clerk.get(page("require", seat, visit))
    kept = ExcusedStep.objects.count()
    clerk.post(page("require", seat, visit), {"_once": token_of(shown)})

    assert (kept, ExcusedStep.objects.count()) == (1, 0)
    assert [(step.move, step.why, step.by) for step in Step.of(seat) if step.move != "create"] == [
        ("excuse", "走访：停产", cast.clerk),
        ("require", "走访", cast.clerk),
    ]
    told = clerk.get(reverse("seats.detail", args=[seat.pk])).context["told"]
    assert [(one.title, one.note, one.who) for one in told] == [
        ("撤回免做", "走访", "干某"),
        ("免做", "走访：停产", "干某"),
    ]
    assert [change.after is None for change in Change.objects.filter(label=ExcusedStep.label()).order_by("pk")] == [
        False,
        True,
    ]


@pytest.mark.parametrize("settled", ["finish", "excuse"])
def test_what_was_settled_meanwhile_is_not_excused_unseen(cast, clerk, seat, visit, settled):
    if settled == "finish":
        actions.finish_step(seat, visit, by=cast.admin)
    else:
        actions.excuse_step(seat, visit, by=cast.admin, why="别的原因")
    token = token_of(clerk.get(reverse("seats.excuse", args=[seat.pk, visit.scheme.steps.first().pk])))

    answer = clerk.post(page("excuse", seat, visit), {"_once": token, "why": "停产"})

    assert answer.status_code == 409
    assert (SeatStep.objects.count(), [row.why for row in ExcusedStep.objects.all()]) == (
        (1, []) if settled == "finish" else (0, ["别的原因"])
    )


def test_what_is_excused_is_finished_only_once_it_is_asked_again(cast, seat, visit):
    actions.excuse_step(seat, visit, by=cast.clerk, why="停产")

    with pytest.raises(NotAllowed, match="先撤回免做"):
        actions.finish_step(seat, visit, by=cast.clerk)

    actions.require_step(seat, visit, by=cast.clerk)
    assert actions.finish_step(seat, visit, by=cast.clerk).step == visit


def test_advice_that_is_open_holds_up_nothing_that_is_excused(cast, scheme, seat, new_suggestion):
    step = SchemeStep.objects.create(scheme=scheme, order=4, name="落实", due_day=2, settled_by="advice")
    actions.finish_step(seat, step, by=cast.clerk)
    new_suggestion("proposed", seat.turn)

    actions.excuse_step(seat, step, by=cast.clerk, why="停产")

    assert (of(seat).steps[3].state, of(seat).steps[3].held_up_by) == ("skipped", 0)
    assert SeatStep.objects.count() == 0


def test_whoever_may_not_finish_a_step_does_not_excuse_it(cast, firm, year, seat, visit):
    over = year["over"].seats.get()

    for client, one, code in (
        (firm, seat, 403),
        (browser(cast.vice_chair), seat, 403),
        (browser(cast.clerk), over, 403),
        (browser(cast.stranger), seat, 404),
    ):
        answers = [client.get(page(name, one, visit)).status_code for name in ("excuse", "require")]
        assert answers == [code, code]
    assert "免做" not in firm.get(reverse("seats.detail", args=[seat.pk])).content.decode()


def test_a_step_of_another_scheme_is_not_found(cast, clerk, scheme, seat):
    scheme.pk = scheme.continues = None
    scheme._state.adding, scheme.version = True, 0
    scheme.save()
    foreign = SchemeStep.objects.create(scheme=scheme, order=1, name="别的", due_day=2)

    assert clerk.get(page("excuse", seat, foreign)).status_code == 404


def test_a_firm_sees_only_its_own_reasons(cast, firm, year, seat, visit):
    silk = year["now"].seats.get(organization=cast.silk_firm)
    actions.excuse_step(silk, visit, by=cast.clerk, why="要破产了")
    actions.excuse_step(seat, visit, by=cast.clerk, why="设备大修")

    text = firm.get(reverse("turns.detail", args=[seat.turn_id])).content.decode()

    assert ("设备大修" in text, "要破产了" in text) == (True, False)
    with reaching(cast.tea_contact.reach(cast.tenant)):
        assert [row.why for row in ExcusedStep.objects.all()] == ["设备大修"]


def test_nothing_is_excused_without_a_reason(cast, seat, visit):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.excuse_step(seat, visit, by=cast.clerk, why="")


def test_whoever_comes_instead_was_not_let_off(cast, scheme, seat, visit, firms):
    actions.excuse_step(seat, visit, by=cast.clerk, why="停产")
    way = scheme.ways.create(kind="substitute", approval="secretariat", other_agrees=False)
    asked = actions.ask(way, seat.turn, cast.tea_firm, by=cast.clerk, why="停产", other=firms[0])

    perform(asked, "grant", by=cast.clerk)

    (stands_in,) = seat.turn.seats.exclude(organization=cast.silk_firm)
    excused = [row.seat_id for row in ExcusedStep.objects.all()]
    assert (stands_in.organization, excused) == (firms[0], [seat.pk])  # it stays with whom it was said of


def test_what_was_done_before_somebody_came_instead_is_not_asked_of_them_again(cast, scheme, seat, visit, firms):
    actions.finish_step(seat, visit, by=cast.clerk)
    way = scheme.ways.create(kind="substitute", approval="secretariat", other_agrees=False)
    asked = actions.ask(way, seat.turn, cast.tea_firm, by=cast.clerk, why="停产", other=firms[0])

    perform(asked, "grant", by=cast.clerk)

    stands_in = seat.turn.seats.get(organization=firms[0])
    let_off = [(row.step, row.why) for row in ExcusedStep.objects.filter(seat=stands_in)]
    assert let_off == [(visit, f"{cast.tea_firm} 已经完成")]
    assert [row.seat_id for row in SeatStep.objects.filter(step=visit)] == [seat.pk]
