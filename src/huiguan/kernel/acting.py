"""Who is at work, and in whose stead, so that the logs can say it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_actor: ContextVar[tuple[Any, Any]] = ContextVar("actor", default=(None, None))


def current_actor():
    """The user in whose name the current work is done, or None for the system's own."""
    return _actor.get()[0]


def current_absent():
    """The user in whose stead they do it; None while their own words suffice."""
    return _actor.get()[1]


@contextmanager
def acting(user, absent=None) -> Iterator[None]:
    """Whoever goes on acting does so in the same person's stead, unless another is named."""
    actor, before = _actor.get()
    token = _actor.set((user, absent or (before if actor == user else None)))
    try:
        yield
    finally:
        _actor.reset(token)


def act_for(absent) -> None:
    """From here to the end of the current ``acting`` what is done is done in this person's stead."""
    _actor.set((current_actor(), absent))
