"""From a scheme's rows to the solver's problem: windows of time, candidates, and what they have said."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min
from django.db.models.functions import Coalesce

from huiguan.mechanisms.rotation.models import Scheme, Seat, Turn, TurnState, Wish
from huiguan.mechanisms.rotation.queries import eligible
from huiguan.mechanisms.rotation.solver import Candidate, Problem, Slot
from huiguan.mechanisms.rotation.solver import Wish as SolverWish
from huiguan.register.models import Office


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


def served_before(scheme: Scheme, day: date) -> dict[int, tuple[int, date]]:
    """How often each firm is a host in turns that begin before that day, drafted ones too, and the end of the last."""
    seats = Seat.objects.filter(turn__scheme=scheme, turn__starts__lt=day)
    rows = seats.order_by().values("organization").annotate(times=Count("pk"), last=Max("turn__ends"))
    return {row["organization"]: (row["times"], row["last"]) for row in rows}


def eligible_since(scheme: Scheme) -> dict[int, date]:
    """For each firm, the day from which somebody of it has held one of the eligible posts."""
    offices = Office.objects.filter(post__in=scheme.eligible_posts.all(), node__path__startswith=scheme.node.path)
    rows = offices.order_by().annotate(firm=Coalesce("person__organization", "organization"))
    return {row["firm"]: row["since"] for row in rows.values("firm").annotate(since=Min("starts")) if row["firm"]}


def candidates(scheme: Scheme, day: date) -> list[Candidate]:
    """Whoever may be a host. Somebody new among firms that have served often catches up by one turn, not by all."""
    served, since = served_before(scheme, day), eligible_since(scheme)
    firms = list(eligible(scheme, day).select_related("region"))
    floor = min((served[firm.pk][0] for firm in firms if firm.pk in served), default=0)
    return [
        Candidate(
            id=firm.pk,
            name=firm.name,
            section=firm.section,
            township=str(firm.region or ""),
            waiting_since=served[firm.pk][1] if firm.pk in served else since.get(firm.pk),
            served=max(served.get(firm.pk, (0, None))[0], floor - 1, 0),
        )
        for firm in firms
    ]


def problem(scheme: Scheme, spans: list[Window], numbers: list[int]) -> Problem:
    """All that the solver must know to seat hosts in these windows; turns drafted before are kept where possible."""
    slots = [
        Slot(number, str(number), span.starts, span.ends, scheme.hosts_from, scheme.hosts_to)
        for number, span in zip(numbers, spans, strict=True)
    ]
    people = candidates(scheme, spans[0].starts)
    known = {person.id for person in people}
    said = [wish for wish in Wish.objects.filter(scheme=scheme) if wish.organization_id in known]

    def pairs(kind: str) -> list[tuple[int, int]]:
        return [
            (wish.organization_id, slot.id)
            for wish in said
            for slot in slots
            if wish.kind == kind and wish.starts <= slot.ends and slot.starts <= wish.ends
        ]

    drafted = Seat.objects.filter(turn__scheme=scheme, turn__state=TurnState.DRAFTED)
    drafted = drafted.filter(turn__starts__in=[span.starts for span in spans], organization__in=known)
    number_of = {slot.starts: slot.id for slot in slots}
    return Problem.of(
        people,
        slots,
        blackouts=frozenset(pairs(Wish.Kind.BLACKOUT)),
        pins=frozenset(pairs(Wish.Kind.PIN)),
        wishes=frozenset(
            SolverWish(firm, slot, kind)
            for kind, code in (("wants", Wish.Kind.WANTS), ("avoids", Wish.Kind.AVOIDS))
            for firm, slot in pairs(code)
        ),
        previous=frozenset(
            (seat.organization_id, number_of[seat.turn.starts]) for seat in drafted.select_related("turn")
        ),
    )


def overtaken(scheme: Scheme, spans: list[Window], starts: date, ends: date) -> list[Turn]:
    """Turns drafted in that time whose windows there are no longer: a suspension came, or turns have another length."""
    drafted = Turn.objects.filter(scheme=scheme, state=TurnState.DRAFTED, starts__lte=ends, ends__gte=starts)
    return list(drafted.exclude(starts__in=[span.starts for span in spans]))


def numbers(scheme: Scheme, spans: list[Window], besides: list[Turn]) -> dict[date, int]:
    """The number of each window and of each turn drafted outside them, counted on from the last settled turn."""
    turns = Turn.objects.filter(scheme=scheme).exclude(pk__in=[turn.pk for turn in besides])
    last = turns.exclude(state=TurnState.DRAFTED).aggregate(last=Max("number"))["last"] or 0
    days = {span.starts for span in spans} | set(turns.filter(state=TurnState.DRAFTED).values_list("starts", flat=True))
    return {day: last + place for place, day in enumerate(sorted(days), start=1)}
