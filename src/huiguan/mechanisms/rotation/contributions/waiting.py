"""What waits for somebody on their home page: turns, requests, suggestions."""

from datetime import date, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.rooms import Card, Matter
from huiguan.kernel.words import listed
from huiguan.mechanisms.rotation.contributions.visits import visit_cards
from huiguan.mechanisms.rotation.flow import RequestFlow, RosterFlow, SuggestionFlow, TurnFlow
from huiguan.mechanisms.rotation.models import (
    Request,
    RequestState,
    Seat,
    SuggestionState,
    TurnState,
)
from huiguan.mechanisms.rotation.models.bearers import KINDS
from huiguan.mechanisms.rotation.queries import due_soon, overdue, turn_names
from huiguan.mechanisms.rotation.rules import asked_for_it, is_the_other, served_by
from huiguan.mechanisms.rotation.screens.suggestions import HUES as SUGGESTION_HUES

SHOWN = 8
SOON = 45


def cards(by) -> list[Card]:
    """Turns and suggestions on which it is this person's turn to act."""
    waiting = TurnFlow.waiting_for(by).select_related("scheme").order_by("starts")[:12]
    found = [card for turn in waiting if (card := _turn_card(turn))]
    return _duty_cards(by) + found + _roster_cards(by) + _request_cards(by) + visit_cards(by) + _suggestion_cards(by)


def _duty_cards(by) -> list[Card]:
    """The turns in which this person serves now."""
    named = turn_names()
    return [
        Card(
            _("这一期轮到您：%(turn)s") % {"turn": named(seat.turn)},
            reverse("turns.detail", args=[seat.turn_id]),
            note=seat.turn.scheme.office or str(seat.turn.scheme),
            due=seat.turn.ends,
            icon="notebook-pen",
            hue="brand",
        )
        for seat in _seats_now(by)
        if not seat.organization_id
    ]


def _duty_matters(by) -> list[Matter]:
    """The same for whoever sees only their own, where days in the office are asked for: they are entered from here."""
    named = turn_names()
    return [
        Matter(
            _("这一期轮到您：%(turn)s") % {"turn": named(seat.turn)},
            reverse("turns.detail", args=[seat.turn_id]),
            note=seat.turn.scheme.office,
            due=seat.turn.ends,
            moves=[{"label": _("记坐班"), "url": reverse("office_days.add", args=[seat.pk])}],
        )
        for seat in _seats_now(by)
        if seat.turn.scheme.office
    ]


def _seats_now(by):
    """The seats of turns that are under way in which this person serves."""
    mine = Seat.objects.filter(served_by(by)).values("pk")
    seats = Seat.objects.filter(pk__in=mine, turn__state=TurnState.UNDER_WAY)
    return seats.select_related("turn__scheme").order_by("turn__starts", "pk")


def _request_cards(by) -> list[Card]:
    waiting = RequestFlow.waiting_for(by).select_related("way", "turn__scheme", *KINDS)
    named = turn_names()
    return [
        Card(
            _("调换申请：%(request)s") % {"request": one},
            reverse("requests.detail", args=[one.pk]),
            note=named(one.turn),
            due=one.turn.starts,
            icon="arrow-left-right",
            hue="gold",
        )
        for one in waiting.order_by("turn__starts")[:SHOWN]
    ]


def _roster_cards(by) -> list[Card]:
    """Plans that wait to be adopted and still can be."""
    waiting = RosterFlow.waiting_for(by).select_related("scheme").order_by("-solved_at", "-pk")
    return [
        Card(
            _("编排结果待采用：%(roster)s") % {"roster": roster},
            reverse("rosters.detail", args=[roster.pk]),
            note=_("采用或不采用之前，安排一席也没有动"),
            icon="calendar-plus",
            hue="gold",
        )
        for roster in waiting[:SHOWN]
    ]


def _turn_card(turn) -> Card | None:
    """A turn that waits; nothing while it is due more than ``SOON`` days from now."""
    wait = TurnFlow.waits[turn.state]
    due = wait.until(turn)
    if due is not None and due > clock.today() + timedelta(days=SOON):
        return None
    late = due is not None and due < clock.today()
    return Card(
        label=f"{turn} · {wait.label}",
        url=reverse("turns.detail", args=[turn.pk]),
        note=str(turn.scheme),
        due=due,
        icon="calendar-sync",
        hue="brand" if late else "sky",
    )


