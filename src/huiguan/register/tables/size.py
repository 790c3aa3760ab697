"""The size of a firm for statistics: 统计上大中小微型企业划分办法(2017), 国统字〔2017〕213号.

A firm is large, medium or small only if *every* indicator of its industry reaches that floor, so the weakest indicator
decides; micro needs only one below the floor of small. Staff in persons, revenue and assets in 万元.

Two divisions hold industries with different floors and need the group (three digits): 59 (装卸搬运 591 counts as
transport, the rest as storage) and 70 (701 开发, 702 物业, 703 中介 and 709 其他; 704 is in none). Finance, education,
health, railways, public bodies: the method does not cover them.
"""

from decimal import Decimal
from typing import NamedTuple

from huiguan.register.tables.files import json_data
from huiguan.register.tables.industries import section_of

SIZES = ("micro", "small", "medium", "large")
UNCLASSIFIABLE = "unclassifiable"

Floors = dict[str, tuple[int, int, int]]


class Verdict(NamedTuple):
    """The size and the indicators that decided it (several if equally weak).

    Where the size is "unclassifiable", `decided_by` is the reason: ("not covered",), ("group needed",), or the names of
    the indicators that are missing.
    """

    size: str
    decided_by: tuple[str, ...]


def classify(
    division: str,
    staff: int | Decimal | None = None,
    revenue_wan: int | Decimal | None = None,
    assets_wan: int | Decimal | None = None,
) -> Verdict:
    """Size by an industry code of GB/T 4754-2017 (2 to 4 digits). Raises ValueError for a code that does not exist.

    An indicator that the industry does not use may be left out. A missing one that it does use leaves the firm
    unclassifiable, except that nothing can lift a firm above micro once another indicator says micro.
    """
    floors = _floors(division)
    if floors is None:
        return Verdict(UNCLASSIFIABLE, ("group needed",) if _has_groups(division) else ("not covered",))
    given = {"staff": staff, "revenue": revenue_wan, "assets": assets_wan}
    grades = {name: _grade(value, floors[name]) for name in floors if (value := given[name]) is not None}
    lowest = min(grades.values(), default=None)
    missing = tuple(name for name in floors if name not in grades)
    if lowest is None or (missing and lowest > 0):
        return Verdict(UNCLASSIFIABLE, missing)
    return Verdict(SIZES[lowest], tuple(name for name, grade in grades.items() if grade == lowest))


def _floors(code: str) -> Floors | None:
    """The floors for a code: those of its group, else its division, else its section."""
    keys = (code[:3], code[:2], section_of(code[:2]))
    return next((_FLOORS[key] for key in keys if key in _FLOORS), None)


def _has_groups(code: str) -> bool:
    return any(key != code and key.startswith(code) for key in _FLOORS)


def _grade(value: int | Decimal, floors: tuple[int, int, int]) -> int:
    """0 micro … 3 large: how many of the floors (large, medium, small) the value reaches."""
    return sum(value >= floor for floor in floors)


_FLOORS: dict[str, Floors] = {
    code: {name: tuple(floors) for name, floors in line["floors"].items()}
    for line in json_data("sizes")
    for code in line["codes"]
}
