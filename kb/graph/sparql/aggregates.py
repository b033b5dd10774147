"""What a query makes one value of: its aggregates, what is in them, and by what each select groups.

Read off the text, without putting the query to anything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.graph.sparql.sparql_text import Kind, Token

_MAKES_ONE = frozenset(("AVG", "SUM", "MIN", "MAX", "SAMPLE"))
_LISTS = "GROUP_CONCAT"
_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Function ``function`` makes one value of many values of ``variables``.

    ``by`` are the variables that the same select groups by, ``listed`` those whose values it lists
    beside the one, by GROUP_CONCAT. Variables are without ``?``. ``start`` is an offset in the
    text.
    """

    function: str
    variables: frozenset[str]
    by: frozenset[str]
    listed: frozenset[str]
    start: int


def aggregates(code: Sequence[Token]) -> Iterator[Aggregate]:
    """Return the aggregates of a query, given as tokens without comments; COUNT is none of them."""
    depths = _depths(code)
    selects = [at for at, token in enumerate(code) if token.word == "SELECT"]
    for at in selects:
        end = _end(at, depths)
        # What a select inside this one groups is its own affair.
        inner = {
            n for other in selects if at < other < end for n in range(other, _end(other, depths))
        }
        own = [n for n in range(at, end) if n not in inner]
        by = frozenset(_grouping(code, own, depths[at], depths))
        listed = frozenset(
            name for n in own if code[n].word == _LISTS for name in _inside(code, n, depths)
        )
        for n in own:
            if code[n].word in _MAKES_ONE:
                variables = frozenset(_inside(code, n, depths))
                yield Aggregate(code[n].word, variables, by, listed, code[n].start)


def bound_from(code: Sequence[Token], names: frozenset[str]) -> frozenset[str]:
    """Return these variables and all that are made of them by ``(... AS ?name)``."""
    depths = _depths(code)
    found, before = set(names), -1
    while len(found) != before:
        before = len(found)
        for at, token in enumerate(code[:-1]):
            if token.word == "AS" and code[at + 1].kind is Kind.VARIABLE:
                begin = next(n for n in range(at, -1, -1) if depths[n] < depths[at])
                if any(
                    code[n].text[1:] in found for n in range(begin, at) if _is_variable(code[n])
                ):
                    found.add(code[at + 1].text[1:])
    return frozenset(found)


def _depths(code: Sequence[Token]) -> list[int]:
    """Return how deep in brackets each token stands; a bracket stands outside of itself."""
    depths, depth = [], 0
    for token in code:
        if token.text in _CLOSING:
            depth -= 1
        depths.append(depth)
        if token.text in _OPENING:
            depth += 1
    return depths


def _end(select: int, depths: Sequence[int]) -> int:
    behind = (n for n in range(select, len(depths)) if depths[n] < depths[select])
    return next(behind, len(depths))


def _grouping(
    code: Sequence[Token], own: Sequence[int], depth: int, depths: Sequence[int]
) -> Iterator[str]:
    """Return the variables behind GROUP BY, up to the next keyword."""
    grouping = False
    for n in own:
        token = code[n]
        if token.word and depths[n] == depth:
            grouping = token.word == "BY" and code[n - 1].word == "GROUP"
        elif grouping and _is_variable(token):
            yield token.text[1:]


def _inside(code: Sequence[Token], at: int, depths: Sequence[int]) -> Iterator[str]:
    """Return the variables in the brackets behind a function's name."""
    for n in range(at + 2, len(code)):
        if depths[n] <= depths[at]:
            return
        if _is_variable(code[n]):
            yield code[n].text[1:]


def _is_variable(token: Token) -> bool:
    return token.kind is Kind.VARIABLE
