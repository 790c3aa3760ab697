"""What activities put on people's home pages."""

from huiguan.activities.contributions.untold import untold
from huiguan.kernel.rooms import Card


def cards(by) -> list[Card]:
    return untold(by)


__all__ = ["cards"]
