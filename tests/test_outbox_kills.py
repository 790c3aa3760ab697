"""The outbox survives ``kill -9``: nothing is lost, nothing stands twice in an inbox, and a mail that comes twice comes
under one name. Real processes on a real file, killed in the middle of their work again and again."""

import os
import random
import re
import signal
import socketserver
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from huiguan.site.keys import make_keys

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = 40
KILLS = 5
PATIENCE = 90  # seconds, on a busy machine


class Postman(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a client needs, slowly, and notes the Message-ID of each mail that it took."""

    def handle(self) -> None:
        self.say("220 postman")
        while line := self.rfile.readline().decode().strip():
            if line.upper().startswith("DATA"):
                self.say("354 go on")
                text = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
                time.sleep(0.05)
                self.server.taken.append(re.search(r"^Message-ID: (.+)$", text, re.M)[1].strip())
                time.sleep(0.05)  # taken, and the client does not know it yet
            self.say("221 bye" if line.upper().startswith("QUIT") else "250 ok")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def finish(self) -> None:
        try:
            super().finish()
        except OSError:  # the client was killed
            pass


class PostOffice(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        self.taken: list[str] = []
        super().__init__(("127.0.0.1", 0), Postman)

    def handle_error(self, request, client_address) -> None:
        """A client that was killed in the middle of a sentence is what this test is about."""


@pytest.fixture
def post_office():
    with PostOffice() as office:
        Thread(target=office.serve_forever, daemon=True).start()
        yield office
        office.shutdown()


@pytest.fixture
def house(tmp_path, post_office):
    """The environment of an installation of its own, with an empty database."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HUIGUAN_")} | {
        "DJANGO_SETTINGS_MODULE": "huiguan.site.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "HUIGUAN_HOME": str(tmp_path),
        "HUIGUAN_MAIL_HOST": "127.0.0.1",
        "HUIGUAN_MAIL_PORT": str(post_office.server_address[1]),
        "HUIGUAN_MAIL_SECURITY": "none",
        "HUIGUAN_MAIL_FROM": "office@example.cn",
    }
    make_keys(tmp_path)
    migrate = [sys.executable, "-m", "huiguan.site.cli", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment, cwd=tmp_path, check=True, timeout=PATIENCE)
    return environment


def ask(house: dict[str, str], question: str, change: bool = False) -> list[tuple]:
    with closing(sqlite3.connect(Path(house["HUIGUAN_HOME"]) / "huiguan.sqlite3", timeout=20)) as database:
        rows = database.execute(question).fetchall()
        if change:
            database.commit()
        return rows


def count(house: dict[str, str], question: str) -> int:
    return ask(house, question)[0][0]


ACTS = f"import django; django.setup(); from tests.telling_many import main; main({MESSAGES})"


def start(house: dict[str, str], *command: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, *command], env=house, cwd=house["HUIGUAN_HOME"])


def wait_until(reached: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < until, "it never came so far"
        time.sleep(0.01)


def kill(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_the_outbox_survives_being_killed(house, post_office):
    tell_in_spite_of_being_killed(house)

    acts = count(house, "SELECT count(*) FROM kernel_formuse")
    inbox = Counter(ask(house, "SELECT key FROM kernel_message"))
    assert (acts, len(inbox), set(inbox.values())) == (MESSAGES, MESSAGES, {1})

    interrupted = send_in_spite_of_being_killed(house, post_office)

    states = Counter(state for (state,) in ask(house, "SELECT state FROM kernel_delivery"))
    assert states == {"sent": MESSAGES}
    assert len(set(post_office.taken)) == MESSAGES
    assert len(post_office.taken) <= MESSAGES + interrupted  # twice only what nobody could know about
    assert sum(Counter(ask(house, "SELECT key FROM kernel_message")).values()) == MESSAGES


def tell_in_spite_of_being_killed(house) -> None:
    """Whoever acts is killed after some of the acts and begins again, until all are done."""
    done = 0
    for _kill in range(KILLS):
        process = start(house, "-c", ACTS)
        done = min(done + random.randrange(1, 1 + MESSAGES // KILLS), MESSAGES)
        wait_until(partial(has_done, house, done))
        kill(process)
    assert start(house, "-c", ACTS).wait(PATIENCE) == 0


def send_in_spite_of_being_killed(house, post_office) -> int:
    """The worker is killed while it sends; what it leaves claimed is made five minutes older. How much that was."""
    interrupted = 0
    for number in range(KILLS + 1):
        worker = start(house, "-m", "huiguan.site.cli", "work")
        enough = count_sent(house) + random.randrange(1, 1 + MESSAGES // KILLS) if number < KILLS else MESSAGES
        wait_until(partial(has_sent, house, enough))
        time.sleep(random.random() / 10)
        kill(worker)
        interrupted += count(house, "SELECT count(*) FROM kernel_delivery WHERE state = 'claimed'")
        older = "UPDATE kernel_delivery SET claimed_at = datetime(claimed_at, '-6 minutes') WHERE state = 'claimed'"
        ask(house, older, change=True)
    return interrupted


def has_done(house, acts: int) -> bool:
    return count(house, "SELECT count(*) FROM kernel_formuse") >= acts


def has_sent(house, mails: int) -> bool:
    return count_sent(house) >= min(mails, MESSAGES)


def count_sent(house) -> int:
    return count(house, "SELECT count(*) FROM kernel_delivery WHERE state = 'sent'")
