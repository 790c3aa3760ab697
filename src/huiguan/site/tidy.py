"""Clearing away what nobody needs any more. What is kept for six months is so because the law asks it of logs."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from huiguan.kernel import clock, once
from huiguan.kernel.models import BulkMove, FormUse, JobRun, Pulse
from huiguan.site import logs

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
    logs.forget(settings.HOME, now)
    Pulse.objects.filter(seen__lt=now - MONTH).delete()