def _suggestion_cards(by) -> list[Card]:
    waiting = SuggestionFlow.waiting_for(by)
    found = []
    unanswered = waiting.filter(state="proposed").count()
    if unanswered:
        url = f"{reverse('suggestions.list')}?state=proposed&waiting=me"
        found.append(Card(_("建议待答复"), url, unanswered, icon="message-square-more", hue="gold"))
    for label, query, rows, icon, hue in (
        (_("建议落实已逾期"), "over", overdue(waiting), "alarm-clock", "brand"),
        (_("两周内到期的建议"), "soon", due_soon(waiting), "calendar-clock", "sky"),
    ):
        count, first = rows.aggregate(count=Count("pk"), first=Min("undertaking__due")).values()
        if count:
            url = f"{reverse('suggestions.list')}?due={query}&waiting=me&sort=due"
            found.append(Card(label, url, count, due=first, icon=icon, hue=hue))
    return found


def matters(by) -> list[Matter]:
    """What this firm has asked for or is asked, then the advice that it still has to answer or to follow."""
    return _duty_matters(by) + _request_matters(by) + _suggestion_matters(by)


def _request_matters(by) -> list[Matter]:
    mine = (asked_for_it | is_the_other).q(by, Request)
    rows = Request.objects.filter(mine, state__in=(RequestState.FILED, RequestState.AGREED))
    named = turn_names()
    return [
        Matter(
            str(one),
            reverse("requests.detail", args=[one.pk]),
            note=listed(filter(None, [named(one.turn), one.other])),
            due=one.turn.starts,
            status={"label": one.get_state_display(), "hue": "gold"},
            moves=[
                {"label": move.label, "url": reverse("requests.move", args=[one.pk, move.name])}
                for move, verdict in RequestFlow.open_to(by, one)
                if verdict
            ],
        )
        for one in rows.select_related("way", "turn__scheme", *KINDS).order_by("turn__starts")
    ]


def _suggestion_matters(by) -> list[Matter]:
    """What is overdue first, what nobody has promised by a day last."""
    waiting = SuggestionFlow.waiting_for(by).select_related("turn__scheme", "organization", "undertaking")
    rows = sorted(waiting, key=lambda one: (_due(one) or date.max, one.proposed_on, one.pk))
    named = turn_names()
    return [
        Matter(
            one.text,
            reverse("suggestions.detail", args=[one.pk]),
            note=_matter_note(one, named(one.turn)),
            due=_due(one),
            status={"label": one.get_state_display(), "hue": SUGGESTION_HUES[one.state]},
            stages=_stages(one),
            moves=[
                {"label": move.label, "url": reverse("suggestions.move", args=[one.pk, move.name])}
                for move, verdict in SuggestionFlow.open_to(by, one)
                if verdict
                and not move.danger
                and (move.to or (move.name == "judge" and one.state == SuggestionState.DONE))
            ],
        )
        for one in rows
    ]


def _due(suggestion):
    return suggestion.undertaking.due if suggestion.state == SuggestionState.ACCEPTED else None


def _matter_note(suggestion, turn: str) -> str:
    due = _due(suggestion)
    if due is None:
        return _("%(turn)s · %(day)s 提出") % {"turn": turn, "day": suggestion.proposed_on}
    left = (due - clock.today()).days
    if left < 0:
        return _("%(turn)s · 落实已逾期 %(days)s 天") % {"turn": turn, "days": -left}
    return _("%(turn)s · 落实还剩 %(days)s 天") % {"turn": turn, "days": left}


def _stages(suggestion) -> list[dict]:
    done, taken = suggestion.state == SuggestionState.DONE, suggestion.state == SuggestionState.ACCEPTED
    due = _due(suggestion)
    late = due is not None and due < clock.today()
    followed = "done" if done else ("late" if late else "now") if taken else "todo"
    states = ("done", "done" if done or taken else "now", followed, "now" if done else "todo")
    labels = (_("已提出"), _("答复"), _("落实"), _("评价"))
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]
