"""Visits on home pages: of the firm that is asked, and of whoever arranges what the firm has not agreed to."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huiguan.activities import visit_wording, wording
from huiguan.activities.contributions.keeping import kept_by
from huiguan.activities.models import ActivityState, Consent, Visit
from huiguan.activities.screens.visits import status_of
from huiguan.activities.visit_flow import VisitFlow
from huiguan.activities.visit_rules import speaks_for_the_firm
from huiguan.kernel import clock
from huiguan.kernel.rooms import Card, Matter
from huiguan.kernel.words import labelled, listed

SINGLY = 3  # as many are named one by one; more are one card with their number
ANSWERS = ("agree", "another_day", "decline")
UNANSWERED = (Consent.ASKED, Consent.NOT_ASKED)


def cards(by: Any) -> list[Card]:
    return [*_asked(by), *_arranged(by)]


def matters(by: Any) -> list[Matter]:
    """What is to come to those for whom somebody speaks: what waits for an answer first, with the answers."""
    rows = sorted(_of_firms(by), key=lambda visit: (visit.state not in UNANSWERED, visit.activity.starts))
    return [
        Matter(
            _("%(who)s想来走访") % {"who": visit_wording.of(visit.activity)},
            reverse("visits.detail", args=[visit.pk]),
            note=_note(visit),
            due=timezone.localdate(visit.activity.starts),
            status=status_of(visit),
            moves=[
                {"label": move.label, "url": reverse("visits.move", args=[visit.pk, move.name])}
                for move, verdict in VisitFlow.open_to(by, visit)
                if verdict and move.name in ANSWERS and visit.state in UNANSWERED
            ],
        )
        for visit in rows
    ]


def _asked(by: Any) -> list[Card]:
    return [
        Card(
            _("%(who)s想来走访") % {"who": visit_wording.of(visit.activity)},
            reverse("visits.detail", args=[visit.pk]),
            note=_note(visit),
            due=timezone.localdate(visit.activity.starts),
            icon="footprints",
            hue="sky",
        )
        for visit in _of_firms(by)
        if visit.state in UNANSWERED
    ]


def _of_firms(by: Any) -> list[Visit]:
    rows = Visit.objects.filter(speaks_for_the_firm.q(by, Visit), activity__starts__gt=clock.now())
    rows = rows.filter(activity__state=ActivityState.PLANNED).prefetch_related("topics")
    return list(rows.select_related("organization", "activity__node").order_by("activity__starts", "pk"))


def _arranged(by: Any) -> list[Card]:
    """Of those who arrange them: what the firm did not agree to, and what nobody asked."""
    mine = kept_by(by).filter(state=ActivityState.PLANNED, starts__gt=clock.now()).order_by()
    rows = Visit.objects.filter(activity__in=mine.values("pk")).select_related("organization", "activity")
    rows = rows.order_by("activity__starts", "pk")
    found: list[Card] = []
    for state, said, icon, hue in (
        (Consent.DECLINED, _("企业谢绝了走访"), "circle-x", "brand"),
        (Consent.ANOTHER_DAY, _("企业请改天走访"), "calendar-clock", "gold"),
        (Consent.NOT_ASKED, _("还没有问企业方便不方便"), "phone", "gold"),
    ):
        there = list(rows.filter(state=state))
        due = timezone.localdate(there[0].activity.starts) if there else None
        if len(there) > SINGLY:
            url = f"{reverse('visits.list')}?state={state.value}&activity=planned"
            found.append(Card(said, url, len(there), due=due, icon=icon, hue=hue))
            continue
        for visit in there:
            day, url = timezone.localdate(visit.activity.starts), reverse("visits.detail", args=[visit.pk])
            name = labelled(said, visit.organization)
            found.append(Card(name, url, note=visit.words or str(visit.activity), due=day, icon=icon, hue=hue))
    return found


def _note(visit: Visit) -> str:
    return " · ".join(filter(None, [wording.when(visit.activity), listed(visit.topics.all())]))
