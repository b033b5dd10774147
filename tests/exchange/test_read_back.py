"""An export that lost something is not written."""

from collections.abc import Callable

import pytest
from pyoxigraph import RdfFormat, parse

from kb.exchange.serialization.read_back import proved
from kb.exchange.serialization.serialize import to_turtle
from kb.words.errors import CannotGoOn

EX = "https://example.org/"
TEXT = f"""@prefix e: <{EX}> .
e:a a e:Claim ; e:low 030 ; e:words "two\\nlines"@EN ; e:evidence [ e:start 1 ] , [ e:start 2 ] .
[] a e:Review ; e:of e:a , e:b .
"""
TRIPLES = tuple(quad.triple for quad in parse(TEXT, format=RdfFormat.TURTLE))


def test_what_says_the_same_is_let_through() -> None:
    text = to_turtle(TRIPLES, {"e": EX})
    assert proved(text, RdfFormat.TURTLE, TRIPLES) == text
    assert proved(TEXT, RdfFormat.TURTLE, tuple(reversed(TRIPLES))) == TEXT
    assert proved("", RdfFormat.TURTLE, ()) == ""


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda text: text.replace(" , [ e:start 2 ]", ""), "statements"),
        (lambda text: text + "e:b a e:Claim .", "statements"),
        (lambda text: text.replace("030", "031"), "changed"),
        (lambda text: text.replace("e:start 2", "e:end 2"), "changed"),
        (lambda text: text.replace("e:b", "e:c"), "changed"),
        (lambda text: text[:-3], "it is no"),
    ],
)
def test_what_does_not_is_refused(spoil: Callable[[str], str], why: str) -> None:
    assert spoil(TEXT) != TEXT
    with pytest.raises(CannotGoOn, match=why):
        proved(spoil(TEXT), RdfFormat.TURTLE, TRIPLES)
