"""What happened to a record: the moves that were made, and every value that changed."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from huiguan.kernel import clock
from huiguan.kernel.acting import current_absent, current_actor
from huiguan.kernel.models.tenancy import Tenant, User


class OfRecord(models.Model):
    """Hangs on any record by label, number and tenant; the record's own rules govern it."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    label = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    in_stead_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def of(cls, record) -> models.QuerySet:
        found = cls.objects.filter(tenant_id=record.tenant_id, label=record.label(), object_id=record.pk)
        return found.select_related("by", "in_stead_of")


class Step(OfRecord):
    """One move that somebody made. Steps are only ever added."""

    move = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    target = models.CharField(max_length=40)
    why = models.TextField(blank=True)
    answers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("happened_at", "pk")
        indexes = [models.Index(fields=["tenant", "label", "object_id"])]

    def __str__(self):
        return f"{self.move}: {self.source} → {self.target}"


class Change(OfRecord):
    """One save of a record: the values before and after, of the fields that differ. Changes are only ever added."""

    version = models.PositiveIntegerField()
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        indexes = [models.Index(fields=["tenant", "label", "object_id"])]

    def __str__(self):
        return f"{self.label}:{self.object_id} v{self.version}"

    @classmethod
    def of_part(cls, record, kind, owner: str) -> models.QuerySet:
        """The saves of all rows of a kind whose field ``owner`` led to the record when they were made."""
        ours = cls.objects.filter(tenant_id=record.tenant_id, label=kind.label())
        made = ours.filter(before__isnull=True, **{f"after__{owner}": record.pk})
        return ours.filter(object_id__in=made.values("object_id")).select_related("by", "in_stead_of")

    @classmethod
    def write(cls, record, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        if before is not None and after is not None:
            differing = [name for name in after if before[name] != after[name]]
            before = {name: before[name] for name in differing}
            after = {name: after[name] for name in differing}
        cls._about(record, before, after).save(force_insert=True)

    @classmethod
    def write_created(cls, records) -> None:
        cls.objects.bulk_create([cls._about(record, None, record.logged()) for record in records], batch_size=500)

    @classmethod
    def _about(cls, record, before, after) -> "Change":
        return cls(
            tenant_id=record.tenant_id,
            label=record.label(),
            object_id=record.pk,
            by=current_actor(),
            in_stead_of=current_absent(),
            version=record.version,
            before=before,
            after=after,
            at=clock.now(),
        )
