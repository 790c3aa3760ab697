"""Files that hang on records."""

import hashlib
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.db import models

from huiguan.kernel import clock
from huiguan.kernel.acting import current_actor
from huiguan.kernel.fields import uuid7
from huiguan.kernel.filetypes import TYPES, ending
from huiguan.kernel.models.history import OfRecord


def place(attachment: "Attachment", name: str) -> str:
    """Where a file is kept: under its tenant and year, by its number. The name given by a person stays in the row."""
    return f"{attachment.tenant_id}/{attachment.at:%Y}/{attachment.public_id}.{ending(attachment.name)}"


class Attachment(OfRecord):
    """A file that somebody hung on a record; whoever may see the record may see it. Taken off, it can be put back."""

    public_id = models.UUIDField(default=uuid7, unique=True)
    name = models.CharField(max_length=150)
    file = models.FileField(upload_to=place, max_length=200)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")
        indexes = [models.Index(fields=["tenant", "label", "object_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "label", "object_id", "digest"],
                condition=models.Q(removed_at=None),
                name="attachment_once_a_record",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def type(self):
        return TYPES[ending(self.name)]

    @classmethod
    def hang(cls, record, file: UploadedFile) -> "Attachment":
        """Keep ``file`` (already checked) with ``record``."""
        return cls.objects.create(
            tenant_id=record.tenant_id,
            label=record.label(),
            object_id=record.pk,
            by=current_actor(),
            name=short(file.name),
            file=file,
            size=file.size,
            digest=digest_of(file),
            at=clock.now(),
        )


def short(name: str) -> str:
    """A name that fits, with its ending kept."""
    path = PurePosixPath(name)
    return name if len(name) <= 150 else f"{path.stem[: 149 - len(path.suffix)]}…{path.suffix}"


def digest_of(file: UploadedFile) -> str:
    """SHA-256 of the content, in hexadecimal."""
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
