"""Logs in files, one a day, kept for six months: who asked for what and when, as numbers only.

The Cybersecurity Law of the PRC (§21) asks for six months; the Personal Information Protection Law (§6) for no more
than is needed. So a line has the page's name and the record's number, the user's number and the answer; no names, no
addresses with what was searched for, nothing that was typed.
"""

import logging
import os
import time
from copy import copy
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from huiguan.kernel.failures import place_of

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
KEPT = timedelta(days=184)
FOLDER = "logs"
LOGGERS = ("huiguan", "huiguan.requests", "django.request")


class WithoutTokens(logging.Filter):
    """An address that is itself a key is written as the name of its page."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        found = getattr(request, "resolver_match", None)
        if found and "token" in found.kwargs and isinstance(record.args, tuple):
            record.args = tuple(found.view_name if part == request.path else part for part in record.args)
        return True


TO_STDERR = {  # where the service manager keeps it; there an error comes with its trace
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": LINE}},
    "filters": {"tokens": {"()": WithoutTokens}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "huiguan": {"handlers": ["console"], "level": "INFO"},
        "huiguan.requests": {"handlers": [], "level": "INFO", "propagate": False},
        "django.request": {"handlers": ["console"], "filters": ["tokens"], "level": "ERROR", "propagate": False},
    },
}
asked = logging.getLogger("huiguan.requests")


class WithoutWords(logging.Formatter):
    """Of an error only where it arose."""

    def format(self, record: logging.LogRecord) -> str:
        bare = copy(record)
        bare.exc_text = None  # what another formatter may have left: the whole trace, with its words
        return super().format(bare)

    def formatException(self, failed) -> str:
        return place_of(failed[1])


class DailyFile(logging.Handler):
    """Appends to the file of the day; several processes may, because a line is one write."""

    def __init__(self, folder: Path):
        super().__init__()
        self.folder = folder
        self.setFormatter(WithoutWords(LINE))

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = (self.format(record) + "\n").encode("utf-8", "replace")
            day = datetime.fromtimestamp(record.created, tz=timezone.get_default_timezone())
            place = os.open(self.folder / f"{day:%Y-%m-%d}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(place, line)
            finally:
                os.close(place)
        except OSError:  # a full disk must not turn an answer into an error
            self.handleError(record)


def keep(home: Path) -> None:
    """From now on, in this process and those that it forks."""
    folder = home / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = DailyFile(folder)
    for name in LOGGERS:
        logging.getLogger(name).addHandler(handler)


def forget(home: Path, now: datetime) -> None:
    """Files of days that are over half a year past."""
    oldest = f"{timezone.localtime(now) - KEPT:%Y-%m-%d}.log"
    for file in (home / FOLDER).glob("????-??-??.log"):
        if file.name < oldest:
            file.unlink()


def requests(get_response):
    """One line for every page that somebody asked for."""

    def middleware(request):
        start = time.monotonic()
        response = get_response(request)
        found = request.resolver_match
        page = f"{found.view_name} {found.kwargs.get('pk', '')}".strip() if found else "-"
        user = getattr(request, "user", None)
        who = user.pk if user and user.pk else "-"
        took = 1000 * (time.monotonic() - start)
        asked.info("%s %s %s user=%s %.0f ms", request.method, page, response.status_code, who, took)
        return response

    return middleware
