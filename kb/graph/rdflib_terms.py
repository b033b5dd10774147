"""From pyoxigraph's terms to rdflib's, for pySHACL, which knows no others.

rdflib is imported late because it takes a tenth of a second, and a clean base never needs it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

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
        if (
            term.datatype.value == XSD + "string"
        ):  # rdflib tells "a" from "a"^^xsd:string, RDF 1.1 does not
            return rdflib.Literal(term.value)
        return rdflib.Literal(
            term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False
        )
    raise TypeError(f"not an RDF 1.1 term: {term!r}")


def rdflib_graph(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return the triples as an rdflib graph; blank nodes keep their labels."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(
            (to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object))  # type: ignore[arg-type]
        )
    return graph
