"""What activities put on home pages, one file for each part of them."""

from typing import Any

from huiguan.activities.contributions import follow_ups, invited, visits
from huiguan.activities.contributions.clearances import clearance_cards
from huiguan.activities.contributions.past import past
from huiguan.activities.contributions.queue import to_promote
from huiguan.activities.contributions.signing import to_confirm
from huiguan.activities.contributions.untold import untold
from huiguan.kernel.rooms import Card, Matter


def cards(by: Any) -> list[Card]:
    parts = (invited.cards, visits.cards, clearance_cards, untold, past, to_promote, to_confirm, follow_ups.cards)
    return [card for part in parts for card in part(by)]


def matters(by: Any) -> list[Matter]:
    return visits.matters(by) + invited.matters(by) + follow_ups.matters(by)
