"""The steps of those who serve: done, let off, still to do, and settled by an activity."""

from collections.abc import Iterable

from django.db.models import QuerySet

from huiguan.activities.models import Activity
from huiguan.mechanisms.rotation.models import ExcusedStep, Scheme, SchemeStep, Seat, SeatStep, Turn, TurnActivity
from huiguan.mechanisms.rotation.queries.turns import seats_of

StepsOf = list[tuple[SchemeStep, list[Seat]]]


def steps_of(scheme: Scheme, parts: Iterable[str]) -> list[SchemeStep]:
    """The steps of a scheme that are settled when an activity of one of these parts has been held."""
    return [step for step in scheme.steps.all() if step.settled_by in set(parts)]


def steps_to_do(turn: Turn) -> StepsOf:
    """The steps that not all who serve have finished, each with those who have not and are not let off."""
    seats = list(seats_of([turn]))
    settled = set()
    for kind in (SeatStep, ExcusedStep):
        settled |= set(kind.objects.filter(seat__turn=turn).values_list("step", "seat"))
    left = ((step, [seat for seat in seats if (step.pk, seat.pk) not in settled]) for step in turn.scheme.steps.all())
    return [(step, those) for step, those in left if those]


def links_of(activity: Activity) -> QuerySet[TurnActivity]:
    """The turns that an activity serves."""
    return TurnActivity.objects.filter(activity=activity).select_related("turn__scheme")


def steps_to_settle(link: TurnActivity) -> StepsOf:
    """The steps that this activity settles once it is held, each with those who still have to do it."""
    left = ((step, seats) for step, seats in steps_to_do(link.turn) if step.settled_by == link.part)
    mine = ((step, [seat for seat in seats if link.seat_id in (None, seat.pk)]) for step, seats in left)
    return [(step, seats) for step, seats in mine if seats]


def steps_settled(link: TurnActivity) -> StepsOf:
    """The steps that were done because this activity was held, each with those who did."""
    found: dict[SchemeStep, list[int]] = {}
    for row in SeatStep.objects.filter(because=link).select_related("step"):
        found.setdefault(row.step, []).append(row.seat_id)
    return [(step, list(seats_of([link.turn_id]).filter(pk__in=pks))) for step, pks in found.items()]
