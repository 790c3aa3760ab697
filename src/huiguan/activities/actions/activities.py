"""Verbs of activities: planning one, recording that it was held, entering who came, calling it off."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from huiguan.activities import queries
from huiguan.activities.actions import notices, visiting
from huiguan.activities.actions.clearances import ask, settle
from huiguan.activities.actions.locking import locked
from huiguan.activities.actions.moving import move_along, move_back
from huiguan.activities.actions.sign_ins import leave
from huiguan.activities.actions.telling_hosts import put_among
from huiguan.activities.models import Activity, ActivityState, Host, Notice, Participation
from huiguan.activities.models.somebody import OfSomebody
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import entered
from huiguan.kernel.models import Change
from huiguan.kernel.reactions import follow
from huiguan.register.models import Organization


def plan(activity: Activity, *, by, hosts: Sequence[Organization] = ()) -> Activity:
    """A new activity and its hosts; the first of them leads."""
    with entered(activity, by=by):
        activity.save()
        for number, organization in enumerate(hosts):
            put_among(Host(activity=activity, organization=organization, is_lead=number == 0), by=by)
        settle(activity, by=by)
    return activity


def change(
    activity: Activity,
    changed: Iterable[str] = (),
    *,
    by,
    along: bool = False,
    reasons: Mapping[int, str] | None = None,
) -> list[Notice]:
    """What is planned otherwise may need otherwise; guests are told where it is now held at another time or place,
    unless it is over by now and only what is known of it is put right.
    What was laid out for its days moves ``along`` if whoever moves it says so; firms that it visits on another day are
    asked anew, with ``reasons`` for those where there was something to mind."""
    with transaction.atomic(), acting(by):
        since = locked(activity).starts
        activity.save()
        if along:
            move_along(activity, since, by=by)
        settle(activity, by=by)
        asked = set()
        if timezone.localdate(since) != timezone.localdate(activity.starts):
            asked = visiting.ask_firms_anew(activity, by=by, reasons=reasons)
        follow(activity, by)
        is_over = activity.state != ActivityState.PLANNED or (activity.ends or activity.starts) <= clock.now()
        if is_over or not {"starts", "ends", "place"} & set(changed):
            return []
        return notices.moved(activity, by=by, besides=asked)


def hold(activity: Activity, *, by, minutes: str = "", along: bool = False) -> None:
    """It took place, at the moment that the move says; a planned end moves along with the true beginning, and what
    was laid out for its days if the move says so."""
    since, true_start = activity.starts, clock.happened()
    if activity.ends:
        activity.ends += true_start - since
    activity.starts = true_start
    if along:
        move_along(activity, since, by=by)
    activity.minutes = minutes or activity.minutes
    notices.is_over(activity, by=by)


def reopen(activity: Activity, *, by) -> None:
    """It is planned again, and its guests are told; the number of its session is free only if no other took it."""
    if activity.session and queries.numbered(activity.series).filter(session=activity.session).exists():
        activity.session = None
    activity.words_to_guests = ""
    activity.state = ActivityState.PLANNED
    settle(activity, by=by)
    notices.on_again(activity, by=by, besides=visiting.ask_firms_anew(activity, by=by))


def call_off(activity: Activity, *, by, words_to_guests: str = "") -> None:
    notices.called_off(activity, by=by, words_to_guests=words_to_guests)
    visiting.called_off(activity, by=by)


def plan_again(activity: Activity, *, by) -> None:
    """It was not held after all: the times go back to what was planned, with what moved along; what was written of
    it stays. It may need otherwise by now."""
    move_back(activity, by=by)
    held = [change for change in Change.of(activity) if (change.after or {}).get("state") == ActivityState.HELD]
    planned = (held[-1].before or {}) if held else {}  # entered as held, it was never planned for another time
    for name in ("starts", "ends"):
        if planned.get(name):
            setattr(activity, name, parse_datetime(planned[name]))
    activity.state = ActivityState.PLANNED
    ask(activity, by=by)


def enter(activity: Activity, came: Iterable[Participation], *, by) -> tuple[list[Participation], int]:
    """Put many on the list of an activity, nobody twice; returns those entered and how many stood there already."""
    made, twice = [], 0
    with transaction.atomic(), acting(by):
        locked(activity)  # somebody may be signing in at this moment
        known = {who(row) for row in Participation.objects.filter(activity=activity)}
        for row in came:
            if who(row) in known:
                twice += 1
                continue
            known.add(who(row))
            row.activity = activity
            made.append(row)
        Participation.objects.bulk_create(made)
    return made, twice


def take_off(rows: Iterable[Participation], *, by) -> int:
    """Take people off a list, each with an entry in the log; what they signed is kept, and does not count."""
    rows = list(rows)
    with transaction.atomic(), acting(by):
        for row in rows:
            locked(row.activity)
            leave(row, by=by)
    return len(rows)


def who(row: OfSomebody) -> tuple:
    """By what nobody is entered twice: their row in the register, else their name and organization."""
    return (row.person_id,) if row.person_id else (row.name, row.organization_id)
