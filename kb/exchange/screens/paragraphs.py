"""Text laid out in lines for a terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TypeVar

WIDTH = 100
"""Columns of a page that has no terminal, such as a pipe."""
NARROWEST = 40
"""Columns below which lines are not made shorter: single words would stand alone."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of ``width`` columns, on which lists are cut unless ``everything`` is wanted."""

    width: int = WIDTH
    everything: bool = False

    @classmethod
    def of(cls, width: int | None, *, everything: bool = False) -> "Page":
        """Return the page of a terminal; ``None`` is none."""
        return cls(WIDTH if width is None else width, everything)

    def first(self, items: Sequence[_Item], most: int) -> Sequence[_Item]:
        """Return the items that are listed; only a list of more than ``most`` is cut."""
        return items if self.everything else items[:most]

    def rest(self, items: int, most: int, noun: str, *, first: int = 0) -> Iterator[str]:
        """Say how many of the items are not listed, if any, and how to see them."""
        left = 0 if self.everything else items - most
        if left > 0:
            yield from self.paragraph(f"… and {left:,} more {noun}: --all", first=first)

    def paragraph(self, text: str, *, first: int = 0) -> Iterator[str]:
        """Return a paragraph in lines, ``first`` of their columns blank."""
        yield from indented(text, self.width, first=first)


PAGE = Page()
"""The page of a pipe, with long lists cut."""


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
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
