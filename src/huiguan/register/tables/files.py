"""Reading the data files beside this module. Nothing else in the package touches the disk."""

import csv
import json
from importlib.resources import files
from typing import Any

_DATA = files("huiguan.register.tables") / "data"


def csv_rows(name: str) -> list[dict[str, str]]:
    """Rows of `data/<name>.csv`, one dict a row, every value a string."""
    return list(csv.DictReader((_DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def json_data(name: str) -> Any:
    """The content of `data/<name>.json`."""
    return json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))
