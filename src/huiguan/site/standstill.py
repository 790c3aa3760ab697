"""Whether an installation is being served: a lock that the system lets go of however the server ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from huiguan.site.troubles import Unusable

RUNNING = "会馆还在运行。请先停掉 huiguan serve，再来一次。"
FILE = "serving.lock"


@contextmanager
def being_served(home: Path) -> Iterator[None]:
    """Held by every server of this home for as long as it lives."""
    with _locked(home, fcntl.LOCK_SH):
        yield


@contextmanager
def standing_still(home: Path) -> Iterator[None]:
    """No server is there now, and none starts before the end of the block; raises ``Unusable`` if there is one."""
    try:
        with _locked(home, fcntl.LOCK_EX | fcntl.LOCK_NB):
            yield
    except BlockingIOError:
        raise Unusable(RUNNING) from None


@contextmanager
def _locked(home: Path, how: int) -> Iterator[None]:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(home / FILE, "a") as lock:
        fcntl.flock(lock, how)
        yield
