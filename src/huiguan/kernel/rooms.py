"""What one folder tells the rest of the house about itself. Only kernel types appear in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any, Literal

from django.apps import apps

from huiguan.kernel import clock
from huiguan.kernel.measure import Attribute, Figure, Measure, Period
from huiguan.kernel.reach import Reach
from huiguan.kernel.schedule import Job

Whom = Literal["everybody", "own", "wider"]  # all; who sees only what is their own; who sees more than that


@dataclass(frozen=True)
class Tab:
    """A place in the bar at the bottom of the screen of somebody who sees only what is their own."""

    label: Any
    order: int


@dataclass(frozen=True)
class Item:
    """A place in the navigation: shown to those for whom it is, if the rule of its page lets them in."""

    group: str
    label: Any
    icon: str
    page: str
    order: int = 50
    on_phone: bool = False
    count: Callable[[Any], int] | None = None
    whom: Whom = "everybody"
    tab: Tab | None = None
    address: Callable[[Any], str] | None = None  # by -> where the place stands for them, if not at its page

    def is_for(self, reach: Reach) -> bool:
        return self.whom == "everybody" or (self.whom == "own") == bool(reach.own)


@dataclass(frozen=True)
class Happening:
    """One line of a timeline."""

    at: datetime
    title: str
    url: str = ""
    note: str = ""
    icon: str = "circle"
    hue: str = "slate"
    who: str = ""
    about: Any = None  # the record that it tells of; where two rooms tell of the same one, the later room is heard


@dataclass(frozen=True)
class Panel:
    """A part of another record's page that this room fills: a template with what it needs."""

    label: Any
    template: str
    context: dict[str, Any]
    count: int | None = None
    url: str = ""
    flush: bool = False


@dataclass(frozen=True)
class Onward:
    """What may be begun from a record of another room, with what that record gives it along (``passed_on``)."""

    label: Any
    icon: str
    url: str


@dataclass(frozen=True)
class Card:
    """One line of somebody's home page: what waits, how much, until when, and where to go."""

    label: Any
    url: str
    count: int | None = None
    note: str = ""
    due: date | None = None
    icon: str = "circle"
    hue: str = "slate"
    about: Any = None  # the record that waits; where two rooms speak of the same one, the later room is heard
    waits: bool = True  # for whoever reads it; what rests with others is only followed
    comes_first: bool = False  # nothing goes on before it is done

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < clock.today()


@dataclass(frozen=True)
class Matter:
    """Something of one's own that is open: how far it is, and what one may do about it at once."""

    title: Any
    url: str
    note: str = ""
    due: date | None = None
    status: dict[str, Any] | None = None  # label, hue
    stages: Sequence[dict[str, Any]] = ()  # label, state
    moves: Sequence[dict[str, Any]] = ()  # label, url
    waits: bool = True  # for whoever reads it; what rests with others is only followed
    count: int = 1  # how many things it stands for
    comes_first: bool = False  # nothing goes on before it is done


@dataclass(frozen=True)
class Shortcut:
    """Something that may be begun from the home page by whoever the rule of the page lets in."""

    label: Any
    icon: str
    page: str
    order: int = 50
    hue: str = "sky"
    query: str = ""


@dataclass(frozen=True)
class Tile:
    """A figure for home pages: of the whole for whoever reads its reports, of one place for whoever sees that only."""

    figure: str
    icon: str
    hue: str
    order: int = 50
    place_page: str = ""  # the list for those who see one place; without it they are not shown the tile
    place_query: Callable[[Any, Period], str] = lambda by, period: ""  # what makes it show just what was counted


@dataclass(frozen=True)
class FirstStep:
    """What is done before the house is of use, in its order, and how to tell that it was."""

    label: Any
    why: Any
    page: str
    order: int
    is_done: Callable[[], bool]
    words: Sequence[str]  # held over the whole by those whose step it is
    query: str = ""


