"""Scaffolds a mechanism: ``python -m tools.new NAME`` (make new NAME=x) writes src/huiguan/mechanisms/NAME/.

What it writes runs at once: one kind of record with its pages, a flow of two moves and a test that passes. The words on
the screens are stand-ins; docs/howto/new-mechanism.md says what to do next.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.install import ROOT
from tools.scaffold import FILES

MECHANISMS = ROOT / "src" / "huiguan" / "mechanisms"


def scaffold(name: str, folder: Path) -> list[Path]:
    """The files written; their names and contents carry ``name``."""
    model = "".join(part.title() for part in name.removesuffix("s").split("_"))
    written = []
    for path, text in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.format(name=name, model=model) if text else "", encoding="utf-8")
        written.append(file)
    return written


def _run(*command: str, home: str) -> None:
    settings = {"HUIGUAN_HOME": home, "DJANGO_SETTINGS_MODULE": "huiguan.site.settings"}
    subprocess.run((sys.executable, *command), env={**os.environ, **settings}, cwd=ROOT, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", help="one plural English word, such as appeals")
    name = parser.parse_args().name
    folder = MECHANISMS / name
    if not (name.isidentifier() and name.isascii() and name.islower()):
        sys.exit("The name is one English word in lower case: make new NAME=appeals")
    if folder.exists():
        sys.exit(f"{folder.relative_to(ROOT)} is there already.")
    files = scaffold(name, folder)
    with tempfile.TemporaryDirectory(prefix="huiguan-new-") as home:
        _run("-m", "ruff", "format", "-q", str(folder), home=home)
        _run("-m", "huiguan.site.cli", "makemigrations", name, "--verbosity", "0", home=home)
    print(f"{len(files)} files in {folder.relative_to(ROOT)}. Next: docs/howto/new-mechanism.md")


if __name__ == "__main__":
    main()
