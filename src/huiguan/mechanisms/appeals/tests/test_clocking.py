"""Which clocks a move starts and stops, and when they are due."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import SpecialDay
from huiguan.mechanisms.appeals import jobs
from huiguan.mechanisms.appeals.actions import clocking
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.models import Category, Clock, Diversion, Profile, Stage, StageLimit
from huiguan.mechanisms.appeals.queries import next_due
from huiguan.mechanisms.appeals.tests.conftest import PLAIN, QUANZHOU, SHANDONG, accepting, answering, assigning
from huiguan.mechanisms.appeals.words import how_late


def at(day: int, hour: int = 9):
    return clock.standing_at(clock.at(date(2026, 3, day), hour))


def running(appeal) -> dict[str, str]:
    rows = Clock.objects.filter(appeal=appeal, stopped_at=None, assignment=None)
    return {one.stage: f"{timezone.localtime(one.due_at):%m-%d %H:%M}" for one in rows}


def outcomes(appeal) -> dict[str, str]:
    return {one.stage: one.outcome for one in Clock.objects.filter(appeal=appeal).exclude(stopped_at=None)}


def test_every_move_of_the_table_is_one_of_the_flow():
    named = {*clocking.STARTS, *clocking.STOPS, *clocking.DROPS}

    assert named - {"create"} <= set(AppealFlow.moves)


def test_every_stage_is_started_and_stopped_somewhere():
    started = {stage for stages in clocking.STARTS.values() for stage in stages}
    stopped = {stage for stages in clocking.STOPS.values() for stage in stages}

    assert started | {Stage.FORWARD, Stage.CONTRIBUTE} == set(Stage)
    assert stopped | {Stage.CONTRIBUTE} == set(Stage)


STATES = {
    "filed": {"accept": "03-03 23:59"},
    "incomplete": {"accept": "03-03 23:59"},
    "accepted": {"assign": "03-03 23:59"},
    "assigned": {"acknowledge": "03-03 23:59", "object": "03-03 23:59", "answer": "03-11 23:59"},
    "objected": {"decide": "03-02 23:59", "answer": "03-11 23:59"},
    "handling": {"answer": "03-11 23:59"},
    "answered": {"confirm": "03-09 23:59"},
    "confirmed": {},
    "closed": {},
    "declined": {},
    "diverted": {},
    "merged": {},
    "withdrawn": {},
}


@pytest.mark.parametrize("state", STATES)
def test_which_clocks_run_in_which_state(appeal_in, state):
    """All on Monday 2 March, under 泉州: 1 working day to accept, assign and acknowledge; 7 to answer; 5 to confirm."""
    assert running(appeal_in(state)) == STATES[state]


def test_two_one_one_five(cast, appeal_in):
    """Contact in two hours, an opinion in one working day, an answer in fifteen, all from when it was raised."""
    with at(2, 16):
        appeal = appeal_in("accepted", SHANDONG)
    with at(2, 17):
        appeal = perform(appeal, "hand_on", by=cast.clerk, **assigning(cast))

    assert running(appeal) == {"contact": "03-02 18:00", "opine": "03-03 23:59", "answer": "03-23 23:59"}


def holders(appeal) -> dict[str, str]:
    return {one.stage: str(one.holder or "") for one in Clock.objects.filter(appeal=appeal)}


def test_a_clock_says_for_which_unit_it_runs(cast, appeal_in):
    assert holders(appeal_in("assigned")) == {
        **dict.fromkeys(("accept", "assign"), ""),
        **dict.fromkeys(("acknowledge", "object", "answer"), "甲县税务局"),
        "contribute": "甲县住建局",
    }


def test_what_has_stopped_stays_whose_it_was_and_what_runs_goes_to_the_next(cast, appeal_in, clerk):
    appeal = perform(appeal_in("handling"), "hand_over", by=cast.clerk, lead=cast.works, note="")

    assert holders(appeal) == {
        **dict.fromkeys(("accept", "assign"), ""),
        **dict.fromkeys(("acknowledge", "object"), "甲县税务局"),
        **dict.fromkeys(("answer", "contribute"), "甲县住建局"),
    }
    clocks = clerk.get(reverse("appeals.detail", args=[appeal.pk])).context["clocks"]
    lines = [*clocks["running"], *clocks["over"]]
    assert {line["stage"]: line["whom"] for line in lines} == {
        **dict.fromkeys(("受理", "交办"), "工商联"),
        **dict.fromkeys(("签收", "异议"), "甲县税务局"),
        **dict.fromkeys(("答复", "协办意见"), "甲县住建局"),
    }


def test_whoever_is_named_after_an_objection_has_the_clocks_from_then_on(cast, appeal_in):
    appeal = perform(appeal_in("objected"), "reassign", by=cast.clerk, lead=cast.works, note="", why="x")

    rows = Clock.objects.filter(appeal=appeal, stage="acknowledge")
    assert [str(one.holder) for one in rows] == ["甲县税务局", "甲县住建局"]
    assert holders(appeal)["answer"] == "甲县住建局"


def test_who_objects_has_not_acknowledged(cast, appeal_in):
    assert outcomes(appeal_in("objected")) == {
        "accept": "kept",
        "assign": "kept",
        "acknowledge": "dropped",
        "object": "kept",
    }


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [
        (11, 12, "已逾期 1 小时"),
        (11, 20, "已逾期 8 小时"),
        (12, 0, "已逾期 1 天"),
        (12, 23, "已逾期 1 天"),
        (16, 1, "已逾期 5 天"),
    ],
)
def test_how_late_something_is_goes_by_the_days_of_the_calendar(within, day, hour, said):
    with at(day, hour):
        assert how_late(clock.at(date(2026, 3, 11), 12)) == said


def test_a_unit_that_helps_has_a_clock_of_its_own(cast, appeal_in):
    appeal = appeal_in("handling")
    part = Clock.objects.get(stage="contribute", stopped_at=None)
    assert (part.assignment.unit, timezone.localdate(part.due_at)) == (cast.works, date(2026, 3, 5))

    with at(6):
        perform(appeal, "contribute", by=cast.works_handler, unit=cast.works, text="x")

    part.refresh_from_db()
    assert part.outcome == "late"


def test_what_is_in_time_is_kept_and_what_is_not_is_late(cast, appeal_in):
    with at(2):
        appeal = appeal_in("handling")
    with at(12):
        appeal = perform(appeal, "answer", by=cast.tax_handler, **answering())

    assert outcomes(appeal)["acknowledge"] == "kept"
    assert outcomes(appeal)["answer"] == "late"


def test_what_was_entered_later_counts_when_it_happened(cast, appeal_in):
    appeal = appeal_in("handling")

    with at(16):
        perform(appeal, "answer", by=cast.clerk, happened=clock.at(date(2026, 3, 11), 20), **answering())

    assert outcomes(appeal)["answer"] == "kept"


def test_what_ends_drops_what_runs(cast, appeal_in):
    appeal = perform(appeal_in("assigned"), "withdraw", by=cast.tea_contact, why="不提了")

    assert running(appeal) == {}
    assert outcomes(appeal)["answer"] == "dropped"


def test_a_pause_needs_a_reason_and_pushes_the_end(cast, appeal_in):
    appeal = appeal_in("handling")
    with at(3):
        appeal = perform(appeal, "pause", by=cast.clerk, reason="等企业补材料", why="等企业补材料")
    paused = next_due(appeal)
    with at(5):
        appeal = perform(appeal, "resume", by=cast.clerk)

    assert paused is None
    assert running(appeal) == {"answer": "03-13 23:59"}
    held = Clock.objects.get(stage="answer").pauses.get()
    assert (held.reason, timezone.localdate(held.until)) == ("等企业补材料", date(2026, 3, 5))


def test_the_clock_stands_while_the_firm_is_asked_for_more(cast, raised):
    """That of the acceptance; arrears are to be forwarded all the same."""
    with at(2):
        appeal = raised(category=Category.objects.get(name="拖欠账款"))
        appeal = perform(appeal, "ask_more", by=cast.clerk, lacking="合同", why="合同")
    stands = {one.stage: (one.is_paused, [held.reason for held in one.pauses.all()]) for one in Clock.objects.all()}
    with at(4):
        appeal = perform(appeal, "supplement", by=cast.tea_contact, text="附上")

    assert stands == {"accept": (True, ["合同"]), "forward": (False, [])}
    assert running(appeal) == {"accept": "03-05 23:59", "forward": "03-16 23:59"}


def test_what_is_answered_in_a_pause_is_stopped(cast, appeal_in):
    appeal = perform(appeal_in("handling"), "pause", by=cast.clerk, reason="x", why="x")

    with at(20):
        appeal = perform(appeal, "answer", by=cast.tax_handler, **answering())

    assert outcomes(appeal)["answer"] == "kept"


def test_what_was_granted_is_added(cast, appeal_in):
    appeal = perform(appeal_in("handling"), "ask_extension", by=cast.tax_handler, days=5, reason="x")
    assert running(appeal) == {"answer": "03-11 23:59", "approve": "03-03 23:59"}

    appeal = perform(appeal, "grant_extension", by=cast.chair)

    assert running(appeal) == {"answer": "03-18 23:59"}


@pytest.mark.parametrize("move", ["redo", "return_answer"])
def test_what_is_done_anew_is_timed_anew(cast, appeal_in, move):
    appeal = appeal_in("answered")

    with at(6):
        by = cast.tea_contact if move == "redo" else cast.clerk
        appeal = perform(appeal, move, by=by, why="x")

    assert running(appeal) == {"answer": "03-17 23:59"}


def test_another_unit_does_not_make_the_firm_wait_anew(cast, appeal_in):
    appeal = appeal_in("handling")

    with at(6):
        appeal = perform(appeal, "hand_over", by=cast.clerk, lead=cast.works, note="")

    assert running(appeal) == {"answer": "03-11 23:59"}


def test_arrears_are_to_be_forwarded_within_ten_working_days(cast, raised):
    appeal = raised(category=Category.objects.get(name="拖欠账款"))
    assert running(appeal)["forward"] == "03-16 23:59"

    with at(4):
        appeal = perform(appeal, "divert", by=cast.clerk, kind="arrears", to="省里的受理窗口", why="按条例转送")

    assert outcomes(appeal) == {"forward": "kept", "accept": "late"}


def test_a_later_change_of_the_profile_does_not_move_what_runs(appeal_in):
    appeal = appeal_in("handling")
    limit = StageLimit.objects.get(profile__name=QUANZHOU, stage="answer")
    limit.amount = 1
    limit.save()

    jobs.reckon_anew()

    assert running(appeal) == {"answer": "03-11 23:59"}


def test_a_day_off_that_is_declared_later_moves_what_runs(appeal_in):
    appeal = appeal_in("handling")
    SpecialDay.objects.create(day=date(2026, 3, 5), kind="off", name="停工")

    jobs.reckon_anew()

    assert running(appeal) == {"answer": "03-12 23:59"}


def test_the_due_time_is_that_of_the_first_clock(appeal_in):
    assert timezone.localdate(next_due(appeal_in("assigned"))) == date(2026, 3, 3)
    assert timezone.localdate(next_due(appeal_in("handling", PLAIN))) == date(2026, 3, 9)  # the unit that helps


def test_every_profile_that_ships_can_be_reckoned(tables):
    for profile in Profile.objects.all():
        by = clocking.reckoning(profile.hours)
        assert [one.limit.amount >= 0 for one in profile.limits.all()] == [True] * profile.limits.count()
        assert by.hours == profile.office_hours


# what a profile asks, and what is still to come


def test_a_stage_that_the_profile_does_not_have_is_not_timed(cast, appeal_in):
    """Its limits may stand in the table from before."""
    plain = Profile.objects.get(name=PLAIN)
    for stage in ("object", "opine", "contact"):
        StageLimit.objects.get_or_create(profile=plain, stage=stage, defaults={"amount": 1})

    appeal = appeal_in("assigned", profile=PLAIN)

    assert {"object", "opine", "contact"} & set(running(appeal)) == set()
    assert AppealFlow.object.may(cast.tax_handler, appeal).why == "这个办理时限方案不提异议"


def test_an_objection_is_made_once_whoever_is_named_after_it(cast, appeal_in):
    appeal = perform(appeal_in("objected"), "reassign", by=cast.clerk, lead=cast.works)
    appeal = perform(appeal, "change_unit", by=cast.clerk, lead=cast.tax)

    assert "object" not in running(appeal)
    assert not AppealFlow.object.may(cast.tax_handler, appeal)


def test_whoever_was_answered_need_not_be_contacted_any_more(cast, appeal_in):
    appeal = perform(appeal_in("filed"), "accept", by=cast.clerk, **accepting(SHANDONG))
    before = running(appeal)
    appeal = perform(appeal, "answer_self", by=cast.clerk, **answering())

    assert ("contact" in before, "contact" in running(appeal), outcomes(appeal)["contact"]) == (True, False, "dropped")


def arrears() -> Category:
    return Category.objects.get(belongs_elsewhere="arrears")


def test_arrears_found_at_acceptance_are_to_be_forwarded_too(cast, appeal_in):
    appeal = perform(appeal_in("filed"), "accept", by=cast.clerk, **{**accepting(PLAIN), "category": arrears()})

    assert running(appeal)["forward"] == "03-16 23:59"


def test_arrears_are_forwarded_and_go_on_here(cast, appeal_in):
    appeal = perform(
        appeal_in("filed", category=arrears()), "accept", by=cast.clerk, **{**accepting(PLAIN), "category": arrears()}
    )
    before = dict(running(appeal))
    with at(5):
        appeal = perform(appeal, "forward", by=cast.clerk, to="省工业和信息化厅")

    assert ("forward" in before, "forward" in running(appeal)) == (True, False)
    assert (outcomes(appeal)["forward"], appeal.state, Diversion.objects.get().to) == (
        "kept",
        "accepted",
        "省工业和信息化厅",
    )
    assert not AppealFlow.forward.may(cast.clerk, appeal)


def test_what_was_forwarded_may_still_be_diverted(cast, appeal_in):
    appeal = perform(appeal_in("filed", category=arrears()), "forward", by=cast.clerk, to="省工业和信息化厅")
    perform(appeal, "divert", by=cast.clerk, kind="arrears", to="省财政厅", why="由他们办")

    assert Diversion.objects.get().to == "省财政厅"
