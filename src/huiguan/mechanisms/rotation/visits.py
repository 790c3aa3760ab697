"""Visits to those who serve: what is planned, and who is to be seen again so many months later, until when."""

import hashlib
from datetime import date, datetime, timedelta

from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from huiguan.activities.models import ActivityState, Participation, VisitTopic
from huiguan.kernel import clock
from huiguan.mechanisms.rotation.models import Scheme, Seat, Turn, TurnActivity
from huiguan.mechanisms.rotation.plans import add_months
from huiguan.mechanisms.rotation.queries import every_seat, organizations_in
from huiguan.register.models import Organization

SOON = timedelta(days=14)
VISITS = (TurnActivity.Part.VISIT, TurnActivity.Part.REVISIT)


def why_not_then(turn: Turn, part: str, starts: datetime, seat: Seat | None) -> str:
    """Why an activity of this part cannot be at that time; nothing if it can."""
    if timezone.localdate(starts) < turn.starts:
        return _("本期 %(day)s 才开始") % {"day": turn.starts}
    if part != TurnActivity.Part.REVISIT or seat is None:
        return ""
    held = Visits(seat, TurnActivity.Part.VISIT).held
    if not held:
        return _("还没有登记过走访，谈不上回访；请先登记走访")
    first = held[0].activity.starts
    return _("回访要在走访（%(day)s）以后") % {"day": timezone.localdate(first)} if starts <= first else ""


def visited_in(seat: Seat, day: date) -> QuerySet[Organization]:
    """The firms or chambers to which one goes who visits a seat on that day."""
    return organizations_in(Seat.ever.filter(pk=seat.pk), day).order_by("pk")


class Visits:
    """The visits of one part that one seat has had or is to have, as whoever enters another must know them."""

    def __init__(self, seat: Seat, part: str):
        self.seat = seat
        links = TurnActivity.objects.filter(seat=seat, part=part).exclude(activity__state=ActivityState.CANCELLED)
        self.links = list(links.select_related("activity").order_by("activity__starts", "pk"))

    @property
    def planned(self) -> TurnActivity | None:
        """The one that is planned and not yet held, the next one first."""
        return next((link for link in self.links if link.activity.state == ActivityState.PLANNED), None)

    @property
    def held(self) -> list[TurnActivity]:
        return [link for link in self.links if link.activity.state == ActivityState.HELD]

    @property
    def topics(self) -> list[VisitTopic]:
        """What the firms of the one that is planned are to be asked."""
        asked = VisitTopic.objects.filter(visits__activity=self.planned.activity_id) if self.planned else ()
        return list(dict.fromkeys(asked))

    def lines(self, links: list[TurnActivity] | None = None) -> list[str]:
        """Day, name and state of each."""
        return [
            f"{timezone.localdate(link.activity.starts)} {link.activity} {link.activity.get_state_display()}"
            for link in (self.links if links is None else links)
        ]

    @cached_property
    def as_seen(self) -> str:
        """Changes with each of them and with who is on their lists."""
        came = Participation.objects.filter(activity__in=[link.activity_id for link in self.links])
        state = [(link.activity_id, link.activity.version) for link in self.links]
        state += list(came.order_by("pk").values_list("pk", "version"))
        return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def to_see_again() -> QuerySet[Seat]:
    """Seats that were visited in a scheme that asks for a visit later on: ``visited_at`` first, ``again_at`` since
    then if they were, ``planned_at`` if that is planned. Who left under way is seen again too."""
    visit = Q(visits__part=TurnActivity.Part.VISIT)
    again = Q(visits__part=TurnActivity.Part.REVISIT)
    held, planned = (Q(visits__activity__state=state) for state in (ActivityState.HELD, ActivityState.PLANNED))
    seats = every_seat().select_related("turn__scheme").exclude(turn__scheme__revisit_months=None)
    seats = seats.annotate(
        visited_at=Min("visits__activity__starts", filter=visit & held),
        again_at=Max("visits__activity__starts", filter=again & held),
        planned_at=Min("visits__activity__starts", filter=again & planned),
    )
    return seats.exclude(visited_at=None)


def due_of(seat: Seat) -> date:
    """The day by which a seat of ``to_see_again`` is to be seen again."""
    return add_months(timezone.localdate(seat.visited_at), seat.turn.scheme.revisit_months)


def due_by(day: date) -> Q:
    """Seats of ``to_see_again`` that were not and whose day is this or an earlier one."""
    found = Q(pk__in=())
    for scheme in Scheme.objects.exclude(revisit_months=None):
        visited = latest(day, scheme.revisit_months)
        found |= Q(turn__scheme=scheme, visited_at__lt=clock.at(visited + timedelta(days=1), 0))
    return found & Q(again_at=None)


def latest(day: date, months: int) -> date:
    """The last day that lies so many months before ``day`` or more: short months make several days come due at once."""
    found = add_months(day, -months)
    while add_months(found + timedelta(days=1), months) <= day:
        found += timedelta(days=1)
    return found
