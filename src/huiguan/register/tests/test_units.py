from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from huiguan.register.tables.units import UNITS, NoFactor, NotExact, convert, ratio


@pytest.mark.parametrize(
    ("value", "one", "other", "result"),
    [
        ("800", "jin", "kg", "400"),
        ("400", "kg", "jin", "800"),
        ("20000", "jin", "tonne", "10"),
        ("1", "liang", "gram", "50"),
        ("300", "wan_yuan", "yuan", "3000000"),
        ("1", "fen", "yi_yuan", "0.0000000001"),
        ("-12.5", "yuan", "wan_yuan", "-0.00125"),
        ("40600", "ml", "litre", "40.6"),
        ("90", "minute", "hour", "1.5"),
        ("1000", "sqm", "mu", "1.5"),
        ("2", "hectare", "mu", "30"),
        ("5", "wan_usd", "usd", "50000"),
        ("0", "jin", "kg", "0"),
        ("7.50", "box", "box", "7.5"),
    ],
)
def test_quantities_convert_exactly(value, one, other, result):
    assert convert(Decimal(value), one, other) == Decimal(result)


def test_a_long_amount_loses_no_digit_to_the_decimal_context():
    with localcontext(prec=4):
        assert str(convert(Decimal("123456789012345678901234567890.12"), "wan_yuan", "yuan")) == (
            "1234567890123456789012345678901200"
        )


@pytest.mark.parametrize(
    ("one", "other"),
    [("usd", "yuan"), ("person", "person_time"), ("box", "kg"), ("day", "hour"), ("ml", "kg"), ("household", "person")],
)
def test_units_without_a_fixed_factor_do_not_convert(one, other):
    with pytest.raises(NoFactor) as refusal:
        convert(Decimal(1), one, other)

    assert str(refusal.value) == f"no fixed factor from {UNITS[one].name} to {UNITS[other].name}"


def test_a_result_without_an_end_is_refused_and_its_ratio_can_be_rounded_on_purpose():
    with pytest.raises(NotExact, match="50 分钟"):
        convert(Decimal(50), "minute", "hour")

    assert ratio("minute", "hour") == Fraction(1, 60)


@pytest.mark.parametrize(("one", "other"), [("furlong", "kg"), ("kg", "furlong")])
def test_an_unknown_unit_is_refused(one, other):
    with pytest.raises(ValueError, match="no such unit: 'furlong'"):
        convert(Decimal(1), one, other)


@pytest.mark.parametrize("unit", UNITS.values(), ids=lambda unit: unit.code)
def test_every_base_is_its_own_base_of_the_same_dimension(unit):
    base = UNITS[unit.base]

    assert (base.base, base.factor, base.dimension) == (base.code, 1, unit.dimension)
    assert unit.factor > 0


def test_no_two_units_share_a_name():
    assert len({unit.name for unit in UNITS.values()}) == len(UNITS)


def test_the_units_that_the_seed_needs_are_there():
    wanted = {"元", "万元", "美元", "斤", "公斤", "箱", "件", "毫升", "人", "人次", "户", "小时", "台", "家"}

    assert wanted <= {unit.name for unit in UNITS.values()}
