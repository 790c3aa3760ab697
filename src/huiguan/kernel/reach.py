"""Reach: which part of which tenant the current work may touch.

Every record of a tenant is read through ``objects``, a manager that adds the reach of the current work to each query.
Before somebody has said for whom the work is done the manager hands out a *closed* queryset: it can be built and
passed around (a form class may hold it), but any attempt to ask the database raises ``NoReach``, so a forgotten filter
fails instead of leaking. ``everywhere`` is the one way around it; mechanisms may not use it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models.sql import Query


class NoReach(RuntimeError):
    """A record was asked for before anybody said on whose behalf."""


@dataclass(frozen=True)
class Scope:
    """Where one word holds: the whole tenant, some nodes alone, some with all below them, some single subjects."""

    whole: bool = False
    here: frozenset[str] = frozenset()
    below: tuple[str, ...] = ()
    subjects: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.whole or self.here or self.below or self.subjects)

    def __or__(self, other: "Scope") -> "Scope":
        return Scope(
            self.whole or other.whole,
            self.here | other.here,
            tuple(dict.fromkeys(self.below + other.below)),
            self.subjects | other.subjects,
        )

    def nodes(self, lookup: str) -> models.Q:
        """The nodes of this scope, found along ``lookup`` (a path to a Node)."""
        if self.whole:
            return models.Q()
        found = models.Q(**{f"{lookup}__path__in": self.here})
        for branch in self.below:
            found |= models.Q(**{f"{lookup}__path__startswith": branch})
        return found


NOWHERE = Scope()
WHOLE = Scope(whole=True)


@dataclass(frozen=True)
class Reach:
    """What one person, or the system, may touch in one tenant: a scope for each word they hold."""

    tenant: Any
    scopes: dict[str, Scope] = field(default_factory=dict)
    everything: bool = False

    @property
    def own(self) -> frozenset[int]:
        """The subjects to which all is confined; none as soon as one word holds over a place."""
        if self.everything or any(scope.whole or scope.here or scope.below for scope in self.scopes.values()):
            return frozenset()
        return frozenset().union(*(scope.subjects for scope in self.scopes.values()))

    def scope(self, word: str) -> Scope:
        return WHOLE if self.everything else self.scopes.get(word, NOWHERE)


_current: ContextVar[Reach | None] = ContextVar("reach", default=None)


def current_reach() -> Reach | None:
    return _current.get()


@contextmanager
def reaching(reach: Reach | None) -> Iterator[None]:
    token = _current.set(reach)
    try:
        yield
    finally:
        _current.reset(token)


def whole(tenant) -> Reach:
    """All of one tenant: for jobs, commands, stories and the checks of uniqueness."""
    return Reach(tenant, everything=True)


@dataclass(frozen=True)
class ReachTo:
    """How a kind of record is reached: the word that opens it, and the lookups to its node, to its subjects, and to the
    nodes that are places of its subjects themselves.

    Without a word the rows belong to the whole tenant and everybody who works in it reads them. A lookup may pass
    through several rows (``seats__organization``); the filter is then a subquery, so that no row comes twice.
    """

    word: str
    node: str = ""
    subjects: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def owners(self) -> tuple[str, ...]:
        """The lookups to every subject that may be concerned, for whoever asks them all; ``q`` says who is."""
        return self.subjects

    @property
    def nodes(self) -> tuple[str, ...]:
        """The lookups to every node that may be concerned, the first of them that which keeps the record."""
        return (self.node, *self.places) if self.node else self.places

    def q(self, model: type[models.Model], scope: Scope) -> models.Q:
        if scope.whole or not self.word:
            return models.Q()
        found = models.Q(pk__in=())
        for lookup in self.nodes if scope.here or scope.below else ():
            found |= self._by(model, lookup, scope.nodes(lookup))
        for lookup in self.subjects if scope.subjects else ():
            found |= self._by(model, lookup, models.Q(**{f"{lookup}__in": scope.subjects}))
        return found

    def _by(self, model: type[models.Model], lookup: str, found: models.Q) -> models.Q:
        """One way at a time: several joined in one query would be multiplied with each other."""
        return apart(model, found) if "__" in lookup and lookup != self.node else found


def apart(model: type[models.Model], found: models.Q) -> models.Q:
    """The same rows by a subquery: where ``found`` passes through several rows, none comes twice."""
    return models.Q(pk__in=model._base_manager.filter(found).values("pk"))


TENANT_WIDE = ReachTo("")


def within(model: Any, path: str) -> models.Q:
    """The rows along ``path`` from another model that are within reach, for a count of them: a join passes the manager
    by, and the number would not be that of the page which shows them."""
    return models.Q(**{f"{path}__in": model.objects.all()})


class ClosedQuery(Query):
    """A query that can be carried about but not asked."""

    def get_compiler(self, *args, **kwargs):
        raise NoReach(f"{self.model.__name__}: wrap this in reaching(...) first")

    def chain(self, klass=None):
        if klass and klass is not type(self):
            self.get_compiler()
        return super().chain(klass)


class RecordQuerySet(models.QuerySet):
    """Rows change one at a time through ``save`` and ``delete``, which write the change log; never in bulk."""

    def update(self, **kwargs):
        raise TypeError("update() would pass the change log by; save each record instead")

    def delete(self):
        raise TypeError("delete() would pass the change log by; delete each record instead")

    delete.alters_data = True  # type: ignore[attr-defined]  # Django's mark that templates must not call it
    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(self, *args, **kwargs):
        raise TypeError("bulk_update() would pass the change log by; save each record instead")

    def bulk_create(self, objs, *args, **kwargs):
        """Many new records at once: the log keeps one entry for each, as ``save`` would."""
        return self.model.create_many(objs, super().bulk_create, *args, **kwargs)


class ReachManager(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]  # a base made at run time
    def get_queryset(self):
        reach = current_reach()
        if reach is None:
            return self._queryset_class(self.model, query=ClosedQuery(self.model), using=self._db)
        rows = super().get_queryset().filter(tenant_id=reach.tenant.pk)
        return rows.filter(self.model.reach_q(reach))


class EverywhereManager(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]  # likewise
    """Every row of every tenant: for the kernel's own work and Django's, never for a mechanism."""
