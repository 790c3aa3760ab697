"""Which of the nightly backups are kept."""

from datetime import datetime, timedelta

import pytest

from huiguan.kernel import clock
from huiguan.kernel.models import JobRun
from huiguan.site import health
from huiguan.site.cellar import nightly

LAST = datetime(2026, 11, 25, 2, 30)


def made(folder, days):
    for day in days:
        (folder / f"huiguan-{LAST - timedelta(days=day):%Y%m%d-%H%M%S}.zip").touch()


def test_a_fortnight_and_the_first_of_each_month_are_kept(tmp_path):
    made(tmp_path, range(450))
    (tmp_path / "huiguan-mine.zip").touch()

    found = nightly.backups(tmp_path)
    gone = set(nightly.superfluous(found))

    kept = [f"{at:%Y-%m-%d}" for at, file in found if file not in gone]
    firsts = [f"2026-{month:02}-01" for month in range(11, 0, -1)] + ["2025-12-01"]
    assert kept == [f"{LAST - timedelta(days=day):%Y-%m-%d}" for day in range(14)] + firsts
    assert len(found) == 450


def test_nothing_is_done_where_no_folder_is_named(settings, db):
    settings.BACKUPS = None

    assert nightly.nightly() is None


@pytest.mark.parametrize(("days", "state"), [([], "还没有"), ([0], "正常"), ([1, 9], "正常"), ([3], "太久没有备份")])
def test_the_administrator_sees_how_old_the_last_one_is(settings, tmp_path, days, state):
    settings.BACKUPS = tmp_path
    made(tmp_path, days)

    with clock.standing_at(clock.at(LAST.date(), 9)):
        assert health.last_backup()["state"] == state


def test_the_administrator_is_told_how_to_have_backups(settings):
    settings.BACKUPS = None

    assert (health.last_backup()["state"], "HUIGUAN_BACKUPS" in health.last_backup()["note"]) == ("没有设置", True)


def test_where_nothing_is_set_nothing_is_said_to_be_well(db, settings):
    settings.BACKUPS, settings.MAIL_IS_ON = None, False
    JobRun.objects.create(job="site.backup", due=clock.now(), state=JobRun.State.DONE)

    runs = {one["job"].name: one["status"] for one in health.last_runs()}

    assert (runs["site.backup"]["label"], health.mails()["state"]) == ("没有设置", "没有设置")


def test_backups_of_the_future_push_out_none_of_ours(tmp_path):
    made(tmp_path, [-day for day in range(1, 20)] + list(range(20)))

    with clock.standing_at(clock.at(LAST.date(), 9)):
        found = nightly.made_until_now(tmp_path)

    assert len(found) == 20
    assert found[0][0] == LAST
