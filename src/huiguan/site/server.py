"""Serving: a web server with a few threads, and the worker of the background jobs beside it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from huiguan.site import logs
from huiguan.site.standstill import being_served


class Server(BaseApplication):
    """gunicorn, configured here instead of by a file or a command line."""

    def __init__(self, address: str, workers: int, threads: int):
        self.options = {
            "bind": address,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": 10,
            "loglevel": "warning",
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self):
        return get_wsgi_application()


@contextmanager
def job_worker() -> Iterator[None]:
    """The worker lives exactly as long as the server."""
    worker = subprocess.Popen([sys.executable, "-m", "huiguan.site.cli", "work"])
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(timeout=20)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def serve(address: str, workers: int = 2, threads: int = 4) -> None:
    logs.keep(settings.HOME)
    with being_served(settings.HOME), job_worker():
        Server(address, workers, threads).run()
