"""Clearing away what nobody needs any more. What is kept for six months is so because the law asks it of logs."""

import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from huiguan.kernel import clock, once
from huiguan.kernel.models import BulkMove, FormUse, JobRun, Pulse
from huiguan.kernel.models.attachments import orphans
from huiguan.site import logs

DAY = timedelta(days=1)
AT_ONCE = 500
LEFT_BY_KILLED = (".backup-*", ".restore-*", "*.zip.part")  # by commands that were killed
HALF_A_YEAR = timedelta(days=183)
MONTH = timedelta(days=31)


def tidy() -> None:
    """What was typed into a form after its session had ended is held by the page itself: there is nothing to clear."""
    now = clock.now()
    Session.objects.filter(expire_date__lt=now).delete()
    FormUse.objects.filter(at__lt=now - timedelta(days=once.DAYS)).delete()
    for attempts in (AccessAttempt, AccessFailureLog, AccessLog):
        attempts.objects.filter(attempt_time__lt=now - HALF_A_YEAR).delete()
    DBTaskResult.objects.filter(enqueued_at__lt=now - MONTH).exclude(status="READY").delete()
    BulkMove.objects.filter(at__lt=now - HALF_A_YEAR).delete()
    JobRun.objects.filter(due__lt=now - HALF_A_YEAR).delete()
    JobRun.objects.filter(error=JobRun.OUT_OF_TIME, ended__lt=now - MONTH).delete()
    logs.forget(settings.HOME, now)
    Pulse.objects.filter(Q(seen__lt=now - MONTH) | Q(seen__gt=now + MONTH)).delete()
    for folder in filter(None, (settings.BACKUPS, settings.HOME)):
        _clear_what_was_left(folder, now)
    _clear_files_without_rows(settings.MEDIA_ROOT, now)


def _clear_what_was_left(folder: Path, now: datetime) -> None:
    for pattern in LEFT_BY_KILLED:
        for path in _old(folder.glob(pattern), now):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def _clear_files_without_rows(folder: Path, now: datetime) -> None:
    """Of acts that ended in the middle. A day later nobody is writing their rows any more."""
    found = _old((path for path in folder.rglob("*") if path.is_file()), now)
    while some := {str(path.relative_to(folder)): path for path in islice(found, AT_ONCE)}:
        for name in orphans(some):
            some[name].unlink()


def _old(paths: Iterable[Path], now: datetime) -> Iterator[Path]:
    return (path for path in paths if path.stat().st_mtime < (now - DAY).timestamp())
