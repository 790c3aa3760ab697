"""Drawing up the roster."""

from datetime import date
from typing import Any

from django.db import transaction

from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import entered
from huiguan.mechanisms.rotation import plans
from huiguan.mechanisms.rotation.models import Roster, Scheme, Seat, Turn, TurnState
from huiguan.mechanisms.rotation.queries import eligible
from huiguan.mechanisms.rotation.solver import Plan, solve_problem, why
from huiguan.register.models import Organization

ASIDE = 10_000  # where numbers wait while others take their place


class NothingToPlan(Exception):
    """No window of the scheme lies in the asked-for time, or nobody is eligible."""


def plan(scheme: Scheme, *, by, starts: date, ends: date, time_limit_seconds: float = 30) -> Roster:
    """Seat hosts in every window from ``starts`` to ``ends``; drafted turns there are planned anew, others stay.

    Raises ``NothingToPlan``, the solver's ``Impossible`` with each promise that cannot be kept, and ``ProtectedError``
    if a host or a turn would have to go for which something has been entered already.
    """
    settled = list(Turn.objects.filter(scheme=scheme).exclude(state=TurnState.DRAFTED))
    spans = [
        span
        for span in plans.windows(scheme, starts, ends)
        if not any(turn.starts <= span.ends and span.starts <= turn.ends for turn in settled)
    ]
    if not spans:
        raise NothingToPlan("windows")
    if not eligible(scheme, spans[0].starts).exists():
        raise NothingToPlan("candidates")
    overtaken = plans.overtaken(scheme, spans, starts, ends)
    numbers = plans.numbers(scheme, spans, overtaken)
    problem = plans.problem(scheme, spans, [numbers[span.starts] for span in spans])
    solved = solve_problem(problem, time_limit_seconds)
    with transaction.atomic(), acting(by):
        for turn in overtaken:
            turn.delete()
        return _write(scheme, spans, numbers, solved, by)


def _write(scheme: Scheme, spans: list[plans.Window], numbers: dict[date, int], solved: Plan, by) -> Roster:
    roster = Roster(
        scheme=scheme,
        starts=spans[0].starts,
        ends=spans[-1].ends,
        solved_at=clock.now(),
        proven=solved.proven,
        levels=[vars(level) for level in solved.levels],
        unmet=[_unmet(unmet) for unmet in solved.unmet],
    )
    with entered(roster, by=by):
        roster.save()
        drafted = _renumbered(scheme, numbers)
        for span in spans:
            turn = drafted.get(span.starts) or Turn(scheme=scheme, starts=span.starts, number=numbers[span.starts])
            turn.roster, turn.ends = roster, span.ends
            turn.save()
            _seat(turn, solved, turn.number)
    return roster


def _renumbered(scheme: Scheme, numbers: dict[date, int]) -> dict[date, Turn]:
    """The drafted turns by their first day, counted on from the settled ones; later ones make room first."""
    drafted = {turn.starts: turn for turn in Turn.objects.filter(scheme=scheme, state=TurnState.DRAFTED)}
    moving = [turn for turn in drafted.values() if numbers.get(turn.starts, turn.number) != turn.number]
    for turn in sorted(moving, key=lambda turn: turn.number, reverse=True):
        turn.number += ASIDE
        turn.save()
    for turn in moving:
        turn.number = numbers[turn.starts]
        turn.save()
    return drafted


def _seat(turn: Turn, solved: Plan, number: int) -> None:
    """The hosts of one turn; whoever has waited longest leads."""
    kept = {seat.organization_id: seat for seat in turn.seats.all()}
    person = {candidate.id: candidate for candidate in solved.problem.candidates}
    chosen = sorted(solved.seats[number], key=lambda i: (person[i].served, person[i].waiting_since or date.min, i))
    for organization, seat in kept.items():
        if organization not in chosen:
            seat.delete()
        elif seat.is_lead and organization != chosen[0]:  # only one may lead at a time
            seat.is_lead = False
            seat.save()
    for place, organization in enumerate(chosen):
        seat = kept.get(organization) or Seat(turn=turn, organization_id=organization)
        seat.is_lead, seat.reasons = place == 0, [_plain(reason) for reason in why(solved, organization, number)]
        seat.save()


def _plain(reason: tuple) -> list[Any]:
    """A reason as JSON holds it."""
    return [part.isoformat() if isinstance(part, date) else part for part in reason]


def _unmet(unmet) -> dict[str, Any]:
    wish = unmet.wish
    return {"organization": wish.candidate, "turn": wish.slot, "kind": wish.kind, "why": _plain(unmet.reason)}


def seat_by_hand(turn: Turn, organization: Organization, *, by, is_lead: bool = False) -> Seat:
    """The planner's own choice; a lead that was there before steps back."""
    seat = Seat(turn=turn, organization=organization, is_lead=is_lead, reasons=[["by_hand", str(by)]])
    with entered(seat, by=by):
        for other in turn.seats.filter(is_lead=True) if is_lead else ():
            other.is_lead = False
            other.save()
        seat.save()
    return seat


def unseat(seat: Seat, *, by) -> None:
    with transaction.atomic(), acting(by):
        seat.delete()
