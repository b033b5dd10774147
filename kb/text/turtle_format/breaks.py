"""Where lines end: where the author ended them, and where the house style wants it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.text.turtle import Kind
from kb.text.turtle_format.pieces import DIRECTIVES, Gap, Piece
from kb.text.turtle_format.roles import CLOSERS, OPENERS, Role

_BLANK_BEHIND = frozenset((Kind.SEMICOLON, Kind.COMMA, Kind.DOT, Kind.COMMENT))
_NO_BLANK_BEFORE = frozenset((Role.CLOSE, Role.END))


def breaks(row: Sequence[Piece], roles: Sequence[Role]) -> tuple[Gap, ...]:
    """What stands before each piece in the house style."""
    walk = _Walk(row, roles, _as_written(row, roles))
    walk.through()
    _set_directives_apart(row, roles, walk.gaps)
    return tuple(walk.gaps)


def _as_written(row: Sequence[Piece], roles: Sequence[Role]) -> list[Gap]:
    """The author's gaps, but no blank line inside a statement where it would part what is one."""
    gaps = [piece.gap for piece in row]
    before: Piece | None = None
    for at, (piece, role) in enumerate(zip(row, roles, strict=True)):
        if role is Role.START:
            gaps[at] = max(piece.gap, Gap.LINE)
        elif role is Role.DECLARED and not _held(row, at) and piece.kind is not Kind.COMMENT:
            gaps[at] = Gap.SPACE
        elif piece.gap is Gap.BLANK and not _may_be_blank(before, role):
            gaps[at] = Gap.LINE
        before = piece
    return gaps


def _may_be_blank(before: Piece | None, role: Role) -> bool:
    if before is None or role in _NO_BLANK_BEFORE:
        return False
    return before.kind in _BLANK_BEHIND or (role is Role.ITEM and before.kind not in OPENERS)


def _set_directives_apart(row: Sequence[Piece], roles: Sequence[Role], gaps: list[Gap]) -> None:
    """Put a blank line between directives and statements, in front of any comments between."""
    behind = 0  # the first piece behind the last '.'
    earlier: bool | None = None
    for at, (piece, role) in enumerate(zip(row, roles, strict=True)):
        if role is Role.END:
            behind = at + 1
        elif role is Role.START and piece.kind is not Kind.COMMENT:
            directive = piece.kind in DIRECTIVES
            if earlier is (not directive) and Gap.BLANK not in gaps[behind : at + 1]:
                gaps[behind] = Gap.BLANK
            earlier = directive


def _held(row: Sequence[Piece], at: int) -> bool:
    """Whether a comment before the piece keeps it from standing on the line before."""
    return at > 0 and (row[at - 1].kind is Kind.COMMENT or row[at - 1].note != "")


class _Value(NamedTuple):
    """An object or list item: where it starts, whether in brackets, whether they are opened out."""

    start: int
    bracketed: bool = False
    opened: bool = False


_NO_BRACKET = -1


@dataclass(slots=True)
class _Frame:
    """A statement or a bracket: its properties, and the values of each; a list has values only."""

    opening: int = _NO_BRACKET
    verbs: list[int] = field(default_factory=list)
    values: list[list[_Value]] = field(default_factory=list)


class _Walk:
    """Goes through the pieces, and settles each bracket and statement where it ends."""

    __slots__ = ("_frames", "_roles", "_row", "gaps")

    def __init__(self, row: Sequence[Piece], roles: Sequence[Role], gaps: list[Gap]) -> None:
        self.gaps = gaps
        self._row = row
        self._roles = roles
        self._frames = [_Frame()]

    def through(self) -> None:
        """Settle all gaps; what is inside is settled before what is around it."""
        for at, (piece, role) in enumerate(zip(self._row, self._roles, strict=True)):
            kind = piece.kind
            if kind is Kind.COMMENT:
                continue
            if kind in OPENERS:
                self._frames.append(_Frame(at, values=[[]] if kind is Kind.OPEN_LIST else []))
            elif kind in CLOSERS:
                self._close(at)
            elif kind is Kind.DOT:
                self._settle_properties(self._frames[-1])
                self._frames = [_Frame()]
            elif role is Role.VERB:
                self._frames[-1].verbs.append(at)
                self._frames[-1].values.append([])
            elif role is Role.OBJECT or role is Role.ITEM:
                self._frames[-1].values[-1].append(_Value(at))

    def _close(self, closing: int) -> None:
        frame = self._frames.pop()
        listed = self._row[closing].kind is Kind.CLOSE_LIST
        opened = self._settle_items(frame) if listed else self._settle_properties(frame)
        opened = opened or self.gaps[closing] is not Gap.SPACE
        if opened:
            self._break(frame.opening + 1)
            self._break(closing)
        if self._roles[frame.opening] is not Role.START:
            self._frames[-1].values[-1].append(_Value(frame.opening, True, opened))

    def _settle_properties(self, frame: _Frame) -> bool:
        """Give properties that take several lines lines of their own; whether any line ends."""
        tall = [self._settle_values(values) for values in frame.values]
        if len(tall) > 1 or frame.opening != _NO_BRACKET:
            for number, is_tall in enumerate(tall):
                if is_tall:
                    for verb in frame.verbs[number : number + 2]:
                        self._break(verb)
        return any(tall) or any(self.gaps[verb] for verb in frame.verbs)

    def _settle_values(self, values: Sequence[_Value]) -> bool:
        """Lay out the values of one property; whether it takes several lines."""
        if all(value.opened and not _held(self._row, value.start) for value in values):
            for value in values:
                self.gaps[value.start] = Gap.SPACE
            return True
        if len(values) > 1 and any(value.bracketed for value in values):
            for value in values[0 if any(value.opened for value in values) else 1 :]:
                self._break(value.start)
        return any(value.opened or self.gaps[value.start] for value in values)

    def _settle_items(self, frame: _Frame) -> bool:
        """Give list items that take several lines lines of their own; whether any line ends."""
        items = frame.values[0]
        for number, item in enumerate(items):
            if item.opened:
                for each in items[number : number + 2]:
                    self._break(each.start)
        return any(item.opened or self.gaps[item.start] for item in items)

    def _break(self, at: int) -> None:
        """A line ends before the piece; where comments stand before it, it does already."""
        self.gaps[at] = max(self.gaps[at], Gap.LINE)
