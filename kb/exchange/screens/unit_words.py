"""Numbers as a reader says them; units and numbers with their thousands have words below."""

from decimal import Context, Decimal

from kb.judgement.values.unit_words import number_words, unit_words

__all__ = ["NO_NUMBER", "number_words", "plain", "unit_words"]

NO_NUMBER = "no number"
"""What is said of an amount that is told without any."""


def plain(number: Decimal, digits: int = 15) -> str:
    """Return a number without powers of ten, rounded where it has more than so many digits.

    What comes of a conversion of units may have no end.
    """
    rounded = Context(prec=digits).create_decimal(number)
    return f"{number if rounded == number else rounded:f}"
