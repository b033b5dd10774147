"""Conversion of QUDT units: only what is declared, and never between kinds.

Factors are those of the QUDT vocabulary (qudt:conversionMultiplier), to one base unit of the kind:
mostly the SI unit, for speed a metre per hour and for discharge a cubic metre per day, in which
every factor is a decimal number and nothing is rounded. A barrel is its 42 gallons, which QUDT
rounds.

Left out is whose conversion is no factor: temperatures have an offset, and between currencies there
is no fixed rate. They are compared with their own unit only.
"""

from decimal import Decimal
from functools import cache

QUDT = "http://qudt.org/vocab/unit/"
FRACTION = QUDT + "FRACTION"

_FACTORS: dict[str, dict[str, Decimal]] = {
    "area": {
        "M2": Decimal(1),
        "KiloM2": Decimal(1_000_000),
        "HA": Decimal(10_000),
        "AC": Decimal("4046.8564224"),
        "FT2": Decimal("0.09290304"),
        "YD2": Decimal("0.83612736"),
        "MI2": Decimal("2589988.110336"),
    },
    "length": {
        "M": Decimal(1),
        "MilliM": Decimal("0.001"),
        "CentiM": Decimal("0.01"),
        "KiloM": Decimal(1000),
        "IN": Decimal("0.0254"),
        "FT": Decimal("0.3048"),
        "YD": Decimal("0.9144"),
        "MI": Decimal("1609.344"),
        "MI_N": Decimal(1852),
    },
    "volume": {
        "M3": Decimal(1),
        "MilliL": Decimal("0.000001"),
        "L": Decimal("0.001"),
        "MegaL": Decimal(1000),
        "FT3": Decimal("0.028316846592"),
        "YD3": Decimal("0.764554857984"),
        "GAL_US": Decimal("0.003785411784"),
        "GAL_UK": Decimal("0.00454609"),
        "BBL": Decimal("0.158987294928"),
        "BBL_US": Decimal("0.158987294928"),
        "AC-FT": Decimal("1233.48183754752"),
    },
    "mass": {
        "KiloGM": Decimal(1),
        "MilliGM": Decimal("0.000001"),
        "GM": Decimal("0.001"),
        "OZ": Decimal("0.028349523125"),
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
    "speed": {
        "M-PER-SEC": Decimal(3600),
        "KiloM-PER-HR": Decimal(1000),
        "FT-PER-SEC": Decimal("1097.28"),
        "MI-PER-HR": Decimal("1609.344"),
        "KN": Decimal(1852),
    },
    "discharge": {
        "M3-PER-SEC": Decimal(86_400),
        "M3-PER-HR": Decimal(24),
        "M3-PER-DAY": Decimal(1),
        "L-PER-SEC": Decimal("86.4"),
        "FT3-PER-SEC": Decimal("2446.5755455488"),
        "BBL_US-PER-DAY": Decimal("0.158987294928"),
    },
    "power": {
        "W": Decimal(1),
        "KiloW": Decimal(1000),
        "MegaW": Decimal(10**6),
        "GigaW": Decimal(10**9),
        "TeraW": Decimal(10**12),
    },
    "energy": {
        "J": Decimal(1),
        "KiloJ": Decimal(1000),
        "MegaJ": Decimal(10**6),
        "GigaJ": Decimal(10**9),
        "W-HR": Decimal(3600),
        "KiloW-HR": Decimal(3_600_000),
        "MegaW-HR": Decimal(3_600 * 10**6),
        "GigaW-HR": Decimal(3_600 * 10**9),
        "TeraW-HR": Decimal(3_600 * 10**12),
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
_KINDS = {name: kind for kind, factors in _FACTORS.items() for name in factors}
RATES = frozenset({"speed", "discharge"})
"""Kinds whose units hold a time already."""


@cache
def kind(unit: str) -> str | None:
    """Return what a unit measures, or ``None`` for a unit that is not in the table."""
    return _KINDS.get(unit.removeprefix(QUDT))


def compound(unit: str | None, per: str | None) -> tuple[str | None, str | None]:
    """Return a unit and the time it is told for, as one unit where there is such a one.

    Cubic metres for each second are cubic metres per second; people for each day stay what they
    are.
    """
    if unit is None or per is None:
        return unit, per
    joined = f"{unit}-PER-{per.removeprefix(QUDT)}"
    return (unit, per) if kind(joined) is None else (joined, None)


def factor(unit: str, other: str) -> Decimal | None:
    """Return how many of ``other`` make one ``unit``, rounded where that is no decimal number.

    ``None`` where the two measure different kinds of things, or one is not known: then they are
    never compared, not even as unequal. Equal units convert by one, known or not.
    """
    found = ratio(unit, other)
    return None if found is None else found[0] / found[1]


def ratio(unit: str | None, other: str | None) -> tuple[Decimal, Decimal] | None:
    """Return ``times`` and ``over``, so that ``times`` of ``other`` make ``over`` of ``unit``.

    Both are exact. ``None`` as for `factor`; what has no unit converts only to what has none.
    """
    if unit == other:
        return Decimal(1), Decimal(1)
    if unit is None or other is None:
        return None
    of = kind(unit)
    if of is None or of != kind(other):
        return None
    factors = _FACTORS[of]
    return factors[unit.removeprefix(QUDT)], factors[other.removeprefix(QUDT)]


@cache
def to_base(unit: str | None) -> Decimal:
    """Return how many of the base unit of its kind make one ``unit``, 1 for one that is unknown."""
    of = None if unit is None else kind(unit)
    return Decimal(1) if unit is None or of is None else _FACTORS[of][unit.removeprefix(QUDT)]
