"""Reads of the rotation that more than one place needs."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Model, Prefetch, Q, QuerySet

from huiguan.kernel import clock
from huiguan.mechanisms.rotation.models import (
    Carry,
    Enrolment,
    Exemption,
    Member,
    Scheme,
    SchemeStep,
    Seat,
    SeatStep,
    Serves,
    Suggestion,
    SuggestionState,
    Team,
    Turn,
    TurnState,
)
from huiguan.register.models import Kind, Office, Organization, Person
from huiguan.register.models.bodies import in_force

ENTERPRISES = (Kind.FIRM, Kind.COOPERATIVE, Kind.INDIVIDUAL)
SETTLED = (TurnState.PUBLISHED, TurnState.UNDER_WAY, TurnState.HANDED_OVER, TurnState.CLOSED)
YEAR = timedelta(days=365)
HELD = (TurnState.UNDER_WAY, TurnState.HANDED_OVER, TurnState.CLOSED)
RUNNING = (TurnState.UNDER_WAY, TurnState.HANDED_OVER)
OPEN = (SuggestionState.PROPOSED, SuggestionState.ACCEPTED)


def on_day(day: date, path: str = "") -> Q:
    """Rows (or those found along ``path``) that hold on that day; a day that is not given is no bound."""
    begun = Q(**{f"{path}starts": None}) | Q(**{f"{path}starts__lte": day})
    return begun & (Q(**{f"{path}ends": None}) | Q(**{f"{path}ends__gte": day}))


def holds_on(row: Any, day: date) -> bool:
    """Whether one row holds on that day, as ``on_day`` asks of many."""
    return (row.starts is None or row.starts <= day) and (row.ends is None or day <= row.ends)


def all_bearers(scheme: Scheme) -> QuerySet:
    """Everybody of the kind that a scheme has serve, eligible or not."""
    match scheme.serves:
        case Serves.PERSONS:
            return Person.objects.order_by("pk")
        case Serves.TEAMS:
            return Team.objects.filter(scheme=scheme).order_by("pk")
        case Serves.CHAMBERS:
            return Organization.objects.filter(kind=Kind.CHAMBER, ended=None).order_by("pk")
    return Organization.objects.filter(kind__in=ENTERPRISES, ended=None).order_by("pk")


def bearers(scheme: Scheme, pks) -> dict[int, Any]:
    """Those who serve in a scheme by their numbers, whatever became of them since."""
    kinds: dict[str, type[Model]] = {"person": Person, "team": Team, "organization": Organization}
    return kinds[scheme.bearer].objects.in_bulk(set(pks))  # type: ignore[attr-defined]


def eligible(scheme: Scheme, day: date) -> QuerySet:
    """Who takes part on that day by the scheme's rule or because they are enrolled, let off or not."""
    enrolled = Enrolment.objects.filter(on_day(day), scheme=scheme).values(scheme.bearer)
    return all_bearers(scheme).filter(_by_rule(scheme, day) | Q(pk__in=enrolled))


def taking_part(scheme: Scheme, day: date) -> QuerySet:
    """Who is eligible on that day and not let off."""
    exempt = Exemption.objects.filter(on_day(day), scheme=scheme).values(scheme.bearer)
    return eligible(scheme, day).exclude(pk__in=exempt)


def _by_rule(scheme: Scheme, day: date) -> Q:
    """By post, or with no post named every member; persons never without a post, and teams as they were formed."""
    if scheme.serves == Serves.TEAMS:
        return on_day(day)
    posts = [post.pk for post in scheme.eligible_posts.all()]
    if scheme.enrolled_only or (scheme.serves == Serves.PERSONS and not posts):
        return Q(pk__in=())
    if not posts:
        return Q(node__path__startswith=scheme.node.path)
    offices = Office.objects.filter(in_force(day), post__in=posts, node__path__startswith=scheme.node.path)
    if scheme.serves == Serves.PERSONS:
        return Q(pk__in=offices.exclude(person=None).values("person"))
    return Q(pk__in=offices.values("person__organization")) | Q(pk__in=offices.values("organization"))


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


def with_their_seats(turns: QuerySet[Turn]) -> QuerySet[Turn]:
    """Turns with all that a board shows of them, in a fixed number of queries.

    ``open_advice`` is what is still to be answered or followed of each turn's own, and was not carried on.
    """
    seats = seats_of().prefetch_related(
        Prefetch("done_steps", SeatStep.objects.select_related("step")),
        "team__members__person",
        "team__members__organization",
    )
    advice = Prefetch("suggestions", Suggestion.objects.filter(state__in=OPEN, carries=None), to_attr="open_advice")
    return turns.select_related("scheme__node").prefetch_related(Prefetch("seats", seats), "scheme__steps", advice)


def in_tables(turn: Turn) -> str:
    """A turn as a table names it: with its days."""
    return f"{turn} {turn.starts} – {turn.ends}"


def organizations_in(seats: QuerySet[Seat]) -> QuerySet[Organization]:
    """The organizations that sit in these seats, alone or in a team: whom one visits and advises."""
    in_teams = Member.objects.filter(team__in=seats.exclude(team=None).values("team"), organization__isnull=False)
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


def steps_to_do(turn: Turn) -> list[tuple[SchemeStep, list[Seat]]]:
    """The steps that not all who serve have finished, each with those who have not."""
    seats = list(seats_of([turn]))
    done = set(SeatStep.objects.filter(seat__turn=turn).values_list("step", "seat"))
    left = ((step, [seat for seat in seats if (step.pk, seat.pk) not in done]) for step in turn.scheme.steps.all())
    return [(step, those) for step, those in left if those]


def numbers_of_hosts(turn: Turn) -> dict[int, list[int]]:
    """For each bearer, the turns of the same scheme from a year before this one on in which they serve."""
    seats = Seat.objects.filter(turn__scheme=turn.scheme, turn__starts__gte=turn.starts - YEAR).exclude(turn=turn)
    found: dict[int, list[int]] = {}
    for bearer, number in seats.order_by("turn__number").values_list(turn.scheme.bearer, "turn__number"):
        found.setdefault(bearer, []).append(number)
    return found


def counted(turns: QuerySet[Turn]) -> QuerySet[Turn]:
    """Turns with the number of their suggestions: given, taken up, found useful."""
    given = Count("suggestions", distinct=True)
    taken = Count("suggestions", filter=Q(suggestions__undertaking__isnull=False), distinct=True)
    useful = Count("suggestions", filter=Q(suggestions__judgement__useful=True), distinct=True)
    return turns.annotate(given=given, taken=taken, useful=useful)
