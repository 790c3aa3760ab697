"""The worker: sees what is due by the clock, sends what waits and runs what is queued, until it is told to stop."""

import logging
import os
import socket
import time
from datetime import datetime, timedelta

from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from huiguan.kernel import clock
from huiguan.kernel.failures import place_of
from huiguan.kernel.jobs import enqueue_what_is_due, take_up_what_was_lost
from huiguan.kernel.models import Pulse
from huiguan.kernel.outbox import send_next

log = logging.getLogger("huiguan.jobs")
LOOKS_EVERY = timedelta(seconds=10)


class HouseWorker(Worker):
    """The worker of django-tasks-db, which empties the queue and returns, inside a loop that looks at the clock."""

    def __init__(self, pause: float = 1.0):
        self.pause = pause
        self.looked: datetime | None = None
        super().__init__(
            queue_names=["*"],
            interval=0.1,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:40]}:{os.getpid()}",
            excluded_queue_names=[],
        )

    def work(self) -> None:
        """An error (a database that is away) is logged, and the work goes on when it is over."""
        while self.running:
            try:
                self.turn()
            except Exception as failure:
                log.error("the worker goes on after %s", place_of(failure))
            if self.running:
                time.sleep(self.pause)

    def turn(self) -> None:
        close_old_connections()
        self.running_task = True  # told to stop, it first ends what it has begun
        try:
            self.look()
            while self.running and send_next():
                pass
        finally:
            self.running_task = False
        if self.running:
            self.run()

    def look(self) -> None:
        """What is due is looked for every ten seconds."""
        now = clock.now()
        if self.looked and now - self.looked < LOOKS_EVERY:
            return
        self.looked = now
        Pulse.objects.update_or_create(worker=self.worker_id, defaults={"seen": now})
        take_up_what_was_lost()
        enqueue_what_is_due()
