"""What the rotation shows elsewhere: on an organization's page, in its timeline, and on people's home pages."""

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.rooms import Card, Happening, Panel
from huiguan.mechanisms.rotation.flow import SuggestionFlow, TurnFlow
from huiguan.mechanisms.rotation.models import Seat, Suggestion, TurnActivity
from huiguan.mechanisms.rotation.queries import due_soon, overdue
from huiguan.mechanisms.rotation.rules import sees_seat

SHOWN = 8
SOON = 45


def panels(organization, by) -> list[Panel]:
    """The turns that this firm has hosted, and what was advised to it."""
    seats = Seat.objects.filter(sees_seat.q(by, Seat), organization=organization).select_related("turn__scheme")
    seats = list(seats.order_by("-turn__starts"))
    suggestions = Suggestion.objects.filter(organization=organization)
    count = suggestions.count()
    if not seats and not count:
        return []
    context = {
        "seats": seats,
        "suggestions": suggestions.select_related("judgement").order_by("-proposed_on", "-pk")[:SHOWN],
        "more_url": f"{reverse('suggestions.list')}?{urlencode({'q': organization.name})}" if count > SHOWN else "",
        "count": count,
    }
    return [Panel(_("轮值与建议"), "rotation/panel.html", context, len(seats))]


def timeline(organization, by) -> list[Happening]:
    """When the firm was visited in a turn, and what came of the advice it was given."""
    visits = TurnActivity.objects.filter(seat__organization=organization, activity__state="held")
    found = [
        Happening(
            at=link.activity.starts,
            title=_("轮值走访：%(turn)s") % {"turn": link.turn},
            url=reverse("turns.detail", args=[link.turn_id]),
            note="" if link.activity.place in (organization.short, organization.name) else link.activity.place,
            about=link.activity,
            icon="footprints",
            hue="brand",
        )
        for link in visits.select_related("activity", "turn")
    ]
    done = Suggestion.objects.filter(organization=organization, result__isnull=False).select_related("result")
    return found + [
        Happening(
            at=clock.at(suggestion.result.on),
            title=_("建议落实：%(text)s") % {"text": suggestion.text},
            url=reverse("suggestions.detail", args=[suggestion.pk]),
            note=suggestion.result.text,
            icon="lightbulb",
            hue="jade",
        )
        for suggestion in done.order_by("-result__on")[:SHOWN]
    ]


def cards(by) -> list[Card]:
    """Turns and suggestions on which it is this person's turn to act."""
    waiting = TurnFlow.waiting_for(by).select_related("scheme").order_by("starts")[:12]
    found = [card for turn in waiting if (card := _turn_card(turn))]
    return found + _suggestion_cards(by)


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
        url = f"{reverse('suggestions.list')}?state=proposed"
        found.append(Card(_("建议待答复"), url, unanswered, icon="message-square-more", hue="gold"))
    if late := overdue(waiting).count():
        url = f"{reverse('suggestions.list')}?due=over"
        found.append(Card(_("建议落实已逾期"), url, late, icon="alarm-clock", hue="brand"))
    if soon := due_soon(waiting).count():
        url = f"{reverse('suggestions.list')}?due=soon"
        found.append(Card(_("两周内到期的建议"), url, soon, icon="calendar-clock", hue="sky"))
    return found
