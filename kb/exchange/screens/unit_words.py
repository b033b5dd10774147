"""Units and numbers as a reader says them."""

from decimal import Context, Decimal

NO_NUMBER = "no number"
"""What is said of an amount that is told without any."""
_UNITS = {
    "NUM": "number",
    "UNITLESS": "number",
    "FRACTION": "share of one",
    "PERCENT": "percent",
    "M": "metres",
    "CentiM": "centimetres",
    "KiloM": "kilometres",
    "FT": "feet",
    "YD": "yards",
    "MI": "miles",
    "MI_N": "nautical miles",
    "M2": "square metres",
    "KiloM2": "square kilometres",
    "HA": "hectares",
    "AC": "acres",
    "FT2": "square feet",
    "MI2": "square miles",
    "KiloGM": "kilograms",
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
}


def unit_words(unit: str | None) -> str:
    """Return the words for a QUDT unit, "number" for none; a currency has its ISO 4217 code.

    A unit without words of ours has its own short name.
    """
    if unit is None:
        return "number"
    name = unit.rpartition("/")[2].removeprefix("CCY_")
    return _UNITS.get(name, name)


def plain(number: Decimal, digits: int = 15) -> str:
    """Return a number without powers of ten, rounded where it has more than so many digits.

    What comes of a conversion of units may have no end.
    """
    rounded = Context(prec=digits).create_decimal(number)
    return f"{number if rounded == number else rounded:f}"


def number_words(number: Decimal) -> str:
    """Return a number with its thousands apart and without zeros that say nothing."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
