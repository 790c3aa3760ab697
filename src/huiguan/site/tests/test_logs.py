"""Logs in files: numbers and pages, no names, and no longer than the law asks."""

import logging
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from huiguan.activities.calendars import feeds
from huiguan.site import logs
from tests.cast import browser


@pytest.fixture
def kept(tmp_path):
    """What has been written to the day's file."""
    handlers = {name: list(logging.getLogger(name).handlers) for name in logs.LOGGERS}
    logs.keep(tmp_path)
    yield lambda: [line for file in (tmp_path / "logs").iterdir() for line in file.read_text().splitlines()]
    for name, before in handlers.items():
        logging.getLogger(name).handlers = before


def test_a_page_is_one_line_of_numbers(cast, kept, tmp_path):
    browser(cast.clerk).get(f"/organizations/{cast.tea_firm.pk}/?q=张三")
    browser(cast.clerk).get("/organizations/?q=13800001234")

    first, second = (line.split("huiguan.requests: ")[1].split() for line in kept())
    assert first[:5] == ["GET", "organizations.detail", str(cast.tea_firm.pk), "200", f"user={cast.clerk.pk}"]
    assert second[:4] == ["GET", "organizations.list", "200", f"user={cast.clerk.pk}"]
    (file,) = (tmp_path / "logs").iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == (f"{timezone.localdate():%Y-%m-%d}.log", 0o600)


def test_an_error_is_named_by_its_place_and_not_by_what_it_said(kept):
    try:
        raise ValueError("张三 13800001234")
    except ValueError:
        logging.getLogger("django.request").error("Internal Server Error: /people/", exc_info=True)

    text = "\n".join(kept())
    assert "Internal Server Error: /people/\nValueError at test_logs.py:" in text
    assert "张三" not in text


def test_a_full_disk_does_not_turn_an_answer_into_an_error(cast, kept, tmp_path, monkeypatch):
    monkeypatch.setattr(logging, "raiseExceptions", False)
    (tmp_path / "logs").rename(tmp_path / "gone")

    assert browser(cast.clerk).get("/").status_code == 200


def test_files_go_after_half_a_year(tmp_path):
    folder = tmp_path / "logs"
    folder.mkdir()
    for name in ("2026-05-24.log", "2026-05-25.log", "2026-11-25.log", "notes.txt"):
        (folder / name).touch()

    logs.forget(tmp_path, timezone.make_aware(datetime(2026, 11, 25, 3, 30)))

    assert sorted(file.name for file in folder.iterdir()) == ["2026-05-25.log", "2026-11-25.log", "notes.txt"]


def test_an_address_that_is_a_key_is_never_written(cast, kept, monkeypatch, caplog):
    token = feeds.make(cast.clerk, cast.tenant)
    client = Client(raise_request_exception=False)
    assert client.get(f"/calendar/feed/{token}.ics").status_code == 200
    monkeypatch.setattr(feeds, "note_use", lambda feed: 1 / 0)

    assert client.get(f"/calendar/feed/{token}.ics").status_code == 500

    text = "\n".join(kept())
    assert "Internal Server Error: calendar.feed\nZeroDivisionError at test_logs.py:" in text
    assert "GET calendar.feed 200 user=-" in text
    assert token not in text + caplog.text
