"""Reads of the rotation that more than one place needs."""

from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from huiguan.kernel import clock
from huiguan.mechanisms.rotation.models import (
    Carry,
    Scheme,
    Seat,
    SeatStep,
    Suggestion,
    SuggestionState,
    Turn,
    TurnState,
)
from huiguan.register.models import Kind, Office, Organization
from huiguan.register.models.bodies import in_force

ENTERPRISES = (Kind.FIRM, Kind.COOPERATIVE, Kind.INDIVIDUAL)
SETTLED = (TurnState.PUBLISHED, TurnState.UNDER_WAY, TurnState.HANDED_OVER, TurnState.CLOSED)
YEAR = timedelta(days=365)
HELD = (TurnState.UNDER_WAY, TurnState.HANDED_OVER, TurnState.CLOSED)
RUNNING = (TurnState.UNDER_WAY, TurnState.HANDED_OVER)
OPEN = (SuggestionState.PROPOSED, SuggestionState.ACCEPTED)


def eligible(scheme: Scheme, day: date) -> QuerySet[Organization]:
    """The enterprises that may be hosts on that day: those of whoever holds an eligible post, or every member."""
    firms = Organization.objects.filter(kind__in=ENTERPRISES, ended=None)
    posts = [post.pk for post in scheme.eligible_posts.all()]
    if not posts:
        return firms.filter(Q(node__path__startswith=scheme.node.path)).order_by("pk")
    offices = Office.objects.filter(in_force(day), post__in=posts, node__path__startswith=scheme.node.path)
    holders = Q(pk__in=offices.values("person__organization")) | Q(pk__in=offices.values("organization"))
    return firms.filter(holders).order_by("pk")


def with_their_seats(turns: QuerySet[Turn]) -> QuerySet[Turn]:
    """Turns with all that a board shows of them, in a fixed number of queries."""
    seats = Seat.objects.select_related("organization__region", "organization__local_sector").prefetch_related(
        Prefetch("done_steps", SeatStep.objects.select_related("step"))
    )
    return turns.select_related("scheme__node").prefetch_related(Prefetch("seats", seats), "scheme__steps")


def of_year(scheme: Scheme, year: int) -> QuerySet[Turn]:
    return Turn.objects.filter(scheme=scheme, starts__year=year)


def current_scheme(schemes: QuerySet[Scheme]) -> Scheme | None:
    """The scheme in force today; else the one that began last."""
    today = clock.today()
    in_force_now = schemes.filter(starts__lte=today).filter(Q(ends=None) | Q(ends__gte=today))
    return in_force_now.order_by("-starts", "pk").first() or schemes.order_by("-starts", "pk").first()


def open_suggestions(turn: Turn) -> QuerySet[Suggestion]:
    """What is still to be answered or done, of this turn or carried to it, and was not carried on."""
    here = Suggestion.objects.filter(Q(turn=turn) | Q(carries__handover__to=turn), state__in=OPEN)
    return here.exclude(pk__in=Carry.objects.filter(handover__turn=turn).values("suggestion")).distinct()


def overdue(suggestions: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Taken up, and not done by the day that was promised."""
    return suggestions.filter(state=SuggestionState.ACCEPTED, undertaking__due__lt=clock.today())


def due_soon(suggestions: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Taken up, and promised within the next fourteen days."""
    today = clock.today()
    soon = (today, today + timedelta(days=14))
    return suggestions.filter(state=SuggestionState.ACCEPTED, undertaking__due__range=soon)


def carried_to(turn: Turn) -> QuerySet[Suggestion]:
    """What the turn before had left open, whatever became of it since."""
    carried = Carry.objects.filter(handover__to=turn).values("suggestion")
    return Suggestion.objects.filter(pk__in=carried).select_related("organization", "turn")


def steps_to_do(turn: Turn) -> int:
    """How many steps its hosts have not finished."""
    all_steps = turn.scheme.steps.count() * turn.seats.count()
    return all_steps - SeatStep.objects.filter(seat__turn=turn).count()


def numbers_of_hosts(turn: Turn) -> dict[int, list[int]]:
    """For each firm, the turns of the same scheme from a year before this one on in which it is a host."""
    seats = Seat.objects.filter(turn__scheme=turn.scheme, turn__starts__gte=turn.starts - YEAR).exclude(turn=turn)
    found: dict[int, list[int]] = {}
    for firm, number in seats.order_by("turn__number").values_list("organization", "turn__number"):
        found.setdefault(firm, []).append(number)
    return found


def counted(turns: QuerySet[Turn]) -> QuerySet[Turn]:
    """Turns with the number of their suggestions: given, taken up, found useful."""
    given = Count("suggestions", distinct=True)
    taken = Count("suggestions", filter=Q(suggestions__undertaking__isnull=False), distinct=True)
    useful = Count("suggestions", filter=Q(suggestions__judgement__useful=True), distinct=True)
    return turns.annotate(given=given, taken=taken, useful=useful)
