"""From pyoxigraph's terms to rdflib's and back, for pySHACL, which knows no others.

rdflib is imported late because it takes a tenth of a second, and a clean base never needs it.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kb.words.vocabulary import XSD

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node as RdflibTerm


def to_rdflib(term: object) -> RdflibTerm:
    """Return the same term in rdflib; the lexical form of a literal is kept as it is written."""
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        if term.datatype.value == XSD + "string":
            return rdflib.Literal(
                term.value
            )  # to rdflib, unlike RDF 1.1, "a"^^xsd:string is another
        return rdflib.Literal(
            term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False
        )
    raise TypeError(f"not an RDF 1.1 term: {term!r}")


def rdflib_graph(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return the triples as an rdflib graph; blank nodes keep their labels."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    terms: dict[object, RdflibTerm] = {}  # most terms come more than once
    for triple in triples:
        s, p, o = (
            terms.get(term) or terms.setdefault(term, to_rdflib(term))
            for term in (triple.subject, triple.predicate, triple.object)
        )
        graph.add((s, p, o))
    return graph


def from_rdflib(term: RdflibTerm) -> NamedNode | BlankNode | Literal:
    """Return the same term in pyoxigraph."""
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype or XSD + "string")))
    raise TypeError(f"not an RDF 1.1 term: {term!r}")


def is_ill_formed(literal: Literal) -> bool:
    """Tell whether rdflib finds no value of its datatype in a literal, or none that compares."""
    known: Any = to_rdflib(literal)
    return bool(known.ill_typed) or known.value != known.value  # not a number


@contextmanager
def quiet() -> Iterator[None]:
    """Keep rdflib and pySHACL from writing to the log, and literals from being rewritten.

    rdflib tells of every literal that is not one of its datatype, with a traceback, and would take
    "030" for "30"; for us such literals are findings, in the form in which they are written.
    """
    import rdflib

    normalising = rdflib.NORMALIZE_LITERALS
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl-validate")]
    disabled = [logger.disabled for logger in loggers]
    try:
        rdflib.NORMALIZE_LITERALS = False
        for logger in loggers:
            logger.disabled = True
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = normalising  # pySHACL may leave it off
        for logger, was in zip(loggers, disabled, strict=True):
            logger.disabled = was
