"""Serving: a web server with a few threads, and the worker of the background jobs beside it."""

import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from huiguan.site import logs
from huiguan.site.keeping import kept_alive
from huiguan.site.refusing import LONGEST_ADDRESS, Worker
from huiguan.site.standstill import being_served


class Server(BaseApplication):
    """gunicorn, configured here instead of by a file or a command line."""

    def __init__(self, address: str, workers: int, threads: int):
        self.options = {
            "bind": address,
            "workers": workers,
            "threads": threads,
            "worker_class": Worker,
            "limit_request_line": LONGEST_ADDRESS,
            "timeout": 60,
            "graceful_timeout": 10,
            "loglevel": "warning",
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self):
        """In each process that answers; making the application sets the logs up anew."""
        application = get_wsgi_application()
        logs.keep(settings.HOME)
        return application


WORKER = (sys.executable, "-m", "huiguan.site.cli", "work")


def serve(address: str, workers: int = 2, threads: int = 4) -> None:
    logs.keep(settings.HOME)
    with being_served(settings.HOME), kept_alive(WORKER):
        Server(address, workers, threads).run()
