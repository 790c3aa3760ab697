"""PostgreSQL by its own programs: dumped as of one moment, restored whole or not at all."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import psycopg
from psycopg import sql

from huiguan.site.troubles import Unusable

KIND = "postgresql"
MEMBER = "database.dump"
NO_PROGRAM = "这台机器上没有 {program}。请安装 PostgreSQL 的客户端程序，或用 HUIGUAN_PG_BIN 写明它所在的文件夹。"
FAILED = "{program} 没有成功：{said}"
PLACES = "/usr/lib/postgresql/*/bin"


def dump(home: Path, into: Path) -> dict[str, int]:
    """One snapshot is counted and dumped, whatever is written meanwhile."""
    with psycopg.connect(dbname=_name()) as opened:
        opened.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        snapshot = opened.execute("SELECT pg_export_snapshot()").fetchone()[0]
        found = _counted(opened)
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={into}", _name())
    return found


def rows(file: Path | None = None) -> dict[str, int]:
    with psycopg.connect(dbname=_name()) as opened:
        return _counted(opened)


def put_in_place(file: Path, home: Path) -> None:
    """In one transaction: a dump that cannot be read leaves everything as it was."""
    _run("pg_restore", "--single-transaction", "--clean", "--if-exists", "--no-owner", f"--dbname={_name()}", str(file))


def take_out(home: Path, aside: Path | None, tables: Iterable[str]) -> None:
    """What was put in place goes, and what was there before comes back from its dump."""
    drop = sql.SQL("DROP TABLE IF EXISTS {} CASCADE")
    with psycopg.connect(dbname=_name()) as opened:
        for name in tables:
            opened.execute(drop.format(sql.Identifier(name)))
    if aside:
        put_in_place(aside / MEMBER, home)


def move_away(home: Path, into: Path, undo: ExitStack) -> None:
    """What is there now is dumped beside; the restore replaces it, so that there is nothing to undo here."""
    dump(home, into / MEMBER)


def _name() -> str:
    return os.environ["HUIGUAN_POSTGRES"]


def _counted(opened: psycopg.Connection) -> dict[str, int]:
    tables = opened.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    count = sql.SQL("SELECT count(*) FROM {}")
    return {name: opened.execute(count.format(sql.Identifier(name))).fetchone()[0] for (name,) in tables}


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run([_place_of(program), *arguments], capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr.strip() or "?").splitlines()[0]
        raise Unusable(FAILED.format(program=program, said=said))


def _place_of(program: str) -> str:
    """In the folder that was named, else on the PATH, else the newest where Debian puts them."""
    named = os.environ.get("HUIGUAN_PG_BIN")
    folders = [named] if named else [None, *sorted(map(str, Path("/").glob(PLACES[1:])), key=_version, reverse=True)]
    for folder in folders:
        if found := shutil.which(program, path=folder):
            return found
    raise Unusable(NO_PROGRAM.format(program=program))


def _version(folder: str) -> int:
    return int((re.findall(r"/(\d+)/", folder) or ["0"])[0])
