"""Where an offset stands in a text: line, column, and the line itself with carets below."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")
_ELLIPSIS = "…"


class Position(NamedTuple):
    """A place in a text for human eyes: line and column count from 1, columns in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text, found once, so that each offset has its line and column in O(log n).

    A line ends with LF, CRLF or a lone CR; the line end belongs to the line before it. Make it with
    `Lines.of`.
    """

    text: str
    starts: tuple[int, ...]
    """The offset at which each line begins; a text without line end, even an empty one, has one."""

    @classmethod
    def of(cls, text: str) -> "Lines":
        """The lines of this text."""
        return cls(text, (0, *(match.end() for match in _LINE_END.finditer(text))))

    def at(self, offset: int) -> Position:
        """The line and column of an offset in code points; ``len(text)`` is just behind the end.

        Raises ValueError for an offset outside the text.
        """
        if not 0 <= offset <= len(self.text):
            message = f"offset {offset} is outside the text of {len(self.text)} code points"
            raise ValueError(message)
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """Line ``number``, counted from 1, without its line end; IndexError where there is none."""
        if not 1 <= number <= len(self.starts):
            message = f"line {number} of a text of {len(self.starts)} lines"
            raise IndexError(message)
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def excerpt(self, start: int, end: int, *, width: int = 100) -> str:
        """The line that holds ``start``, and below it carets under ``start`` to ``end``.

        Carets stop at the end of the line; an empty span gets one. At most ``width`` characters of
        the line are shown, around the first caret, with an ellipsis where it is cut. Control
        characters (also those that turn the writing direction) are shown as U+FFFD, so that a file
        cannot steer the terminal it is shown on; tabs stay, and are repeated before the carets, so
        that both lines agree whatever the tab width.
        """
        number, column = self.at(start)
        line = self.line(number)
        first = min(column - 1, len(line))
        last = max(first + 1, min(first + (end - start), len(line)))
        cut, keep = _window(len(line), first, last, width)
        shown = visible(line[cut:keep])
        before = _ELLIPSIS if cut else ""
        after = _ELLIPSIS if keep < len(line) else ""
        margin = " " * len(before) + "".join(_room(char, " ") for char in line[cut:first])
        carets = "".join(_room(char, "^") for char in line[first : min(last, keep)]) or "^"
        return f"{before}{shown}{after}\n{margin}{carets}"


def _window(length: int, first: int, last: int, width: int) -> tuple[int, int]:
    """Which part of a line to show: all where it fits, else the span and what surrounds it."""
    if length <= width:
        return 0, length
    lead = max((width - (last - first)) // 2, width // 4)
    cut = max(0, min(first - lead, length - width))
    return cut, cut + width


def visible(text: str) -> str:
    """The text with U+FFFD for what would act on the terminal; tabs stay."""
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    """The character itself, or U+FFFD where it would act on the terminal instead of being seen."""
    if char == "\t":
        return char
    category = unicodedata.category(char)
    return "\N{REPLACEMENT CHARACTER}" if category in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char


def _room(char: str, mark: str) -> str:
    """As many marks as the character takes columns: none if it combines, two if it is wide."""
    if char == "\t":
        return char if mark == " " else mark
    if unicodedata.category(char) in {"Mn", "Me"}:
        return ""
    return mark * 2 if unicodedata.east_asian_width(char) in {"W", "F"} else mark