@dataclass(frozen=True)
class Word:
    """A permission: what it allows, and the roles that carry it unless a place decides otherwise.

    A ``personal`` one, such as that of a compartment, never passes to a stand-in.
    """

    label: Any
    roles: tuple[str, ...]
    personal: bool = False


@dataclass(frozen=True)
class Reaction:
    """What this room does when a move of another room's flow is made, in the same transaction and as whoever makes it.

    The effect is given the record as the move has left it; what the person may not do themselves, it does not do
    either. ``mind`` says before the move is made what will follow, to this person.
    """

    flow: Any  # a class of Flow
    move: str
    effect: Callable[..., None]  # (record, by=) -> None
    mind: Callable[[Any, Any], list[str]] = lambda record, by: []


@dataclass(frozen=True)
class Follow:
    """What this room keeps true when a row of another room is changed on its own page, in the same transaction."""

    model: Any  # a class of Record
    effect: Callable[..., None]  # (record, by=) -> None


@dataclass(frozen=True)
class Room:
    """The manifest of a room or mechanism; everything a site runs over."""

    name: str
    label: Any
    purpose: Any
    desks: Sequence[type] = ()
    public: Sequence[Any] = ()  # addresses that open without signing in
    flows: Sequence[Any] = ()  # classes of Flow, which stands on records and so is not named here
    reactions: Sequence[Reaction] = ()  # to moves of rooms below
    follows: Sequence[Follow] = ()  # changes of rows of rooms below
    measures: Sequence[Measure] = ()
    items: Sequence[Item] = ()
    words: dict[str, Word] | None = None  # every word that this room's rules ask for
    panels: Callable[[Any, Any], list[Panel]] | None = None  # (organization, by) -> panels
    of_person: Callable[[Any, Any], list[Panel]] | None = None  # (person, by) -> panels
    of_activity: Callable[[Any, Any], list[Panel]] | None = None  # (activity, by) -> panels
    onward: Callable[[Any, Any], list[Onward]] | None = None  # (record, by) -> what may be begun from it
    timeline: Callable[[Any, Any], list[Happening]] | None = None
    cards: Callable[[Any], list[Card]] | None = None  # by -> cards
    matters: Callable[[Any], list[Matter]] | None = None  # by -> what is open of their own; stands for the cards there
    happenings: Callable[[Any, Period], list[Happening]] | None = None  # (by, period) -> what was and what will be
    shortcuts: Sequence[Shortcut] = ()
    tiles: Sequence[Tile] = ()
    first_steps: Sequence[FirstStep] = ()
    seed: Callable[[Any], None] | None = None
    is_told_last: bool = False  # what it tells of happened at what other rooms tell
    opens: Callable[[], None] | None = None  # the rows with which its code tables begin, in the reach of a new tenant
    common_endings: Sequence[str] = ()  # what many names end in, so that it tells none from another
    attributes: Sequence[Attribute] = ()  # values of single records that claims may be tied to
    jobs: Sequence[Job] = ()  # what is done by the clock
    notices: dict[str, Any] | None = None  # kinds of messages that this room tells, with their labels


def rooms() -> list[Room]:
    """The manifests of all installed rooms, lower floors first."""
    found = (_manifest(config.name) for config in apps.get_app_configs() if config.name.startswith("huiguan."))
    return [manifest.ROOM for manifest in found if manifest]


@lru_cache
def _manifest(folder: str) -> ModuleType | None:
    """Looked for once: a folder without a manifest costs a search of the disk each time that it is asked."""
    for module in ("manifest", "mechanism"):
        try:
            return import_module(f"{folder}.{module}")
        except ModuleNotFoundError as missing:
            if missing.name != f"{folder}.{module}":
                raise
    return None


def figures() -> dict[str, Figure]:
    """Every installed measure and attribute by its key."""
    found: dict[str, Figure] = {}
    for room in rooms():
        found |= {measure.key: measure for measure in room.measures}
        found |= {attribute.key: attribute for attribute in room.attributes}
    return found
