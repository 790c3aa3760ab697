"""Files that hang on records."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, models

from huiguan.kernel import clock
from huiguan.kernel.acting import current_actor
from huiguan.kernel.fields import uuid7
from huiguan.kernel.filetypes import TYPES, ending
from huiguan.kernel.models.history import OfRecord

_written: ContextVar[list[str] | None] = ContextVar("written", default=None)


@contextmanager
def only_files_with_rows() -> Iterator[None]:
    """Around an act that may be undone as a whole: a file that is written inside, and of which no row speaks in the
    end, goes with it. A database that is away by then leaves it to be tidied up."""
    token = _written.set([])
    try:
        yield
    finally:
        names = _written.get()
        _written.reset(token)
        for name in orphans(names or []):
            default_storage.delete(name)


def orphans(names: Iterable[str]) -> set[str]:
    """Those of the files of which no row speaks, on whatever record and of whatever tenant; none if nobody can say."""
    asked = set(names)
    if not asked:
        return asked
    try:
        return asked - set(Attachment.objects.filter(file__in=asked).values_list("file", flat=True))
    except DatabaseError:
        return set()


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
        """Keep ``file`` (already checked) with ``record``; one that cannot be written whole is not left behind."""
        made = cls(
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
        name = made.file.field.generate_filename(made, file.name)
        if (written := _written.get()) is not None:
            written.append(name)
        try:
            made.save(force_insert=True)
        except BaseException:
            default_storage.delete(name)
            raise
        return made


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
