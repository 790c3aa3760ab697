"""What activities put on home pages, one file for each part of them."""

from typing import Any

from huiguan.activities.contributions import follow_ups
from huiguan.activities.contributions.clearances import clearance_cards
from huiguan.activities.contributions.untold import untold
from huiguan.kernel.rooms import Card, Matter


def cards(by: Any) -> list[Card]:
    return clearance_cards(by) + untold(by) + follow_ups.cards(by)


def matters(by: Any) -> list[Matter]:
    return follow_ups.matters(by)
