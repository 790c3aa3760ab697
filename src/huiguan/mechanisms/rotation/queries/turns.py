"""Turns and who serves in them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from huiguan.kernel import clock
from huiguan.kernel.days import on_day
from huiguan.kernel.reach import current_reach, reaching, whole, within
from huiguan.kernel.words import listed, span
from huiguan.mechanisms.rotation.models import (
    Member,
    Scheme,
    Seat,
    SeatStep,
    Suggestion,
    SuggestionState,
    Turn,
    TurnState,
)
from huiguan.register.models import Organization

SETTLED = (TurnState.PUBLISHED, TurnState.UNDER_WAY, TurnState.HANDED_OVER, TurnState.CLOSED)
YEAR = timedelta(days=365)
HELD = (TurnState.UNDER_WAY, TurnState.HANDED_OVER, TurnState.CLOSED)
RUNNING = (TurnState.UNDER_WAY, TurnState.HANDED_OVER)
OPEN = (SuggestionState.PROPOSED, SuggestionState.ACCEPTED)
BORNE_WITH = (
    "role",
    "organization__region",
    "organization__local_sector",
    "person__organization__region",
    "person__organization__local_sector",
    "team",
)


def seats_of(turns: Any = None) -> QuerySet[Seat]:
    """Seats with all that is said of who sits there."""
    seats = Seat.objects.select_related(*BORNE_WITH)
    return seats if turns is None else seats.filter(turn__in=turns)


def every_seat() -> QuerySet[Seat]:
    """Seats with all that is said of them, also of those who left under way."""
    return Seat.ever.select_related(*BORNE_WITH)


def with_their_steps(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """Seats with what a board shows of each."""
    return seats.prefetch_related(
        Prefetch("done_steps", SeatStep.objects.select_related("step")),
        "excused_steps",
        "team__members__person",
        "team__members__organization",
    )


def with_their_seats(turns: QuerySet[Turn]) -> QuerySet[Turn]:
    """Turns with all that a board shows of them, in a fixed number of queries.

    ``open_advice`` is what is still to be answered or followed of each turn's own, ``carried_advice`` what of it was
    carried on and is as open.
    """
    seats = with_their_steps(seats_of())
    still_open = Suggestion.objects.filter(state__in=OPEN)
    carried = still_open.filter(carries__isnull=False).distinct()
    return turns.select_related("scheme__node").prefetch_related(
        Prefetch("seats", seats),
        "scheme__steps",
        Prefetch("suggestions", still_open.filter(carries=None), to_attr="open_advice"),
        Prefetch("suggestions", carried, to_attr="carried_advice"),
    )


def in_tables(turn: Turn) -> str:
    """A turn as a table names it: with its days."""
    return f"{turn} {span(turn.starts, turn.ends)}"


def turn_names() -> Callable[[Turn], str]:
    """How turns are called away from their scheme: with its name, where the tenant has more than one."""
    with reaching(whole(current_reach().tenant)):
        several = Scheme.objects.count() > 1
    return lambda turn: f"{turn.scheme} · {turn}" if several else str(turn)


def who(turn: Turn) -> str:
    """Those who serve in a turn, by their short names."""
    return listed(getattr(seat.bearer, "short", "") or str(seat) for seat in turn.seats.all())


def organizations_in(seats: QuerySet[Seat], day: date | None = None) -> QuerySet[Organization]:
    """The organizations that sit in these seats, alone or in a team of which they are on that day (today, where none is
    given): whom one visits and advises."""
    of_team = Member.objects.filter(on_day(day or clock.today()), organization__isnull=False)
    in_teams = of_team.filter(team__in=seats.exclude(team=None).values("team"))
    alone = seats.exclude(organization=None).values("organization")
    return Organization.objects.filter(Q(pk__in=alone) | Q(pk__in=in_teams.values("organization")))


def turns_around(scheme: Scheme) -> QuerySet[Turn]:
    """The turns of the scheme in which this one lies, and of the scheme by which that one goes on."""
    if scheme.within_id is None:
        return Turn.objects.none()
    around = Turn.objects.filter(Q(scheme=scheme.within_id) | Q(scheme__continues=scheme.within_id))
    return around.select_related("scheme").order_by("starts")


def of_year(scheme: Scheme, year: int) -> QuerySet[Turn]:
    return Turn.objects.filter(scheme=scheme, starts__year=year)


def current_scheme(schemes: QuerySet[Scheme]) -> Scheme | None:
    """The scheme in force today, the outermost first; else the one that began last."""
    today = clock.today()
    in_force_now = schemes.filter(starts__lte=today).filter(Q(ends=None) | Q(ends__gte=today))
    outer_first = (F("within").asc(nulls_first=True), "-starts", "pk")
    return in_force_now.order_by(*outer_first).first() or schemes.order_by(*outer_first).first()


def following(turn: Turn) -> Turn | None:
    """The turn of the same scheme to which this one is handed over, unless somebody says another."""
    later = Turn.objects.filter(scheme=turn.scheme, number__gt=turn.number).exclude(state=TurnState.CLOSED)
    return later.order_by("number").first()


def numbers_of_hosts(turn: Turn) -> dict[int, list[int]]:
    """For each bearer, the turns of the same scheme from a year before this one on in which they serve."""
    seats = Seat.objects.filter(turn__scheme=turn.scheme, turn__starts__gte=turn.starts - YEAR).exclude(turn=turn)
    found: dict[int, list[int]] = {}
    for bearer, number in seats.order_by("turn__number").values_list(turn.scheme.bearer, "turn__number"):
        found.setdefault(bearer, []).append(number)
    return found


def counted(turns: QuerySet[Turn]) -> QuerySet[Turn]:
    """Turns with the number of their suggestions within reach: given, taken up, found useful."""
    seen = within(Suggestion, "suggestions")
    given = Count("suggestions", filter=seen, distinct=True)
    taken = Count("suggestions", filter=seen & Q(suggestions__undertaking__isnull=False), distinct=True)
    useful = Count("suggestions", filter=seen & Q(suggestions__judgement__useful=True), distinct=True)
    return turns.annotate(given=given, taken=taken, useful=useful)
