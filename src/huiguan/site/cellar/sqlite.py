"""SQLite as one file: copied while it is in use, checked, counted."""

import sqlite3
from collections.abc import Iterable
from contextlib import ExitStack, closing
from pathlib import Path

from huiguan.site.database import FILE
from huiguan.site.troubles import NOT_A_DATABASE, Unusable

KIND = "sqlite"
MEMBER = "database.sqlite3"
ALL_OF_IT = (FILE, f"{FILE}-wal", f"{FILE}-shm")


def dump(home: Path, into: Path) -> dict[str, int]:
    """A copy as of one moment, whatever is written meanwhile; returns how many rows each table holds in it."""
    source = f"{(home / FILE).as_uri()}?mode=rw"
    with closing(sqlite3.connect(source, uri=True, timeout=20)) as living, closing(sqlite3.connect(into)) as copy:
        living.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    return rows(into)


def rows(file: Path) -> dict[str, int]:
    """How many rows each table holds; raises ``Unusable`` if the file is damaged."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as opened:
        if opened.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Unusable(NOT_A_DATABASE)
        tables = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        names = [name for (name,) in tables.fetchall()]
        return {name: opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def put_in_place(file: Path, home: Path) -> None:
    """The file becomes the database; the one that was there has been moved away."""
    file.rename(home / FILE)


def take_out(home: Path, aside: Path | None, tables: Iterable[str]) -> None:
    """What was put in place goes; what was moved away goes back by itself."""
    for name in ALL_OF_IT:
        (home / name).unlink(missing_ok=True)


def move_away(home: Path, into: Path, undo: ExitStack) -> None:
    for name in ALL_OF_IT:
        if (home / name).exists():
            (home / name).rename(into / name)
            undo.callback((into / name).rename, home / name)
