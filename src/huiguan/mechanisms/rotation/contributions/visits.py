"""Visits on the home page of whoever enters them: today's and those not entered yet, and who is to be seen again."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huiguan.activities.models import ActivityState
from huiguan.kernel import clock
from huiguan.kernel.rooms import Card
from huiguan.mechanisms.rotation.models import Seat, TurnActivity
from huiguan.mechanisms.rotation.models.bearers import KINDS
from huiguan.mechanisms.rotation.queries import RUNNING
from huiguan.mechanisms.rotation.rules import runs_it
from huiguan.mechanisms.rotation.visits import SOON, due_by, due_of, to_see_again

SHOWN = 8
PAGES = {TurnActivity.Part.VISIT: "seats.visit", TurnActivity.Part.REVISIT: "seats.revisit"}


def visit_cards(by) -> list[Card]:
    return _day_cards(by) + _again_cards(by)


def _day_cards(by) -> list[Card]:
    """Visits planned for today or before that nobody has entered."""
    mine = Seat.objects.filter(runs_it.q(by, Seat)).values("pk")
    begun = clock.at(clock.today() + timedelta(days=1), 0)
    links = TurnActivity.objects.filter(seat__in=mine, part__in=PAGES, activity__starts__lt=begun)
    links = links.filter(activity__state=ActivityState.PLANNED)
    links = links.filter(Q(part=TurnActivity.Part.REVISIT) | Q(turn__state__in=RUNNING))
    links = links.select_related("activity", *(f"seat__{kind}" for kind in KINDS)).order_by("activity__starts", "pk")
    return [
        Card(
            _("走访登记：%(activity)s") % {"activity": link.activity},
            reverse(PAGES[link.part], args=[link.seat_id]),
            note=link.activity.place,
            due=timezone.localdate(link.activity.starts),
            icon="footprints",
            hue="sky",
            about=link.activity,
        )
        for link in links[:SHOWN]
    ]


def _again_cards(by) -> list[Card]:
    rows = to_see_again().filter(runs_it.q(by, Seat)).order_by("visited_at", "pk")
    yesterday = clock.today() - timedelta(days=1)
    late, by_soon = due_by(yesterday), due_by(clock.today() + SOON)
    found = []
    for label, query, seats, icon, hue in (
        (_("回访已逾期"), "over", rows.filter(late), "alarm-clock", "brand"),
        (_("两周内该回访的企业"), "soon", rows.filter(by_soon).exclude(late), "rotate-ccw", "sky"),
    ):
        if first := seats.first():
            url = f"{reverse('revisits.list')}?due={query}"
            found.append(Card(label, url, seats.count(), due=due_of(first), icon=icon, hue=hue))
    return found
