"""``perform`` is the only way a state changes: all of it, or nothing."""

from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.db.models import Q

from huiguan.kernel import clock
from huiguan.kernel.flow import Flow, Move, NotAllowed, NotNow, Wait, _plain, entered, flow_of, noted, perform
from huiguan.kernel.models import Change, Step
from huiguan.kernel.rules import condition, holds, nobody

NOON = clock.at(datetime(2026, 5, 4).date(), 12)
arranges = holds("activities.edit", "由主办单位办理")
is_named = condition(lambda record: bool(record.purpose), ~Q(purpose=""), "还没有写明主题")


class Broken(Exception):
    """What goes wrong in an effect."""


def _write_minutes(record, *, by, text: str) -> None:
    record.minutes = f"{text}({by})"


def _tag_then_break(record, *, by) -> None:
    apps.get_model("register.Tag")(name="写了一半").save()
    record.minutes = "写了一半"
    raise Broken


@pytest.fixture
def flow(monkeypatch):
    """A life for activities that exists in these tests only."""
    monkeypatch.setattr(Flow, "by_label", {**Flow.by_label})

    class Life(Flow):
        model = apps.get_model("activities.Activity")

        hold = Move(("planned",), "held", arranges & is_named, "举办", effect=_write_minutes)
        note = Move(("planned", "held"), "", arranges, "补记")
        cancel = Move(("planned",), "cancelled", arranges, "取消", effect=_tag_then_break, danger=True)
        expire = Move(("planned",), "cancelled", nobody, "过期")

        waits = {"planned": Wait(arranges, "待举办"), "held": Wait(nobody, "待归档", lambda record: record.starts)}

    return Life


@pytest.fixture
def meeting(cast, flow):
    with cast.work(), clock.standing_at(NOON):
        kind = apps.get_model("activities.ActivityKind")(code="x", name="座谈")
        kind.save()
        made = flow.model(node=cast.root, kind=kind, title="座谈会", purpose="听意见", starts=NOON + timedelta(days=1))
        with entered(made, by=cast.clerk):
            made.save()
        yield made


def steps(record):
    return [(step.move, step.source, step.target, step.by) for step in Step.of(record)]


def counts():
    return Step.objects.count(), Change.objects.count()


def test_a_life_begins_with_a_step(meeting, cast):
    assert steps(meeting) == [("create", "", "planned", cast.clerk)]


def test_a_move_changes_the_state_applies_its_effect_and_leaves_a_step(meeting, cast):
    now = perform(meeting, "hold", by=cast.clerk, why="到了日子", text="到会二十人")

    meeting.refresh_from_db()
    assert (meeting.state, meeting.minutes, meeting.version) == ("held", "到会二十人(干某)", 2)
    assert now == meeting
    step = Step.of(meeting).last()
    assert (step.move, step.source, step.target, step.by) == ("hold", "planned", "held", cast.clerk)
    assert (step.why, step.answers) == ("到了日子", {"text": "到会二十人"})
    assert Change.of(meeting).last().by == cast.clerk


def test_a_move_that_does_not_start_here_is_not_now_and_changes_nothing(meeting, cast):
    meeting = perform(meeting, "hold", by=cast.clerk, text="x")
    before = counts()

    with pytest.raises(NotNow):
        perform(meeting, "cancel", by=cast.clerk)

    meeting.refresh_from_db()
    assert (meeting.state, counts()) == ("held", before)


def test_a_refusal_gives_its_reason_and_changes_nothing(meeting, cast):
    before = counts()

    with pytest.raises(NotAllowed, match="由主办单位办理"):
        perform(meeting, "hold", by=cast.auditor, text="x")

    meeting.refresh_from_db()
    assert (meeting.state, meeting.minutes, counts()) == ("planned", "", before)


def test_the_rule_judges_the_record_as_it_is_stored_not_as_it_is_held(meeting, cast):
    stored = flow_of(meeting).model.objects.get(pk=meeting.pk)
    stored.purpose = ""
    stored.save()

    with pytest.raises(NotAllowed, match="还没有写明主题"):
        perform(meeting, "hold", by=cast.clerk, text="x")


def test_a_move_already_made_by_another_is_not_now(meeting, cast):
    held_here = flow_of(meeting).model.objects.get(pk=meeting.pk)
    perform(meeting, "hold", by=cast.clerk, text="x")

    assert held_here.state == "planned"
    with pytest.raises(NotNow):
        perform(held_here, "hold", by=cast.clerk, text="y")


