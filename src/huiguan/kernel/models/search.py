"""The words by which records are found. Filled by ``Record.save``, asked by ``huiguan.kernel.search``."""

from django.db import models

from huiguan.kernel import tokens
from huiguan.kernel.models.tenancy import Tenant


class SearchEntry(models.Model):
    """The searchable text of one record: normalised, with its pinyin, one line for each way of writing it."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    label = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "label", "object_id"], name="search_one_entry")]

    def __str__(self):
        return f"{self.label}:{self.object_id}"

    @classmethod
    def write(cls, record) -> None:
        text = tokens.searchable(cls._words(record))
        entry, created = cls.objects.get_or_create(
            tenant_id=record.tenant_id, label=record.label(), object_id=record.pk, defaults={"text": text}
        )
        if created or entry.text != text:
            entry.tokens.all().delete()
            entry.text = text
            entry.save()
            SearchToken.objects.bulk_create(SearchToken.of(entry))

    @classmethod
    def write_many(cls, records) -> None:
        entries = cls.objects.bulk_create(
            [
                cls(
                    tenant_id=record.tenant_id,
                    label=record.label(),
                    object_id=record.pk,
                    text=tokens.searchable(cls._words(record)),
                )
                for record in records
            ],
            batch_size=500,
        )
        SearchToken.objects.bulk_create([t for entry in entries for t in SearchToken.of(entry)], batch_size=5000)

    @classmethod
    def forget(cls, record) -> None:
        cls.objects.filter(tenant_id=record.tenant_id, label=record.label(), object_id=record.pk).delete()

    @staticmethod
    def _words(record) -> list[str]:
        return [str(value) for name in record.searched if (value := getattr(record, name))]


class SearchToken(models.Model):
    """One piece of an entry's text."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+", db_index=False)
    label = models.CharField(max_length=60)
    token = models.CharField(max_length=12)
    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="tokens")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "label", "token", "entry"], name="search_token_once_an_entry")
        ]

    def __str__(self):
        return self.token

    @classmethod
    def of(cls, entry: SearchEntry) -> list["SearchToken"]:
        return [
            cls(tenant_id=entry.tenant_id, label=entry.label, token=token, entry=entry)
            for token in sorted(tokens.tokens(entry.text))
        ]
