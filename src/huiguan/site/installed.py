"""Which mechanisms this installation runs: the folders under ``mechanisms/`` that hold a ``mechanism.py``."""

import os
from pathlib import Path

MECHANISMS_DIR = Path(__file__).resolve().parent.parent / "mechanisms"
OFF_BY_DEFAULT = frozenset({"compliance"})


def installed_mechanisms() -> list[str]:
    """Names in alphabetical order; ``HUIGUAN_MECHANISMS_OFF`` and ``_ON`` (comma separated) change the default."""
    switched_off = set(filter(None, os.environ.get("HUIGUAN_MECHANISMS_OFF", "").split(",")))
    switched_on = set(filter(None, os.environ.get("HUIGUAN_MECHANISMS_ON", "").split(",")))
    found = {path.parent.name for path in MECHANISMS_DIR.glob("*/mechanism.py")}
    return sorted(found - (OFF_BY_DEFAULT - switched_on) - switched_off)
