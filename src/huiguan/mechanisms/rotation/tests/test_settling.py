"""What settles a step is said by the scheme, whatever the step is called."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Grant
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.board import TurnView
from huiguan.mechanisms.rotation.models import SchemeStep, SeatStep, Turn, TurnActivity
from huiguan.mechanisms.rotation.queries import with_their_seats
from tests.cast import browser, submit

MORNING = clock.at(date(2026, 5, 3))


def step(scheme, name: str, settled_by: str = "", order: int = 4, due_day: int = 30) -> SchemeStep:
    return SchemeStep.objects.create(scheme=scheme, order=order, name=name, due_day=due_day, settled_by=settled_by)


def done() -> list[tuple[str, str]]:
    return sorted((str(row.seat), row.step.name) for row in SeatStep.objects.all())


def test_every_part_of_a_turn_can_settle_a_step_and_so_can_its_advice():
    assert SchemeStep.SettledBy.values == [*TurnActivity.Part.values, "advice"]


def test_a_step_that_only_sounds_like_a_visit_is_left_to_people(cast, scheme, year):
    named = scheme.steps.get(name="走访")
    named.settled_by = ""
    named.save()
    step(scheme, "看现场", "visit")
    step(scheme, "厂里走一走", "visit", order=5)
    tea = year["now"].seats.get(organization=cast.tea_firm)

    actions.hold(year["now"], by=cast.clerk, part="visit", seat=tea, starts=MORNING, finishes=True)

    assert done() == [(str(tea), "厂里走一走"), (str(tea), "看现场")]


def test_advice_holds_up_the_steps_that_are_about_it_and_no_other(cast, scheme, new_turn, new_suggestion):
    step(scheme, "建议落实")
    step(scheme, "回头看", "advice", order=5)
    new_suggestion("proposed", new_turn(3, "under_way", [cast.tea_firm]))

    (view,) = TurnView(with_their_seats(Turn.objects.all()).get(), clock.today()).seats

    assert [(one.label, one.held_up_by) for one in view.steps[3:]] == [("建议落实", 0), ("回头看", 1)]


def test_what_settles_a_step_is_asked_shown_and_copied(cast, clerk, scheme):
    sent = {"order": 4, "name": "看现场", "due_day": 5, "settled_by": "research"}

    submit(clerk, reverse("scheme_steps.add", args=[scheme.pk]), sent)

    page = clerk.get(reverse("schemes.detail", args=[scheme.pk])).content.decode()
    assert "办了就算完成：专题调研" in page
    new = actions.renew(scheme, by=cast.clerk, starts=date(2026, 7, 1), name="新")
    copied = [one.settled_by for one in new.steps.all()]
    assert copied == [one.settled_by for one in scheme.steps.all()] == ["", "visit", "", "research"]


def test_nothing_unknown_settles_a_step(scheme):
    with pytest.raises(IntegrityError), transaction.atomic():
        step(scheme, "看现场", "gossip")


def test_the_practices_say_what_settles_their_steps():
    settled = {key: [(name, by) for name, _day, by in one["steps"] if by] for key, one in actions.presets().items()}

    assert {key: rows for key, rows in settled.items() if rows} == {
        "host_firms": [("走访观摩", "visit"), ("座谈把脉", "seminar"), ("建议落实", "advice")],
        "chair_with_council": [("走访日", "visit")],
        "groups_with_ceremony": [("交流走访", "visit")],
    }


# held on its own page


@pytest.fixture
def visits(cast, year):
    """A visit to each of two firms and a seminar, planned for this morning."""
    now = year["now"]
    planned = clock.now() + timedelta(hours=1)
    links = [
        actions.hold(now, by=cast.clerk, part="visit", seat=seat, starts=planned) for seat in now.seats.order_by("pk")
    ]
    return [*links, actions.hold(now, by=cast.clerk, part="seminar", starts=planned)]


@pytest.fixture
def later(within):
    with clock.standing_at(clock.at(date(2026, 5, 6), 12)):
        yield


def hold(client, link, **answers):
    sent = {"happened": "2026-05-05T15:00", **answers}
    return submit(client, reverse("activities.move", args=[link.activity_id, "hold"]), sent)


def minds(client, link, move: str) -> list[str]:
    """Of the steps; that a firm has not agreed to be visited is said besides."""
    said = client.get(reverse("activities.move", args=[link.activity_id, move])).context["mind"]
    return [one for one in said if "还没有同意走访" not in one]


def test_an_activity_that_is_held_on_its_own_page_finishes_its_step(cast, clerk, visits, later):
    tea = visits[0]

    said = minds(clerk, tea, "hold")
    hold(clerk, tea)

    assert said == ["同时把第3期 主题3 甲县云雾茶业有限公司的步骤记为完成：走访"]
    assert list(SeatStep.objects.values_list("seat", "step__name", "done_on", "because")) == [
        (tea.seat_id, "走访", date(2026, 5, 5), tea.pk)
    ]


def test_a_seminar_finishes_the_steps_of_all_who_have_not_and_are_not_let_off(cast, clerk, scheme, visits, later):
    talk = step(scheme, "听意见", "seminar")
    tea, silk = (link.seat for link in visits[:2])
    actions.excuse_step(tea, talk, by=cast.clerk, why="停产")

    said = minds(clerk, visits[2], "hold")
    hold(clerk, visits[2])

    assert said == [f"同时把第3期 主题3 {silk}的步骤记为完成：听意见"]
    assert done() == [(str(silk), "听意见")]


def test_what_is_taken_back_takes_back_the_steps_it_settled_and_no_others(cast, clerk, scheme, visits, later):
    step(scheme, "听意见", "seminar")
    tea, silk = (link.seat for link in visits[:2])
    actions.finish_step(tea, scheme.steps.get(name="听意见"), by=cast.clerk)  # by hand, before
    hold(clerk, visits[2])
    hold(clerk, visits[1])

    said = minds(clerk, visits[2], "take_back")
    submit(clerk, reverse("activities.move", args=[visits[2].activity_id, "take_back"]))

    assert said[1:] == [f"同时退回第3期 主题3 {silk}因此记为完成的步骤：听意见"]
    assert done() == sorted([(str(tea), "听意见"), (str(silk), "走访")])


def test_a_step_that_was_entered_again_by_hand_stays(cast, clerk, visits, later):
    hold(clerk, visits[0])
    actions.take_back_step(visits[0].seat, SchemeStep.objects.get(name="走访"), by=cast.clerk)
    actions.finish_step(visits[0].seat, SchemeStep.objects.get(name="走访"), by=cast.clerk)

    said = minds(clerk, visits[0], "take_back")
    submit(clerk, reverse("activities.move", args=[visits[0].activity_id, "take_back"]))

    assert len(said) == 1
    assert done() == [(str(visits[0].seat), "走访")]


@pytest.mark.parametrize("state", ["published", "closed"])
def test_steps_that_may_not_be_finished_now_are_left_and_the_page_says_so(cast, clerk, visits, later, state):
    turn = visits[0].turn
    turn.state = state
    turn.save()

    said = minds(clerk, visits[0], "hold")
    hold(clerk, visits[0])

    why = "只有进行中和已交接的期次才办理步骤"
    assert said == [f"第3期 主题3 甲县云雾茶业有限公司的步骤不会随之记为完成：走访（{why}）"]
    assert done() == []


def test_what_a_closed_turn_counts_as_done_stays_so_and_the_page_says_it(cast, clerk, visits, later):
    hold(clerk, visits[0])
    turn = visits[0].turn
    turn.state = "closed"
    turn.save()

    said = minds(clerk, visits[0], "take_back")
    submit(clerk, reverse("activities.move", args=[visits[0].activity_id, "take_back"]))

    assert said[1].startswith("第3期 主题3 甲县云雾茶业有限公司的步骤仍算完成：走访")
    assert done() == [(str(visits[0].seat), "走访")]


def test_nobody_finishes_by_an_activity_what_they_may_not_finish_by_hand(cast, visits, later):
    activity = visits[0].activity
    user = cast.clerk
    Grant.objects.filter(user=user, word="rotation.run").delete()
    user.forget_reach()

    said = minds(browser(user), visits[0], "hold")
    perform(activity, "hold", by=user, happened=activity.starts)

    assert (said, done()) == (
        [
            "第3期 主题3 甲县云雾茶业有限公司的步骤不会随之记为完成：走访"
            "（期次的办理由组织轮值的单位（工商联或商会）的工作人员负责）"
        ],
        [],
    )


@pytest.mark.parametrize(("finishes", "names"), [("on", ["走访"]), ("", [])])
def test_the_page_of_a_visit_asks_for_itself_and_is_heard(cast, clerk, visits, later, finishes, names):
    sent = {"starts": "2026-05-05T15:00", "finishes": finishes}

    submit(clerk, reverse("seats.visit", args=[visits[0].seat_id]), sent)

    visits[0].activity.refresh_from_db()
    assert visits[0].activity.state == "held"
    assert [name for _seat, name in done()] == names
