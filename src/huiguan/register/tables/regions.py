"""Administrative divisions that the product starts with: GB/T 2260 down to the county, townships below two counties.

A code means nothing without its *system*: the civil affairs set (民政) and the statistical set (统计) differ below the
county. In 郯城县 they give 胜利镇 and 红花镇 each other's code, so rows of two systems are joined by name and parent,
never by code alone. Rows also have their time: 苍山县 is the older name of 兰陵县, under the same code.

From the county up the two systems agree and only the 民政 row is stored; 统计 adds what it alone counts (a development
zone). Sources: GB/T 2260 (民政部); 统计用区划代码 of 2023 (国家统计局); for 郯城's townships the civil affairs list.
An empty date means that the start is not recorded here, or that the row is still in force.
"""

from dataclasses import dataclass
from datetime import date

from huiguan.register.tables.files import csv_rows

CIVIL_AFFAIRS = "民政"
STATISTICS = "统计"


@dataclass(frozen=True)
class Region:
    """A place under one code of one system, for a time. `level`: province, prefecture, county, township."""

    system: str
    code: str
    name: str
    level: str
    parent: str
    valid_from: date | None
    valid_to: date | None

    def is_valid(self, on: date) -> bool:
        """In force on that day; both ends count."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def find(code: str, system: str = CIVIL_AFFAIRS, on: date | None = None) -> Region | None:
    """The place under a code, today's (`on` left out: the row without an end) or that of a given day."""
    return next((region for region in _of(system, on) if region.code == code), None)


def named(name: str, system: str = CIVIL_AFFAIRS, on: date | None = None) -> list[Region]:
    """Every place of that full name in one system: 鼓楼区 exists in many cities."""
    return [region for region in _of(system, on) if region.name == name]


def children(parent: str, system: str = CIVIL_AFFAIRS, on: date | None = None) -> list[Region]:
    """The places directly below a code, by code."""
    return sorted((region for region in _of(system, on) if region.parent == parent), key=lambda region: region.code)


def counterpart(region: Region, system: str, on: date | None = None) -> Region | None:
    """The same place in another system, by name and parent; None where that system does not have it here."""
    return next((other for other in named(region.name, system, on) if other.parent == region.parent), None)


def _of(system: str, on: date | None) -> list[Region]:
    """The rows of one system at one time."""
    if system not in (CIVIL_AFFAIRS, STATISTICS):
        raise ValueError(f"no such code system: {system!r}")
    return [region for region in REGIONS if _belongs(region, system) and _counts(region, on)]


def _belongs(region: Region, system: str) -> bool:
    return region.system == system or (system == STATISTICS and region.level != "township")


def _counts(region: Region, on: date | None) -> bool:
    return region.valid_to is None if on is None else region.is_valid(on)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


REGIONS: tuple[Region, ...] = tuple(
    Region(system, code, name, level, parent, _day(valid_from), _day(valid_to))
    for system, code, name, level, parent, valid_from, valid_to in map(dict.values, csv_rows("regions"))
)
