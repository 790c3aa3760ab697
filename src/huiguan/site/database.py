"""Whether a database holds anything, asked before the settings are read: keys must never be made beside old data."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

FILE = "huiguan.sqlite3"


def in_words(folder: Path) -> str:
    """Which database is meant."""
    name = os.environ.get("HUIGUAN_POSTGRES")
    return f"PostgreSQL 的库 {name} " if name else f"数据库 {folder / FILE} "


def holds_tables(folder: Path) -> bool:
    if name := os.environ.get("HUIGUAN_POSTGRES"):
        return _holds_tables_on_postgres(name)
    file = folder / FILE
    if not file.exists():
        return False
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True)) as opened:
        return opened.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def _holds_tables_on_postgres(name: str) -> bool:
    with psycopg.connect(dbname=name, connect_timeout=10) as opened:
        return opened.execute("SELECT to_regclass('django_migrations')").fetchone() != (None,)
