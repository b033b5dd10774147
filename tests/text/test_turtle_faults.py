"""The scan of faulty Turtle: what it says, where, and that one mistake is one fault."""

import time
from dataclasses import dataclass

import pytest

from kb.text.turtle import Lines, SyntaxFault, scan, tokens
from kb.text.turtle.tokens import BLANKS

HEADER = "@prefix ex: <http://example.org/> .\n"


@dataclass(frozen=True, slots=True)
class Seen:
    """A fault as its reader sees it; lines are counted behind the header."""

    line: int
    column: int
    message: str
    hint: str


def seen(text: str) -> list[Seen]:
    whole = HEADER + text
    lines = Lines.of(whole)
    found = []
    for fault in scan(whole).errors:
        at = lines.at(fault.start)
        found.append(Seen(at.line - 1, at.column, fault.message, fault.hint or ""))
    return found


def only(text: str) -> Seen:
    (fault,) = seen(text)
    return fault


def values(text: str) -> list[str]:
    return [located.object.value.removeprefix("http://example.org/") for located in kept(text)]


def kept(text: str):
    return scan(HEADER + text).triples
