"""Drawing up the roster: worked out first, which takes time and only reads; adopted afterwards, in one short write."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, entered, perform
from huiguan.mechanisms.rotation import plans
from huiguan.mechanisms.rotation.actions.roles import give_roles
from huiguan.mechanisms.rotation.models import Roster, Scheme, Seat, Turn
from huiguan.mechanisms.rotation.queries import eligible
from huiguan.mechanisms.rotation.solver import Plan, solve_problem, why

ASIDE = 10_000  # where numbers wait while others take their place


class NothingToPlan(Exception):
    """No window of the scheme lies in the asked-for time, or nobody is eligible."""


def draw(
    scheme: Scheme, *, starts: date, ends: date, with_published: bool = False, time_limit_seconds: float = 30
) -> Roster:
    """The best roster for every window from ``starts`` to ``ends``, not yet saved. Reads only.

    Drafted turns are planned anew, published ones only ``with_published`` and before they begin; the others stay.
    Raises ``NothingToPlan`` and the solver's ``Impossible`` with each promise that cannot be kept.
    """
    open_states = plans.open_states(with_published)
    spans = plans.open_windows(scheme, starts, ends, open_states)
    if not spans:
        raise NothingToPlan("windows")
    if not eligible(scheme, spans[0].starts).exists():
        raise NothingToPlan("candidates")
    overtaken = plans.overtaken(scheme, spans, starts, ends)
    numbers = plans.numbers(scheme, spans, overtaken, open_states)
    problem = plans.problem(scheme, spans, [numbers[span.starts] for span in spans], open_states)
    solved = solve_problem(problem, time_limit_seconds)
    return Roster(
        scheme=scheme,
        starts=starts,
        ends=ends,
        with_published=with_published,
        solved_at=clock.now(),
        proven=solved.proven,
        levels=[{**vars(level), **_known(level.name, solved)} for level in solved.levels],
        unmet=[_unmet(unmet) for unmet in solved.unmet],
        windows=[_window(span, numbers[span.starts], solved) for span in spans],
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
    overtaken = plans.overtaken(scheme, spans, roster.starts, roster.ends)
    for turn in overtaken:
        turn.delete()
    numbers = plans.numbers(scheme, spans, overtaken, open_states)
    turns = _renumbered(scheme, numbers, open_states)
    for span, row in zip(spans, roster.windows, strict=True):
        turn = turns.get(span.starts) or Turn(scheme=scheme, starts=span.starts, number=numbers[span.starts])
        turn.roster, turn.ends = roster, span.ends
        turn.save()
        _seat(turn, row["seats"])


def _known(level: str, solved: Plan) -> dict[str, int]:
    """Of how much a level speaks: what was asked and what was known at all. Nothing was spread where no trade is known,
    and nothing was kept where there was no plan before."""
    problem = solved.problem
    if level == "again":
        return {"ahead": _ahead(solved)}
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


def _window(span: plans.Window, number: int, solved: Plan) -> dict[str, Any]:
    """One turn of a plan as JSON; whoever has waited longest comes first and leads."""
    person = {candidate.id: candidate for candidate in solved.problem.candidates}
    chosen = sorted(solved.seats[number], key=lambda i: (person[i].served, person[i].waiting_since or date.min, i))
    seats = [{"bearer": pk, "reasons": [_plain(reason) for reason in why(solved, pk, number)]} for pk in chosen]
    return {"number": number, "starts": span.starts.isoformat(), "ends": span.ends.isoformat(), "seats": seats}


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
    """Those who serve in one turn, in the order of how long they have waited; roles are given in that order too."""
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
        seats.append(seat)
    give_roles(turn.scheme, seats)


def _plain(reason: tuple) -> list[Any]:
    """A reason as JSON holds it."""
    return [part.isoformat() if isinstance(part, date) else part for part in reason]


def _unmet(unmet) -> dict[str, Any]:
    wish = unmet.wish
    return {"bearer": wish.candidate, "turn": wish.slot, "kind": wish.kind, "why": _plain(unmet.reason)}
