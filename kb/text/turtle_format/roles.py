"""What each piece is in its statement."""

from collections.abc import Sequence
from enum import Enum, auto

from kb.text.turtle import Kind
from kb.text.turtle_format.pieces import DIRECTIVES, Piece

OPENERS = frozenset((Kind.OPEN, Kind.OPEN_LIST))
CLOSERS = frozenset((Kind.CLOSE, Kind.CLOSE_LIST))


class Role(Enum):
    """What a piece is in its statement; an opening bracket is what its whole node is."""

    START = auto()
    """The subject of a statement, or the keyword of a directive."""
    VERB = auto()
    OBJECT = auto()
    ITEM = auto()
    CLOSE = auto()
    SEPARATOR = auto()
    END = auto()
    DECLARED = auto()
    """The name or IRI of a directive."""


_NEXT = {
    Role.START: Role.VERB,
    Role.VERB: Role.OBJECT,
    Role.OBJECT: Role.OBJECT,
    Role.ITEM: Role.ITEM,
    Role.DECLARED: Role.DECLARED,
}
_BEHIND = {Kind.SEMICOLON: Role.VERB, Kind.COMMA: Role.OBJECT}


def roles(row: Sequence[Piece]) -> tuple[Role, ...]:
    """The role of each piece of a text without faults; a comment has that of what follows it."""
    found: list[Role] = []
    opened: list[Role] = []
    expected = Role.START
    comments = 0
    for piece in row:
        kind = piece.kind
        if kind is Kind.COMMENT:
            comments += 1
            continue
        if kind in CLOSERS:
            role, expected = Role.CLOSE, _NEXT[opened.pop()]
        elif kind in _BEHIND:
            role, expected = Role.SEPARATOR, _BEHIND[kind]
        elif kind is Kind.DOT:
            role, expected = Role.END, Role.START
        elif kind in OPENERS:
            role = expected
            opened.append(role)
            expected = Role.VERB if kind is Kind.OPEN else Role.ITEM
        else:
            role = expected
            expected = Role.DECLARED if kind in DIRECTIVES else _NEXT[role]
        found += [role] * (comments + 1)
        comments = 0
    found += [Role.START] * comments
    return tuple(found)
