"""Which move starts and stops which clocks, in one place; and what it is to start, stop, pause and extend one."""

from django.utils import timezone

from huiguan.kernel import clock
from huiguan.kernel.models import SpecialDay, Step
from huiguan.kernel.worktime import Calendar
from huiguan.mechanisms.appeals.clocks import Pause, Reckoning, due, warned
from huiguan.mechanisms.appeals.models import (
    OF_THE_UNIT,
    Appeal,
    Assignment,
    Clock,
    ClockPause,
    Diverted,
    Profile,
    Since,
    Stage,
    hours_of,
)
from huiguan.mechanisms.appeals.queries import lead_of
from huiguan.mechanisms.appeals.rules import PAUSABLE
from huiguan.register.models import Organization

EVERY = tuple(Stage)
GOES_ON = (Stage.OPINE, Stage.ANSWER)  # whoever leads
STARTS: dict[str, tuple[Stage, ...]] = {
    "create": (Stage.ACCEPT,),
    "accept": (Stage.ASSIGN, Stage.CONTACT),
    "assign": (Stage.ACKNOWLEDGE, Stage.OBJECT, Stage.OPINE, Stage.ANSWER),
    "hand_on": (Stage.OPINE, Stage.ANSWER),
    "object": (Stage.DECIDE,),
    "uphold": (Stage.ACKNOWLEDGE,),
    "reassign": (Stage.ACKNOWLEDGE,),
    "change_unit": (Stage.ACKNOWLEDGE, Stage.OBJECT),
    "ask_extension": (Stage.APPROVE,),
    "answer": (Stage.CONFIRM,),
    "answer_self": (Stage.CONFIRM,),
    "return_answer": (Stage.ANSWER,),
    "redo": (Stage.ANSWER,),
    "reopen": (Stage.ANSWER,),
    "take_up": (Stage.ANSWER,),
}
STOPS: dict[str, tuple[Stage, ...]] = {
    "accept": (Stage.ACCEPT,),
    "forward": (Stage.FORWARD,),
    "decline": (Stage.ACCEPT,),
    "divert": (Stage.ACCEPT, Stage.FORWARD),
    "assign": (Stage.ASSIGN,),
    "hand_on": (Stage.ASSIGN,),
    "acknowledge": (Stage.ACKNOWLEDGE, Stage.OBJECT),
    "object": (Stage.OBJECT,),
    "uphold": (Stage.DECIDE,),
    "reassign": (Stage.DECIDE,),
    "contact": (Stage.CONTACT,),
    "opine": (Stage.OPINE,),
    "grant_extension": (Stage.APPROVE,),
    "refuse_extension": (Stage.APPROVE,),
    "answer_self": (Stage.ASSIGN,),
    "answer": (Stage.ANSWER, Stage.OPINE),
    "return_answer": (Stage.CONFIRM,),
    "redo": (Stage.CONFIRM,),
    "confirm": (Stage.CONFIRM,),
    "confirm_by_phone": (Stage.CONFIRM,),
}
DROPS: dict[str, tuple[Stage, ...]] = {  # what need not be done any more
    "decline": EVERY,
    "divert": EVERY,
    "merge": EVERY,
    "withdraw": EVERY,
    "close": EVERY,
    "close_unconfirmed": EVERY,
    "withdraw_for": EVERY,
    "answer": (Stage.CONTRIBUTE, Stage.APPROVE, Stage.CONTACT),
    "answer_self": (Stage.CONTACT,),
    "object": (Stage.ACKNOWLEDGE,),  # whoever objects has not acknowledged
    "change_unit": (Stage.ACKNOWLEDGE, Stage.OBJECT),
}


def turn(appeal: Appeal, move: str) -> None:
    """After a move: what it ends stops, what it begins starts."""
    running = list(Clock.objects.filter(appeal=appeal, stopped_at=None).select_for_update(of=("self",)))
    for one in running:
        if one.stage in STOPS.get(move, ()):
            stop(one)
        elif one.stage in DROPS.get(move, ()):
            stop(one, Clock.Outcome.DROPPED)
    for stage in STARTS.get(move, ()):
        if _is_asked(appeal, stage):
            start(appeal, stage, move=move)


def _is_asked(appeal: Appeal, stage: Stage) -> bool:
    """Whether the profile has the stage at all, and whether it is still to come: an objection is made once."""
    profile = appeal.profile
    optional = {
        Stage.ACKNOWLEDGE: profile.acknowledges,
        Stage.OBJECT: profile.objects_allowed,
        Stage.OPINE: profile.opines,
        Stage.CONTACT: profile.contacts,
    }
    has_been = stage == Stage.OBJECT and Step.of(appeal).filter(move="object").exists()
    return optional.get(stage, True) and not has_been


