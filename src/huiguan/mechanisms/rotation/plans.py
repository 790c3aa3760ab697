"""From a scheme's rows to the solver's problem: windows of time, candidates, and what they have said."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Coalesce

from huiguan.mechanisms.rotation.models import Scheme, Seat, Turn, TurnState, Wish
from huiguan.mechanisms.rotation.queries import eligible
from huiguan.mechanisms.rotation.solver import Candidate, Problem, Slot
from huiguan.mechanisms.rotation.solver import Wish as SolverWish
from huiguan.register.models import Office

DRAFTED = (TurnState.DRAFTED.value,)


@dataclass(frozen=True)
class Window:
    """The time of one turn, both days included."""

    starts: date
    ends: date


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month if there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first.replace(day=min(day.day, (following - timedelta(days=1)).day)), following - timedelta(days=1))


def windows(scheme: Scheme, starts: date, ends: date) -> list[Window]:
    """The scheme's windows that lie within starts–ends, without those that a suspension touches."""
    rests = [(rest.starts, rest.ends) for rest in scheme.suspensions.all()]
    last = min(ends, scheme.ends or ends)
    found, number = [], 0
    while (first := add_months(scheme.starts, number * scheme.months)) <= last:
        number += 1
        window = Window(first, add_months(scheme.starts, number * scheme.months) - timedelta(days=1))
        suspended = any(rest[0] <= window.ends and window.starts <= rest[1] for rest in rests)
        if window.starts >= starts and window.ends <= last and not suspended:
            found.append(window)
    return found


def served_before(scheme: Scheme, day: date, states: tuple[str, ...] = DRAFTED) -> dict[int, tuple[int, date]]:
    """How often each firm is a host, and the end of the last time: in turns that begin before that day, drafted ones
    too, and in those that are settled, whenever they are."""
    seats = Seat.objects.filter(Q(turn__starts__lt=day) | ~Q(turn__state__in=states), turn__scheme=scheme)
    rows = seats.order_by().values("organization").annotate(times=Count("pk"), last=Max("turn__ends"))
    return {row["organization"]: (row["times"], row["last"]) for row in rows}


def eligible_since(scheme: Scheme) -> dict[int, date]:
    """For each firm, the day from which somebody of it has held one of the eligible posts."""
    offices = Office.objects.filter(post__in=scheme.eligible_posts.all(), node__path__startswith=scheme.node.path)
    rows = offices.order_by().annotate(firm=Coalesce("person__organization", "organization"))
    return {row["firm"]: row["since"] for row in rows.values("firm").annotate(since=Min("starts")) if row["firm"]}


def candidates(scheme: Scheme, day: date, states: tuple[str, ...] = DRAFTED) -> list[Candidate]:
    """Whoever may be a host. Somebody new among firms that have served often catches up by one turn, not by all."""
    served, since = served_before(scheme, day, states), eligible_since(scheme)
    firms = list(eligible(scheme, day).select_related("region", "local_sector"))
    floor = min((served[firm.pk][0] for firm in firms if firm.pk in served), default=0)
    return [
        Candidate(
            id=firm.pk,
            name=firm.name,
            section=str(firm.local_sector or "") or firm.section,
            township=str(firm.region or ""),
            waiting_since=served[firm.pk][1] if firm.pk in served else since.get(firm.pk),
            served=max(served.get(firm.pk, (0, None))[0], floor - 1, 0),
        )
        for firm in firms
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
    """The turns and hosts of a scheme now, as JSON: what a plan that is to be adopted later was drawn up for."""
    turns = Turn.objects.filter(scheme=scheme).order_by("starts", "pk")
    seats = Seat.objects.filter(turn__scheme=scheme).order_by("turn", "organization")
    return {
        "turns": [[turn.pk, turn.state, turn.number, turn.starts.isoformat(), turn.ends.isoformat()] for turn in turns],
        "seats": [list(row) for row in seats.values_list("turn", "organization", "by_hand")],
    }


def problem(scheme: Scheme, spans: list[Window], numbers: list[int], states: tuple[str, ...] = DRAFTED) -> Problem:
    """All that the solver must know to seat hosts in these windows.

    Whoever sat there before is kept where possible, and whom a person has seated there by hand in any case.
    """
    slots = [
        Slot(number, str(number), span.starts, span.ends, scheme.hosts_from, scheme.hosts_to)
        for number, span in zip(numbers, spans, strict=True)
    ]
    people = candidates(scheme, spans[0].starts, states)
    known = {person.id for person in people}
    said = [wish for wish in Wish.objects.filter(scheme=scheme) if wish.organization_id in known]

    def pairs(kind: str) -> list[tuple[int, int]]:
        return [
            (wish.organization_id, slot.id)
            for wish in said
            for slot in slots
            if wish.kind == kind and wish.starts <= slot.ends and slot.starts <= wish.ends
        ]

    sat = Seat.objects.filter(turn__scheme=scheme, turn__state__in=states, organization__in=known)
    sat = sat.filter(turn__starts__in=[span.starts for span in spans]).select_related("turn")
    number_of = {slot.starts: slot.id for slot in slots}
    return Problem.of(
        people,
        slots,
        blackouts=frozenset(pairs(Wish.Kind.BLACKOUT)),
        pins=frozenset(pairs(Wish.Kind.PIN))
        | {(s.organization_id, number_of[s.turn.starts]) for s in sat if s.by_hand},
        wishes=frozenset(
            SolverWish(firm, slot, kind)
            for kind, code in (("wants", Wish.Kind.WANTS), ("avoids", Wish.Kind.AVOIDS))
            for firm, slot in pairs(code)
        ),
        previous=frozenset((seat.organization_id, number_of[seat.turn.starts]) for seat in sat),
    )


def overtaken(scheme: Scheme, spans: list[Window], starts: date, ends: date) -> list[Turn]:
    """Turns drafted in that time whose windows there are no longer: a suspension came, or turns have another length."""
    drafted = Turn.objects.filter(scheme=scheme, state=TurnState.DRAFTED, starts__lte=ends, ends__gte=starts)
    return list(drafted.exclude(starts__in=[span.starts for span in spans]))


def numbers(
    scheme: Scheme, spans: list[Window], besides: list[Turn], states: tuple[str, ...] = DRAFTED
) -> dict[date, int]:
    """The number of each window and of each open turn outside them, counted on from the last settled turn."""
    turns = Turn.objects.filter(scheme=scheme).exclude(pk__in=[turn.pk for turn in besides])
    last = turns.exclude(state__in=states).aggregate(last=Max("number"))["last"] or 0
    days = {span.starts for span in spans} | set(turns.filter(state__in=states).values_list("starts", flat=True))
    return {day: last + place for place, day in enumerate(sorted(days), start=1)}
