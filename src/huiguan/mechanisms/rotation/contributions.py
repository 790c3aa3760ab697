"""What the rotation shows elsewhere: on an organization's page, in its timeline, and on people's home pages."""

from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import Card, Happening, Matter, Panel
from huiguan.mechanisms.rotation.flow import SuggestionFlow, TurnFlow
from huiguan.mechanisms.rotation.models import Member, Seat, Suggestion, SuggestionState, Turn, TurnActivity
from huiguan.mechanisms.rotation.models.bearers import KINDS
from huiguan.mechanisms.rotation.queries import due_soon, overdue
from huiguan.mechanisms.rotation.rules import sees_seat, sees_turn
from huiguan.mechanisms.rotation.screens.suggestions import HUES as SUGGESTION_HUES

SHOWN = 8
SOON = 45


def panels(organization, by) -> list[Panel]:
    """The turns in which this organization or somebody of it serves, and what was advised to it."""
    own = theirs(organization) | Q(team__in=Member.objects.filter(theirs(organization)).values("team"))
    seats = Seat.objects.filter(own, sees_seat.q(by, Seat)).select_related("turn__scheme", "role", *KINDS)
    seats = list(seats.order_by("-turn__starts", "pk"))
    suggestions = Suggestion.objects.filter(organization=organization)
    count = suggestions.count()
    if not seats and not count:
        return []
    context = {
        "seats": [{"seat": seat, "who": "" if seat.organization else str(seat)} for seat in seats],
        "suggestions": suggestions.select_related("judgement").order_by("-proposed_on", "-pk")[:SHOWN],
        "more_url": f"{reverse('suggestions.list')}?{urlencode({'q': organization.name})}" if count > SHOWN else "",
        "count": count,
    }
    return [Panel(_("轮值与建议"), "rotation/panel.html", context, len(seats))]


def theirs(organization) -> Q:
    """Rows of an organization or of somebody who works there."""
    return Q(organization=organization) | Q(person__organization=organization)


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


def matters(by) -> list[Matter]:
    """The advice that this firm still has to answer or to follow, what is overdue first."""
    waiting = SuggestionFlow.waiting_for(by).select_related("turn", "organization", "undertaking")
    rows = sorted(waiting, key=lambda one: (_due(one) or one.proposed_on, one.pk))
    return [
        Matter(
            one.text,
            reverse("suggestions.detail", args=[one.pk]),
            note=_matter_note(one),
            status={"label": one.get_state_display(), "hue": SUGGESTION_HUES[one.state]},
            stages=_stages(one),
            moves=[
                {"label": move.label, "url": reverse("suggestions.move", args=[one.pk, move.name])}
                for move, verdict in SuggestionFlow.open_to(by, one)
                if verdict and move.to
            ],
        )
        for one in rows
    ]


def _due(suggestion):
    return suggestion.undertaking.due if suggestion.state == SuggestionState.ACCEPTED else None


def _matter_note(suggestion) -> str:
    due = _due(suggestion)
    if due is None:
        return _("%(turn)s · %(day)s 提出") % {"turn": suggestion.turn, "day": suggestion.proposed_on}
    left = (due - clock.today()).days
    if left < 0:
        return _("%(turn)s · 落实已逾期 %(days)s 天") % {"turn": suggestion.turn, "days": -left}
    return _("%(turn)s · 落实还剩 %(days)s 天") % {"turn": suggestion.turn, "days": left}


def _stages(suggestion) -> list[dict]:
    taken = suggestion.state == SuggestionState.ACCEPTED
    due = _due(suggestion)
    late = due is not None and due < clock.today()
    states = ("done", "done" if taken else "now", ("late" if late else "now") if taken else "todo", "todo")
    labels = (_("已提出"), _("答复"), _("落实"), _("评价"))
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]


def happenings(by, period: Period) -> list[Happening]:
    """Turns that begin, and advice that has been followed."""
    days = (period.starts, period.ends)
    turns = Turn.objects.filter(sees_turn.q(by, Turn), starts__range=days).exclude(state="drafted")
    done = Suggestion.objects.filter(result__on__range=days).select_related("result", "organization")
    begun = [
        Happening(
            clock.at(turn.starts, 0),
            _("%(turn)s开始") % {"turn": turn},
            reverse("turns.detail", args=[turn.pk]),
            note=str(turn.scheme),
            icon="calendar-sync",
            hue="brand",
        )
        for turn in turns.select_related("scheme")
    ]
    return begun + [
        Happening(
            clock.at(one.result.on, 0),
            _("建议落实：%(text)s") % {"text": one.text},
            reverse("suggestions.detail", args=[one.pk]),
            note=str(one.organization),
            icon="lightbulb",
            hue="jade",
        )
        for one in done.order_by("-result__on", "-pk")[:SHOWN]
    ]
