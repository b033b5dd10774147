"""The house style of a Turtle text.

What stays as the author wrote it: the order of statements, properties and values; every comment;
every name, number and string to the letter; and where lines end within a statement, for the groups
on one line mean something to the author. Lines are never joined or wrapped for their length.

What becomes the same in every text:

- A statement begins a line of its own, at its left edge; what belongs to it is indented by four.
- ``;`` ``,`` and ``.`` end a line, with a space before them, and never begin one.
- Brackets stand on one line, or are opened out: what is inside on lines of its own, indented.
- Of several values, of which one is in brackets, each has its own line.
- A property that takes several lines shares none with its neighbours.
- Prefixes stand in a column; ``PREFIX`` is written ``@prefix``, ``rdf:type`` as a property ``a``.
- A ``;`` that separates nothing goes, unless a comment behind it may be a property put aside.
- At most one blank line in a row, one between prefixes and statements, none at either end of the
  file; no white space at the end of a line; one line end behind the last.

Line ends follow the first one of the text: a file with CRLF keeps it, else a checkout on Windows
would differ in every line, and its long strings, which nobody may touch, would be left behind.
"""

from dataclasses import dataclass

from kb.text.turtle import Kind, SyntaxFault, scan, tokens
from kb.text.turtle_format.breaks import breaks
from kb.text.turtle_format.lines import written
from kb.text.turtle_format.pieces import pieces
from kb.text.turtle_format.roles import roles
from kb.words.vocabulary import RDF_TYPE

# How a text looks does not depend on what its relative IRIs start from.
_ANY_BASE = "http://base.invalid/"
_LINE_END = frozenset("\r\n")


@dataclass(frozen=True, slots=True)
class Styled:
    """A Turtle text in the house style; where it has ``faults`` it is left as it was."""

    text: str
    faults: tuple[SyntaxFault, ...] = ()


def house_style(text: str) -> Styled:
    """Lay a Turtle text out in the house style; doing so again changes nothing.

    A relative IRI is no fault, even where no base is declared.
    """
    found = scan(text, _ANY_BASE)
    if found.errors:
        return Styled(text, found.errors)
    types = {each.predicate_at[0] for each in found.triples if each.predicate == RDF_TYPE}
    row = pieces(text, types)
    parts = roles(row)
    return Styled(written(row, parts, breaks(row, parts), _line_end(text)))


def say_the_same(one: str, other: str) -> bool:
    """Whether two texts without faults state the same triples, and have the same comments.

    In the same order, and in the same lexical forms; blank nodes without label are told apart by
    their order.
    """
    return _stated(one) == _stated(other) and _comments(one) == _comments(other)


def _stated(text: str) -> list[tuple[object, object, object]] | None:
    found = scan(text, _ANY_BASE)
    if found.errors:
        return None
    return [(each.subject, each.predicate, each.object) for each in found.triples]


def _comments(text: str) -> list[str]:
    return [token.text.rstrip() for token in tokens(text) if token.kind is Kind.COMMENT]


def _line_end(text: str) -> str:
    """How the first line of the text ends, strings left out: CRLF, or else LF."""
    for token in tokens(text):
        if token.kind is Kind.WS and not _LINE_END.isdisjoint(token.text):
            return "\r\n" if token.text.lstrip(" \t").startswith("\r\n") else "\n"
    return "\n"
