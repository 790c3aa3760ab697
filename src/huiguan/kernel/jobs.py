"""Jobs by the clock: what is due is written down once, run once by a worker, and what failed is kept.

Times that passed while no worker was there are caught up once, not one by one: only the last due time counts.
"""

import logging
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django_tasks import task

from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.failures import place_of
from huiguan.kernel.models import JobRun, Tenant, User
from huiguan.kernel.reach import reaching, whole
from huiguan.kernel.rooms import rooms
from huiguan.kernel.schedule import Job

log = logging.getLogger("huiguan.jobs")
LOST_AFTER = timedelta(minutes=10)
TRIES = 3


def jobs() -> dict[str, Job]:
    """Every installed job by its name."""
    return {job.name: job for room in rooms() for job in room.jobs}


def enqueue_what_is_due() -> list[JobRun]:
    """Each due time once: the second to write it down is refused by the database, and with it the second task."""
    now, made = clock.now(), []
    JobRun.set_aside(now)
    in_time = JobRun.objects.exclude(JobRun.out_of_time(now))
    last = dict(in_time.order_by().values_list("job").annotate(Max("due")))
    for job in jobs().values():
        due = job.last_due(now)
        if job.name in last and last[job.name] >= due:
            continue
        try:
            with transaction.atomic():
                JobRun.objects.filter(job=job.name, due=due, error=JobRun.OUT_OF_TIME).delete()
                run = JobRun.objects.create(job=job.name, due=due)
                run_job.enqueue(run.pk)
        except IntegrityError:  # another worker was faster
            continue
        made.append(run)
    return made


def take_up_what_was_lost() -> None:
    """A run whose worker ended in the middle is run again; what has been lost ``TRIES`` times has failed."""
    now = clock.now()
    long_ago = Q(started__lt=now - LOST_AFTER) | Q(started__gt=now + LOST_AFTER)  # the latter by a wrong clock
    lost = JobRun.objects.filter(long_ago, state=JobRun.State.RUNNING)
    for run in lost:
        if run.tries >= TRIES:
            run.end("the worker ended in the middle of it")
            continue
        with transaction.atomic():
            if lost.filter(pk=run.pk).update(state=JobRun.State.WAITING):
                run_job.enqueue(run.pk)


@task()
def run_job(pk: int) -> None:
    """One run, for every tenant; an error in one leaves the others their turn."""
    if (run := JobRun.claim(pk)) is None:
        return
    if (job := jobs().get(run.job)) is None:
        run.end("no such job is installed")
        return
    errors = []
    for tenant in Tenant.objects.order_by("pk") if job.once_for == "tenant" else [None]:
        try:
            with reaching(whole(tenant) if tenant else None), acting(User.system()):
                job.run()
        except Exception as failure:
            place = f"{tenant.code}: " if tenant else ""
            errors.append(f"{place}{place_of(failure)}")
            log.error("%s failed: %s", job.name, errors[-1])
    run.end("\n".join(errors))
