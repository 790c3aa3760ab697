"""Tidying: what nobody needs any more goes, what the law asks to be kept stays."""

from datetime import timedelta

from axes.models import AccessLog
from django.contrib.sessions.models import Session

from huiguan.kernel import clock
from huiguan.kernel.models import BulkMove, FormUse, JobRun
from huiguan.site.tidy import tidy


def test_expired_sessions_and_old_form_tokens_go(cast):
    now = clock.now()
    for key, days in (("old", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))
    for token, days in (("old", 4), ("new", 1)):
        form = FormUse.objects.create(token=token, user=cast.clerk, url="/")
        FormUse.objects.filter(pk=form.pk).update(at=now - timedelta(days=days))

    tidy()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert list(FormUse.objects.values_list("token", flat=True)) == ["new"]


def test_who_signed_in_is_kept_for_six_months(cast):
    now = clock.now()
    for name, days in (("old", 190), ("new", 170)):
        made = AccessLog.objects.create(username=name)
        AccessLog.objects.filter(pk=made.pk).update(attempt_time=now - timedelta(days=days))

    tidy()

    assert list(AccessLog.objects.values_list("username", flat=True)) == ["new"]


def test_old_runs_go(cast):
    for days in (190, 170):
        JobRun.objects.create(job="site.tidy", due=clock.now() - timedelta(days=days))

    tidy()

    assert JobRun.objects.count() == 1


def test_results_of_bulk_moves_go_after_half_a_year(cast):
    for days in (190, 170):
        about = {"tenant": cast.tenant, "by": cast.clerk, "list_name": "activities", "move": "cancel"}
        BulkMove.objects.create(**about, at=clock.now() - timedelta(days=days))

    tidy()

    assert BulkMove.objects.count() == 1
