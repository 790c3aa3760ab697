"""Drawing up the roster: worked out first, which takes time and only reads; adopted afterwards, in one short write."""

from datetime import date
from itertools import pairwise
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, entered, noted, perform
from huiguan.mechanisms.rotation import plans
from huiguan.mechanisms.rotation.actions.roles import save_in_order
from huiguan.mechanisms.rotation.comparison import changes_of_published
from huiguan.mechanisms.rotation.models import Roster, Scheme, Seat, Turn, Wish
from huiguan.mechanisms.rotation.queries import eligible
from huiguan.mechanisms.rotation.solver import (
    Impossible,
    Plan,
    cost_of,
    last_service,
    services_before,
    solve_problem,
    why,
)

ASIDE = 10_000  # where numbers wait while others take their place


class NothingToPlan(Exception):
    """No window of the scheme lies in the asked-for time, or nobody is eligible."""


def draw(
    scheme: Scheme,
    *,
    starts: date,
    ends: date,
    with_published: bool = False,
    granted: Wish | None = None,
    time_limit_seconds: float = 30,
) -> Roster:
    """The best roster for every window from ``starts`` to ``ends``, not yet saved. Reads only.

    Drafted turns are planned anew, published ones only ``with_published`` and before they begin; the others stay.
    A wish that is ``granted`` is met whatever it costs.
    Raises ``NothingToPlan`` and the solver's ``Impossible`` with each promise that cannot be kept.
    """
    open_states = plans.open_states(with_published)
    spans = plans.open_windows(scheme, starts, ends, open_states)
    if not spans:
        raise NothingToPlan("windows")
    if not eligible(scheme, spans[0].starts).exists():
        raise NothingToPlan("candidates")
    overtaken = plans.overtaken(scheme, spans, starts, ends, open_states)
    numbers = plans.numbers(scheme, spans, overtaken, open_states)
    problem = plans.problem(scheme, spans, [numbers[span.starts] for span in spans], open_states, overtaken)
    if granted:
        problem = plans.granting(problem, granted)
    solved = solve_problem(problem, time_limit_seconds)
    return Roster(
        scheme=scheme,
        starts=starts,
        ends=ends,
        with_published=with_published,
        solved_at=clock.now(),
        proven=solved.proven,
        levels=[{**vars(level), **_known(level.name, solved)} for level in solved.levels],
        unmet=_all_unmet(solved, time_limit_seconds / 3),
        windows=_windows(scheme, spans, numbers, solved, open_states),
        cancelled=[turn.pk for turn in overtaken],
        seen=plans.as_they_stand(scheme),
    )


def propose(roster: Roster, *, by) -> Roster:
    """Keeps a plan that was drawn up, so that it can be compared and adopted."""
    with entered(roster, by=by):
        roster.save()
    return roster


def plan(scheme: Scheme, *, by, **asked) -> Roster:
    """Drawn up as ``draw`` is asked, and adopted at once."""
    drawn = draw(scheme, **asked)
    with transaction.atomic():
        return perform(propose(drawn, by=by), "adopt", by=by)


def adopt(roster: Roster, *, by) -> None:
    """The plan becomes the turns' own. Raises ``NotAllowed`` if the turns have changed since it was drawn up, and
    ``ProtectedError`` if a host or a turn would have to go for which something has been entered already."""
    scheme = Scheme.objects.select_for_update().get(pk=roster.scheme_id)  # one planner at a time
    if roster.seen != plans.as_they_stand(scheme):
        raise NotAllowed(_("编排以后，期次或人选又有改动；请重新编排一次"))
    open_states = plans.open_states(roster.with_published)
    spans = [plans.Window(date.fromisoformat(row["starts"]), date.fromisoformat(row["ends"])) for row in roster.windows]
    overtaken = plans.overtaken(scheme, spans, roster.starts, roster.ends, open_states)
    for turn in overtaken:
        turn.delete()
    numbers = plans.numbers(scheme, spans, overtaken, open_states)
    turns, changes = _renumbered(scheme, numbers, open_states), changes_of_published(roster)
    for span, row in zip(spans, roster.windows, strict=True):
        turn = turns.get(span.starts) or Turn(scheme=scheme, starts=span.starts, number=numbers[span.starts])
        turn.roster, turn.ends = roster, span.ends
        turn.save()
        _seat(turn, row["seats"])
        if told := changes.get(span.starts):
            noted(turn, "replan", by=by, why=told)


