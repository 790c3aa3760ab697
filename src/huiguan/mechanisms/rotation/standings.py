"""Who takes part in a scheme and why, how often they have served, since when they wait."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from huiguan.kernel.words import bracketed, listed
from huiguan.mechanisms.rotation.models import Enrolment, Exemption, Scheme, Seat, Serves, Turn
from huiguan.mechanisms.rotation.plans import eligible_since, services
from huiguan.mechanisms.rotation.queries import HELD, eligible, holds_on, on_day
from huiguan.register.models import Office
from huiguan.register.models.bodies import in_force


@dataclass(frozen=True)
class Standing:
    """One who takes part, on a day; for whoever plans, nobody else."""

    bearer: Any
    why: str
    served: int
    since: date | None
    next: Turn | None
    exempt: Exemption | None
    exempt_later: Exemption | None


def standings(scheme: Scheme, day: date, named: str = "") -> list[Standing]:
    """In the order of their names: it is no ranking. All, or those in whose name these characters occur."""
    enrolled = {row.bearer_id: row for row in Enrolment.objects.filter(on_day(day), scheme=scheme)}
    exemptions = list(Exemption.objects.filter(scheme=scheme).order_by("-starts"))
    exempt = {row.bearer_id: row for row in exemptions if holds_on(row, day)}
    to_come = {row.bearer_id: row for row in exemptions if row.starts > day}
    served, since = services(scheme, Q(turn__state__in=HELD)), eligible_since(scheme)
    ahead = Seat.objects.filter(turn__scheme=scheme).exclude(turn__state__in=HELD).select_related("turn__scheme")
    coming = {seat.bearer_id: seat.turn for seat in ahead.order_by("-turn__starts")}
    held, everybody = _posts_held(scheme, day), _("小组") if scheme.serves == Serves.TEAMS else _("全部参加")
    by_name = "pk" if scheme.serves == Serves.TEAMS else "pinyin"
    return [
        Standing(
            bearer=one,
            why=str(enrolled[one.pk].get_how_display()) if one.pk in enrolled else held.get(one.pk, everybody),
            served=served.get(one.pk, (0, None))[0],
            since=served[one.pk][1] if one.pk in served else since.get(one.pk),
            next=coming.get(one.pk),
            exempt=exempt.get(one.pk),
            exempt_later=to_come.get(one.pk),
        )
        for one in eligible(scheme, day).filter(name__contains=named).order_by(by_name, "pk")
    ]


def _posts_held(scheme: Scheme, day: date) -> dict[int, str]:
    """For each who takes part by a post, which of the scheme's posts that is, and of a firm who holds it."""
    offices = Office.objects.filter(in_force(day), post__in=scheme.eligible_posts.all())
    offices = offices.filter(node__path__startswith=scheme.node.path).select_related("post", "person")
    found: dict[int, dict[str, None]] = {}
    for office in offices.order_by("post__order", "pk"):
        if scheme.serves == Serves.PERSONS:
            who, said = office.person_id, str(office.post)
        else:
            who = office.organization_id or (office.person.organization_id if office.person else None)
            said = bracketed(office.post, office.person) if office.person else str(office.post)
        if who:
            found.setdefault(who, {})[said] = None
    return {who: _("按职务：%(posts)s") % {"posts": listed(said)} for who, said in found.items()}
