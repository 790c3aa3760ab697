"""How far what a scheme asks for is done: for whoever is concerned and for the office, never as a ranking."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from huiguan.kernel import clock
from huiguan.kernel.spans import Span, span_around
from huiguan.mechanisms.liaison.models import (
    Contact,
    ContactState,
    Link,
    Linker,
    LinkTarget,
    Minimum,
    Talk,
)
from huiguan.mechanisms.liaison.queries import links_on

SOON = timedelta(days=14)


@dataclass(frozen=True)
class Due:
    """One thing that is asked: of a leader with one of those linked, or with all of them together."""

    minimum: Minimum
    linker: Linker
    target: LinkTarget | None
    by: date
    done: int

    @property
    def is_done(self) -> bool:
        return self.done >= self.minimum.times

    @property
    def left(self) -> int:
        return max(self.minimum.times - self.done, 0)

    @property
    def is_late(self) -> bool:
        return not self.is_done and self.by < clock.today()

    @property
    def is_soon(self) -> bool:
        return not self.is_done and not self.is_late and self.by <= clock.today() + SOON

    @property
    def state(self) -> str:
        """How a meter shows it: done, late, soon or open."""
        return "done" if self.is_done else "late" if self.is_late else "soon" if self.is_soon else "open"


@dataclass
class OfLink:
    """One link with when there was contact last, what comes next, and what is asked."""

    link: Link
    last: Contact | None = None
    next: Contact | None = None
    dues: list[Due] = field(default_factory=list)

    @property
    def target(self) -> LinkTarget:
        return self.link.target

    @property
    def days_since(self) -> int | None:
        """Days since the last contact; nothing where there was none yet."""
        return (clock.today() - self.last.on).days if self.last else None


@dataclass
class OfLinker:
    """One leader: their links, and what is asked of them for all together."""

    linker: Linker
    links: list[OfLink] = field(default_factory=list)
    together: list[Due] = field(default_factory=list)

    @property
    def dues(self) -> list[Due]:
        return [*self.together, *(due for link in self.links for due in link.dues)]

    @property
    def open(self) -> list[Due]:
        return sorted((due for due in self.dues if not due.is_done), key=lambda due: due.by)

    @property
    def size_note(self) -> str:
        least, most = self.linker.bounds
        n = len(self.links)
        return "few" if least is not None and n < least else "many" if most is not None and n > most else ""


class Coverage:
    """What is asked of some leaders around a day, and what they have done; six queries, however many they are."""

    def __init__(self, linkers: Iterable[Linker], day: date | None = None):
        self.linkers, self.day = list(linkers), day or clock.today()

    @cached_property
    def rows(self) -> list[OfLinker]:
        found = {one.pk: OfLinker(one) for one in self.linkers}
        for link in self._links:
            found[link.linker_id].links.append(self._of_link(link))
        for row in found.values():
            posts = {row.linker.pk}.union(*(self._posts[link.link.pk] for link in row.links))
            asked = self._asked(row.linker, each=False)
            row.together = [self._due(minimum, row.linker, None, posts) for minimum in asked]
        return list(found.values())

    @cached_property
    def _links(self) -> list[Link]:
        return list(links_on(self.day).filter(linker__in=self.linkers))

    @cached_property
    def _posts(self) -> dict[int, set[int]]:
        """By link, its leader and those from whom it came: what was done before it passed on is done."""
        targets = {link.target_id for link in self._links}
        rows = Link.objects.filter(target__in=targets).values_list("pk", "linker", "took_over")
        known = {pk: (linker, before) for pk, linker, before in rows}
        found = {}
        for link in self._links:
            found[link.pk], before = {link.linker_id}, link.took_over_id
            while before in known:
                linker, before = known[before]
                found[link.pk].add(linker)
        return found

    @cached_property
    def _talks(self) -> list[Talk]:
        since = span_around(Span.YEAR, self.day)[0] - timedelta(days=366)
        posts = {one.pk for one in self.linkers}.union(*self._posts.values())
        rows = Talk.objects.filter(contact__linker__in=posts, contact__on__gte=since)
        rows = rows.exclude(contact__state=ContactState.CALLED_OFF).select_related("contact__linker", "target")
        return list(rows.order_by("contact__on", "contact"))

    @cached_property
    def _minimums(self) -> dict[int, list[Minimum]]:
        found: dict[int, list[Minimum]] = {}
        for row in Minimum.objects.filter(scheme__in={one.scheme_id for one in self.linkers}).order_by("kind", "pk"):
            found.setdefault(row.scheme_id, []).append(row)
        return found

    def _asked(self, linker: Linker, *, each: bool) -> list[Minimum]:
        return [one for one in self._minimums.get(linker.scheme_id, []) if one.with_each == each]

    def _of_link(self, link: Link) -> OfLink:
        posts = self._posts[link.pk]
        talks = [one for one in self._talks if one.target_id == link.target_id]
        theirs = [one.contact for one in talks if one.contact.linker_id in posts]
        held = [one for one in theirs if one.state == ContactState.HELD and one.on <= self.day]
        planned = [one for one in theirs if one.state == ContactState.PLANNED and one.on >= self.day]
        asked = self._asked(link.linker, each=True)
        dues = [self._due(minimum, link.linker, link.target, posts) for minimum in asked]
        return OfLink(link, held[-1] if held else None, planned[0] if planned else None, dues)

    def _due(self, minimum: Minimum, linker: Linker, target: LinkTarget | None, posts: set[int]) -> Due:
        """Contacts of the span, each once."""
        first, last = span_around(minimum.span, self.day)
        counted = {
            talk.contact_id
            for talk in self._talks
            if talk.contact.state == ContactState.HELD
            and first <= talk.contact.on <= last
            and (not minimum.kind or talk.contact.kind == minimum.kind)
            and talk.contact.linker_id in posts
            and (target is None or talk.target_id == target.pk)
        }
        return Due(minimum, linker, target, last, len(counted))
