"""Makes the virtual environment, once: ``python -m tools.install [--dev] [--into DIR]``.

It runs before anything is installed, so it stands on the standard library alone. The project itself is not built: a
``.pth`` file names its source folder, so that no build tool has to be fetched.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOR_USE = (ROOT / "requirements.txt",)
FOR_TESTS = (*FOR_USE, ROOT / "requirements-dev.txt")  # the second holds all of the first
STAMP = "installed.json"
COMMAND = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from huiguan.site.cli import main

sys.exit(main())
"""


def install(place: Path, locks: tuple[Path, ...]) -> bool:
    """Whether there was anything to do. What was made by another Python, elsewhere or from other locks is made anew."""
    stamp, python = place / STAMP, place / "bin" / "python"
    found = json.loads(stamp.read_text()) if stamp.exists() and python.exists() else {}
    wanted = {"python": sys.version, "place": str(place)} | {lock.name: _digest(lock) for lock in locks}
    if wanted.items() <= found.items():
        return False
    print(f"Installing {locks[-1].name} into {place}: about half a minute, once.", flush=True)
    if not found or any(found.get(key, value) != value for key, value in wanted.items()):
        found = {}
        _make_empty(place)
    quietly = ["-qq", "--disable-pip-version-check", "--no-input"]  # errors still show
    subprocess.run([python, "-m", "pip", "install", *quietly, "--require-hashes", "-r", locks[-1]], check=True)
    _add_the_project(place, python)
    stamp.write_text(json.dumps(found | wanted, indent=1))
    return True


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _make_empty(place: Path) -> None:
    try:
        import ensurepip  # noqa: F401, PLC0415  (some distributions leave it out of Python)
    except ImportError:
        sys.exit(
            f"{sys.executable} cannot make virtual environments: its module ensurepip is missing. "
            "On Debian and Ubuntu: apt-get install python3-venv"
        )
    # Started from inside the environment that is about to be replaced, the interpreter to build on is the one below it.
    below = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([below, "-m", "venv", "--clear", place], check=True)


def _add_the_project(place: Path, python: Path) -> None:
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True).stdout.strip())
    (packages / "huiguan.pth").write_text(f"{ROOT / 'src'}\n")
    command = place / "bin" / "huiguan"
    command.write_text(COMMAND.format(python=python))
    command.chmod(0o755)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="with what the tests need")
    parser.add_argument("--into", type=Path, default=ROOT / ".venv", help="the folder (default: .venv)")
    chosen = parser.parse_args()
    try:
        install(Path(os.path.abspath(chosen.into)), FOR_TESTS if chosen.dev else FOR_USE)
    except subprocess.CalledProcessError as error:
        sys.exit(f"The installation stopped: {' '.join(map(str, error.cmd[:4]))} … ended with {error.returncode}.")


if __name__ == "__main__":
    main()