def start(appeal: Appeal, stage: str, assignment: Assignment | None = None, *, move: str = "") -> Clock | None:
    """The clock of a stage, if the profile times it."""
    limit = appeal.profile.limits.filter(stage=stage).first()
    if limit is None:
        return None
    names = ("amount", "unit", "warn", "warn_unit", "batch_days", "in_office_hours")
    made = Clock(appeal=appeal, assignment=assignment, stage=stage, **{name: getattr(limit, name) for name in names})
    made.hours, made.holder = appeal.profile.hours, _holder(appeal, stage, assignment)
    is_again = move in ("return_answer", "redo", "reopen", "take_up")  # what is done anew is timed from then
    made.started_at = clock.happened() if is_again else _beginning(appeal, limit.since)
    reckon(made)
    made.save()
    return made


def late_at_once(appeal: Appeal, profile: Profile) -> list[str]:
    """Which stages would be over already if the appeal were accepted under this profile now."""
    now, by = clock.now(), reckoning(profile.hours)
    begun = [one for one in profile.limits.all() if one.since == Since.FILED and one.stage in STARTS["accept"]]
    asked = [one for one in begun if one.stage != Stage.CONTACT or profile.contacts]
    return [one.get_stage_display() for one in asked if due(appeal.filed_at, one.limit, by) < now]


def time_forwarding(appeal: Appeal) -> None:
    """A complaint of arrears is passed on within the days that the regulation sets, whatever else is done about it;
    what turns out to be none is not."""
    is_arrears = appeal.category is not None and appeal.category.belongs_elsewhere == Diverted.ARREARS
    timed = Clock.objects.filter(appeal=appeal, stage=Stage.FORWARD).exclude(outcome=Clock.Outcome.DROPPED)
    if is_arrears and not timed.exists():
        start(appeal, Stage.FORWARD)
    for one in () if is_arrears else timed.filter(stopped_at=None):
        stop(one, Clock.Outcome.DROPPED)


def stop(one: Clock, outcome: str = "") -> None:
    if one.is_paused:
        go_on(one)
    one.stopped_at = clock.happened()
    in_time = Clock.Outcome.KEPT if one.stopped_at <= one.due_at else Clock.Outcome.LATE
    one.outcome = outcome or in_time
    one.save()


def pause(appeal: Appeal, *, by, reason: str) -> None:
    hold(appeal, PAUSABLE, reason)


def resume(appeal: Appeal, *, by) -> None:
    let_run(appeal, EVERY)


def hold(appeal: Appeal, stages: tuple[Stage, ...], reason: str) -> None:
    for one in Clock.objects.filter(appeal=appeal, stopped_at=None, stage__in=stages, is_paused=False):
        ClockPause(clock=one, since=clock.happened(), reason=reason).save()
        one.is_paused = True
        one.save()


def let_run(appeal: Appeal, stages: tuple[Stage, ...]) -> None:
    for one in Clock.objects.filter(appeal=appeal, stopped_at=None, stage__in=stages, is_paused=True):
        go_on(one)
        one.save()


def go_on(one: Clock) -> None:
    for held in ClockPause.objects.filter(clock=one, until=None):
        held.until = max(clock.happened(), held.since)
        held.save()
    one.is_paused = False
    reckon(one)


def extend(appeal: Appeal, days: int) -> None:
    for one in Clock.objects.filter(appeal=appeal, stopped_at=None, stage=Stage.ANSWER):
        one.extended += days
        reckon(one)
        one.save()


def hand_over(appeal: Appeal, unit: Organization) -> None:
    """Another unit goes on: what runs for the answer is from now on its own. What has stopped stays whose it was."""
    for one in Clock.objects.filter(appeal=appeal, stopped_at=None, stage__in=GOES_ON):
        one.holder = unit
        one.save()


def reckon(one: Clock) -> None:
    """When it is due and from when one is warned, by the days off that are known today."""
    held = ClockPause.objects.filter(clock=one) if one.pk else ()
    pauses, by = [Pause(row.since, row.until, row.reason) for row in held], reckoning(one.hours)
    one.due_at = due(one.started_at, one.limit, by, pauses, one.extended)
    one.warn_at = warned(one.started_at, one.due_at, one.limit, by)


def reckoning(hours: list) -> Reckoning:
    return Reckoning(calendar(), timezone.get_default_timezone(), hours_of(hours))


def calendar() -> Calendar:
    """The days off and on of the house's table."""
    kinds: dict[str, set] = {"off": set(), "on": set()}
    for day, kind in SpecialDay.objects.values_list("day", "kind"):
        kinds[kind].add(day)
    return Calendar(frozenset(kinds["off"]), frozenset(kinds["on"]))


def _holder(appeal: Appeal, stage: str, assignment: Assignment | None) -> Organization | None:
    if assignment:
        return assignment.unit
    lead = lead_of(appeal) if stage in OF_THE_UNIT else None
    return lead.unit if lead else None


def _beginning(appeal: Appeal, since: str):
    if since == Since.FILED:
        return appeal.filed_at
    if since == Since.ACCEPTED:
        accepted = Step.of(appeal).filter(move="accept").last()
        return accepted.happened_at if accepted else clock.happened()
    return clock.happened()
