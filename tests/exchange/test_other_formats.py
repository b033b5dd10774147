"""N-Triples, N-Quads and JSON-LD: their own rules, beyond the round trips."""

import json
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kb.exchange.serialization.serialize import to_jsonld, to_nquads, to_ntriples
from kb.words.errors import CannotGoOn

EX = "http://ex.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"ex": EX, "xsd": XSD}


def triples_of(body: str) -> list[Triple]:
    text = f"@prefix ex: <{EX}> . {body}"
    return [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)]


def json_of(body: str, prefixes: dict[str, str] | None = None) -> Any:
    return json.loads(to_jsonld(triples_of(body), PREFIXES if prefixes is None else prefixes))


def test_ntriples_lines_are_sorted_and_labels_follow_the_document() -> None:
    assert to_ntriples(triples_of('ex:s ex:q _:x ; ex:p [ ex:r 30.0 ] . _:x ex:r "a\\nb" .')) == (
        "<http://ex.org/s> <http://ex.org/p> _:b0 .\n"
        "<http://ex.org/s> <http://ex.org/q> _:b1 .\n"
        f'_:b0 <http://ex.org/r> "30.0"^^<{XSD}decimal> .\n'
        '_:b1 <http://ex.org/r> "a\\nb" .\n'
    )


def test_nquads_name_the_graph_where_there_is_one() -> None:
    triples = triples_of("ex:s ex:p ex:o .")
    line = "<http://ex.org/s> <http://ex.org/p> <http://ex.org/o>"
    assert to_nquads(triples) == f"{line} .\n"
    assert to_nquads(triples, EX + "g") == f"{line} <http://ex.org/g> .\n"


def test_a_graph_name_that_is_no_iri_is_refused() -> None:
    with pytest.raises(CannotGoOn, match="cannot name a graph"):
        to_nquads([], "my graph")


def test_jsonld_nests_and_keeps_lexical_forms_as_strings() -> None:
    body = 'ex:s a ex:T ; ex:p 30.0, "a"@en, "b", ex:o ; ex:q [ ex:r ( 1 ) ], [] ; ex:n () .'
    assert json_of(body) == {
        "@context": {"ex": EX, "xsd": XSD},
        "@graph": [
            {
                "@id": "ex:s",
                "@type": "ex:T",
                "ex:n": {"@list": []},
                "ex:p": [
                    {"@id": "ex:o"},
                    {"@language": "en", "@value": "a"},
                    {"@type": "xsd:decimal", "@value": "30.0"},
                    "b",
                ],
                "ex:q": [{}, {"ex:r": {"@list": [{"@type": "xsd:integer", "@value": "1"}]}}],
            }
        ],
    }


def test_jsonld_context_holds_the_used_prefixes_and_no_address() -> None:
    prefixes = PREFIXES | {"other": "http://other.org/"}
    assert json_of("ex:s ex:p ex:o .", prefixes)["@context"] == {"ex": EX}


def test_jsonld_declares_a_prefix_that_does_not_end_like_a_namespace() -> None:
    prefixes = {"q": EX + "question-"}
    found = json_of("ex:question-one ex:p ex:o .", prefixes)
    assert found["@context"] == {"q": {"@id": EX + "question-", "@prefix": True}}
    assert found["@graph"][0]["@id"] == "q:one"


@pytest.mark.parametrize("prefix", ["", "urn", "http"])
def test_jsonld_leaves_out_prefixes_that_would_be_misread(prefix: str) -> None:
    triples = triples_of("ex:s ex:p <urn:isbn:1>, <http://other.org/> .")
    text = to_jsonld(triples, {prefix: EX})
    assert json.loads(text)["@context"] == {}
    assert {quad.triple for quad in parse(text, format=RdfFormat.JSON_LD)} == set(triples)


def test_jsonld_types_that_are_not_iris_stay_with_the_property() -> None:
    (node,) = json_of('ex:s a ex:T, "odd" .')["@graph"]
    assert node["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"] == [{"@id": "ex:T"}, "odd"]
    assert "@type" not in node


def test_jsonld_keys_are_sorted_as_they_are_written() -> None:
    prefixes = {"z": EX + "1/", "a": EX + "2/"}
    body = f"<{EX}1/s> <{EX}1/p> 1 ; <{EX}2/p> 2 ; a <{EX}1/T> ."
    found = json_of(body, prefixes)
    assert list(found) == ["@context", "@graph"]
    assert list(found["@context"]) == ["a", "z"]
    assert list(found["@graph"][0]) == ["@id", "@type", "a:p", "z:p"]


def test_jsonld_escapes_what_hides() -> None:
    text = to_jsonld(triples_of('ex:s ex:p "left\u202eright é" .'), PREFIXES)
    assert r'"left\u202eright é"' in text
    assert text.endswith("}\n")


def test_blank_node_labels_of_the_input_do_not_get_out() -> None:
    graph = [Triple(BlankNode("secret"), NamedNode(EX + "p"), Literal("x"))]
    for text in (to_ntriples(graph), to_nquads(graph), to_jsonld(graph, PREFIXES)):
        assert "secret" not in text
        assert "_:b0" in text