def test_a_record_that_is_gone_is_not_now(meeting, cast):
    held_here = flow_of(meeting).model.objects.get(pk=meeting.pk)
    meeting.delete()

    with pytest.raises(NotNow, match="deleted"):
        perform(held_here, "hold", by=cast.clerk, text="x")


def test_an_effect_that_fails_takes_everything_back(meeting, cast):
    before = counts()

    with pytest.raises(Broken):
        perform(meeting, "cancel", by=cast.clerk)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.minutes, counts()) == ("planned", "", before)
    assert apps.get_model("register.Tag").objects.filter(name="写了一半").count() == 0


def test_a_move_that_leads_nowhere_keeps_the_state_and_still_leaves_a_step(meeting, cast):
    now = perform(meeting, "note", by=cast.clerk)

    assert now.state == "planned"
    assert steps(now)[-1] == ("note", "planned", "planned", cast.clerk)


def test_what_happened_before_it_was_recorded_keeps_both_moments(meeting, cast):
    true_moment = NOON - timedelta(days=30)

    perform(meeting, "hold", by=cast.clerk, happened=true_moment, text="补录")

    step = Step.of(meeting).get(move="hold")
    assert (step.happened_at, step.recorded_at) == (true_moment, NOON)
    assert clock.happened() == clock.now()


def test_the_steps_of_a_record_stand_in_the_order_in_which_things_happened(meeting, cast):
    perform(meeting, "note", by=cast.clerk, happened=NOON - timedelta(days=30))

    assert [step.move for step in Step.of(meeting)] == ["note", "create"]


def test_answers_are_kept_as_words_and_numbers(meeting, cast):
    with cast.work():
        firms = type(cast.tea_firm).objects.filter(pk=cast.tea_firm.pk)
        noted_answers = {"who": cast.tea_firm, "all": firms, "day": NOON.date(), "n": 3, "nothing": None, "ok": True}

        assert {key: _plain(value) for key, value in noted_answers.items()} == {
            "who": "甲县云雾茶业有限公司",
            "all": ["甲县云雾茶业有限公司"],
            "day": "2026-05-04",
            "n": 3,
            "nothing": None,
            "ok": True,
        }


def test_a_look_that_must_be_remembered_is_a_step_that_changes_nothing(meeting, cast):
    noted(meeting, "looked", by=cast.auditor, why="核对电话")

    assert steps(meeting)[-1] == ("looked", "planned", "planned", cast.auditor)
    assert meeting.version == 1


def test_a_record_without_a_life_can_be_looked_at_too(meeting, cast):
    noted(cast.tea_firm, "looked", by=cast.auditor)

    assert steps(cast.tea_firm)[-1] == ("looked", "", "", cast.auditor)


def test_only_the_moves_that_start_here_are_open_each_with_its_verdict(meeting, cast, flow):
    open_to_clerk = [(move.name, bool(verdict)) for move, verdict in flow.open_to(cast.clerk, meeting)]
    open_to_auditor = {move.name: str(verdict.why) for move, verdict in flow.open_to(cast.auditor, meeting)}
    held = perform(meeting, "hold", by=cast.clerk, text="x")

    assert open_to_clerk == [("hold", True), ("note", True), ("cancel", True), ("expire", False)]
    assert open_to_auditor["hold"] == "由主办单位办理"
    assert [move.name for move, _verdict in flow.open_to(cast.clerk, held)] == ["note"]


def test_what_waits_is_what_one_may_act_on_in_a_state_that_waits(meeting, cast, flow):
    assert list(flow.waiting_for(cast.clerk)) == [meeting]
    assert list(flow.waiting_for(cast.auditor)) == []
    perform(meeting, "hold", by=cast.clerk, text="x")
    assert list(flow.waiting_for(cast.clerk)) == []


def test_the_diagram_shows_every_arrow(flow):
    assert flow.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> planned",
        "    planned --> held: hold",
        "    planned --> planned: note",
        "    held --> held: note",
        "    planned --> cancelled: cancel",
        "    planned --> cancelled: expire",
    ]


def test_a_record_that_could_not_be_entered_leaves_no_first_step(meeting, cast):
    before = counts()

    with pytest.raises(Broken), entered(meeting, by=cast.clerk):
        raise Broken

    assert counts() == before
