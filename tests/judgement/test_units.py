"""Units convert exactly within their kind, never between kinds; amounts are printed readably."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.judgement.values.intervals import Interval
from kb.judgement.values.unit_words import amount_words, unit_words
from kb.judgement.values.units import QUDT, factor, kind

BY_KIND = {
    "area": ("M2", "KiloM2", "HA", "AC", "FT2", "YD2", "MI2"),
    "length": ("M", "MilliM", "CentiM", "KiloM", "IN", "FT", "YD", "MI", "MI_N"),
    "volume": (
        "M3",
        "MilliL",
        "L",
        "MegaL",
        "FT3",
        "YD3",
        "GAL_US",
        "GAL_UK",
        "BBL",
        "BBL_US",
        "AC-FT",
    ),
    "mass": ("KiloGM", "MilliGM", "GM", "OZ", "LB", "TONNE", "TON_US"),
    "time": ("SEC", "MIN", "HR", "DAY", "WK", "MO", "YR"),
    "speed": ("M-PER-SEC", "KiloM-PER-HR", "FT-PER-SEC", "MI-PER-HR", "KN"),
    "discharge": (
        "M3-PER-SEC",
        "M3-PER-HR",
        "M3-PER-DAY",
        "L-PER-SEC",
        "FT3-PER-SEC",
        "BBL_US-PER-DAY",
    ),
    "power": ("W", "KiloW", "MegaW", "GigaW", "TeraW"),
    "energy": (
        "J",
        "KiloJ",
        "MegaJ",
        "GigaJ",
        "W-HR",
        "KiloW-HR",
        "MegaW-HR",
        "GigaW-HR",
        "TeraW-HR",
    ),
    "count": ("NUM",),
    "share": ("UNITLESS", "FRACTION", "PERCENT"),
}
KNOWN = [QUDT + name for names in BY_KIND.values() for name in names]
UNITS = st.sampled_from([*KNOWN, QUDT + "DEG_C", "https://example.org/unit/truckload"])
NEARLY = Decimal("1e-25")


@pytest.mark.parametrize("measured", BY_KIND)
def test_a_unit_measures_one_kind_and_has_words(measured: str) -> None:
    units = [QUDT + name for name in BY_KIND[measured]]
    assert {kind(unit) for unit in units} == {measured}
    assert not [unit for unit in units if unit_words(unit) == unit.removeprefix(QUDT)]


@pytest.mark.parametrize("name", ["DEG_C", "DEG_F", "CCY_EUR", "CCY_USD"])
def test_what_no_factor_converts_is_of_no_kind(name: str) -> None:
    """Temperatures have an offset, currencies no fixed rate."""
    assert kind(QUDT + name) is None


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
        ("LB", "OZ", Fraction(16)),
        ("IN", "MilliM", Fraction(254, 10)),
        ("M3", "L", Fraction(1000)),
        ("MegaL", "M3", Fraction(1000)),
        ("BBL", "GAL_US", Fraction(42)),
        ("YD3", "FT3", Fraction(27)),
        ("AC-FT", "FT3", Fraction(43_560)),
        ("GAL_UK", "L", Fraction(454609, 10**5)),
        ("KN", "KiloM-PER-HR", Fraction(1852, 1000)),
        ("MI-PER-HR", "KiloM-PER-HR", Fraction(1609344, 10**6)),
        ("M-PER-SEC", "KiloM-PER-HR", Fraction(36, 10)),
        ("M3-PER-SEC", "L-PER-SEC", Fraction(1000)),
        ("FT3-PER-SEC", "M3-PER-SEC", Fraction(28316846592, 10**12)),
        ("GigaW", "MegaW", Fraction(1000)),
        ("KiloW-HR", "J", Fraction(3_600_000)),
        ("TeraW-HR", "GigaW-HR", Fraction(1000)),
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


def test_power_is_no_energy() -> None:
    assert factor(QUDT + "MegaW", QUDT + "MegaW-HR") is None


def number(text: str | int | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        ("120000", "120000", "NUM", "120,000"),
        ("990.0", "1210.0", None, "990 to 1,210"),
        ("1E+5", "1E+5", "AC", "100,000 acres"),
        ("0.30", "0.5", "FRACTION", "30 to 50 percent"),
        ("30", "30", "PERCENT", "30 percent"),
        ("517.9976220672", "517.9976220672", "KiloM2", "517.998 square kilometres"),
        ("1234567.89", None, "CCY_DKK", "at least 1,234,567.89 DKK"),
        (None, "17000.0", "M3", "at most 17,000 cubic metres"),
        (None, None, "M3", "any amount"),
    ],
)
def test_an_amount_is_printed_as_a_reader_says_it(
    low: str | None, high: str | None, unit: str | None, expected: str
) -> None:
    amount = Interval(number(low), number(high))
    assert amount_words(amount, None if unit is None else QUDT + unit) == expected


@pytest.mark.parametrize(
    ("low", "high", "low_open", "high_open", "expected"),
    [
        (2000, None, True, False, "more than 2,000"),
        (None, 2000, False, True, "less than 2,000"),
        (2000, 4000, True, False, "more than 2,000 and at most 4,000"),
        (2000, 4000, False, True, "at least 2,000 and less than 4,000"),
        (2000, 4000, True, True, "more than 2,000 and less than 4,000"),
    ],
)
def test_an_end_that_is_open_or_missing_is_said(
    low: int | None, high: int | None, low_open: bool, high_open: bool, expected: str
) -> None:
    amount = Interval(number(low), number(high), low_open, high_open)
    assert amount_words(amount, None) == expected


def test_a_rate_has_its_time() -> None:
    three = Interval(Decimal(3), Decimal(3))
    assert amount_words(three, QUDT + "M3", QUDT + "SEC") == "3 cubic metres per second"
    assert amount_words(three, None, QUDT + "DAY") == "3 per day"
