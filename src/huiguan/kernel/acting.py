"""Who is at work, so that the change log can say it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_actor: ContextVar[object | None] = ContextVar("actor", default=None)


def current_actor():
    """The user in whose name the current work is done, or None for the system's own."""
    return _actor.get()


@contextmanager
def acting(user) -> Iterator[None]:
    token = _actor.set(user)
    try:
        yield
    finally:
        _actor.reset(token)
