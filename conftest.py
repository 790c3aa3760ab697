"""What every test stands on: a home of its own, no network, quick passwords, and a real browser for those that ask."""

import importlib
import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

from huiguan.site import messages
from huiguan.site import settings as settings_file
from tools import machine

HOME = Path(tempfile.mkdtemp(prefix="huiguan-test-"))
CHROMIUM_ARGS = (
    "--no-sandbox",  # root cannot have one
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",  # nothing is loaded from outside
)


def pytest_configure(config: pytest.Config) -> None:
    _live_in(HOME)
    _turn_sockets_off()
    if not hasattr(config, "workerinput"):  # once, not in each of xdist's workers
        messages.compile_all()


@pytest.hookimpl(tryfirst=True)  # before it is looked at what is marked how
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "django_db_setup" in getattr(item, "fixturenames", ()) or item.get_closest_marker("django_db"):
            item.add_marker("database")


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


def _live_in(home: Path) -> None:
    """Never in var/. pytest-django has read the settings before this file could say where, so they are read again."""
    os.environ["HUIGUAN_HOME"] = str(home)
    for name, value in vars(importlib.reload(settings_file)).items():
        if name == "DATABASES":  # the connections hold on to the dictionary that they were made with
            settings.DATABASES["default"].update(value["default"])
        elif name.isupper():
            setattr(settings, name, value)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}  # the real one needs collectstatic first
    for folder in (settings.STATIC_ROOT, settings.MEDIA_ROOT):
        folder.mkdir()


def _turn_sockets_off() -> None:
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, _only_here(getattr(socket.socket, name)))


def _only_here(connect):
    def guarded(self: socket.socket, address):
        if self.family != socket.AF_UNIX and not _is_here(address[0]):
            raise RuntimeError(f"A test wants to speak to {address[0]}: tests must work without a network.")
        return connect(self, address)

    return guarded


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgres") and connections["default"].vendor != "postgresql":
        pytest.skip("on PostgreSQL only: python -m tools.postgres pytest")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> None:
    """Journeys use a file: in memory, the server's threads would share the test's connection and its transactions."""
    default = connections["default"]
    if default.vendor == "sqlite" and any(item.get_closest_marker("browser") for item in request.session.items):
        default.settings_dict["TEST"]["NAME"] = str(HOME / "journeys.sqlite3")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = machine.chromium()
    if program is None:
        (pytest.fail if machine.required("chromium") else pytest.skip)("no Chromium on this machine")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an asyncio loop running in this thread, and Django would take every test for a part of it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_ARGS))
        yield browser
        browser.close()
