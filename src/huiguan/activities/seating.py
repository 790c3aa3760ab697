"""Who sits where, by the protocol of Chinese meetings. Pure: people in the order of their rank in, rows out."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def abreast(people: Sequence[T]) -> list[T]:
    """One row as it is seen by whoever faces it, from left to right.

    The first sits in the middle, the second at their left hand, the third at their right hand, and so on outwards by
    turns. Whoever faces the row has the left hand of those in it at their own right: five people are seen as 5 3 1 2 4.
    Where they are even in number the first and the second share the middle: six are seen as 5 3 1 2 4 6.
    """
    return [*people[::2][::-1], *people[1::2]]


def rows(people: Sequence[T], width: int) -> list[list[T | None]]:
    """Rows of ``width`` seats, the highest in the first; a row that is not full is seated around its middle."""
    found: list[list[T | None]] = []
    for start in range(0, len(people), width):
        seated = abreast(people[start : start + width])
        free = width - len(seated)
        before = free // 2
        found.append([*[None] * before, *seated, *[None] * (free - before)])
    return found
