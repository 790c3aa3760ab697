"""Jobs by the clock: each due time once, for every tenant; what failed is kept without what it said."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from huiguan.kernel import clock, jobs
from huiguan.kernel.acting import current_actor
from huiguan.kernel.models import JobRun, Tenant, User
from huiguan.kernel.reach import current_reach
from huiguan.kernel.rooms import Room
from huiguan.kernel.schedule import Job

EIGHT = timezone.make_aware(datetime(2026, 5, 4, 8, 0))


@pytest.fixture
def install(monkeypatch):
    """These jobs and no others belong to the installation."""

    def installed(*made: Job) -> None:
        monkeypatch.setattr(jobs, "rooms", lambda: [Room("test", "", "", jobs=made)])

    return installed


@pytest.fixture
def tenants(db) -> list[Tenant]:
    return [Tenant.objects.create(code=code, name=code) for code in ("jia", "yi")]


def daily(run=lambda: None, **facts) -> Job:
    return Job("test.daily", "每天", "day at 08:00", run, **facts)


def run_everything() -> None:
    for task in DBTaskResult.objects.ready():
        task.task.call(*task.args_kwargs["args"])
        task.set_successful(None)


@pytest.mark.parametrize(
    ("every", "due"),
    [
        ("day at 08:00", EIGHT),
        ("day at 07:30", EIGHT - timedelta(minutes=30)),
        ("day at 08:01", EIGHT - timedelta(days=1) + timedelta(minutes=1)),
        ("10 minutes", EIGHT),
        ("7 minutes", EIGHT - timedelta(minutes=(EIGHT.timestamp() // 60) % 7)),
    ],
)
def test_a_job_knows_when_it_was_last_due(every, due):
    job = Job("test", "", every, lambda: None)

    assert job.last_due(EIGHT) == due


@pytest.mark.parametrize("every", ["day", "day at 24:00", "0 minutes", "hour", "day at 8:00"])
def test_an_unknown_rhythm_is_found_at_import(every):
    with pytest.raises(ImproperlyConfigured):
        Job("test", "", every, lambda: None)


def test_a_due_time_is_enqueued_once(db, install):
    install(daily())

    for minute in range(3):
        with clock.standing_at(EIGHT + timedelta(minutes=minute)):
            jobs.enqueue_what_is_due()

    assert [run.due for run in JobRun.objects.all()] == [EIGHT]
    assert DBTaskResult.objects.count() == 1


def test_times_that_were_missed_are_caught_up_once(db, install):
    install(daily())
    with clock.standing_at(EIGHT):
        jobs.enqueue_what_is_due()

    with clock.standing_at(EIGHT + timedelta(days=9, hours=3)):
        jobs.enqueue_what_is_due()

    assert [run.due for run in JobRun.objects.all()] == [EIGHT + timedelta(days=9), EIGHT]


@pytest.mark.postgres  # two threads cannot write to the database in memory that the tests on SQLite use
@pytest.mark.django_db(transaction=True)
def test_two_workers_enqueue_a_due_time_once(install):
    install(daily())
    start = Barrier(2)

    def look() -> None:
        start.wait()
        jobs.enqueue_what_is_due()
        connection.close()

    workers = [Thread(target=look) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert (JobRun.objects.count(), DBTaskResult.objects.count()) == (1, 1)


def test_a_job_runs_for_every_tenant_in_the_name_of_the_system(tenants, install):
    ran = []
    install(daily(lambda: ran.append((current_reach().tenant, current_reach().everything, current_actor()))))

    jobs.enqueue_what_is_due()
    run_everything()

    assert ran == [(tenant, True, User.system()) for tenant in tenants]
    assert [run.state for run in JobRun.objects.all()] == ["done"]


def test_a_job_of_the_installation_runs_once_and_reaches_no_tenant(tenants, install):
    ran = []
    install(daily(lambda: ran.append(current_reach()), once_for="installation"))

    jobs.enqueue_what_is_due()
    run_everything()

    assert ran == [None]


def test_an_error_in_one_tenant_leaves_the_other_its_turn_and_is_kept_without_its_words(tenants, install):
    ran = []

    def work() -> None:
        tenant = current_reach().tenant
        if tenant == tenants[0]:
            raise ValueError("张三 13800000000")
        ran.append(tenant)

    install(daily(work))

    jobs.enqueue_what_is_due()
    run_everything()

    run = JobRun.objects.get()
    assert ran == [tenants[1]]
    assert (run.state, run.error.startswith("jia: ValueError at test_jobs.py:"), "张三" in run.error) == (
        "failed",
        True,
        False,
    )
    assert not DBTaskResult.objects.filter(traceback__contains="张三").exists()


def test_a_run_is_run_by_one_worker(tenants, install):
    ran = []
    install(daily(lambda: ran.append(1), once_for="installation"))
    jobs.enqueue_what_is_due()

    for _worker in range(2):
        jobs.run_job.call(JobRun.objects.get().pk)

    assert ran == [1]


def test_a_run_whose_worker_was_killed_is_taken_up_again_and_given_up_after_three_times(db, install):
    install(daily())
    jobs.enqueue_what_is_due()
    states = []

    for _time in range(jobs.TRIES):
        run = JobRun.claim(JobRun.objects.get().pk)
        jobs.take_up_what_was_lost()
        states.append(JobRun.objects.get().state)
        with clock.standing_at(run.started + jobs.LOST_AFTER + timedelta(seconds=1)):
            jobs.take_up_what_was_lost()
        states.append(JobRun.objects.get().state)

    assert states == ["running", "waiting", "running", "waiting", "running", "failed"]
    assert DBTaskResult.objects.count() == 3


# a clock that was wrong


def look_at(moment) -> list:
    with clock.standing_at(moment):
        return [run.due for run in jobs.enqueue_what_is_due()]


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=3650)])
def test_a_clock_that_was_wrong_once_holds_up_no_job_when_it_is_right_again(db, install, ahead):
    install(daily())

    found = [look_at(EIGHT + ahead), look_at(EIGHT), look_at(EIGHT), look_at(EIGHT + ahead)]

    assert found == [[EIGHT + ahead], [EIGHT], [], [EIGHT + ahead]]


def test_what_was_begun_by_a_wrong_clock_is_not_run_by_a_right_one(db, install):
    ran = []
    install(daily(lambda: ran.append(clock.now()), once_for="installation"))
    look_at(EIGHT + timedelta(days=9))
    look_at(EIGHT)

    with clock.standing_at(EIGHT):
        run_everything()

    assert len(ran) == 1
    assert {run.due: run.state for run in JobRun.objects.all()} == {EIGHT: "done", EIGHT + timedelta(days=9): "failed"}


def test_the_clocks_of_two_machines_may_differ_by_a_minute(db, install):
    install(daily())

    assert [look_at(EIGHT), look_at(EIGHT - timedelta(minutes=1))] == [[EIGHT], []]
    assert [run.state for run in JobRun.objects.all()] == ["waiting"]


def test_a_run_that_a_wrong_clock_began_and_nobody_ended_is_taken_up(db, install):
    install(daily())
    look_at(EIGHT)
    with clock.standing_at(EIGHT + timedelta(days=9)):
        JobRun.claim(JobRun.objects.get().pk)

    with clock.standing_at(EIGHT):
        jobs.take_up_what_was_lost()

    assert JobRun.objects.get().state == "waiting"
