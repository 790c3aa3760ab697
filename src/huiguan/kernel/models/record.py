"""What every record has: a tenant, a row version, a log of its changes, a place in the search."""

from typing import Any, ClassVar, Self

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from huiguan.kernel.fields import EncryptedTextField, PinyinKey, with_keys
from huiguan.kernel.models.history import Change
from huiguan.kernel.models.search import SearchEntry
from huiguan.kernel.models.tenancy import Node, Tenant
from huiguan.kernel.reach import (
    EverywhereManager,
    NoReach,
    Reach,
    ReachManager,
    ReachTo,
    Scope,
    current_reach,
    reaching,
    whole,
)


class Stale(Exception):
    """Somebody saved the record after this copy of it was read."""

    def __init__(self, mine, stored):
        super().__init__(f"{mine._meta.label} {mine.pk}: version {mine.version}, now {stored.version}")
        self.mine = mine
        self.stored = stored


class Record(models.Model):
    """Base of every row that belongs to a tenant.

    ``save`` checks the row version (a copy that was read before somebody else saved raises ``Stale``) and writes what
    changed into the log in the same transaction; ``delete`` is logged too.
    """

    reach_to: ClassVar[ReachTo]
    searched: ClassVar[tuple[str, ...]] = ()  # the fields whose words find the record
    known_by_day: ClassVar[tuple[str, ...]] = ()  # the steps of which only the day is known, and no hour
    names_to_readers: ClassVar[tuple[str, ...]] = ()  # rows named in its history also to whoever does not reach them

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = ReachManager()
    everywhere = EverywhereManager()

    class Meta:
        abstract = True
        base_manager_name = "everywhere"
        default_manager_name = "objects"

    @classmethod
    def label(cls) -> str:
        return cls._meta.label_lower

    @classmethod
    def reach_q(cls, reach: Reach) -> models.Q:
        """Which rows of the reach's tenant are within it."""
        return cls.reach_to.q(cls, reach.scope(cls.reach_to.word))

    def is_within(self, scope: Scope) -> bool:
        """Whether this row lies in ``scope``; a row not yet saved is judged by the node it is made for."""
        if scope.whole or not self.reach_to.word:
            return bool(scope)
        if self.pk:
            return type(self).everywhere.filter(self.reach_to.q(type(self), scope), pk=self.pk).exists()
        node = getattr(self, self.reach_to.node, None) if self.reach_to.node else None
        if isinstance(node, Node):
            return node.path in scope.here or node.path.startswith(scope.below)
        return bool(scope)

    def save(self, *args: Any, **kwargs: Any) -> None:
        adding = self._state.adding
        self._take_tenant()
        with transaction.atomic():
            before = None if adding else self._lock_stored()
            self.version += 1
            if fields := kwargs.get("update_fields"):
                kwargs["update_fields"] = {*with_keys(self, fields), "version"}
            try:
                super().save(*args, **kwargs)
            except BaseException:
                self.version -= 1
                raise
            Change.write(self, before, self.logged())
            if self.searched:
                SearchEntry.write(self)

    def delete(self, *args: Any, **kwargs: Any):
        self._take_tenant()
        with transaction.atomic():
            before = self._lock_stored()
            for row in self._taken_along():
                row._log_gone(row.logged())
            self._log_gone(before)
            return super().delete(*args, **kwargs)

    def log_apart(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        """A change that the record's own columns do not hold (its tags): one version and one log entry for it."""
        with transaction.atomic():
            self._lock_stored()
            self.version += 1
            models.Model.save(self, update_fields=["version"])
            Change.write(self, before, after)

    def logged(self) -> dict[str, Any]:
        """The values as the change log keeps them; an encrypted one never leaves more than a mark."""
        values = {}
        for field in self._meta.concrete_fields:
            if field.name in ("id", "tenant", "version") or isinstance(field, PinyinKey):
                continue
            raw = getattr(self, field.attname)
            if isinstance(field, EncryptedTextField):
                values[field.name] = field.mark(raw)
            else:
                values[field.name] = raw
        return values

    @classmethod
    def create_many(cls, records, insert, *args: Any, **kwargs: Any) -> list[Self]:
        """Insert many records; each gets its tenant, its first version, its log entry and its search words."""
        records = list(records)
        for record in records:
            record._take_tenant()
            record.version = 1
        with transaction.atomic():
            made = insert(records, *args, **kwargs)
            Change.write_created(made)
            if cls.searched:
                SearchEntry.write_many(made)
        return made

    def validate_unique(self, exclude=None):
        with reaching(whole(self._tenant_or_current())):
            super().validate_unique(exclude)

    def validate_constraints(self, exclude=None):
        self.tenant = self._tenant_or_current()
        with reaching(whole(self.tenant)):
            super().validate_constraints({*(exclude or ())} - {"tenant"})

    def unique_error_message(self, model_class, unique_check):
        """The last of the columns is what tells the rows of one tenant, or of one owner, apart."""
        column = self._meta.get_field(unique_check[-1])
        facts = {"field": column.verbose_name, "value": getattr(self, column.name)}
        message = _("%(field)s“%(value)s”已经有了，请换一个，或者修改原来的那一条") % facts
        return ValidationError(message, code="unique_together")

    def _tenant_or_current(self) -> Tenant:
        if self.tenant_id:
            return self.tenant
        if (reach := current_reach()) is None:
            raise NoReach(f"{type(self).__name__}: no tenant given and nobody has said for whom")
        return reach.tenant

    def _take_tenant(self) -> None:
        self.tenant = self._tenant_or_current()
        reach = current_reach()
        if reach is not None and reach.tenant.pk != self.tenant_id:
            raise NoReach(f"{type(self).__name__} of {self.tenant}: the work is done for {reach.tenant}")

    def _log_gone(self, before: dict[str, Any]) -> None:
        SearchEntry.forget(self)
        self.version += 1
        Change.write(self, before, None)

    def _taken_along(self) -> list["Record"]:
        """The records that are deleted with this one; raises ``ProtectedError`` while another depends on it."""
        collector = Collector(using=self._state.db or DEFAULT_DB_ALIAS, origin=self)
        collector.collect([self])
        found = [row for rows in (*collector.data.values(), *collector.fast_deletes) for row in rows]
        return [row for row in found if isinstance(row, Record) and row != self]

    def _lock_stored(self) -> dict[str, Any]:
        stored = type(self).everywhere.select_for_update().filter(pk=self.pk).order_by("pk").first()
        if stored is None:
            raise Stale(self, self)
        if stored.tenant_id != self.tenant_id:
            raise ImproperlyConfigured("the tenant of a record never changes")
        if stored.version != self.version:
            raise Stale(self, stored)
        return stored.logged()


class NodeRecord(Record):
    """A record that one node of the tree administers."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="+", verbose_name="归口单位")

    class Meta(Record.Meta):
        abstract = True
