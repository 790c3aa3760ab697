"""Who leads and who goes along: roles inside a turn, given by order and changed by hand."""

from collections import Counter

from django.db import transaction

from huiguan.kernel.acting import acting
from huiguan.mechanisms.rotation.models import Scheme, SchemeRole, Seat


def give_roles(scheme: Scheme, seats: list[Seat]) -> None:
    """Saves the seats of one turn, each with its role: what a person has settled stays, the rest by order.

    Each role first gets as many as it needs, then whoever is left fills the roles up; in a scheme without roles the
    first leads.
    """
    settled = [seat for seat in seats if seat.by_hand and (seat.role_id or seat.is_lead)]
    free = [seat for seat in seats if seat not in settled]
    led = any(seat.is_lead for seat in settled)
    roles = [role for role in scheme.roles.all() if not (led and role.is_lead)]
    given = list(_in_order(roles, Counter(seat.role_id for seat in settled), len(free)))
    for place, seat in enumerate(free):
        seat.role = given[place] if place < len(given) else None
        seat.is_lead = seat.role.is_lead if seat.role else not roles and not led and place == 0
    for seat in sorted(seats, key=lambda seat: seat.is_lead):  # only one may lead at a time: who no longer does first
        seat.save()


def _in_order(roles: list[SchemeRole], taken: Counter, count: int):
    """The roles of the next so many seats: the least of each role first, then up to the most."""
    needed = [role for role in roles for _place in range(max(role.least - taken[role.pk], 0))]
    more = [role for role in roles for _place in range(role.most - max(role.least, taken[role.pk]))]
    yield from (needed + more)[:count]


def change_role(seat: Seat, role: SchemeRole | None, *, by, is_lead: bool = False) -> Seat:
    """Settled by hand, so that later plans keep it; whoever led before steps back."""
    leads = role.is_lead if role else is_lead
    with transaction.atomic(), acting(by):
        if leads:
            stand_back(seat)
        seat.role, seat.is_lead, seat.by_hand = role, leads, True
        seat.save()
    return seat


def stand_back(seat: Seat) -> None:
    """Whoever leads the turn of this seat leads no more; a role that leads is theirs no more."""
    for other in Seat.objects.filter(turn=seat.turn_id, is_lead=True).exclude(pk=seat.pk):
        other.is_lead = False
        if other.role and other.role.is_lead:
            other.role = None
        other.save()
