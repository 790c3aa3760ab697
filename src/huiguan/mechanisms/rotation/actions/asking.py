"""Somebody asks to swap, to be stood in for, to be let off; and what is done when it is granted."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, entered, noted, perform
from huiguan.kernel.reach import reaching, whole
from huiguan.mechanisms.rotation.actions.leaving import keep_to_oneself, vacate
from huiguan.mechanisms.rotation.actions.telling import tell_approvers, tell_sides
from huiguan.mechanisms.rotation.models import (
    ExcusedStep,
    Request,
    SchemeStep,
    Seat,
    SeatStep,
    Turn,
    TurnState,
    Way,
    borne_by,
)

GONE = gettext_lazy("申请以后，期次里的人选又有改动；请撤回，再重新提出")


def ask(way: Way, turn: Turn, bearer: Any, *, by, why: str, to: Turn | None = None, other: Any = None) -> Request:
    """Filed; where nobody has to agree or approve, it takes effect at once."""
    request = Request(way=way, turn=turn, to=to, why=why, filed_on=clock.happened_on(), **borne_by(bearer))
    request.other = other
    with entered(request, by=by):
        request.save()
        tell_sides(request, "filed", _("有人提出调换"))
        if way.approval != Way.Approval.NOBODY and not way.waits_for_other:
            tell_approvers(request)
    if way.approval == Way.Approval.NOBODY and not way.waits_for_other:
        request = perform(request, "take_effect", by=by)
    return request


def agree(request: Request, *, by) -> None:
    """The other side is content; it is for the office now."""
    tell_approvers(request)


def grant(request: Request, *, by, met_on: date | None = None) -> None:
    request.met_on = met_on
    carry_out(request, by=by)


def carry_out(request: Request, *, by) -> None:
    """The seats change hands, settled by hand so that later plans keep them. Both sides' turns remember it.

    Whoever agrees may not reach the other side's seat, and it changes all the same.
    """
    with reaching(whole(request.tenant)):
        turns = keep_to_oneself(*filter(None, (request.turn, request.to)))
        request.turn, request.to = turns[0], turns[1] if request.to else None
        _still_open(request)
        seat = _seat_of(request.bearer, request.turn)
        _DONE[request.way.kind](request, seat)
        for turn in filter(None, (request.turn, request.to)):
            noted(turn, "reseat", by=by, why=_told(request))
        tell_sides(request, "done", _("调换已照办"))


def refuse(request: Request, *, by) -> None:
    tell_sides(request, "refused", _("调换未同意"))


def call_off(request: Request, *, by) -> None:
    """Whoever was asked hears that they need not answer, or that what they agreed to does not come about."""
    tell_sides(request, "withdrawn", _("调换申请已撤回"))


def _still_open(request: Request) -> None:
    """Swaps and postponements are for turns that have not begun; the others for any that is not over."""
    may_have_begun = request.way.kind in (Way.Kind.SUBSTITUTE, Way.Kind.LEAVE)
    states = (TurnState.PUBLISHED, TurnState.UNDER_WAY) if may_have_begun else (TurnState.PUBLISHED,)
    for turn in filter(None, (request.turn, request.to)):
        if turn.state not in states:
            raise NotAllowed(_("%(turn)s%(state)s，不能再照这条申请办；请撤回申请") % _as_it_is(turn))
    if request.way.kind == Way.Kind.POSTPONE and request.to.seats.count() >= request.to.scheme.hosts_to:
        raise NotAllowed(_("那一期已经满了，请换一期，或者与人对换"))


def _as_it_is(turn: Turn) -> dict[str, Any]:
    return {"turn": turn, "state": turn.get_state_display()}


def _swap(request: Request, seat: Seat) -> None:
    theirs = _seat_of(request.other, request.to)
    _reseat(seat, request.other, request)
    _reseat(theirs, request.bearer, request)


def _substitute(request: Request, seat: Seat) -> None:
    _reseat(seat, request.other, request)


def _postpone(request: Request, seat: Seat) -> None:
    vacate(seat)
    moved = Seat(turn=request.to, by_hand=True, reasons=[_reason(request)], **borne_by(request.bearer))
    moved.save()


def _leave(request: Request, seat: Seat) -> None:
    vacate(seat)


_DONE = {
    Way.Kind.SWAP: _swap,
    Way.Kind.SUBSTITUTE: _substitute,
    Way.Kind.POSTPONE: _postpone,
    Way.Kind.LEAVE: _leave,
}


def _seat_of(bearer: Any, turn: Turn) -> Seat:
    seat = Seat.objects.filter(turn=turn, **borne_by(bearer)).first()
    if seat is None:
        raise NotAllowed(str(GONE))
    return seat


def _reseat(seat: Seat, bearer: Any, request: Request) -> None:
    if Seat.objects.filter(turn=seat.turn, **borne_by(bearer)).exists():
        raise NotAllowed(str(GONE))
    done = [row.step for row in SeatStep.objects.filter(seat=seat).select_related("step")]
    vacate(seat)
    reasons = [["asked", request.way.kind, str(seat.bearer), request.filed_on.isoformat()]]
    kept = {"role": seat.role, "is_lead": seat.is_lead, "by_hand": True, "reasons": reasons}
    stands_in = Seat(turn=seat.turn, **kept, **borne_by(bearer))
    stands_in.save()
    _need_not_do_again(stands_in, done, str(seat))


def _need_not_do_again(stands_in: Seat, steps: list[SchemeStep], who: str) -> None:
    """A step of the turn is done once: it stays with who did it, and whoever comes instead is let off."""
    for step in steps:
        excused = ExcusedStep(seat=stands_in, step=step, why=_("%(who)s 已经完成") % {"who": who})
        excused.excused_on = clock.happened_on()
        excused.save()


def _reason(request: Request) -> list[str]:
    return ["asked", request.way.kind, str(request.turn), request.filed_on.isoformat()]


def _told(request: Request) -> str:
    """What was changed, in one line: 甲 请人代替：乙."""
    return " ".join(filter(None, [str(request), str(request.other or ""), str(request.to or "")]))
