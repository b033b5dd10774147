"""Which aggregates of a query make one value of what several claims say."""

from collections.abc import Iterator, Mapping, Sequence

from kb.graph.sparql.aggregates import Aggregate, aggregates, bound_from
from kb.graph.sparql.query import declared_prefixes
from kb.graph.sparql.sparql_text import Kind, SparqlText, Token, tokens, without_comments
from kb.words.vocabulary import KB, PREFIXES

_SAID = frozenset(("low", "high", "qualifier", "words", "option", "accuses", "gist"))
"""Properties that hold what a claim says."""
_OF_CLAIMS = _SAID | {"answers", "denies", "Claim"}
_BEFORE_SUBJECT = frozenset(".{})")
_BEHIND_OBJECT = frozenset(";.,})")
_RANGE = frozenset(("MIN", "MAX"))


def mergers(
    sparql: SparqlText, prefixes: Mapping[str, str]
) -> tuple[tuple[Aggregate, ...], tuple[Aggregate, ...]]:
    """Return the aggregates that merge claims: those that name the claims beside, and the others.

    The least and the greatest of several values with all their claims beside them are a range that
    lists what it is made of, and merge nothing.
    """
    code = without_comments(tokens(sparql))
    known = {**PREFIXES, **prefixes, **declared_prefixes(sparql.text)}
    claims = frozenset(_subjects(code, known))
    said = bound_from(code, frozenset(_objects(code, known)) | claims)
    named: list[Aggregate] = []
    unnamed: list[Aggregate] = []
    for one in aggregates(code):
        if one.variables.isdisjoint(said) or not one.by.isdisjoint(claims):
            continue
        if one.listed.isdisjoint(claims):
            unnamed.append(one)
        elif one.function not in _RANGE:
            named.append(one)
    return tuple(named), tuple(unnamed)


def _subjects(code: Sequence[Token], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Return the variables of which something is asked that only claims have."""
    for at, token in enumerate(code):
        if _term(token, prefixes) not in _OF_CLAIMS:
            continue
        for n in range(at - 1, 0, -1):
            if code[n].text == "{":
                break
            starts = code[n - 1].text in _BEFORE_SUBJECT
            if code[n].kind is Kind.VARIABLE and starts and code[n + 1].text not in _BEHIND_OBJECT:
                yield code[n].text[1:]
                break


def _objects(code: Sequence[Token], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Return the variables for what a claim says."""
    for at, token in enumerate(code):
        if _term(token, prefixes) not in _SAID:
            continue
        for behind in code[at + 1 :]:
            if behind.kind is Kind.VARIABLE:
                yield behind.text[1:]
                break
            if behind.text in (";", ".", "{", "}"):
                break


def _term(token: Token, prefixes: Mapping[str, str]) -> str | None:
    """Return the local name of a term of the vocabulary; ``None`` for any other token."""
    if token.kind is Kind.PREFIXED:
        label, _, name = token.text.partition(":")
        return name if prefixes.get(label) == KB else None
    if token.kind is Kind.IRI and token.text[1:-1].startswith(KB):
        return token.text[1:-1].removeprefix(KB)
    return None
