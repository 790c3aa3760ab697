"""What settles a step is said by the scheme, whatever the step is called."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.board import TurnView
from huiguan.mechanisms.rotation.models import SchemeStep, SeatStep, Turn, TurnActivity
from huiguan.mechanisms.rotation.queries import with_their_seats
from tests.cast import submit

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
