"""A Turtle text as a row of pieces: no white space, but what it said about lines.

Here, and only here, the words of the text change: a literal of several tokens becomes one piece,
separators come before the comments that stood before them, and what has two spellings gets one.
"""

import re
from collections.abc import Container
from enum import IntEnum
from typing import NamedTuple

from kb.text.turtle import Kind, Token, tokens
from kb.text.turtle.tokens import STRINGS

_LINE_END = re.compile(r"\r\n|\r|\n")
DIRECTIVES = frozenset((Kind.AT_PREFIX, Kind.AT_BASE))
_FROM_SPARQL = {Kind.PREFIX: Kind.AT_PREFIX, Kind.BASE: Kind.AT_BASE}
_KEYWORDS = {Kind.AT_PREFIX: "@prefix", Kind.AT_BASE: "@base"}


class Gap(IntEnum):
    """What stands between a piece and the one before it: a space, a line end, a blank line."""

    SPACE = 0
    LINE = 1
    BLANK = 2


class Piece(NamedTuple):
    """A term, bracket, separator or comment, as it will be written.

    ``note`` is the comment behind it on its line, empty where there is none; a comment on a line of
    its own is a piece itself. ``gap`` is what the author left before it. ``ANON`` is a pair of
    brackets of either sort with nothing inside.
    """

    kind: Kind
    text: str
    gap: Gap
    note: str = ""


def pieces(text: str, types: Container[int]) -> tuple[Piece, ...]:
    """The pieces of a Turtle text without faults; at the offsets ``types`` it says rdf:type."""
    row = _Row()
    for token in tokens(text):
        if token.kind is Kind.WS:
            row.space(token.text)
        elif token.kind is Kind.COMMENT:
            row.comment(token.text.rstrip(" \t\v\f"))
        elif row.continues_literal(token):
            row.glue(token)
        elif token.start in types:
            row.put(Kind.A, "a")
        else:
            row.take(token)
    return tuple(row.pieces)


class _Row:
    """The pieces so far; the last of them that is no comment takes what belongs to it."""

    __slots__ = ("_gap", "_last", "_last_end", "_same_line", "_undotted", "pieces")

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._last = -1
        self._last_end = 0  # where in the text its last token ends
        self._gap = Gap.SPACE
        self._same_line = False  # whether no line has ended since the last token
        self._undotted = False  # whether a directive is open that has no '.' in the text

    def space(self, text: str) -> None:
        """White space: only the number of its line ends matters."""
        ends = len(_LINE_END.findall(text))
        if ends:
            self._gap = max(self._gap, Gap(min(ends, Gap.BLANK)))
            self._same_line = False

    def comment(self, text: str) -> None:
        """A comment belongs to what stands before it on its line, else to no piece."""
        at = len(self.pieces) - 1
        if self._same_line and at == self._last:
            last = self.pieces[at]
            if last.note and last.kind is Kind.DOT:  # took the note of the value before it
                self.pieces[at - 1] = self.pieces[at - 1]._replace(note=last.note)
                last = last._replace(gap=Gap.LINE, note="")
            if not last.note:
                self.pieces[at] = last._replace(note=text)
                return
        self.pieces.append(Piece(Kind.COMMENT, text, max(self._gap, Gap.LINE)))
        self._gap = Gap.SPACE

    def continues_literal(self, token: Token) -> bool:
        """Whether the token is the language tag or datatype, or part of it, of the last piece."""
        if self._last < 0:
            return False
        last = self.pieces[self._last]
        if token.kind is Kind.LANGTAG or token.kind is Kind.DATATYPE:
            return True
        if token.kind in _KEYWORDS:  # a language may be called prefix or base
            return last.kind in STRINGS and token.start == self._last_end
        return last.kind is Kind.DATATYPE

    def glue(self, token: Token) -> None:
        """Make the token a part of the last piece, whatever comments stand between."""
        last = self.pieces[self._last]
        kind = Kind.DATATYPE if token.kind is Kind.DATATYPE else Kind.STRING_LITERAL_QUOTE
        self.pieces[self._last] = last._replace(kind=kind, text=last.text + token.text)
        self._arrived()

    def take(self, token: Token) -> None:
        """A token that is neither blank nor part of a literal already begun."""
        kind = token.kind
        self._last_end = token.end
        if kind is Kind.SEMICOLON or kind is Kind.COMMA:
            self._separate(kind, token.text)
        elif kind is Kind.DOT:
            self._end()
        elif kind in _FROM_SPARQL:
            self._undotted = True
            self.put(_FROM_SPARQL[kind], _KEYWORDS[_FROM_SPARQL[kind]])
        elif kind is Kind.CLOSE_LIST and self._is_bare_opening():
            self.pieces[-1] = self.pieces[-1]._replace(kind=Kind.ANON, text="()")
            self._arrived()
        elif kind is Kind.CLOSE:
            self._drop_idle_semicolon()
            self.put(kind, token.text)
        else:
            self.put(kind, "[]" if kind is Kind.ANON else token.text)
            if self._undotted and kind is Kind.IRIREF:
                self._undotted = False
                self._end()

    def put(self, kind: Kind, text: str) -> None:
        """Add a piece; behind a comment it begins a line."""
        self.pieces.append(Piece(kind, text, max(self._gap, self._least_gap())))
        self._last = len(self.pieces) - 1
        self._arrived()

    def _arrived(self) -> None:
        self._gap = Gap.SPACE
        self._same_line = True

    def _least_gap(self) -> Gap:
        last = self.pieces[-1] if self.pieces else None
        held = last is not None and (last.kind is Kind.COMMENT or last.note != "")
        return Gap.LINE if held else Gap.SPACE

    def _is_bare_opening(self) -> bool:
        return self.pieces[-1].kind is Kind.OPEN_LIST and not self.pieces[-1].note

    def _separate(self, kind: Kind, text: str) -> None:
        """Put a separator right behind the last value; the gap before it counts as one behind it.

        A second ``;`` separates nothing.
        """
        last = self.pieces[self._last]
        self._same_line = True
        if last.kind is not Kind.SEMICOLON:
            self.pieces[self._last] = last._replace(note="")
            self._last += 1
            self.pieces.insert(self._last, Piece(kind, text, Gap.SPACE, last.note))

    def _end(self) -> None:
        """End the statement, behind its last value or, where a comment follows it, below."""
        self._drop_idle_semicolon()
        last = self.pieces[-1]
        if last.kind is Kind.COMMENT:
            self.pieces.append(Piece(Kind.DOT, ".", Gap.LINE))
        else:
            self.pieces[-1] = last._replace(note="")
            self.pieces.append(Piece(Kind.DOT, ".", Gap.SPACE, last.note))
        self._last = len(self.pieces) - 1
        self._arrived()

    def _drop_idle_semicolon(self) -> None:
        """Take a ``;`` back behind which nothing came, not even a comment on its own line."""
        if self.pieces[-1].kind is Kind.SEMICOLON:
            note = self.pieces.pop().note
            self.pieces[-1] = self.pieces[-1]._replace(note=note)
            self._last = len(self.pieces) - 1
