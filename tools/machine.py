"""What this machine has beside Python (PostgreSQL, Chromium, khal, other Pythons), and how a command runs on it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
PYTHONS = ("3.11", "3.12", "3.13")


def required(part: str) -> bool:
    """Whether to fail, rather than skip, where ``part`` is missing: ``HUIGUAN_REQUIRE=postgres,chromium,khal``."""
    return part in os.environ.get("HUIGUAN_REQUIRE", "").split(",")


def chromium() -> str | None:
    named = os.environ.get("HUIGUAN_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def khal() -> str | None:
    """A calendar of another house, to read what ours writes."""
    return shutil.which("khal")


def postgres() -> Path | None:
    """The folder of ``initdb`` and ``postgres``, the newest where there are several."""
    named = os.environ.get("HUIGUAN_PG_BIN")
    places = [Path(named)] if named else [*_asked_of_pg_config(), *_debians_folders(), *_on_the_path()]
    return next((place for place in places if all((place / name).exists() for name in ("initdb", "postgres"))), None)


def _asked_of_pg_config() -> list[Path]:
    answer = _output_of("pg_config", "--bindir")  # names a folder even where only the client is installed
    return [Path(answer)] if answer else []


def _debians_folders() -> list[Path]:
    return sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: float(place.parent.name), reverse=True)


def _on_the_path() -> list[Path]:
    found = shutil.which("initdb")
    return [Path(found).parent] if found else []


def other_pythons() -> dict[str, str | None]:
    """The versions that we promise, without the one that runs this, and where each is, if it is."""
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {version: _python(version) for version in PYTHONS if version != running}


def _python(version: str) -> str | None:
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python{version}"))
    for candidate in (f"python{version}", *map(str, kept)):
        if _output_of(candidate, "-c", "import sys, ensurepip; print('%d.%d' % sys.version_info[:2])") == version:
            return candidate
    return None


def _output_of(*command: str) -> str | None:
    """What it prints, or nothing where it is missing or fails."""
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def run(command: Sequence[str | Path], env: Mapping[str, str]) -> int:
    """Its exit code. However this program is stopped, the command first has the time to clean up behind itself."""
    process = subprocess.Popen(command, env=env)
    try:
        return process.wait()
    except KeyboardInterrupt:  # the terminal has sent it to the command too
        process.wait()
        raise
    except BaseException:
        process.terminate()
        process.wait()
        raise


def stop_politely(*_: object) -> None:
    """Answers SIGTERM and SIGHUP: every ``finally`` still runs."""
    sys.exit(143)
