"""Units, numbers and amounts as a reader says them."""

from decimal import Context, Decimal

from kb.judgement.values.intervals import Interval
from kb.judgement.values.units import FRACTION

NO_NUMBER = "no number"
"""What is said of an amount that is told without any."""
PERCENT = "percent"
"""What shares are told in, those of one too."""
_UNITS = {
    "NUM": "number",
    "UNITLESS": "number",
    "FRACTION": PERCENT,
    "PERCENT": PERCENT,
    "M": "metres",
    "MilliM": "millimetres",
    "CentiM": "centimetres",
    "KiloM": "kilometres",
    "IN": "inches",
    "FT": "feet",
    "YD": "yards",
    "MI": "miles",
    "MI_N": "nautical miles",
    "M2": "square metres",
    "KiloM2": "square kilometres",
    "HA": "hectares",
    "AC": "acres",
    "FT2": "square feet",
    "YD2": "square yards",
    "MI2": "square miles",
    "M3": "cubic metres",
    "MilliL": "millilitres",
    "L": "litres",
    "MegaL": "megalitres",
    "FT3": "cubic feet",
    "YD3": "cubic yards",
    "GAL_US": "US gallons",
    "GAL_UK": "imperial gallons",
    "BBL": "barrels",
    "BBL_US": "barrels",
    "AC-FT": "acre-feet",
    "MilliGM": "milligrams",
    "GM": "grams",
    "KiloGM": "kilograms",
    "OZ": "ounces",
    "LB": "pounds",
    "TONNE": "tonnes",
    "TON_US": "short tons",
    "SEC": "seconds",
    "MIN": "minutes",
    "HR": "hours",
    "DAY": "days",
    "WK": "weeks",
    "MO": "months",
    "YR": "years",
    "M-PER-SEC": "metres per second",
    "KiloM-PER-HR": "kilometres per hour",
    "FT-PER-SEC": "feet per second",
    "MI-PER-HR": "miles per hour",
    "KN": "knots",
    "M3-PER-SEC": "cubic metres per second",
    "M3-PER-HR": "cubic metres per hour",
    "M3-PER-DAY": "cubic metres per day",
    "L-PER-SEC": "litres per second",
    "FT3-PER-SEC": "cubic feet per second",
    "BBL_US-PER-DAY": "barrels per day",
    "W": "watts",
    "KiloW": "kilowatts",
    "MegaW": "megawatts",
    "GigaW": "gigawatts",
    "TeraW": "terawatts",
    "J": "joules",
    "KiloJ": "kilojoules",
    "MegaJ": "megajoules",
    "GigaJ": "gigajoules",
    "W-HR": "watt-hours",
    "KiloW-HR": "kilowatt-hours",
    "MegaW-HR": "megawatt-hours",
    "GigaW-HR": "gigawatt-hours",
    "TeraW-HR": "terawatt-hours",
}
_DIGITS = 6
"""What has more digits and more than two decimals comes of a conversion, and is rounded."""


def unit_words(unit: str | None) -> str:
    """Return the words for a QUDT unit, "number" for none; a currency has its ISO 4217 code.

    A unit without words of ours has its own short name. Numbers in it are first to be multiplied by
    its `told_times`.
    """
    if unit is None:
        return "number"
    name = unit.rpartition("/")[2].removeprefix("CCY_")
    return _UNITS.get(name, name)


def told_times(unit: str | None) -> Decimal:
    """Return by what numbers in a unit are multiplied before a reader is told them: a hundred for
    shares of one, which are told in percent.
    """
    return Decimal(100 if unit == FRACTION else 1)


def number_words(number: Decimal) -> str:
    """Return a number with its thousands apart and without zeros that say nothing."""
    return _shortest(f"{number:,f}")


def rounded(number: Decimal) -> Decimal:
    """Return a number to six digits, and always to its two decimals.

    What comes of a conversion of units may have no end.
    """
    return Context(prec=max(_DIGITS, number.adjusted() + 3)).create_decimal(number)


def per_words(per: str | None) -> str:
    """Return in words the time that a rate is given for, nothing for a total."""
    return "" if per is None else f" per {unit_words(per).removesuffix('s')}"


def amount_words(amount: Interval, unit: str | None, per: str | None = None) -> str:
    """Return an amount with its unit, and of a rate its time: "more than 2,000 acres per day"."""
    if amount.low is None and amount.high is None:
        return "any amount"
    told = _bounds(amount.scaled(told_times(unit)))
    named = unit_words(unit)
    if named != "number":
        told = f"{told} {named}"
    return told + per_words(per)


def _bounds(amount: Interval) -> str:
    low, high = (
        None if end is None else number_words(rounded(end)) for end in (amount.low, amount.high)
    )
    if low is not None and amount.low == amount.high:
        return low
    if low is not None and high is not None and not (amount.low_open or amount.high_open):
        return f"{low} to {high}"
    above = "more than" if amount.low_open else "at least"
    below = "less than" if amount.high_open else "at most"
    ends = ((above, low), (below, high))
    return " and ".join(f"{told} {end}" for told, end in ends if end is not None)


def plain(number: Decimal, digits: int = 15) -> str:
    """Return a number without powers of ten and without zeros that say nothing, rounded where it
    has more than so many digits.

    What comes of a conversion of units may have no end.
    """
    return _shortest(f"{Context(prec=digits).create_decimal(number):f}")


def _shortest(told: str) -> str:
    return told.rstrip("0").rstrip(".") if "." in told else told
