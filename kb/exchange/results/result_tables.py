"""Answers as tables to be read: aligned for a terminal, and in Markdown."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode

from kb.exchange.serialization.prefixes import prefixed_names
from kb.graph.sparql.endpoint import Table, Term

GAP = "  "
MOST_LINES = 4
"""Lines that a cell may take; what is longer ends in an ellipsis."""
NARROWEST = 8
"""Columns that a cell keeps beside the name of its column, however narrow the terminal."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float"))
_JOINERS = "\u200c\u200d"
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#$])")


def aligned(table: Table, *, width: int | None, prefixes: Mapping[str, str]) -> str:
    """The table in columns of equal width, for a terminal ``width`` wide; ``None`` sets no bound.

    Long cells are wrapped at spaces. Where several columns do not fit side by side without breaking
    a word or taking more than `MOST_LINES` lines, each row is a block of its own, with a line for
    each cell; a single column is cut. Characters that would steer the terminal or turn the
    direction of the text are shown as escapes.
    """
    short = prefixed_names(prefixes).short
    cells = [[_harmless(_shown(term, short)) for term in row] for row in table.rows]
    columns = [[name, *(row[place] for row in cells)] for place, name in enumerate(table.columns)]
    natural = [max(map(_width, column)) for column in columns]
    least = [max(map(_longest_word, column)) for column in columns]
    widths = _fitted(natural, least, width)
    if width is not None and len(columns) > 1 and not _fit(cells, widths, width):
        lines = [*_blocks(table.columns, cells, width)]
    else:
        lines = [*_grid(table, cells, widths), ""]
    return "".join(f"{line.rstrip()}\n" for line in [*lines, _count(table)])


def markdown(table: Table, *, prefixes: Mapping[str, str]) -> str:
    """The table in GitHub Flavored Markdown, section 4.10; nothing in a cell can act as markup."""
    short = prefixed_names(prefixes).short
    rows = [[_escaped(_shown(term, short)) for term in row] for row in table.rows]
    rules = ["---:" if _is_numeric(table, place) else "---" for place in range(len(table.columns))]
    lines = [[_escaped(name) for name in table.columns], rules, *rows]
    text = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
    return f"{text}\n{_count(table)}\n" if table.truncated else text


def _count(table: Table) -> str:
    rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows):,} rows"
    return f"The first {rows}; there are more." if table.truncated else rows


def _shown(term: Term | None, short: Callable[[str], str | None]) -> str:
    match term:
        case None:
            return ""
        case BlankNode():
            return f"_:{term.value}"
        case NamedNode():
            return short(term.value) or f"<{term.value}>"
        case Literal():
            return term.value or '""'


def _harmless(text: str) -> str:
    return "".join(
        character
        if character.isprintable() or character in _JOINERS
        else character.encode("unicode_escape").decode()
        for character in text
    )


def _escaped(text: str) -> str:
    lines = (_harmless(line).replace("&", "&amp;") for line in text.split("\n"))
    return "<br>".join(_MARKDOWN.sub(r"\\\1", line) for line in lines)


def _is_numeric(table: Table, place: int) -> bool:
    terms = [row[place] for row in table.rows if row[place] is not None]
    return bool(terms) and all(
        isinstance(term, Literal) and term.datatype.value in _NUMBERS for term in terms
    )


def _width(text: str) -> int:
    """How many columns of a terminal the text takes (Unicode Standard Annex 11)."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if character in _JOINERS or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _longest_word(text: str) -> int:
    return max(map(_width, text.split(" ")))


def _gaps(widths: Sequence[int]) -> int:
    return len(GAP) * (len(widths) - 1)


def _fitted(natural: Sequence[int], least: Sequence[int], width: int | None) -> list[int]:
    """Widths that fit: the widest columns give way until all fit, as long as words stay whole.

    A single column gives way in any case.
    """
    if width is None:
        return list(natural)
    room = width - _gaps(natural)
    if len(natural) == 1:
        return [min(natural[0], max(room, 1))]
    widest = max(natural, default=0)
    while sum(_narrowed(natural, least, widest)) > room and widest > 0:
        widest -= 1
    return _narrowed(natural, least, widest)


def _fit(cells: Sequence[Sequence[str]], widths: Sequence[int], width: int) -> bool:
    """Tell whether all cells can be shown whole in columns of these widths."""
    if sum(widths) + _gaps(widths) > width:
        return False
    return all(
        len(_wrapped(cell, one, most=None)) <= MOST_LINES
        for row in cells
        for cell, one in zip(row, widths, strict=True)
    )


def _narrowed(natural: Sequence[int], least: Sequence[int], widest: int) -> list[int]:
    return [max(word, min(one, widest)) for one, word in zip(natural, least, strict=True)]


def _grid(table: Table, cells: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    numeric = [_is_numeric(table, place) for place in range(len(widths))]
    yield from _line_up(table.columns, widths, numeric)
    yield GAP.join("─" * one for one in widths)
    for row in cells:
        yield from _line_up(row, widths, numeric)


def _blocks(names: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The rows one below the other, each cell after the name of its column and never cut."""
    label = min(max(map(_width, names)), max(width - len(GAP) - NARROWEST, 0))
    for row in cells:
        for name, cell in zip(names, row, strict=True):
            if not cell:
                continue
            if _width(name) > label:
                yield from _wrapped(name, width, most=None)
                name = ""
            room = width - label - len(GAP)
            for text in _wrapped(cell, room, most=None):
                yield f"{name}{' ' * (label - _width(name))}{GAP}{text}"
                name = ""
        yield ""


def _line_up(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> Iterator[str]:
    """The lines of one row, its cells wrapped and padded."""
    wrapped = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for line in range(max(map(len, wrapped), default=0)):
        padded = []
        for lines, width, right in zip(wrapped, widths, numeric, strict=True):
            text = lines[line] if line < len(lines) else ""
            blank = " " * (width - _width(text))
            padded.append(blank + text if right else text + blank)
        yield GAP.join(padded)


def _wrapped(text: str, width: int, *, most: int | None = MOST_LINES) -> list[str]:
    """The lines of a cell, at the most so many; ``None`` sets no bound."""
    lines: list[str] = []
    rest = text
    while _width(rest) > width and (most is None or len(lines) < most - 1):
        end = _fitting(rest, width)
        space = rest.rfind(" ", 0, end + 1)
        lines.append(rest[: space if space > 0 else end].rstrip())
        rest = rest[space + 1 if space > 0 else end :]
    if _width(rest) > width:
        rest = rest[: _fitting(rest, width - 1)] + "…"
    return [*lines, rest]


def _fitting(text: str, width: int) -> int:
    """How many characters fit into ``width`` columns; at least one."""
    taken = 0
    for place, character in enumerate(text):
        taken += _character_width(character)
        if taken > width:
            return max(place, 1)
    return len(text)
