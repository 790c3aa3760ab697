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
MAILS_AT_ONCE = 20  # and no more than are sent until it is time to look again: a mail server can be slow


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
            self.send()
        finally:
            self.running_task = False
        if self.running:
            self.run()

    def send(self) -> None:
        """Some mails; between two of them what is due is looked for, and what is queued is not kept waiting."""
        for _mail in range(MAILS_AT_ONCE):
            if not self.running or not send_next() or self.look():
                return

    def look(self) -> bool:
        """What is due is looked for every ten seconds; says whether it was time."""
        now = clock.now()
        if self.looked and timedelta(0) <= now - self.looked < LOOKS_EVERY:
            return False
        self.looked = now
        Pulse.objects.update_or_create(worker=self.worker_id, defaults={"seen": now})
        take_up_what_was_lost()
        enqueue_what_is_due()
        return True
