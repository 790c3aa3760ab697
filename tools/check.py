"""Everything that CI checks, step by step: ``python -m tools.check [--fast]``. A failed step does not stop the rest.

PostgreSQL, Chromium, khal and other Pythons are used where they are found; HUIGUAN_REQUIRE=postgres,chromium,khal turns
a missing one into a failure.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tools import machine
from tools.install import ROOT

HERE = Path(sys.executable).parent
OURS = ("HUIGUAN_REQUIRE", "HUIGUAN_CHROMIUM", "HUIGUAN_PG_BIN")
PYTEST = ("-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile")


@dataclass(frozen=True)
class Step:
    name: str
    commands: tuple[tuple[str, ...], ...]
    missing: str = ""  # the part that it needs, where this machine does not have it


@dataclass(frozen=True)
class Outcome:
    step: Step
    word: str
    seconds: float = 0.0


def fast_steps() -> list[Step]:
    return [
        _step("format", "ruff", "format", "--check", "."),
        _step("lint", "ruff", "check", "."),
        _step("imports", "lint-imports", "--no-logo"),
        _step("types", "mypy"),
        _step("system checks", "huiguan", "check"),
        _step("migrations", "django-admin", "makemigrations", "--check", "--dry-run"),
        _step("translations", "python", "-m", "tools.messages", "check"),
        _step("tests on SQLite", "python", *PYTEST, "-m", "not browser and not postgres"),
    ]


def slow_steps() -> list[Step]:
    pythons = [_on_another_python(version, where) for version, where in machine.other_pythons().items()]
    beside = ("python", "-m", "tools.postgres", str(HERE / "python"))
    same = (*PYTEST, "-m", "(database or postgres) and not browser")  # the others would do the same once more
    postgres = _step("tests on PostgreSQL", *beside, *same, missing=_lacks("postgres"))
    journeys = _step("tests in Chromium", "python", *PYTEST, "-m", "browser", missing=_lacks("chromium"))
    return [*pythons, postgres, journeys]


def _step(name: str, program: str, *arguments: str, missing: str = "") -> Step:
    return Step(name, ((str(HERE / program), *arguments),), missing)


def _on_another_python(version: str, where: str | None) -> Step:
    """Installs on it and asks Django to look at everything once."""
    name = f"python{version}"
    place = ROOT / "build" / name
    commands = ((where or name, "-m", "tools.install", "--into", str(place)), (str(place / "bin" / "huiguan"), "check"))
    return Step(name, commands, "" if where else name)


def _lacks(part: str) -> str:
    return "" if getattr(machine, part)() else part


def carry_out(step: Step, env: dict[str, str]) -> Outcome:
    print(f"\n── {step.name}", flush=True)
    if step.missing:
        word = "FAILED" if machine.required(step.missing) else "skipped"
        print(f"This machine has no {step.missing}.", flush=True)
        return Outcome(step, word)
    start = time.monotonic()
    passed = all(machine.run(command, env) == 0 for command in step.commands)
    outcome = Outcome(step, "ok" if passed else "FAILED", time.monotonic() - start)
    print(f"{outcome.word}: {step.name}, {outcome.seconds:.1f} s", flush=True)
    return outcome


def environment(home: str) -> dict[str, str]:
    """Nothing that a developer has set for an installation of their own may steer the checks."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith("HUIGUAN_") or name in OURS}
    return rest | {"HUIGUAN_HOME": home, "DJANGO_SETTINGS_MODULE": "huiguan.site.settings"}


def summary(outcomes: list[Outcome]) -> str:
    rows = [f"  {o.word:8}{o.seconds:6.1f} s  {o.step.name}{_why(o)}" for o in outcomes]
    return "\n".join(["", *rows, f"  {'total':8}{sum(o.seconds for o in outcomes):6.1f} s"])


def _why(outcome: Outcome) -> str:
    return f" (this machine has no {outcome.step.missing})" if outcome.step.missing else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--fast", action="store_true", help="the half under two minutes: one Python, SQLite, no browser"
    )
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, machine.stop_politely)
    os.chdir(ROOT)
    outcomes: list[Outcome] = []
    try:
        with tempfile.TemporaryDirectory(prefix="huiguan-check-") as home:
            for step in fast_steps() + ([] if chosen.fast else slow_steps()):
                outcomes.append(carry_out(step, environment(home)))
    finally:
        print(summary(outcomes), flush=True)
    return int(any(outcome.word == "FAILED" for outcome in outcomes))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
