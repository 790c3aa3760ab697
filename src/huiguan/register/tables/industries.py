"""Industries: GB/T 4754-2017 国民经济行业分类, its 20 sections (门类) and 97 divisions (大类).

The levels below (中类, 小类) are typed by hand where a rule needs them, see `size.py`.
"""

from typing import NamedTuple

from huiguan.register.tables.files import csv_rows


class Division(NamedTuple):
    """One 大类: its name and the letter of its section."""

    name: str
    section: str


SECTIONS: dict[str, str] = {row["code"]: row["name"] for row in csv_rows("sections")}
DIVISIONS: dict[str, Division] = {row["code"]: Division(row["name"], row["section"]) for row in csv_rows("divisions")}


def section_of(division: str) -> str:
    """The letter of a two-digit division's section. Raises ValueError for a code that does not exist."""
    try:
        return DIVISIONS[division].section
    except KeyError:
        raise ValueError(f"no such division in GB/T 4754-2017: {division!r}") from None
