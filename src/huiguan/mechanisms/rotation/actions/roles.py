"""Who leads and who goes along: roles inside a turn, changed by hand."""

from django.db import transaction

from huiguan.kernel.acting import acting
from huiguan.mechanisms.rotation.models import SchemeRole, Seat


def save_in_order(seats: list[Seat]) -> None:
    """Only one may lead a turn at a time: who no longer does is saved first."""
    for seat in sorted(seats, key=lambda seat: seat.is_lead):
        seat.save()


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
