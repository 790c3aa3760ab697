"""From a scheme's rows to the solver's problem: windows of time, candidates, and what they have said."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Max

from huiguan.mechanisms.rotation.models import Exemption, Roster, Scheme, Seat, Turn, TurnState, Wish
from huiguan.mechanisms.rotation.plans.candidates import DRAFTED, candidates
from huiguan.mechanisms.rotation.plans.roles import solver_roles
from huiguan.mechanisms.rotation.plans.windows import Window, turns_from
from huiguan.mechanisms.rotation.solver import Problem, Settled, Slot
from huiguan.mechanisms.rotation.solver import Wish as SolverWish


def windows(scheme: Scheme, starts: date, ends: date) -> list[Window]:
    """The scheme's windows that lie within starts–ends, without those that a suspension touches."""
    rests = [(rest.starts, rest.ends) for rest in scheme.suspensions.all()]
    last = min(ends, scheme.ends or ends)
    found = turns_from(scheme.starts, scheme.unit, scheme.length, aligned=scheme.aligned, since=starts, until=last)
    return [
        window
        for window in found
        if window.starts >= starts
        and window.ends <= last
        and not any(rest[0] <= window.ends and window.starts <= rest[1] for rest in rests)
    ]


def open_states(with_published: bool) -> tuple[str, ...]:
    """Turns in these states are planned anew; all others are settled."""
    return (*DRAFTED, TurnState.PUBLISHED.value) if with_published else DRAFTED


def open_windows(scheme: Scheme, starts: date, ends: date, states: tuple[str, ...]) -> list[Window]:
    """The windows from–to in which no settled turn lies."""
    settled = list(Turn.objects.filter(scheme=scheme).exclude(state__in=states))
    return [
        span
        for span in windows(scheme, starts, ends)
        if not any(turn.starts <= span.ends and span.starts <= turn.ends for turn in settled)
    ]


