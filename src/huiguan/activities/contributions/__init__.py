"""What activities put on home pages, added up."""

from huiguan.activities.contributions import follow_ups
from huiguan.kernel.rooms import Card, Matter


def cards(by) -> list[Card]:
    return follow_ups.cards(by)


def matters(by) -> list[Matter]:
    return follow_ups.matters(by)


__all__ = ["cards", "matters"]
