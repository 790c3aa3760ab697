"""What the register knows of a pasted list: one person, several of the name, or nobody. Nothing is registered here."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from huiguan.activities import pasted
from huiguan.activities.models.somebody import LONGEST_NAME
from huiguan.activities.pasted import Entry
from huiguan.kernel.search import matching
from huiguan.register.models import Office, Organization, Person
from huiguan.register.models.bodies import in_force
from huiguan.register.queries import bodies_of, known_by_name, posts_of_bodies
from huiguan.register.tables.names import matching_key

FOUND = 40  # people whom one search offers
LONGEST = LONGEST_NAME
LONGEST_WORD = 60  # characters of a name or of a firm that anybody would write
BATCH = 200  # words of one question: a database takes a condition only so deep


@dataclass
class Row:
    """An entry with the people it may be; ``sure`` if there is exactly one, of the firm that was written, or of the
    chamber in which they hold a post."""

    entry: Entry
    people: list[Person]
    sure: Person | None
    organization: Organization | None
    itself: Organization | None = None  # what was written is no person but this organization, in full or in short
    chosen: str = ""  # the number of a person, or NOBODY
    error: str = ""
    key: str = field(default="")

    NOBODY = "0"

    def __post_init__(self):
        self.key = f"who-{hashlib.sha256(str(self.entry).encode()).hexdigest()[:12]}"

    @property
    def person(self) -> Person | None:
        return next((person for person in self.people if str(person.pk) == self.chosen), None)

    @property
    def comes_for(self) -> Organization | None:
        """What was written, if the person who was chosen is surely of it."""
        if self.person is None or (self.organization and self.person == self.sure):
            return self.organization
        return self.person.organization

    @property
    def name(self) -> str:
        return kept_name(self.entry.name, "" if self.organization else self.entry.firm)


def kept_name(name: str, lost_firm: str) -> str:
    """What is kept of somebody who is not on the register; a firm that is not there either stands behind it."""
    return (f"{name}（{lost_firm}）" if lost_firm else name)[:LONGEST]


def rows(text: str) -> tuple[list[Row], int]:
    """The entries of a list, each once, with all that is known of them, and how many of them were written again.

    A longer list asks the database no more often.
    """
    words = pasted.words(text) | pasted.wholes(text)
    people, firms = _people(words), _firms(words)
    entries = pasted.entries(text, set(people), set(firms))
    once = list(dict.fromkeys(entries))
    return _rows(once, people, firms), len(entries) - len(once)


def recognized(entries: Iterable[Entry]) -> list[Row]:
    """All that is known of entries whose firm is told apart already, in their order."""
    entries = list(entries)
    people, firms = _people({entry.name for entry in entries}), _firms({entry.firm for entry in entries} - {""})
    return _rows(entries, people, firms)


def firm(word: str) -> Organization | None:
    """The one organization that somebody means; nobody is told whether there is one."""
    return _firms({word}).get(word) if word else None


def firms(words: Iterable[str]) -> dict[str, Organization]:
    """The one organization that each of the words means, of those for which there is one."""
    return _firms(set(words))


def is_of(person: Person, organization: Organization, bodies: dict[int, set[int]]) -> bool:
    """Whether it is their organization, or has a body in which they hold a post; ``bodies`` is from ``bodies_of``."""
    return organization.pk in {person.organization_id, *bodies.get(person.pk, ())}


def found(text: str) -> QuerySet[Person]:
    """People in reach by their own name, their organization's, or that of a body in which they hold a post."""
    if not text.strip():
        return Person.objects.none()
    own = matching(Person.objects.all(), text).values("pk")
    of_firms = matching(Organization.objects.all(), text).values("pk")
    posted = Office.objects.filter(in_force(), node__organization__in=of_firms, post__in=posts_of_bodies())
    found = Q(pk__in=own) | Q(organization__in=of_firms) | Q(pk__in=posted.order_by().values("person"))
    return Person.objects.filter(found)[:FOUND]


def _batches(words: set[str]) -> Iterator[list[str]]:
    listed = sorted(words)
    for start in range(0, len(listed), BATCH):
        yield listed[start : start + BATCH]


def _people(names: set[str]) -> dict[str, list[Person]]:
    """Everybody of each of these names."""
    found: dict[str, list[Person]] = {}
    for some in _batches(names):
        for person in Person.objects.filter(name__in=some).select_related("organization").order_by("pk"):
            found.setdefault(person.name, []).append(person)
    return found


def _firms(words: set[str]) -> dict[str, Organization]:
    """The one organization that a piece names in full, in short, or by a part that only it has."""
    candidates: list[Organization] = []
    for some in _batches(words):
        asked = Q(short__in=some)
        for word in some:
            asked |= Q(name__contains=word)
        candidates += known_by_name().filter(asked)
    keys = {firm: (matching_key(firm.name), matching_key(firm.short)) for firm in candidates}
    named: dict[str, Organization] = {}
    for word in words:
        key = matching_key(word)
        exact = {firm for firm, of_firm in keys.items() if key in of_firm}
        part = {firm for firm, (name, _short) in keys.items() if len(word) > 1 and key in name}
        if len(one := exact or part) == 1:
            named[word] = one.pop()
    return named


def _rows(entries: list[Entry], people: dict[str, list[Person]], firms: dict[str, Organization]) -> list[Row]:
    bodies = bodies_of(person.pk for namesakes in people.values() for person in namesakes)
    return [_row(entry, people.get(entry.name, []), firms, bodies) for entry in entries]


def _row(entry: Entry, namesakes: list[Person], firms: dict[str, Organization], bodies: dict[int, set[int]]) -> Row:
    organization = firms.get(entry.firm)
    if entry.firm:
        theirs = [person for person in namesakes if organization and is_of(person, organization, bodies)]
    else:
        theirs = namesakes
    itself = firms.get(entry.name) if not entry.firm and not namesakes else None
    if itself and matching_key(entry.name) not in (matching_key(itself.name), matching_key(itself.short)):
        itself = None
    return Row(entry, theirs or namesakes, theirs[0] if len(theirs) == 1 else None, organization, itself)
