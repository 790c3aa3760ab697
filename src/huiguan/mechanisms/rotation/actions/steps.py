"""Steps: finished by hand or with the activity that settles them, taken back, and not asked of somebody."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiguan.activities.models import Activity
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotAllowed, noted
from huiguan.kernel.reactions import leaving_out
from huiguan.kernel.words import labelled
from huiguan.mechanisms.rotation.models import ExcusedStep, SchemeStep, Seat, SeatStep, TurnActivity
from huiguan.mechanisms.rotation.queries import links_of, steps_to_settle
from huiguan.mechanisms.rotation.rules import settles_steps


def finish_step(
    seat: Seat, step: SchemeStep, *, by, on: date | None = None, because: TurnActivity | None = None
) -> SeatStep:
    """Somebody who serves has finished a step; finishing it twice is the same as once."""
    with transaction.atomic(), acting(by):
        _lock(seat)
        if ExcusedStep.objects.filter(seat=seat, step=step).exists():
            raise NotAllowed(_("这一步已经免做；要办，请先撤回免做"))
        done = SeatStep.objects.filter(seat=seat, step=step).first()
        if done is None:
            done = SeatStep(seat=seat, step=step, done_on=on or clock.happened_on(), because=because)
            done.save()
    return done


def take_back_step(seat: Seat, step: SchemeStep, *, by) -> None:
    """The last finished step was a slip: it is open again. Nothing happens if another has been the last since."""
    with transaction.atomic(), acting(by):
        last = seat.done_steps.order_by("-step__order").first()
        if last and last.step_id == step.pk:
            last.delete()


def excuse_step(seat: Seat, step: SchemeStep, *, by, why: str) -> ExcusedStep:
    """They need not do it: the firm closed down, the visit became pointless. Excused twice, the later reason counts.

    What was entered as done while advice kept it open goes.
    """
    with transaction.atomic(), acting(by):
        _lock(seat)
        for row in SeatStep.objects.filter(seat=seat, step=step):
            row.delete()
        excused = ExcusedStep.objects.filter(seat=seat, step=step).first() or ExcusedStep(seat=seat, step=step)
        excused.why, excused.excused_on = why, clock.happened_on()
        excused.save()
        noted(seat, "excuse", by=by, why=labelled(step, why))
    return excused


def require_step(seat: Seat, step: SchemeStep, *, by) -> None:
    """It is asked of them after all."""
    with transaction.atomic(), acting(by):
        for row in ExcusedStep.objects.filter(seat=seat, step=step):
            row.delete()
            noted(seat, "require", by=by, why=str(step))


def finish_steps_of(activity: Activity, *, by) -> None:
    """It was held: the steps that it settles are done, as far as this person may finish them and nobody has."""
    for link in links_of(activity):
        if settles_steps(by, link.turn):
            for step, seats in steps_to_settle(link):
                for seat in seats:
                    finish_step(seat, step, by=by, on=timezone.localdate(activity.starts), because=link)


def withdraw_steps_of(activity: Activity, *, by) -> None:
    """It was not held after all: what was done because of it is open again; what somebody entered by hand stays."""
    for link in links_of(activity):
        if settles_steps(by, link.turn):
            for row in SeatStep.objects.filter(because=link):
                row.delete()


def settling(finishes: bool) -> AbstractContextManager[None]:
    """In here an activity is held by whoever was asked whether its steps are done with it."""
    return nullcontext() if finishes else leaving_out(finish_steps_of)


def _lock(seat: Seat) -> None:
    """Two who enter something else of the same step at the same moment wait for each other."""
    Seat.objects.select_for_update().order_by("pk").filter(pk=seat.pk).first()
