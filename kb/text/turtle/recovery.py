"""Where to read on behind a mistake, so that one mistake is one fault and hides no other.

Two facts about Turtle carry this. A '.' token ends a statement and stands nowhere else, not even in
brackets. And people begin a statement at the start of a line and indent what belongs to it.
"""

from collections.abc import Sequence

from kb.text.turtle.places import Lines
from kb.text.turtle.tokens import IRIS, LITERALS, Kind, Token

_AT_DIRECTIVES = frozenset((Kind.AT_PREFIX, Kind.AT_BASE))
_NODES = IRIS | {Kind.BLANK_NODE_LABEL, Kind.ANON}
_SUBJECTS = _NODES | {Kind.WORD}  # a subject without its prefix, a mistake in its turn
_VERBS = IRIS | {Kind.A}
_OPENERS = frozenset((Kind.OPEN, Kind.OPEN_LIST))
_CLOSERS = frozenset((Kind.CLOSE, Kind.CLOSE_LIST))
_VALUES = _NODES | LITERALS | _OPENERS | {Kind.UNCLOSED_STRING}
_STARTERS = _NODES | _OPENERS
_SEPARATORS = _CLOSERS | {Kind.DOT, Kind.COMMA, Kind.SEMICOLON}


def cut_short(tokens: Sequence[Token], first: int, at: int, lines: Lines) -> int | None:
    """Where, up to token ``at``, the next statement begins though that from ``first`` has no end.

    None where nothing looks like that. The first line that starts no further right than its
    statement tells: either a new statement begins there, or the author does not indent, and then
    only ``at`` itself counts.
    """
    if at == first:
        return None
    left = _indent(tokens[first], lines)
    depth = 0
    for index in range(first + 1, at):
        depth += _step(tokens[index - 1])
        token = tokens[index]
        if depth > 0 or token.kind in _SEPARATORS or not _begins_line(tokens, index, lines):
            continue
        if lines.at(token.start).column <= left:
            if _plausible(tokens, index):
                return index
            break
    begins = _begins_line(tokens, at, lines) and lines.at(tokens[at].start).column <= left
    if tokens[at].kind in _AT_DIRECTIVES or (begins and _plausible(tokens, at)):
        return at
    return None


def resumption(tokens: Sequence[Token], first: int, at: int, lines: Lines) -> int:
    """The token to read on from when the statement from ``first`` is at fault at token ``at``."""
    left = _indent(tokens[first], lines)
    depth = sum(_step(token) for token in tokens[first:at])
    while tokens[at].kind is not Kind.END:
        token = tokens[at]
        depth = max(0, depth + _step(token))
        at += 1
        ended = _ends_statement(token) and token.end < tokens[at].start
        begins = _begins_line(tokens, at, lines)
        outermost = begins and lines.at(tokens[at].start).column <= left
        if (
            (begins and tokens[at].kind in _AT_DIRECTIVES)
            or (ended and outermost and tokens[at].kind in _STARTERS)
            or ((ended or (outermost and depth == 0)) and _plausible(tokens, at))
        ):
            break
    return at


def _plausible(tokens: Sequence[Token], at: int) -> bool:
    """Whether the tokens from here on look like a statement, or like the end of the text."""
    kind = tokens[at].kind
    if kind is Kind.END or kind in _AT_DIRECTIVES:
        return True
    second = tokens[at + 1].kind
    if kind is Kind.PREFIX:
        return second is Kind.PNAME_NS
    if kind is Kind.BASE:
        return second is Kind.IRIREF
    if kind is Kind.OPEN_LIST:
        return second in _VALUES or second is Kind.CLOSE_LIST
    begins = kind in _SUBJECTS or kind is Kind.OPEN
    return begins and second in _VERBS and tokens[at + 2].kind in _VALUES


def _step(token: Token) -> int:
    """How much deeper in brackets the text is behind the token."""
    return 1 if token.kind in _OPENERS else -1 if token.kind in _CLOSERS else 0


def _ends_statement(token: Token) -> bool:
    """Whether this is a '.', or an unclosed string that has swallowed one at its line's end."""
    if token.kind is Kind.UNCLOSED_STRING:
        return token.text.rstrip().endswith(".")
    return token.kind is Kind.DOT


def _indent(token: Token, lines: Lines) -> int:
    """The column at which the token's line begins, white space left out."""
    line = lines.line(lines.at(token.start).line)
    return len(line) - len(line.lstrip(" \t")) + 1


def _begins_line(tokens: Sequence[Token], at: int, lines: Lines) -> bool:
    """Whether only white space stands before the token on its line."""
    if at == 0:
        return True
    return lines.at(tokens[at - 1].end - 1).line < lines.at(tokens[at].start).line
