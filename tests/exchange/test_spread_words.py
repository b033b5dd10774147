"""The outermost numbers of a question in words, also where some had to be converted."""

from decimal import Decimal

import pytest

from kb.exchange.screens.answer_lines import AnswerWords
from kb.graph.names import Names
from kb.judgement.contests.spread import Spread
from kb.judgement.values.units import QUDT
from tests.judgement.records import index_of


@pytest.mark.parametrize(
    ("low", "high", "unit", "converted", "expected"),
    [
        ("3", "12000", "NUM", (), "from 3 to 12,000"),
        ("0.1234567", "0.1234567", "M", (), "0.1234567 metres"),
        (
            "180",
            "210",
            "KiloM2",
            ("HA",),
            "from 180 to 210 square kilometres, converted from hectares",
        ),
        (
            "517.9976220672",
            "1502.19310399488",
            "KiloM2",
            ("MI2", "AC"),
            "from 517.998 to 1,502.19 square kilometres, converted from square miles and acres",
        ),
    ],
)
def test_a_spread_says_what_was_converted(
    low: str, high: str, unit: str, converted: tuple[str, ...], expected: str
) -> None:
    others = tuple(QUDT + name for name in converted)
    spread = Spread(QUDT + unit, Decimal(low), Decimal(high), 2, others)
    assert AnswerWords(Names(index_of(""), {})).spread(spread) == expected