def _known(level: str, solved: Plan) -> dict[str, int]:
    """Of how much a level speaks: what was asked and what was known at all. Nothing was spread where no trade is known,
    and nothing was kept where there was no plan before."""
    problem = solved.problem
    if level == "again":
        return {"ahead": _ahead(solved)}
    if level == "spacing":
        return {"running": _running(solved)}
    if level == "moved":
        return {"of": len(problem.previous)}
    if level == "unmet":
        return {"of": len(problem.wishes)}
    if level != "likeness":
        return {}
    seated = {problem.person[one] for ones in solved.seats.values() for one in ones}
    return {
        "pairs": sum(len(ones) * (len(ones) - 1) // 2 for ones in solved.seats.values()),
        "seated": len(seated),
        "no_section": sum(not one.section for one in seated),
        "no_township": sum(not one.township for one in seated),
    }


def _ahead(solved: Plan) -> int:
    """The seats of those who have served more often, by then, than somebody else who was free for it."""
    problem, found = solved.problem, 0
    times = {one.id: one.served for one in problem.candidates}
    for slot in problem.slots:
        seated = solved.seats[slot.id]
        least = min((times[one] for one in problem.free[slot.id] if one not in seated), default=None)
        found += sum(least is not None and times[one] > least for one in seated)
        for one in seated:
            times[one] += 1
    return found


def _running(solved: Plan) -> int:
    """The seats of those who serve in the turn before, too, planned or settled."""
    problem = solved.problem
    turns = [(one.starts, frozenset(solved.seats[one.id]), len(solved.seats[one.id])) for one in problem.slots]
    turns += [(one.starts, one.seated, 0) for one in problem.settled]
    turns.sort(key=lambda turn: turn[0])
    return sum(len(before & here) for (_day, before, _n), (_then, here, planned) in pairwise(turns) if planned)


def _windows(scheme: Scheme, spans, numbers, solved: Plan, open_states) -> list[dict[str, Any]]:
    """The turns of a plan as JSON; whoever has waited longest comes first and leads, unless somebody already does."""
    stood: dict[date, list[Seat]] = {}
    for seat in Seat.objects.filter(turn__scheme=scheme, turn__state__in=open_states).select_related("turn"):
        stood.setdefault(seat.turn.starts, []).append(seat)
    roles, found = plans.solver_roles(scheme, spans[0].starts), []
    for span in spans:
        number = numbers[span.starts]
        planned = _longest_waiting_first(solved, number)
        given = plans.give_roles(scheme, roles, planned, stood.get(span.starts, []))
        seats = [
            {
                "bearer": pk,
                "reasons": [_plain(reason) for reason in why(solved, pk, number)],
                **plans.told(scheme, given[pk]),
            }
            for pk in planned
        ]
        days = {"starts": span.starts.isoformat(), "ends": span.ends.isoformat()}
        found.append({"number": number, **days, "seats": seats})
    return found


def _longest_waiting_first(solved: Plan, number: int) -> list[int]:
    seated = frozenset((one, turn) for turn, ones in solved.seats.items() for one in ones)

    def waits(one: int) -> tuple:
        since = last_service(solved.problem, seated, one, number)
        return services_before(solved.problem, seated, one, number), since or date.min, one

    return sorted(solved.seats[number], key=waits)


def _renumbered(scheme: Scheme, numbers: dict[date, int], open_states) -> dict[date, Turn]:
    """The open turns by their first day, counted on from the settled ones; later ones make room first."""
    turns = {turn.starts: turn for turn in Turn.objects.filter(scheme=scheme, state__in=open_states)}
    moving = [turn for turn in turns.values() if numbers.get(turn.starts, turn.number) != turn.number]
    for turn in sorted(moving, key=lambda turn: turn.number, reverse=True):
        turn.number += ASIDE
        turn.save()
    for turn in moving:
        turn.number = numbers[turn.starts]
        turn.save()
    return turns


def _seat(turn: Turn, planned: list[dict[str, Any]]) -> None:
    """Those who serve in one turn, each in the role that the plan has for them."""
    kept = {seat.bearer_id: seat for seat in turn.seats.all()}
    chosen = [row["bearer"] for row in planned]
    for bearer, seat in kept.items():
        if bearer not in chosen:
            seat.delete()
    seats = []
    for row in planned:
        seat = kept.get(row["bearer"]) or Seat(turn=turn, **{f"{turn.scheme.bearer}_id": row["bearer"]})
        if not seat.by_hand:
            seat.reasons = row["reasons"]
        seat.role_id, seat.is_lead = row["role"], row["lead"]
        seats.append(seat)
    save_in_order(seats)


def _plain(reason: tuple) -> list[Any]:
    """A reason as JSON holds it."""
    return [part.isoformat() if isinstance(part, date) else part for part in reason]


def _all_unmet(solved: Plan, seconds: float) -> list[dict[str, Any]]:
    """The wishes that were not met, and for those that were outweighed by what: the plan with each of them, beside
    this one, as many as there is time for."""
    deadline, found = monotonic() + seconds, []
    for unmet in solved.unmet:
        wish = unmet.wish
        row = {"bearer": wish.candidate, "turn": wish.slot, "kind": wish.kind, "why": _plain(unmet.reason)}
        left = deadline - monotonic()
        if unmet.reason == ("outweighed",) and left > 0:
            row |= _cost(solved, wish, left)
        found.append(row)
    return found


def _cost(solved: Plan, wish, seconds: float) -> dict[str, Any]:
    """How much worse each level would be; only what is proven is told."""
    pair = (wish.candidate, wish.slot)
    try:
        cost = cost_of(solved.problem, solved, pair, seated=wish.kind == "wants", time_limit_seconds=seconds)
    except Impossible:
        return {"why": ["impossible"]}
    return {"cost": dict(cost.differences)} if cost.proven else {}
