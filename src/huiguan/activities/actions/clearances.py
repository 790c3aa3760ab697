"""What an activity needs comes into being with its plan; reporting it, and what comes back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from huiguan.activities import requirements
from huiguan.activities.actions.locking import locked
from huiguan.activities.models import Activity, ActivityState, Asks, Clearance, ClearanceState
from huiguan.activities.models.clearances import ANSWERED
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import entered, perform
from huiguan.kernel.models import Step, User
from huiguan.kernel.telling import tell

LAPSING = {
    Asks.APPROVAL: (ClearanceState.DUE, ClearanceState.SUBMITTED, ClearanceState.REFUSED),
    Asks.REPORT: (ClearanceState.DUE, ClearanceState.REFUSED),
}


def settle(activity: Activity, *, by: Any) -> None:
    """What the rules ask of the plan as it is kept; see ``ask``."""
    with transaction.atomic(), acting(by):
        ask(locked(activity), by=by)


def ask(activity: Activity, *, by: Any) -> None:
    """What the rules ask of the plan that stands in ``activity``, kept or about to be: new ones are to be handed in,
    those that are not needed any more say so. What has begun is only recorded, and nothing new is asked of it."""
    if activity.state == ActivityState.HELD or activity.starts <= clock.now():
        return
    known = Clearance.everywhere.filter(activity=activity).select_related("requirement")
    rows = {row.requirement_id: row for row in known}
    for requirement in requirements.needed_by(activity):
        row = rows.pop(requirement.pk, None)
        if row is None:
            row = Clearance(activity=activity, requirement=requirement)
            with entered(row, by=by):
                row.save()
        elif row.state == ClearanceState.NOT_NEEDED:
            perform(row, "revive", by=User.system())
    for row in rows.values():
        if row.state in LAPSING[Asks(row.requirement.asks)]:
            perform(row, "lapse", by=User.system())


def settle_all(*, by: Any) -> None:
    """The rules have changed: everything that is being planned is asked anew."""
    for activity in Activity.objects.filter(state=ActivityState.PLANNED, starts__gt=clock.now()).order_by("pk"):
        settle(activity, by=by)


def submitted(clearance: Clearance, *, by: Any, submitted_on: date, submitted_to: str, number: str = "") -> None:
    """Handed in, with what the plan said on that day: what is approved is that, and not what it became afterwards."""
    plan = requirements.plan_of(clearance.activity)
    clearance.submitted_on, clearance.submitted_to, clearance.number = submitted_on, submitted_to, number
    clearance.heads_then, clearance.money_then = plan.heads, plan.money
    clearance.answer = clearance.answer_number = ""


def agreed(clearance: Clearance, *, by: Any, answer: str = "", answer_number: str = "") -> None:
    _answered(clearance, _("“%(activity)s”的审批同意了"), answer, answer_number)


def refused(clearance: Clearance, *, by: Any, answer: str = "", answer_number: str = "") -> None:
    _answered(clearance, _("“%(activity)s”的审批没有同意"), answer, answer_number)


def _answered(clearance: Clearance, said: Any, answer: str, number: str) -> None:
    """Whoever handed it in hears of it at once."""
    clearance.answer, clearance.answer_number = answer, number
    lines = [str(clearance.requirement), answer, number]
    handed_in = Step.of(clearance).filter(move="submit").last()
    tell(
        [handed_in.by] if handed_in else [],
        key=f"{ANSWERED}:{clearance.pk}:{clearance.version}",
        say=lambda: (
            said % {"activity": clearance.activity},
            "\n".join(filter(None, lines)),
        ),
        about=clearance,
    )


def taken_back(clearance: Clearance, *, by: Any) -> None:
    clearance.answer = clearance.answer_number = ""
