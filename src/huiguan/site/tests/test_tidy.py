"""Tidying: what nobody needs any more goes, what the law asks to be kept stays."""

import os
from datetime import timedelta
from pathlib import Path

from axes.models import AccessLog
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile

from huiguan.kernel import clock
from huiguan.kernel.models import Attachment, BulkMove, FormUse, JobRun
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


def old(path: Path, days: float = 2) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    then = (clock.now() - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))
    return path


def test_files_of_which_no_row_speaks_go_after_a_day_and_no_others(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with cast.work():
        kept, taken_off = (
            Attachment.hang(cast.tea_firm, SimpleUploadedFile(f"{n}.txt", n.encode())) for n in ("甲", "乙")
        )
    with cast.work(cast.other):
        foreign = Attachment.hang(cast.foreign_firm, SimpleUploadedFile("丙.txt", b"x"))
    Attachment.objects.filter(pk=taken_off.pk).update(removed_at=clock.now())
    live = [old(Path(row.file.path)) for row in (kept, taken_off, foreign)]
    new, _gone = old(tmp_path / "1/2026/new.pdf", 0.5), old(tmp_path / "1/2026/gone.pdf")

    tidy()

    assert {path for path in tmp_path.rglob("*") if path.is_file()} == {*live, new}


def test_what_killed_commands_left_goes_after_a_day_and_no_backup(cast, settings, tmp_path):
    settings.BACKUPS = tmp_path
    whole, new = old(tmp_path / "huiguan-20200101-000000.zip"), old(tmp_path / "huiguan-2.zip.part", 0.5)
    old(tmp_path / "huiguan-1.zip.part")
    for folder in (".backup-x", ".restore-x"):
        old(tmp_path / folder / "keys.json")
        old(tmp_path / folder)

    tidy()

    assert set(tmp_path.iterdir()) == {whole, new}
