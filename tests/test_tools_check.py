import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools import check, machine, postgres

PATIENCE = 300  # seconds; what is waited for ends at once on a quiet machine, and a busy one must not fail it
PRINTS_ITS_SERVER = "import os; print(os.environ['PGHOST'], flush=True)"


@pytest.mark.parametrize(("wish", "word"), [("", "skipped"), ("chromium", "skipped"), ("chromium,postgres", "FAILED")])
def test_a_missing_part_is_skipped_unless_it_is_required(wish: str, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIGUAN_REQUIRE", wish)

    outcome = check.carry_out(check.Step("tests on PostgreSQL", ((sys.executable, "-c", ""),), "postgres"), {})

    assert outcome.word == word


def test_a_step_passes_when_all_its_commands_do() -> None:
    fine, wrong = (sys.executable, "-c", ""), (sys.executable, "-c", "raise SystemExit(1)")

    words = [check.carry_out(check.Step("x", commands), {}).word for commands in ((fine, fine), (fine, wrong))]

    assert words == ["ok", "FAILED"]


def test_the_summary_says_what_was_left_out() -> None:
    outcomes = [
        check.Outcome(check.Step("lint", ()), "ok", 0.2),
        check.Outcome(check.Step("tests on PostgreSQL", (), "postgres"), "skipped"),
    ]

    assert check.summary(outcomes).splitlines() == [
        "",
        "  ok         0.2 s  lint",
        "  skipped    0.0 s  tests on PostgreSQL (this machine has no postgres)",
        "  total      0.2 s",
    ]


def test_what_a_developer_has_set_does_not_steer_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIGUAN_POSTGRES", "production")
    monkeypatch.setenv("HUIGUAN_PG_BIN", "/opt/pg")

    env = check.environment("/tmp/home")

    assert {name: env[name] for name in env if name.startswith("HUIGUAN_") and name != "HUIGUAN_REQUIRE"} == {
        "HUIGUAN_HOME": "/tmp/home",
        "HUIGUAN_PG_BIN": "/opt/pg",
    }


@pytest.fixture
def beside_a_server(tmp_path: Path):
    """Starts a command beside a throw-away server, with a temporary folder that the server's user can enter too."""
    if machine.postgres() is None:
        (pytest.fail if machine.required("postgres") else pytest.skip)("no PostgreSQL on this machine")

    def start(*command: str) -> subprocess.Popen:
        whole = [sys.executable, "-m", "tools.postgres", *command]
        # Whatever runs in the background of a shell may have been told to ignore Ctrl-C, and its children with it.
        heard = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return subprocess.Popen(whole, stdout=subprocess.PIPE, text=True, start_new_session=True)
        finally:
            signal.signal(signal.SIGINT, heard)

    return start


def test_a_command_runs_beside_a_server_that_is_gone_afterwards(beside_a_server) -> None:
    connects = (
        "import os, psycopg; print(os.environ['PGHOST'], psycopg.connect(dbname='postgres').info.server_version > 0)"
    )

    running = beside_a_server(sys.executable, "-c", f"{connects}; raise SystemExit(7)")
    place, answered = running.communicate(timeout=PATIENCE)[0].split()

    assert (answered, running.returncode) == ("True", 7)
    assert not Path(place).exists()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_command_leaves_no_server_behind(beside_a_server, sent: signal.Signals) -> None:
    running = beside_a_server(sys.executable, "-c", f"{PRINTS_ITS_SERVER}; import time; time.sleep({10 * PATIENCE})")
    place = Path(running.stdout.readline().strip())
    server = int((place / "data" / "postmaster.pid").read_text().split()[0])

    # The terminal sends Ctrl-C to all that run in front, the system sends SIGTERM to the one that it was asked to end.
    (os.killpg if sent == signal.SIGINT else os.kill)(running.pid, sent)
    running.communicate(timeout=PATIENCE)

    assert not place.exists()
    assert not is_alive(server)


def is_alive(process: int) -> bool:
    """Whether it is still there when it has had all the time it may need."""
    for _ in range(PATIENCE * 10):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


def test_postgres_runs_as_somebody_else_only_for_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert postgres._other_user() == {}

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert postgres._other_user()["user"] != 0
