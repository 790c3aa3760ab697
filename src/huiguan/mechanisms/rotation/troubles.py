"""What has happened to turns that are published: they rest, or somebody who is to serve cannot."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from huiguan.kernel.words import bracketed
from huiguan.mechanisms.rotation.models import Exemption, Scheme, Seat, Suspension, Turn, TurnState, Wish
from huiguan.mechanisms.rotation.queries import seats_of

STANDING = (TurnState.PUBLISHED, TurnState.UNDER_WAY)


def touched(row: Any, turns: Iterable[Turn]) -> list[Turn]:
    """The turns in which the time of a row falls."""
    return [
        turn
        for turn in turns
        if (row.starts is None or row.starts <= turn.ends) and (row.ends is None or turn.starts <= row.ends)
    ]


def standing(scheme: Scheme) -> list[Turn]:
    """The turns that everybody reckons with and that are not over."""
    return list(Turn.objects.filter(scheme=scheme, state__in=STANDING).order_by("starts"))


def standing_seats(row: Any) -> list[Seat]:
    """The seats in such turns of the one whom this exemption or wish is about, in its time."""
    turns = touched(row, standing(row.scheme))
    kind = row.scheme.bearer
    return list(seats_of(turns).filter(**{f"{kind}_id": row.bearer_id}).select_related("turn").order_by("turn__starts"))


def rests(turns: list[Turn]) -> dict[int, str]:
    """For each of the turns that fall into a suspension, why it rests."""
    found: dict[int, str] = {}
    for rest in Suspension.objects.filter(scheme__in={turn.scheme_id for turn in turns}):
        theirs = [turn for turn in turns if turn.scheme_id == rest.scheme_id and turn.state in STANDING]
        found |= {turn.pk: rest.why for turn in touched(rest, theirs)}
    return found


def troubles(scheme: Scheme) -> dict[Turn, list[str]]:
    """The published turns that have not begun to which something has happened, and what."""
    turns = [turn for turn in standing(scheme) if turn.state == TurnState.PUBLISHED]
    resting, found = rests(turns), {}
    away = [(row, _("免轮")) for row in Exemption.objects.filter(scheme=scheme)]
    away += [(row, _("不能安排")) for row in Wish.objects.filter(scheme=scheme, kind=Wish.Kind.BLACKOUT)]
    for turn in turns:
        seats = list(seats_of([turn]))
        told = [_("在暂停期里：%(why)s") % {"why": resting[turn.pk]}] if turn.pk in resting else []
        for row, word in away:
            if touched(row, [turn]):
                told += [_cannot(seat, word) for seat in seats if seat.bearer_id == row.bearer_id]
        if len(seats) < scheme.hosts_from:
            told.append(_("只有 %(n)s %(counter)s") % {"n": len(seats), "counter": scheme.counter})
        if told:
            found[turn] = list(dict.fromkeys(told))
    return found


def _cannot(seat: Seat, word: str) -> str:
    note = _("手工安排的，重排不动，要换请人代替") if seat.by_hand else ""
    return bracketed(_("%(who)s %(word)s") % {"who": seat, "word": word}, note)
