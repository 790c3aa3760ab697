"""Room in a list of places: those from a place on move down by one."""

from collections.abc import Iterable
from typing import Any


def move_down(rows: Iterable[Any]) -> None:
    """``rows`` from the last to the first, so that no two ever share a place."""
    for row in rows:
        row.order += 1
        row.save()
