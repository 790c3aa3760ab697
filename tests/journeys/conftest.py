"""A real server with the demo's story, and browsers in which its people work.

Each worker has a server of its own over a copy of one story; the journeys leave the data such that the others still
find what they need, and name what they make by the width of their screen.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.visit import Visit

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "huiguan-demo"
DESKTOP, PHONE = 1440, 390
HEIGHTS = {DESKTOP: 900, PHONE: 844}
SECONDS_TO_START = 120


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(_story(tmp_path_factory), home, dirs_exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with open(home / "log", "wb") as log:
        program = subprocess.Popen([*_demo(), "--address", address], env=_environment(home), stdout=log, stderr=log)
        try:
            _wait_until_it_answers(program, f"http://{address}", home / "log")
            yield f"http://{address}"
        finally:
            program.terminate()  # the worker of the jobs ends with it
            program.wait(timeout=30)


def _story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the story has been told: by the first worker that asks, for all of them."""
    place = tmp_path_factory.getbasetemp()
    place = (place.parent if "PYTEST_XDIST_WORKER" in os.environ else place) / "story"
    with open(place.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            unfinished = place.with_suffix(".new")
            told = subprocess.run(
                [*_demo(), "--no-serve"], env=_environment(unfinished), capture_output=True, text=True
            )
            assert told.returncode == 0, told.stdout + told.stderr
            unfinished.rename(place)
    return place


def _demo() -> list[str]:
    return [sys.executable, "-m", "huiguan.site.cli", "demo"]


def _environment(home: Path) -> dict[str, str]:
    rest = {name: value for name, value in os.environ.items() if not name.startswith("HUIGUAN_")}
    return rest | {"HUIGUAN_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}


def _wait_until_it_answers(program: subprocess.Popen, url: str, log: Path) -> None:
    for _ in range(SECONDS_TO_START * 10):
        try:
            urllib.request.urlopen(f"{url}/sign-in/", timeout=5).close()
            return
        except OSError:
            assert program.poll() is None, log.read_text()
            time.sleep(0.1)
    pytest.fail(f"The server does not answer:\n{log.read_text()}")


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def width(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def screen(width: int) -> str:
    """The word by which a journey names what it makes, so that those of the other width are told apart."""
    return {DESKTOP: "宽屏", PHONE: "窄屏"}[width]


@pytest.fixture(scope="session")
def signed_in() -> dict[str, dict]:
    """The cookies of everybody who has signed in before."""
    return {}


@pytest.fixture
def window(chromium: Browser, server: str) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browsers that know nothing of each other; all are closed in the end."""
    opened: list[BrowserContext] = []

    def open_one(width: int, **options) -> BrowserContext:
        shape = {"viewport": {"width": width, "height": HEIGHTS[width]}, "has_touch": width == PHONE}
        context = chromium.new_context(base_url=server, locale="zh-CN", **{**shape, **options})
        context.set_default_timeout(15_000)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def stranger(window, width: int) -> Iterator[Visit]:
    """Somebody in front of a browser in which nobody has signed in."""
    with _watched(Visit(window(width).new_page(), width)) as visit:
        yield visit


@pytest.fixture
def visit(window, width: int, signed_in: dict[str, dict]) -> Iterator[Callable[..., Visit]]:
    """``visit("clerk")``: one of the cast, signed in; nothing may go wrong in any page that they see."""
    visits: list[Visit] = []

    def enter(username: str, **options) -> Visit:
        if username not in signed_in:
            context = window(DESKTOP)
            Visit(context.new_page(), DESKTOP).sign_in(username, PASSWORD)
            signed_in[username] = context.storage_state()
        context = window(options.pop("width", width), storage_state=signed_in[username], **options)
        page = context.new_page()
        visits.append(Visit(page, page.viewport_size["width"]))
        visits[-1].open("/")
        return visits[-1]

    yield enter
    assert [trouble for one in visits for trouble in one.troubles] == []


@contextmanager
def _watched(visit: Visit) -> Iterator[Visit]:
    yield visit
    assert visit.troubles == []