def as_they_stand(scheme: Scheme) -> dict[str, Any]:
    """The turns, hosts and roles of a scheme now, how many serve, when it rests and who is let off or cannot, as JSON:
    what a plan that is to be adopted was drawn up for."""
    cannot = Wish.objects.filter(scheme=scheme, kind=Wish.Kind.BLACKOUT).order_by("pk")
    let_off = Exemption.objects.filter(scheme=scheme).order_by("pk")
    turns = Turn.objects.filter(scheme=scheme).order_by("starts", "pk")
    seats = Seat.objects.filter(turn__scheme=scheme).order_by("turn", scheme.bearer)
    return {
        "turns": [[turn.pk, turn.state, turn.number, turn.starts.isoformat(), turn.ends.isoformat()] for turn in turns],
        "seats": [list(row) for row in seats.values_list("turn", scheme.bearer, "by_hand", "role", "is_lead")],
        "roles": [
            [role.pk, role.least, role.most, role.is_lead, sorted(post.pk for post in role.eligible_posts.all())]
            for role in scheme.roles.all()
        ],
        "sizes": [scheme.hosts_from, scheme.hosts_to, _day(scheme.ends)],
        "rests": [[_day(rest.starts), _day(rest.ends)] for rest in scheme.suspensions.all()],
        "away": [[row.bearer_id, _day(row.starts), _day(row.ends)] for row in (*cannot, *let_off)],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def is_overtaken(roster: Roster) -> bool:
    """Whether any of that has changed since it was drawn up."""
    return roster.seen != as_they_stand(roster.scheme)


def problem(
    scheme: Scheme,
    spans: list[Window],
    numbers: list[int],
    states: tuple[str, ...] = DRAFTED,
    gone: Iterable[Turn] = (),
) -> Problem:
    """All that the solver must know to seat somebody in each of these windows.

    Whoever sat there before is kept where possible, and whom a person has seated there by hand in any case. Whoever is
    let off for a time is not seated in a window that this touches. Nobody has served in the turns that are ``gone``.
    """
    slots = [
        Slot(number, str(number), span.starts, span.ends, scheme.hosts_from, scheme.hosts_to)
        for number, span in zip(numbers, spans, strict=True)
    ]
    people = candidates(scheme, spans[0].starts, states, gone)
    known = {person.id for person in people}
    said = [wish for wish in of_its_kind(Wish, scheme) if wish.bearer_id in known]
    sat = Seat.objects.filter(turn__scheme=scheme, turn__state__in=states, **{f"{scheme.bearer}__in": known})
    sat = sat.filter(turn__starts__in=[span.starts for span in spans]).select_related("turn")
    number_of = {slot.starts: slot.id for slot in slots}
    pinned = {(seat.bearer_id, number_of[seat.turn.starts]) for seat in sat if seat.by_hand}
    exempt = _touched(of_its_kind(Exemption, scheme), slots)
    return Problem.of(
        people,
        slots,
        blackouts=frozenset(wished(said, Wish.Kind.BLACKOUT, slots) | (exempt - pinned)),
        pins=frozenset(wished(said, Wish.Kind.PIN, slots) | pinned),
        wishes=solver_wishes(said, slots),
        previous=frozenset((seat.bearer_id, number_of[seat.turn.starts]) for seat in sat),
        roles=solver_roles(scheme, spans[0].starts),
        settled=settled_turns(scheme, {span.starts for span in spans}, states, gone),
    )


def settled_turns(
    scheme: Scheme, planned: set[date], states: tuple[str, ...] = DRAFTED, gone: Iterable[Turn] = ()
) -> list[Settled]:
    """The turns that stay as they are: of the scheme those that are not planned now, of those it continues all."""
    turns = Turn.objects.filter(scheme__in=scheme.lineage()).exclude(
        scheme=scheme, state__in=states, starts__in=planned
    )
    turns = turns.exclude(pk__in=[turn.pk for turn in gone])
    teams = dict(scheme.teams.values_list("name", "pk"))
    found = []
    for turn in turns.prefetch_related("seats__team"):
        sat = (teams.get(seat.team.name) if seat.team else seat.bearer_id for seat in turn.seats.all())
        found.append(Settled(turn.starts, turn.ends, frozenset(pk for pk in sat if pk)))
    return found


def granting(asked: Problem, wish: Wish) -> Problem:
    """The same with a wish that must be met: in the first turn that it touches, or out of all of them."""
    pairs = sorted(_touched([wish], list(asked.slots)), key=lambda pair: list(asked.turns_left).index(pair[1]))
    if wish.kind == Wish.Kind.WANTS:
        changed = replace(asked, pins=asked.pins | set(pairs[:1]))
    else:
        changed = replace(asked, blackouts=asked.blackouts | set(pairs))
    changed.check()
    return changed


def of_its_kind(model: type, scheme: Scheme) -> Any:
    """Rows of a scheme about the kind of bearer that it has serve."""
    return model.objects.filter(scheme=scheme).exclude(**{scheme.bearer: None})  # type: ignore[attr-defined]


def solver_wishes(said: Iterable[Wish], slots: list[Slot]) -> frozenset[SolverWish]:
    """What would be liked or rather not, window by window."""
    return frozenset(
        SolverWish(bearer, slot, kind)
        for kind, code in (("wants", Wish.Kind.WANTS), ("avoids", Wish.Kind.AVOIDS))
        for bearer, slot in wished(said, code, slots)
    )


def wished(said: Iterable[Wish], kind: str, slots: list[Slot]) -> set[tuple[int, Any]]:
    return _touched((wish for wish in said if wish.kind == kind), slots)


def _touched(rows: Iterable[Any], slots: list[Slot]) -> set[tuple[int, Any]]:
    """Each bearer with each window that the time of their row touches."""
    return {
        (row.bearer_id, slot.id)
        for row in rows
        for slot in slots
        if row.starts <= slot.ends and (row.ends is None or slot.starts <= row.ends)
    }


def overtaken(
    scheme: Scheme, spans: list[Window], starts: date, ends: date, states: tuple[str, ...] = DRAFTED
) -> list[Turn]:
    """Open turns in that time whose windows there are no longer: a suspension came, or turns have another length.

    One that the time only cuts is not planned anew, and stays as it is.
    """
    drafted = Turn.objects.filter(scheme=scheme, state__in=states, starts__lte=ends, ends__gte=starts)
    gone = drafted.exclude(starts__in=[span.starts for span in spans])
    return [turn for turn in gone if (starts <= turn.starts and turn.ends <= ends) or not _is_a_window(scheme, turn)]


def _is_a_window(scheme: Scheme, turn: Turn) -> bool:
    return windows(scheme, turn.starts, turn.ends) == [Window(turn.starts, turn.ends)]


def numbers(
    scheme: Scheme, spans: list[Window], besides: list[Turn], states: tuple[str, ...] = DRAFTED
) -> dict[date, int]:
    """The number of each window and of each open turn outside them, counted on from the last settled turn."""
    turns = Turn.objects.filter(scheme=scheme).exclude(pk__in=[turn.pk for turn in besides])
    last = turns.exclude(state__in=states).aggregate(last=Max("number"))["last"] or 0
    days = {span.starts for span in spans} | set(turns.filter(state__in=states).values_list("starts", flat=True))
    return {day: last + place for place, day in enumerate(sorted(days), start=1)}
