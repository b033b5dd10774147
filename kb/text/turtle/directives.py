"""Declarations of prefixes and base: ``@prefix`` with '.' at its end, SPARQL's without."""

from collections.abc import Sequence

from kb.text.turtle.faults import needless_dot
from kb.text.turtle.grammar import Next, Unexpected
from kb.text.turtle.terms import Terms
from kb.text.turtle.tokens import Kind, Token

DIRECTIVES = frozenset((Kind.AT_PREFIX, Kind.AT_BASE, Kind.PREFIX, Kind.BASE))
_PREFIXES = frozenset((Kind.AT_PREFIX, Kind.PREFIX))
_DOTTED = frozenset((Kind.AT_PREFIX, Kind.AT_BASE))
_NAMES = frozenset((Kind.PNAME_NS, Kind.PNAME_LN, Kind.WORD))


def declare(tokens: Sequence[Token], at: int, terms: Terms) -> int:
    """Carry out the directive that begins at token ``at``; the token behind it.

    Raises Unexpected at the first token out of place; a missing '.' is noticed only when the
    declaration already holds.
    """
    keyword = tokens[at]
    at += 1
    name = None
    if keyword.kind in _PREFIXES:
        name = tokens[at]
        if name.kind is not Kind.PNAME_NS:
            raise Unexpected(at, Next.PREFIX)
        at += 1
    iri = tokens[at]
    if iri.kind is not Kind.IRIREF:
        raise Unexpected(at, Next.IRI)
    if name is None:
        terms.rebase(iri)
    else:
        terms.declare(name.text[:-1], iri)
    at += 1
    if tokens[at].kind is not Kind.DOT:
        if keyword.kind in _DOTTED:
            raise Unexpected(at, Next.DOT)
        return at
    if keyword.kind not in _DOTTED:
        terms.note(needless_dot(keyword, tokens[at]))
    return at + 1


def salvage(tokens: Sequence[Token], at: int, terms: Terms) -> None:
    """Make the best of a broken directive at token ``at``, so that its uses are no mistakes too.

    What it plainly means is declared; where that is not plain, the prefix or base is doubtful. Any
    other statement is left alone.
    """
    keyword, name, iri = (*tokens[at : at + 3], tokens[-1], tokens[-1])[:3]
    prefix = name.text.partition(":")[0]
    misspelled = keyword.kind in {Kind.LANGTAG, Kind.WORD} and prefix not in terms.prefixes
    if misspelled and name.kind is Kind.PNAME_NS and iri.kind is Kind.IRIREF:
        terms.declare(prefix, iri)
    elif keyword.kind in _PREFIXES and name.kind in _NAMES:
        if iri.kind is Kind.IRIREF:
            terms.declare(prefix, iri)
        elif prefix not in terms.prefixes:
            terms.doubtful.add(prefix)
    elif keyword.kind in DIRECTIVES and name.kind is not Kind.IRIREF:
        terms.base_doubtful = True
