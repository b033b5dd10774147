"""Pieces written out: indented, prefixes in a column."""

from collections.abc import Sequence
from typing import NamedTuple

from kb.text.turtle import Kind
from kb.text.turtle_format.pieces import Gap, Piece
from kb.text.turtle_format.roles import CLOSERS, OPENERS, Role

_STEP = 4
_DEEPEST = 32 * _STEP  # further in, nobody sees the difference, and the text grows without bounds


class _Level(NamedTuple):
    """The columns at which lines begin inside a bracket, or a statement, and where it closes."""

    inside: int
    closing: int
    verb: int  # of the line with the property that is being written


def written(
    row: Sequence[Piece], roles: Sequence[Role], gaps: Sequence[Gap], line_end: str = "\n"
) -> str:
    """The text of these pieces with these gaps; empty where there are none."""
    widths = _name_widths(row, gaps)
    out: list[str] = []
    levels = [_Level(_STEP, 0, 0)]
    column = 0  # of the line that is being written
    for at, (piece, role, gap) in enumerate(zip(row, roles, gaps, strict=True)):
        if gap is Gap.SPACE:
            out.append(" ")
        else:
            column = _column(piece, role, levels[-1])
            out.append(line_end * gap + " " * column if out else "")
        out.append(piece.text.ljust(widths.get(at, 0)))
        if piece.note:
            out.append(f" {piece.note}")
        if role is Role.VERB:
            levels[-1] = levels[-1]._replace(verb=column)
        if piece.kind in OPENERS:
            levels.append(_Level(_deeper(column), column, column))
        elif piece.kind in CLOSERS:
            levels.pop()
    return "".join((*out, line_end)) if out else ""


def _column(piece: Piece, role: Role, level: _Level) -> int:
    """The column at which a line begins with this piece; comments stand with what they precede."""
    if role is Role.START:
        return 0
    if role is Role.OBJECT:
        return _deeper(level.verb)
    if role is Role.CLOSE or role is Role.END:
        return level.inside if piece.kind is Kind.COMMENT else level.closing
    return level.inside


def _deeper(column: int) -> int:
    return min(column + _STEP, _DEEPEST)


def _name_widths(row: Sequence[Piece], gaps: Sequence[Gap]) -> dict[int, int]:
    """How wide to write the names of prefixes: alike in each block without blank line."""
    widths: dict[int, int] = {}
    block: list[int] = []
    for at, (piece, gap) in enumerate(zip(row, gaps, strict=True)):
        if gap is Gap.BLANK:
            widths |= _alike(row, block)
            block = []
        if piece.kind is Kind.AT_PREFIX and not any(gaps[at + 1 : at + 3]):
            block.append(at + 1)
    return widths | _alike(row, block)


def _alike(row: Sequence[Piece], names: Sequence[int]) -> dict[int, int]:
    width = max((len(row[name].text) for name in names), default=0)
    return dict.fromkeys(names, width)
