"""Units convert exactly within their kind, and never between kinds."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.judgement.values.units import QUDT, factor, kind

AREAS = ("M2", "KiloM2", "HA", "AC", "FT2", "MI2")
LENGTHS = ("M", "CentiM", "KiloM", "FT", "YD", "MI", "MI_N")
MASSES = ("KiloGM", "GM", "LB", "TONNE", "TON_US")
TIMES = ("SEC", "MIN", "HR", "DAY", "WK", "MO", "YR")
NUMBERS = ("NUM", "UNITLESS", "FRACTION", "PERCENT")
KNOWN = [QUDT + name for name in (*AREAS, *LENGTHS, *MASSES, *TIMES, *NUMBERS)]
UNITS = st.sampled_from([*KNOWN, QUDT + "DEG_C", "https://example.org/unit/truckload"])
NEARLY = Decimal("1e-25")


@given(UNITS, UNITS)
def test_only_units_of_one_kind_convert(one: str, other: str) -> None:
    alike = kind(one) is not None and kind(one) == kind(other)
    assert (factor(one, other) is not None) == (alike or one == other)


@given(UNITS, UNITS)
def test_there_and_back_is_where_we_began(one: str, other: str) -> None:
    there, back = factor(one, other), factor(other, one)
    if there is not None and back is not None:
        assert abs(there * back - 1) < NEARLY


@given(UNITS, UNITS, UNITS)
def test_a_detour_changes_nothing(one: str, by: str, other: str) -> None:
    straight, first, second = factor(one, other), factor(one, by), factor(by, other)
    if straight is not None and first is not None and second is not None:
        assert abs(first * second / straight - 1) < NEARLY


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("MI2", "KiloM2", Fraction(2589988110336, 10**12)),
        ("HA", "M2", Fraction(10_000)),
        ("WK", "DAY", Fraction(7)),
        ("YR", "MO", Fraction(12)),
        ("PERCENT", "FRACTION", Fraction(1, 100)),
        ("MI", "KiloM", Fraction(1609344, 10**6)),
        ("TONNE", "KiloGM", Fraction(1000)),
    ],
)
def test_known_factors(one: str, other: str, expected: Fraction) -> None:
    found = factor(QUDT + one, QUDT + other)
    assert found is not None
    assert Fraction(found) == expected


def test_a_share_is_no_count() -> None:
    assert factor(QUDT + "PERCENT", QUDT + "NUM") is None


def test_a_mile_is_no_square_mile() -> None:
    assert factor(QUDT + "MI", QUDT + "MI2") is None
