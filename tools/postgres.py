"""Runs a command beside a throw-away PostgreSQL: ``python -m tools.postgres pytest -m "database and not browser"``.

The cluster lives in the temporary folder and listens on a socket there, nowhere else. It is gone when the command has
ended, however it ended. The server refuses to run as root: for root it runs as another user.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import machine

NAME = "huiguan"
SPARE_USERS = ("postgres", "nobody")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # nothing in it outlives the run
SECONDS_TO_START = 30


@contextmanager
def throw_away(programs: Path) -> Iterator[dict[str, str]]:
    """The variables that the settings and libpq read."""
    place = Path(tempfile.mkdtemp(prefix="huiguan-pg-"))
    server = None
    try:
        user = _other_user()
        if user:
            os.chown(place, user["user"], user["group"])
        _make_cluster(programs, place, user)
        server = _start(programs, place, user)
        _wait_until_ready(programs, place, server)
        _ask(programs, place, "createdb", NAME)
        yield {"HUIGUAN_POSTGRES": NAME, "PGHOST": str(place), "PGPORT": "5432", "PGUSER": NAME}
    finally:
        _take_down(server, place)


def _other_user() -> dict:
    """Arguments for ``subprocess``."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(known[name] for name in SPARE_USERS if name in known)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _make_cluster(programs: Path, place: Path, user: dict) -> None:
    command: list[str | Path] = [programs / "initdb", "-D", place / "data", "-U", NAME, "--auth=trust", "--no-sync"]
    made = subprocess.run(
        [*command, "--encoding=UTF8", "--locale=C"], cwd=place, env=_plain(), capture_output=True, text=True, **user
    )
    if made.returncode:
        sys.exit(f"initdb failed:\n{made.stdout}{made.stderr}")


def _start(programs: Path, place: Path, user: dict) -> subprocess.Popen:
    options = [f"unix_socket_directories={place}", "listen_addresses=", "port=5432", *QUICK]
    command: list[str | Path] = [
        programs / "postgres",
        "-D",
        place / "data",
        *(part for option in options for part in ("-c", option)),
    ]
    with open(place / "log", "wb") as log:
        # A session of its own: Ctrl-C is for the command; the server goes last.
        return subprocess.Popen(command, cwd=place, env=_plain(), stderr=log, start_new_session=True, **user)


def _wait_until_ready(programs: Path, place: Path, server: subprocess.Popen) -> None:
    for _ in range(SECONDS_TO_START * 10):
        if server.poll() is None and _ask(programs, place, "pg_isready", "-q") == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit(f"PostgreSQL did not start:\n{(place / 'log').read_text()}")


def _ask(programs: Path, place: Path, program: str, *arguments: str) -> int:
    """One of PostgreSQL's own programs, asked about this server; returns its exit code."""
    command: list[str | Path] = [programs / program, "-h", place, "-p", "5432", "-U", NAME, *arguments]
    return subprocess.run(command, env=_plain()).returncode


def _take_down(server: subprocess.Popen | None, place: Path) -> None:
    for heard in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(heard, signal.SIG_IGN)  # impatience must not leave a server behind
    if server:
        server.send_signal(signal.SIGINT)  # fast: it does not wait for clients
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
    shutil.rmtree(place, ignore_errors=True)


def _plain() -> dict[str, str]:
    """The environment without what libpq and the server would read from it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def main() -> int:
    signal.signal(signal.SIGTERM, machine.stop_politely)
    signal.signal(signal.SIGHUP, machine.stop_politely)
    programs = machine.postgres()
    if programs is None:
        sys.exit("No PostgreSQL server here. Say where initdb is: HUIGUAN_PG_BIN=/usr/lib/postgresql/16/bin")
    with throw_away(programs) as where:
        return machine.run(sys.argv[1:], _plain() | where)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
