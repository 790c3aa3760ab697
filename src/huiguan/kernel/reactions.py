"""What other rooms do when a move is made, or a record is changed. A lower floor does not know who stands on it: those
above say it in their manifests, and a move that is made brings it about with it, or is not made.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from huiguan.kernel.rooms import Reaction, rooms

_left_out: ContextVar[frozenset[Callable[..., None]]] = ContextVar("left_out", default=frozenset())


def reactions_to(flow, move: str) -> list[Reaction]:
    """Those of all rooms, lower floors first."""
    found = [reaction for room in rooms() for reaction in room.reactions]
    return [one for one in found if one.flow is flow and one.move == move and one.effect not in _left_out.get()]


def react(record, flow, move: str, by) -> None:
    """The record stands as the move has left it. A reaction that fails takes the move back with it."""
    for reaction in reactions_to(flow, move):
        reaction.effect(record, by=by)


def follow(record, by) -> None:
    """The record stands as its own page has changed it: what other rooms keep of it is to say the same."""
    for room in rooms():
        for one in room.follows:
            if isinstance(record, one.model) and one.effect not in _left_out.get():
                one.effect(record, by=by)


def minds(move, record, by, flow) -> list[str]:
    """All that is to be known before a move is made: of the record's own room, then of those that react to it."""
    found = list(move.mind(record))
    for reaction in reactions_to(flow, move.name):
        found += reaction.mind(record, by)
    return found


@contextmanager
def leaving_out(effect: Callable[..., None]) -> Iterator[None]:
    """Whoever makes a move on the way to something of their own has asked for themselves whether this is to follow."""
    token = _left_out.set(_left_out.get() | {effect})
    try:
        yield
    finally:
        _left_out.reset(token)
