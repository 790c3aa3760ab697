"""Agreeing on what is to be done, doing it, and putting it off."""

from datetime import date
from typing import Any

from django.db import transaction

from huiguan.activities.actions.locking import locked
from huiguan.activities.models import Activity, FollowUp
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import entered
from huiguan.kernel.models import Change


def agree(follow_up: FollowUp, *, by: Any) -> FollowUp:
    """A new one; what the meeting decided gets the next number of its activity."""
    with entered(follow_up, by=by):
        _number(follow_up)
        follow_up.save()
    return follow_up


def reword(follow_up: FollowUp, *, by: Any) -> FollowUp:
    """Another wording, another who; what was no decision and is one now gets the next number."""
    with transaction.atomic(), acting(by):
        _number(follow_up)
        follow_up.save()
    return follow_up


def finish(follow_up: FollowUp, *, by: Any, result: str) -> None:
    follow_up.result, follow_up.done_on = result, clock.happened_on()


def postpone(follow_up: FollowUp, *, by: Any, due: date) -> None:
    follow_up.due = due


def reopen(follow_up: FollowUp, *, by: Any) -> None:
    """What came of it is taken back; the log keeps it."""
    follow_up.result, follow_up.done_on = "", None


def _number(follow_up: FollowUp) -> None:
    if not follow_up.is_decision:
        follow_up.number = None
    elif follow_up.number is None:
        locked(follow_up.activity)
        follow_up.number = _last_given(follow_up.activity) + 1


def _last_given(activity: Activity) -> int:
    """The highest number that a decision of the activity ever had, by the log: minutes in somebody's hands name it,
    also where it is no decision any more, or is gone."""
    changes = Change.of_part(activity, FollowUp, "activity")
    return max((change.after.get("number") or 0 for change in changes if change.after), default=0)
