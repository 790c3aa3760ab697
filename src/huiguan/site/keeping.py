"""Keeping a process alive beside another: started again when it ends by itself, ended with the block."""

import logging
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread

log = logging.getLogger("huiguan.serving")
PAUSE = 5.0  # seconds before it is started again
PATIENCE = 20.0  # seconds that it is given to end what it has begun


@contextmanager
def kept_alive(command: Sequence[str], *, pause: float = PAUSE) -> Iterator[None]:
    """A fork of this process that leaves the block (gunicorn's do, when they end) ends nothing."""
    over, owner = Event(), os.getpid()
    keeper = Thread(target=_keep, args=(command, over, pause), name="keeper")
    keeper.start()
    try:
        yield
    finally:
        if os.getpid() == owner:
            over.set()
            keeper.join()


def _keep(command: Sequence[str], over: Event, pause: float) -> None:
    while not over.is_set():
        process = subprocess.Popen(command)
        while process.poll() is None and not over.wait(0.2):
            pass
        if process.returncode is None:
            _end(process)
        else:
            log.error("%s ended with %s; it is started again", command[-1], process.returncode)
            over.wait(pause)


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
