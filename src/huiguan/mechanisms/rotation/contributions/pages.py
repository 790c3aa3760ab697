"""What the rotation shows on an organization's page, in its timeline, and of what happens in a period."""

from urllib.parse import urlencode

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import Happening, Panel
from huiguan.mechanisms.rotation.models import (
    Seat,
    Suggestion,
    Turn,
    TurnActivity,
)
from huiguan.mechanisms.rotation.models.bearers import KINDS
from huiguan.mechanisms.rotation.queries import turn_names
from huiguan.mechanisms.rotation.rules import sees_seat, sees_turn

SHOWN = 8


def panels(organization, by) -> list[Panel]:
    """The turns in which this organization or somebody of it serves, and what was advised to it."""
    own = theirs(organization) | in_a_team(organization)
    own = Seat.ever.filter(own, sees_seat.q(by, Seat)).values("pk")
    seats = Seat.ever.filter(pk__in=own).select_related("turn__scheme", "role", *KINDS)
    seats = list(seats.order_by("-turn__starts", "pk"))
    suggestions, named = Suggestion.objects.filter(organization=organization), turn_names()
    count = suggestions.count()
    if not seats and not count:
        return []
    context = {
        "seats": [
            {"seat": seat, "turn": named(seat.turn), "who": "" if seat.organization else str(seat)} for seat in seats
        ],
        "suggestions": suggestions.select_related("judgement").order_by("-proposed_on", "-pk")[:SHOWN],
        "more_url": f"{reverse('suggestions.list')}?{urlencode({'q': organization.name})}" if count > SHOWN else "",
        "count": count,
    }
    return [Panel(_("轮值与建议"), "rotation/panel.html", context, len(seats))]


def theirs(organization) -> Q:
    """Rows of an organization or of somebody who works there."""
    return Q(organization=organization) | Q(person__organization=organization)


def in_a_team(organization) -> Q:
    """Seats of teams of which they were during the turn."""
    member = "team__members__"
    of_them = Q(**{f"{member}organization": organization}) | Q(**{f"{member}person__organization": organization})
    begun = Q(**{f"{member}starts": None}) | Q(**{f"{member}starts__lte": F("turn__ends")})
    not_over = Q(**{f"{member}ends": None}) | Q(**{f"{member}ends__gte": F("turn__starts")})
    return of_them & begun & not_over


def timeline(organization, by) -> list[Happening]:
    """When the firm was visited in a turn, and what came of the advice it was given."""
    visits = TurnActivity.objects.filter(seat__organization=organization, activity__state="held")
    named = turn_names()
    found = [
        Happening(
            at=link.activity.starts,
            title=_("轮值走访：%(turn)s") % {"turn": named(link.turn)},
            url=reverse("turns.detail", args=[link.turn_id]),
            note="" if link.activity.place in (organization.short, organization.name) else link.activity.place,
            about=link.activity,
            icon="footprints",
            hue="brand",
        )
        for link in visits.select_related("activity", "turn__scheme")
    ]
    done = Suggestion.objects.filter(organization=organization, result__isnull=False).select_related("result")
    return found + [
        Happening(
            at=clock.at(suggestion.result.on, 0),
            title=_("建议落实：%(text)s") % {"text": suggestion.text},
            url=reverse("suggestions.detail", args=[suggestion.pk]),
            note=suggestion.result.text,
            icon="lightbulb",
            hue="jade",
        )
        for suggestion in done.order_by("-result__on")[:SHOWN]
    ]


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
