"""Follow-ups on the home page: of their owner and of whoever arranges, and one by one of the units responsible."""

from django.db.models import Count, F, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities import following
from huiguan.activities.flow import FollowUpFlow
from huiguan.activities.models import FollowUp, FollowUpState
from huiguan.activities.rules import speaks_for_its_unit
from huiguan.kernel.rooms import Card, Matter

SINGLY = 3  # as many are named one by one; more are one card with their number


def cards(by) -> list[Card]:
    """What is late, what is due within two weeks, and what has time or no day; named where they are few."""
    waiting = FollowUpFlow.waiting_for(by)
    late, soon = following.late(waiting), following.due_soon(waiting)
    rest = waiting.exclude(pk__in=late.order_by().values("pk")).exclude(pk__in=soon.order_by().values("pk"))
    return [
        *_cards(late, _("后续事项已逾期"), "due=over", "alarm-clock", "brand"),
        *_cards(soon, _("两周内到期的后续事项"), "due=soon", "calendar-clock", "sky"),
        *_cards(rest, _("待落实的后续事项"), "state=open", "list-checks", "slate"),
    ]


def _cards(rows: QuerySet[FollowUp], label: str, query: str, icon: str, hue: str) -> list[Card]:
    count, first = rows.order_by().aggregate(count=Count("pk"), first=Min("due")).values()
    if count > SINGLY:
        url = f"{reverse('follow_ups.list')}?{query}&waiting=me&sort=due"
        return [Card(label, url, count, due=first, icon=icon, hue=hue)]
    named = rows.select_related("activity").order_by(F("due").asc(nulls_last=True), "pk")
    return [
        Card(str(one), reverse("follow_ups.detail", args=[one.pk]), note=one.byline, due=one.due, icon=icon, hue=hue)
        for one in named
    ]


def matters(by) -> list[Matter]:
    """Of the units for which somebody speaks, whoever is named as their owner; and what waits for them in person."""
    rows = FollowUp.objects.filter(speaks_for_its_unit.q(by, FollowUp), state=FollowUpState.OPEN)
    rows = FollowUp.objects.filter(pk__in=[*_numbers(rows), *_numbers(FollowUpFlow.waiting_for(by))])
    return [
        Matter(
            one.text,
            reverse("follow_ups.detail", args=[one.pk]),
            note=one.byline,
            due=one.due,
            status={"label": one.get_state_display(), "hue": "sky"},
            moves=[
                {"label": move.label, "url": reverse("follow_ups.move", args=[one.pk, move.name])}
                for move, verdict in FollowUpFlow.open_to(by, one)
                if verdict and not move.danger and move.to
            ],
        )
        for one in rows.select_related("activity", "owner").order_by(F("due").asc(nulls_last=True), "pk")
    ]


def _numbers(rows: QuerySet[FollowUp]) -> list[int]:
    return list(rows.order_by().values_list("pk", flat=True))
