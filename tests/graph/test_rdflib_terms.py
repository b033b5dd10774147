"""Terms go to rdflib and come back the same."""

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kb.graph.sparql.rdflib_terms import from_rdflib, is_ill_formed, quiet, rdflib_graph, to_rdflib

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(form: str, kind: str) -> Literal:
    return Literal(form, datatype=NamedNode(XSD + kind))


TERMS = [
    *(NamedNode("https://example.org/ä"), BlankNode("b0"), Literal(""), Literal('a "b"\n\\')),
    *(Literal("a", language="en"), Literal("a", language="de-at"), typed("a", "string")),
    *(typed("007", "integer"), typed("1.50", "decimal"), typed("TRUE", "boolean")),
    *(typed("2020-02-30", "date"), typed("x", "integer"), Literal("🚢")),
]


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_a_term_comes_back_as_it_was(term: NamedNode | BlankNode | Literal) -> None:
    with quiet():
        assert from_rdflib(to_rdflib(term)) == term


def test_plain_literals_and_strings_are_one() -> None:
    assert to_rdflib(typed("a", "string")) == to_rdflib(Literal("a")) == rdflib.Literal("a")


def test_what_is_no_term_of_rdf_11_is_refused() -> None:
    triple = Triple(BlankNode("a"), NamedNode("urn:x:p"), BlankNode("b"))
    with pytest.raises(TypeError, match=r"RDF 1\.1"):
        to_rdflib(triple)


def test_a_graph_keeps_labels_and_forms() -> None:
    a, p = BlankNode("a"), NamedNode("urn:x:p")
    triples = [Triple(a, p, value) for value in (typed("1", "integer"), typed("01", "integer"), a)]
    graph = rdflib_graph([*triples, *triples])
    assert len(graph) == 3
    assert {Triple(*map(from_rdflib, triple)) for triple in graph} == {*triples}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("literal", "ill"),
    [
        (typed("2020-02-29", "date"), False),
        (typed("2020-02-30", "date"), True),
        (typed("7", "integer"), False),
        (typed("seven", "integer"), True),
        (typed("NaN", "decimal"), True),
        (typed("NaN", "double"), True),
        (typed("1e3", "double"), False),
        (Literal("seven"), False),
        (Literal("sieben", language="de"), False),
        (Literal("7", datatype=NamedNode("urn:x:own")), False),
    ],
    ids=str,
)
def test_ill_formed_literals(literal: Literal, ill: bool) -> None:
    with quiet():
        assert is_ill_formed(literal) is ill
