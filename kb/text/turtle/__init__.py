"""Turtle 1.1 with places: where in the text each token, triple and mistake stands."""

from kb.text.turtle.faults import SyntaxFault
from kb.text.turtle.places import Lines, Position, visible
from kb.text.turtle.scan import Scan, scan
from kb.text.turtle.statements import Located, Span
from kb.text.turtle.tokens import Kind, Token, tokens

__all__ = [
    "Kind",
    "Lines",
    "Located",
    "Position",
    "Scan",
    "Span",
    "SyntaxFault",
    "Token",
    "scan",
    "tokens",
    "visible",
]
