"""Graphs as text, the same bytes on every run and machine, whatever the order of the triples.

Nothing here passes through a store: lexical forms reach the page as they were given, so 210133.00
keeps its zeros. Blank node labels of the input never decide anything (see `canonical`).
"""

from collections.abc import Iterable, Mapping

from pyoxigraph import BlankNode, NamedNode, Triple

from kb.exchange.serialization.canonical import numbered
from kb.exchange.serialization.jsonld_writer import jsonld_document
from kb.exchange.serialization.layout import lay_out
from kb.exchange.serialization.prefixes import prefixed_names
from kb.exchange.serialization.turtle_writer import turtle_document
from kb.words.errors import CannotGoOn


def to_turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> str:
    """Write a graph as Turtle 1.1: sorted, one predicate a line, made to be read in a diff.

    ``prefixes`` maps prefix to namespace; only those in use are declared. Blank nodes mentioned
    once stand in place, well-formed lists in parentheses, all others are _:b0, _:b1, in the order
    of their first mention. An empty graph is an empty text. Raises CannotGoOn for a prefix or
    namespace that is none, for terms of RDF 1.2, and for blank nodes too much alike and too
    entangled to be put in order.
    """
    return turtle_document(lay_out(numbered(triples)), prefixed_names(prefixes))


def to_jsonld(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> str:
    """Write a graph as compact JSON-LD 1.1 whose context holds the used prefixes and nothing else.

    Takes and raises what `to_turtle` does; a prefix that JSON-LD cannot hold, or that is the scheme
    of an IRI in the graph, is not used.
    """
    return jsonld_document(lay_out(numbered(triples)), prefixed_names(prefixes))


def to_ntriples(triples: Iterable[Triple]) -> str:
    """Write a graph as canonical-form N-Triples, lines sorted by code point.

    Blank nodes are _:b0, _:b1 in the order in which `to_turtle` mentions them; these are not the
    labels of RDFC-1.0, which cannot be computed in bounded time.
    """
    return _lines(triples, "")


def to_nquads(triples: Iterable[Triple], graph: str | None = None) -> str:
    """Write a graph as N-Quads in the graph of this IRI; None means the default graph.

    Raises CannotGoOn where ``graph`` is not an absolute IRI.
    """
    if graph is None:
        return _lines(triples, "")
    try:
        name = NamedNode(graph)
    except ValueError as error:
        raise CannotGoOn(f"{graph!r} cannot name a graph: {error}") from error
    return _lines(triples, f" {name}")


def _lines(triples: Iterable[Triple], graph: str) -> str:
    layout = lay_out(numbered(triples))
    texts = [str(term) for term in layout.terms]
    for count, node in enumerate(layout.blanks):
        texts[node] = str(BlankNode(f"b{count}"))
    return "".join(
        sorted(
            f"{texts[subject]} {texts[predicate]} {texts[object_]}{graph} .\n"
            for subject, statements in layout.statements.items()
            for predicate, objects in statements
            for object_ in objects
        )
    )
