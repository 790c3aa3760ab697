"""Units of measure and currencies: code, name, dimension, and the factor to a base unit where one exists.

Two units convert only if they share a base. A box has no factor to a kilogram, a person none to a person-time (人次), a
dollar none to a yuan, and a day none to hours (a day of service is not 24 hours): each is its own base. The factors are
those in general use: 1 斤 = 0.5 公斤, 1 公顷 = 15 亩. The base of area is 亩, because 平方米 is a
finite number of 亩 (0.0015) and not the other way round.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from huiguan.register.tables.files import csv_rows


class NoFactor(ValueError):
    """The two units measure different things, or nothing fixes their relation."""


class NotExact(ValueError):
    """A relation exists, but the result has no end in decimals: round it on purpose, with `ratio`."""


@dataclass(frozen=True)
class Unit:
    """One unit: `factor` of it in `base` units. A unit that is its own base has factor 1."""

    code: str
    name: str
    dimension: str
    base: str
    factor: Decimal


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal:
    """The same quantity in another unit, exactly. Raises NoFactor, NotExact, or ValueError for an unknown unit."""
    exact = Fraction(value) * ratio(from_unit, to_unit)
    places = _decimal_places(exact.denominator)
    if places is None:
        raise NotExact(f"{value} {UNITS[from_unit].name} has no finite value in {UNITS[to_unit].name}")
    digits = exact.numerator * 10**places // exact.denominator
    # Built from its digits: arithmetic on Decimal would round to the 28 digits of the current context.
    return Decimal((int(digits < 0), tuple(map(int, str(abs(digits)))), -places))


def ratio(from_unit: str, to_unit: str) -> Fraction:
    """How many of the second unit one of the first is."""
    one, other = _unit(from_unit), _unit(to_unit)
    if one.base != other.base:
        raise NoFactor(f"no fixed factor from {one.name} to {other.name}")
    return Fraction(one.factor) / Fraction(other.factor)


def _unit(code: str) -> Unit:
    try:
        return UNITS[code]
    except KeyError:
        raise ValueError(f"no such unit: {code!r}") from None


def _decimal_places(denominator: int) -> int | None:
    """How many decimals a fraction in lowest terms with this denominator needs; None if no number is enough."""
    counts = []
    for prime in (2, 5):
        count = 0
        while denominator % prime == 0:
            denominator, count = denominator // prime, count + 1
        counts.append(count)
    return max(counts) if denominator == 1 else None


UNITS: dict[str, Unit] = {
    row["code"]: Unit(**{**row, "factor": Decimal(row["factor"])})  # type: ignore[arg-type]
    for row in csv_rows("units")
}
