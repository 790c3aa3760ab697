"""What an installation is told by environment variables; what cannot be read is one sentence."""

import os
from pathlib import Path

from huiguan.site.troubles import Unusable


def switch(name: str) -> bool:
    return os.environ.get(name) == "1"


def names(name: str) -> list[str]:
    """Comma separated; blanks around a comma, and nothing between two, mean nothing."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def folder(name: str) -> Path | None:
    given = os.environ.get(name, "").strip()
    return Path(given).resolve() if given else None


def number(name: str, default: int) -> int:
    given = os.environ.get(name, "").strip()
    if given and not (given.isascii() and given.isdigit() and int(given)):
        raise Unusable(f"{name} 要写一个大于 0 的整数，现在写的是“{given}”。")
    return int(given or default)
