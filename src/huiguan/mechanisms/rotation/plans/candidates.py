"""Who may be seated, how often they have served, and since when they wait."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, Q
from django.db.models.functions import Coalesce

from huiguan.mechanisms.rotation.models import Scheme, Seat, Serves, Team, Turn, TurnState
from huiguan.mechanisms.rotation.queries import eligible
from huiguan.mechanisms.rotation.solver import Candidate
from huiguan.register.models import Office, Person

DRAFTED = (TurnState.DRAFTED.value,)


def served_before(
    scheme: Scheme, day: date, states: tuple[str, ...] = DRAFTED, gone: Iterable[Turn] = ()
) -> dict[int, tuple[int, date]]:
    """How often each has served, and the end of the last time: in turns that begin before that day, drafted ones too,
    and in those that are settled, whenever they are. What was served in a scheme that this one continues counts."""
    counted = Q(turn__starts__lt=day) | ~Q(turn__state__in=states)
    return services(scheme, counted & ~Q(turn__in=[turn.pk for turn in gone]))


def services(scheme: Scheme, counted: Q) -> dict[int, tuple[int, date]]:
    """How often each has served and the end of the last time, in the seats that count."""
    seats = Seat.objects.filter(counted, turn__scheme__in=scheme.lineage()).exclude(**{scheme.bearer: None})
    if scheme.serves == Serves.TEAMS:  # a team that goes on in a later scheme goes on under its name
        seats = seats.filter(team__name__in=scheme.teams.values("name"))
        rows = seats.order_by().annotate(bearer=F("team__name"))
        numbers = dict(scheme.teams.values_list("name", "pk"))
    else:
        rows, numbers = seats.order_by().annotate(bearer=F(scheme.bearer)), {}
    found = rows.values("bearer").annotate(times=Count("pk"), last=Max("turn__ends"))
    return {numbers.get(row["bearer"], row["bearer"]): (row["times"], row["last"]) for row in found}


def eligible_since(scheme: Scheme) -> dict[int, date]:
    """For each bearer, the day from which one of the eligible posts was held by them, or by somebody of theirs."""
    if scheme.serves == Serves.TEAMS:
        return {}
    offices = Office.objects.filter(post__in=scheme.eligible_posts.all(), node__path__startswith=scheme.node.path)
    found = F("person") if scheme.serves == Serves.PERSONS else Coalesce("person__organization", "organization")
    rows = offices.order_by().annotate(bearer=found).values("bearer").annotate(since=Min("starts"))
    return {row["bearer"]: row["since"] for row in rows if row["bearer"]}


def candidates(
    scheme: Scheme, day: date, states: tuple[str, ...] = DRAFTED, gone: Iterable[Turn] = ()
) -> list[Candidate]:
    """Whoever may serve. Somebody new among those who have served often catches up by one turn, not by all."""
    served, since = served_before(scheme, day, states, gone), eligible_since(scheme)
    all_of_them = list(eligible(scheme, day).select_related(*ALONG[scheme.bearer]))
    floor = min((served[one.pk][0] for one in all_of_them if one.pk in served), default=0)
    return [
        Candidate(
            id=one.pk,
            name=str(one),
            **dict(zip(("section", "township"), trade_and_place(one), strict=True)),
            waiting_since=served[one.pk][1] if one.pk in served else since.get(one.pk),
            served=max(served.get(one.pk, (0, None))[0], floor - 1, 0),
        )
        for one in all_of_them
    ]


ALONG: dict[str, tuple[str, ...]] = {
    "organization": ("region", "local_sector"),
    "person": ("organization__region", "organization__local_sector"),
    "team": ("scheme",),
}


def trade_and_place(bearer: Any) -> tuple[str, str]:
    """What the turns spread: of a firm its own, of a person those of their firm, of a team what it was formed by."""
    if isinstance(bearer, Team):
        return bearer.trade, bearer.area
    firm = bearer.organization if isinstance(bearer, Person) else bearer
    if firm is None:
        return "", ""
    return str(firm.local_sector or "") or firm.section, str(firm.region or "")
