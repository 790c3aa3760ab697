"""What was advised, what is late of it, what was carried on."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Case, Prefetch, Q, QuerySet, When

from huiguan.kernel import clock
from huiguan.mechanisms.rotation.models import Carry, Serves, Suggestion, SuggestionState, Turn, TurnState
from huiguan.mechanisms.rotation.queries.turns import OPEN, RUNNING, seats_of


def open_to_advice(besides: int | None = None) -> QuerySet[Turn]:
    """Turns of firms, chambers or teams to whose hosts advice can be given, and one more; those of today come first,
    then the newest."""
    is_open = Q(state__in=(TurnState.PUBLISHED, *RUNNING)) & ~Q(scheme__serves=Serves.PERSONS)
    turns = Turn.objects.filter(is_open | Q(pk=besides))
    today = clock.today()
    now = When(starts__lte=today, ends__gte=today, then=0)
    turns = turns.select_related("scheme").prefetch_related(Prefetch("seats", seats_of()))
    return turns.order_by(Case(now, default=1), "-starts", "-pk")


def open_suggestions(turn: Turn) -> QuerySet[Suggestion]:
    """What is still to be answered or done, of this turn or carried to it, and was not carried on."""
    here = Suggestion.objects.filter(Q(turn=turn) | Q(carries__handover__to=turn), state__in=OPEN)
    return here.exclude(pk__in=Carry.objects.filter(handover__turn=turn).values("suggestion")).distinct()


def left_of(turn: Turn) -> QuerySet[Suggestion]:
    """What a turn leaves open: what it still has, and what it passed on and is open there; each once."""
    passed_on = Carry.objects.filter(handover__turn=turn).values("suggestion")
    return Suggestion.objects.filter(
        Q(pk__in=open_suggestions(turn).values("pk")) | Q(pk__in=passed_on, state__in=OPEN)
    )


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
    facts = ("organization", "turn", "proposer", "undertaking", "judgement")
    return Suggestion.objects.filter(pk__in=carried).select_related(*facts)


def still_carried(turns: Iterable[Turn]) -> dict[int, list[date | None]]:
    """For each turn, until when what it was given and still has is promised: nothing for what is not answered."""
    pks = {turn.pk for turn in turns}
    rows = Carry.objects.filter(Q(handover__to__in=pks) | Q(handover__turn__in=pks), suggestion__state__in=OPEN)
    facts = ("suggestion", "handover__turn", "handover__to", "suggestion__undertaking__due")
    rows = list(rows.order_by("pk").values_list(*facts))
    passed_on = {(suggestion, turn) for suggestion, turn, _to, _due in rows}
    found: dict[int, list[date | None]] = {}
    for suggestion, _turn, to, due in rows:
        if to in pks and (suggestion, to) not in passed_on:
            found.setdefault(to, []).append(due)
    return found
