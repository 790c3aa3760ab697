"""What the planner settles by hand, and publishing."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotAllowed, NotNow, entered, perform
from huiguan.mechanisms.rotation.actions.leaving import keep_to_oneself, vacate
from huiguan.mechanisms.rotation.actions.roles import stand_back
from huiguan.mechanisms.rotation.models import SchemeRole, Seat, Turn, TurnState, Wish, borne_by
from huiguan.mechanisms.rotation.rules import full, is_full


def seat_by_hand(turn: Turn, bearer: Any, *, by, role: SchemeRole | None = None, is_lead: bool = False) -> Seat:
    """The planner's own choice, which every later plan keeps; a lead that was there before steps back."""
    leads = role.is_lead if role else is_lead
    with transaction.atomic():
        (turn,) = keep_to_oneself(turn)
        if turn.state == TurnState.DRAFTED and is_full(turn):
            raise NotAllowed(full(turn))
        seat = Seat(turn=turn, role=role, is_lead=leads, by_hand=True, reasons=[["by_hand", str(by)]])
        seat.bearer = bearer
        with entered(seat, by=by):
            if leads:
                stand_back(seat)
            seat.save()
    return seat


def unseat(seat: Seat, *, by) -> Wish:
    """Taken off by hand, and kept off: the next plan would otherwise put it back. The wish can be deleted.

    Raises ``NotAllowed`` while a visit is planned there.
    """
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
        keep_to_oneself(turn)
        vacate(seat)
        off.save()
    return off


def shift(seat: Seat, to: Turn, *, by) -> Seat:
    """The same one, in another drafted turn of the scheme. Raises ``NotAllowed`` as ``unseat`` does."""
    with transaction.atomic(), acting(by):
        _here, to = keep_to_oneself(seat.turn, to)
        bearer = seat.bearer
        vacate(seat)
        return seat_by_hand(to, bearer, by=by)


def publish_all(turns: Iterable[Turn], *, by) -> list[tuple[Turn, str]]:
    """Each turn with why it could not be published; nothing where it was."""
    turns = list(turns)
    with transaction.atomic():
        if turns:
            keep_to_oneself(*turns)
        return [(turn, _published(turn, by)) for turn in turns]


def _published(turn: Turn, by) -> str:
    try:
        perform(turn, "publish", by=by)
    except NotAllowed as refusal:
        return str(refusal)
    except NotNow:
        return _("已经不在编排中")
    return ""
