"""What the installed rooms have for the home page of one person, brought together and put in order."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.measure import Period
from huiguan.kernel.reach import Reach
from huiguan.kernel.rooms import Card, FirstStep, Happening, Matter, Shortcut, Tile, figures, rooms
from huiguan.kernel.rules import holds_for_all
from huiguan.register.screens.columns import beside
from huiguan.reports.figures import Reading, read
from huiguan.site.pages import page_of

may_read_figures = holds_for_all("reports.view")
TILES = 4
Due = TypeVar("Due", Card, Matter)
SHORTCUTS = 4


def waiting(by) -> list[Card]:
    return by_day(_once([card for room in rooms() if room.cards for card in room.cards(by)]))


def _once(cards: list[Card]) -> list[Card]:
    """One card of a record of which several rooms speak: that of the last."""
    last = {card.about: card for card in cards if card.about is not None}
    return [card for card in cards if card.about is None or last[card.about] is card]


def by_day(things: Iterable[Due]) -> list[Due]:
    """What is due first comes first, so what is overdue stands on top; what has no day comes last. Before all that,
    that without which nothing goes on."""
    return sorted(things, key=lambda one: (not one.comes_first, one.due or date.max))


def things(cards: list[Card]) -> int:
    """How many things wait, not on how many lines."""
    return sum(1 if card.count is None else card.count for card in cards if card.waits)


def own_matters(by) -> tuple[list[Matter], list[Card]]:
    """What is open of one's own; cards of those rooms that cannot say it one by one."""
    matters = by_day(matter for room in rooms() if room.matters for matter in room.matters(by))
    cards = by_day(card for room in rooms() if room.cards and not room.matters for card in room.cards(by))
    return matters, cards


def coming(by, until: date, most: int) -> list[Happening]:
    """What is still to come until that day, the next first."""
    now = clock.now()
    ahead = [one for one in _happenings(by, Period(clock.today(), until)) if one.at > now]
    return sorted(ahead, key=lambda one: one.at)[:most]


def recent(by, since: date, most: int) -> list[Happening]:
    """What has happened since then, the newest first."""
    now = clock.now()
    past = [one for one in _happenings(by, Period(since, clock.today())) if one.at <= now]
    return sorted(past, key=lambda one: one.at, reverse=True)[:most]


def _happenings(by, period: Period) -> list[Happening]:
    return [one for room in rooms() if room.happenings for one in room.happenings(by, period)]


def shortcuts(by) -> list[dict]:
    found: list[Shortcut] = [one for room in rooms() for one in room.shortcuts if page_of(one.page).rule(by)]
    return [
        {"label": one.label, "icon": one.icon, "url": _address(one.page, one.query)}
        for one in sorted(found, key=lambda one: one.order)[:SHORTCUTS]
    ]


def first_steps(by, reach: Reach) -> list[dict]:
    """Where to begin, for whoever begins it; nothing once all of it was done."""
    steps: list[FirstStep] = sorted((step for room in rooms() for step in room.first_steps), key=lambda one: one.order)
    mine = [step for step in steps if all(reach.scope(word).whole for word in step.words)]
    found = [
        {"label": step.label, "why": step.why, "url": _address(step.page, step.query), "done": step.is_done()}
        for step in mine
        if page_of(step.page).rule(by)
    ]
    return [] if all(step["done"] for step in found) else found


def are_mostly_ahead(steps: list[dict]) -> bool:
    """Whether a house is too empty for figures and for what needs its records."""
    return sum(step["done"] for step in steps) * 2 < len(steps)


def tiles(by) -> list[dict]:
    """This year in a few figures: of the whole, each opening its records, or of the places that the person sees.

    Those open the list of the tile, where there is a way to make it show just what was counted.
    """
    whole = bool(may_read_figures(by))
    found = [tile for room in rooms() for tile in room.tiles if whole or _is_of_their_place(tile, by)]
    today, installed = clock.today(), figures()
    period = Period(today.replace(month=1, day=1), today)
    readings = [(tile, read(installed[tile.figure], period)) for tile in sorted(found, key=lambda one: one.order)]
    shown = [(tile, reading) for tile, reading in readings if not reading.is_hidden][:TILES]
    return [
        _shown(tile, reading, whole, _records(reading) if whole else _list_of_their_place(tile, by, period))
        for tile, reading in shown
    ]


def _records(reading: Reading) -> str:
    return f"{reverse('figures.detail', args=[reading.figure.key])}?{urlencode(reading.query)}"


def _list_of_their_place(tile: Tile, by, period: Period) -> str:
    query = tile.place_query(by, period)
    return _address(tile.place_page, query) if query else ""


def _is_of_their_place(tile: Tile, by) -> bool:
    return bool(tile.place_page) and bool(page_of(tile.place_page).rule(by))


def _shown(tile: Tile, reading: Reading, whole: bool, url: str) -> dict:
    when = _("截至今天") if reading.is_stock else _("今年以来")
    return {
        "label": reading.figure.label,
        "value": reading.value,
        "unit": reading.figure.unit,
        "icon": tile.icon,
        "hue": tile.hue,
        "note": when if whole else beside(_("您归口的范围"), when),
        "url": url,
    }


def _address(page: str, query: str) -> str:
    return f"{reverse(page)}?{query}" if query else reverse(page)
