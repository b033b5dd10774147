"""Conversion of QUDT units: only what is declared, and never between kinds.

Factors are those of the QUDT vocabulary (qudt:conversionMultiplier), to the SI unit of the kind.
"""

from decimal import Decimal

QUDT = "http://qudt.org/vocab/unit/"
FRACTION = QUDT + "FRACTION"

_FACTORS: dict[str, dict[str, Decimal]] = {
    "area": {
        "M2": Decimal(1),
        "KiloM2": Decimal(1_000_000),
        "HA": Decimal(10_000),
        "AC": Decimal("4046.8564224"),
        "FT2": Decimal("0.09290304"),
        "MI2": Decimal("2589988.110336"),
    },
    "length": {
        "M": Decimal(1),
        "CentiM": Decimal("0.01"),
        "KiloM": Decimal(1000),
        "FT": Decimal("0.3048"),
        "YD": Decimal("0.9144"),
        "MI": Decimal("1609.344"),
        "MI_N": Decimal(1852),
    },
    "mass": {
        "KiloGM": Decimal(1),
        "GM": Decimal("0.001"),
        "LB": Decimal("0.45359237"),
        "TONNE": Decimal(1000),
        "TON_US": Decimal("907.18474"),
    },
    "time": {
        "SEC": Decimal(1),
        "MIN": Decimal(60),
        "HR": Decimal(3600),
        "DAY": Decimal(86_400),
        "WK": Decimal(604_800),
        "MO": Decimal("2629800"),
        "YR": Decimal("31557600"),
    },
    "count": {
        "NUM": Decimal(1),
    },
    "share": {
        "UNITLESS": Decimal(1),
        "FRACTION": Decimal(1),
        "PERCENT": Decimal("0.01"),
    },
}
"""A month is a twelfth of a Julian year of 365.25 days; years and months of a calendar differ by
day. A share of something is no count of it, and the two never convert.
"""


def kind(unit: str) -> str | None:
    """Return what a unit measures, or ``None`` for a unit that is not in the table."""
    name = unit.removeprefix(QUDT)
    return next((kind for kind, factors in _FACTORS.items() if name in factors), None)


def factor(unit: str, other: str) -> Decimal | None:
    """Return how many of ``other`` make one ``unit``, rounded where that is no decimal number.

    ``None`` where the two measure different kinds of things, or one is not known: then they are
    never compared, not even as unequal. Equal units convert by one, known or not.
    """
    found = ratio(unit, other)
    return None if found is None else found[0] / found[1]


def ratio(unit: str, other: str) -> tuple[Decimal, Decimal] | None:
    """Return ``times`` and ``over``, so that ``times`` of ``other`` make ``over`` of ``unit``.

    Both are exact. ``None`` as for `factor`.
    """
    if unit == other:
        return Decimal(1), Decimal(1)
    of = kind(unit)
    if of is None or of != kind(other):
        return None
    factors = _FACTORS[of]
    return factors[unit.removeprefix(QUDT)], factors[other.removeprefix(QUDT)]


def to_base(unit: str | None) -> Decimal:
    """Return how many of the base unit of its kind make one ``unit``, 1 for one that is unknown."""
    of = None if unit is None else kind(unit)
    return Decimal(1) if unit is None or of is None else _FACTORS[of][unit.removeprefix(QUDT)]
