"""What a query may be: one question of at most a certain size, which stays in its one graph."""

import re
from collections.abc import Sequence
from enum import StrEnum

from kb.graph.sparql.sparql_text import CLOSING, Kind, SparqlText, Token, position
from kb.words.errors import CannotGoOn

LONGEST_TEXT = 64 * 1024
"""In bytes of UTF-8."""
DEEPEST_NESTING = 200
"""Brackets of all kinds; engines descend by recursion and crash some thousands deep."""

_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
)
# A parser without word boundaries reads `service:x` as SERVICE :x where no name may stand.
_PREFIX_AS_KEYWORD = re.compile(r"service|from", re.IGNORECASE)


class Form(StrEnum):
    """What a query asks for: rows, yes or no, a graph, or whatever is known about things."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


def refuse_length(sparql: SparqlText) -> None:
    """Raise `CannotGoOn` for more than `LONGEST_TEXT` bytes."""
    try:
        length = len(sparql.text.encode())
    except UnicodeEncodeError as error:
        raise sparql.refused(error.start, "half of a surrogate pair") from None
    if length > LONGEST_TEXT:
        raise CannotGoOn(
            f"the query is {length:,} bytes long; {LONGEST_TEXT:,} are allowed", where=sparql.name
        )


def form_of(code: Sequence[Token], sparql: SparqlText) -> Form:
    """What the query asks for; raises `CannotGoOn` for an update and for what is no query."""
    rest = iter(code)
    for token in rest:
        if token.word == "PREFIX":
            next(rest, None)
            next(rest, None)
        elif token.word in ("BASE", "VERSION"):
            next(rest, None)
        elif token.word in Form.__members__:
            return Form[token.word]
        else:
            break
    else:
        raise sparql.refused(len(sparql.text), "there is no query")
    if token.word in _UPDATES:
        raise _changes_the_base(token, sparql)
    raise sparql.refused(
        token.start,
        f"a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE, not with {shown(token.text)}",
    )


def refuse_nesting(code: Sequence[Token], sparql: SparqlText) -> None:
    """Raise `CannotGoOn` for brackets that do not match, or nest beyond `DEEPEST_NESTING`."""
    opened: list[Token] = []
    for token in code:
        if token.kind is not Kind.PUNCTUATION:
            continue
        if token.text in CLOSING:
            opened.append(token)
            if len(opened) > DEEPEST_NESTING:
                what = f"brackets nest deeper than {DEEPEST_NESTING}"
                raise sparql.refused(token.start, what)
        elif token.text in CLOSING.values():
            if not opened:
                raise sparql.refused(token.start, f"{token.text} closes nothing")
            opening = opened.pop()
            if CLOSING[opening.text] != token.text:
                line, column = position(sparql.text, opening.start)
                what = f"{token.text} does not close the {opening.text} of {line}:{column}"
                raise sparql.refused(token.start, what)
    if opened:
        raise sparql.refused(opened[-1].start, f"{opened[-1].text} is never closed")


def refuse_reaching_out(code: Sequence[Token], sparql: SparqlText) -> None:
    """Raise `CannotGoOn` for what would ask another endpoint, read another graph or change this.

    A bare word is refused if it only holds the keyword: engines without word boundaries read
    ``SERVICESILENT`` as two keywords.
    """
    for token in code:
        if token.word in _UPDATES:
            raise _changes_the_base(token, sparql)
        if "SERVICE" in token.word:
            raise sparql.refused(
                token.start,
                "SERVICE would put part of the query to another endpoint; a query asks one base",
            )
        if "FROM" in token.word:
            raise sparql.refused(
                token.start,
                "FROM would choose another graph, and the base is one graph",
                hint="Leave out FROM and FROM NAMED.",
            )
        keyword = _PREFIX_AS_KEYWORD.match(token.prefix or "")
        if keyword:
            raise sparql.refused(
                token.start,
                f"some engines read the prefix {token.prefix}: as {keyword[0].upper()}",
                hint="Give the prefix another name.",
            )


def _changes_the_base(token: Token, sparql: SparqlText) -> CannotGoOn:
    return sparql.refused(
        token.start,
        f"{token.word} is an update, and a query changes nothing",
        hint="The base is changed by editing its Turtle files.",
    )


def shown(text: str) -> str:
    """A piece of a query as a message shows it: on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
