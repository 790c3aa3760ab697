"""How the house carries many records: ``python -m tools.bench [--rows 10000 100000] [--database sqlite postgres]``.

Each pair of size and database gets a process of its own with an empty home (and a throw-away PostgreSQL), which fills
the books and reads the main pages. ``docs/bench.md`` keeps the ratios: seconds depend on the machine, ratios hardly.
``--slowest`` also prints the three slowest queries of each page.
"""

import argparse
import importlib
import json
import os
import signal
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import django

from tools import machine, postgres
from tools.bench.report import markdown, table
from tools.install import ROOT

DATABASES = ("sqlite", "postgres")
REPORT = ROOT / "docs" / "bench.md"


def measured(database: str, rows: int) -> dict:
    """What the other process found out."""
    programs = machine.postgres() if database == "postgres" else None
    if database == "postgres" and programs is None:
        print("This machine has no postgres; left out.", flush=True)
        return {}
    database_of_its_own: AbstractContextManager[dict[str, str]] = (
        postgres.throw_away(programs) if programs else nullcontext({})
    )
    with tempfile.TemporaryDirectory(prefix="huiguan-bench-") as home, database_of_its_own as where:
        found = Path(home) / "found.json"
        rest = {name: value for name, value in os.environ.items() if not name.startswith(("HUIGUAN_", "PG"))}
        env = {**rest, **where, "HUIGUAN_HOME": home, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        command = [sys.executable, "-m", "tools.bench", "--fill", str(rows), "--found", str(found)]
        if machine.run(command, {**env, "DJANGO_SETTINGS_MODULE": "huiguan.site.settings"}):
            sys.exit(f"{database} with {rows} organizations failed")
        return json.loads(found.read_text())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--slowest", action="store_true")
    parser.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--found", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.fill:
        django.setup()
        importlib.import_module("tools.bench.pages").fill_and_read(chosen.fill, chosen.found)
        return
    signal.signal(signal.SIGTERM, machine.stop_politely)
    results = {
        (database, rows): found
        for database in chosen.database
        for rows in sorted(chosen.rows)
        if (found := measured(database, rows))
    }
    print(table(results, slowest=chosen.slowest))
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(markdown(results), encoding="utf-8")
    print(f"\n{REPORT.relative_to(ROOT)} is written.")


if __name__ == "__main__":
    main()
