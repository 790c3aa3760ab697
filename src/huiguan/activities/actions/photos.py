"""Photos come with what is known of them; whoever agreed may take it back at any time."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from huiguan.activities.models import Activity, Photo
from huiguan.activities.models.photos import Consent, Purpose
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import entered, noted
from huiguan.kernel.models import Attachment


def add_photos(
    activity: Activity, files: Iterable[UploadedFile], hanging: Iterable[Attachment], *, by: Any, **facts: Any
) -> list[Photo]:
    """Of new files, and of pictures that hang there already; all with the same facts."""
    with transaction.atomic(), acting(by):
        new = [Attachment.hang(activity, file) for file in files]
        for attachment in new:
            noted(activity, "attach", by=by, why=attachment.name)
        made = [Photo(activity=activity, attachment=attachment, **facts) for attachment in [*new, *hanging]]
        for photo in made:
            with entered(photo, by=by):
                photo.save()
    return made


def withdraw_consent(photo: Photo, *, by: Any, refused_by: str, why: str = "") -> Photo:
    """Somebody on it does not agree any more: from now on it is for the archive alone."""
    with transaction.atomic(), acting(by):
        photo.consent, photo.refused_by, photo.purpose = Consent.REFUSED, refused_by, Purpose.ARCHIVE
        photo.save()
        noted(photo, "withdraw_consent", by=by, why=why or refused_by)
    return photo


def take_down(photo: Photo, *, by: Any) -> None:
    """The row goes, and the file is taken off the activity, from where it can be put back as a mere file."""
    with transaction.atomic(), acting(by):
        attachment, activity = photo.attachment, photo.activity
        photo.delete()
        if attachment.removed_at is None:
            attachment.removed_at = clock.now()
            attachment.save(update_fields=["removed_at"])
            noted(activity, "detach", by=by, why=attachment.name)
