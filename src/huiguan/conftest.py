import sqlite3

import pytest
from django.db import connection, connections

from tests.cast import Cast, gather
from tests.copies import copy_of


@pytest.fixture
def cast(db) -> Cast:
    """Two federations and somebody of every role; see tests/cast.py."""
    return copy_of(gather)


@pytest.fixture
def for_threads(transactional_db, tmp_path):
    """Other threads work on a database of their own: on SQLite a file, because one in memory knows no two writers."""
    patch = pytest.MonkeyPatch()

    def open_up():
        if connection.vendor == "sqlite":
            place = tmp_path / "threads.sqlite3"
            with sqlite3.connect(place) as copy:
                connection.connection.backup(copy)
                copy.execute("PRAGMA journal_mode=WAL")  # else all threads would change it at once, and do not wait
            patch.setitem(connections["default"].settings_dict, "NAME", str(place))

    yield open_up
    patch.undo()  # before the database is cleaned
