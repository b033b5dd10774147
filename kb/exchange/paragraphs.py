"""Text laid out in lines for a terminal."""

from collections.abc import Iterator
from textwrap import wrap

NARROWEST = 40
"""Columns below which lines are not made shorter: single words would stand alone."""


def indented(text: str, width: int, *, first: int = 0) -> Iterator[str]:
    """Return a paragraph in lines of at most ``width`` columns, ``first`` of them blank.

    Further lines are indented by two more. Words are never broken, so a long one may stick out.
    """
    lines = wrap(
        text,
        max(width, NARROWEST),
        initial_indent=" " * first,
        subsequent_indent=" " * (first + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield from lines or [""]


def many(count: int, noun: str) -> str:
    """Return a count with its noun, in the plural unless it is one."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
