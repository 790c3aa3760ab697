"""What the planner settles by hand, and publishing."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotAllowed, NotNow, entered, perform
from huiguan.mechanisms.rotation.actions.roles import stand_back
from huiguan.mechanisms.rotation.models import SchemeRole, Seat, Turn, Wish, borne_by


def seat_by_hand(turn: Turn, bearer: Any, *, by, role: SchemeRole | None = None, is_lead: bool = False) -> Seat:
    """The planner's own choice, which every later plan keeps; a lead that was there before steps back."""
    leads = role.is_lead if role else is_lead
    seat = Seat(turn=turn, role=role, is_lead=leads, by_hand=True, reasons=[["by_hand", str(by)]], **borne_by(bearer))
    with entered(seat, by=by):
        if leads:
            stand_back(seat)
        seat.save()
    return seat


def unseat(seat: Seat, *, by) -> Wish:
    """Taken off by hand, and kept off: the next plan would otherwise put it back. The wish can be deleted."""
    turn = seat.turn
    off = Wish(
        scheme=turn.scheme,
        kind=Wish.Kind.BLACKOUT,
        starts=turn.starts,
        ends=turn.ends,
        note=_("编排时手工撤下"),
        **borne_by(seat.bearer),
    )
    with transaction.atomic(), acting(by):
        off.save()
        seat.delete()
    return off


def shift(seat: Seat, to: Turn, *, by) -> Seat:
    """The same one, in another drafted turn of the scheme."""
    with transaction.atomic(), acting(by):
        bearer = seat.bearer
        seat.delete()
        return seat_by_hand(to, bearer, by=by)


def publish_all(turns: Iterable[Turn], *, by) -> list[tuple[Turn, str]]:
    """Each turn with why it could not be published; nothing where it was."""
    return [(turn, _published(turn, by)) for turn in turns]


def _published(turn: Turn, by) -> str:
    try:
        perform(turn, "publish", by=by)
    except NotAllowed as refusal:
        return str(refusal)
    except NotNow:
        return _("已经不在编排中")
    return ""
