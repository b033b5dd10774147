"""Whatever the value, the query asks what its template asks: no value becomes syntax."""

import re
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import Literal as RdflibLiteral
from rdflib import URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kb.graph.sparql.named_query import named_query
from kb.graph.sparql.parameters import Parameter, ParameterType, parameter_term
from kb.graph.sparql.query import Query
from kb.graph.sparql.sparql_text import Kind, SparqlText, Token, tokens
from kb.words.errors import CannotGoOn

TEMPLATES = [
    "SELECT * { ?s ?p $v }",
    "SELECT ($v AS ?x) {}",
    "SELECT*{?s ?p$v}",
    "SELECT * { ?s ?p 'before',$v,'after' } # $v",
    "SELECT * { ?s ?p ?o FILTER(?o=$v) }",
    "SELECT * { ?s ?p ?o FILTER(?o<$v) }",
    "SELECT * { ?s ?p ?o FILTER(?o IN ($v,$v)) }",
    "SELECT * { VALUES (?a ?b) { ($v 1)(UNDEF $v) } ?a ?p ?b }",
    "CONSTRUCT { ?s ?p $v } WHERE { { SELECT ?s ?p { ?s ?p $v } } }",
    'ASK { ?s ?p """$v""" , \'$v\' , <urn:x:$v> ; ?q $v . }',
    "SELECT * { ?s ?p ?o } ORDER BY (?o=$v)",
    "DESCRIBE ?s { ?s ?p $v BIND(IF($v=1,$v,2) AS ?x) }",
]
FRAGMENTS = [
    *['"', "'", '"""', "'''", "\\", "\\\\", '\\"', "\\'", "\\n", "\n", "\r", "\t", "\r\n"],
    *["\\u0022", "\\U00000022", "\\u005C", "\\u000A", "\\u", "\\U", "\\x", "\\\\u0022", "u0022"],
    *["<", ">", "<<", ">>", "{", "}", "(", ")", "[", "]", "#", ";", ",", ".", "|", "^", "`", "*"],
    *["$v", "?v", "$other", "@en", "^^", "^^<urn:x:d>", "UNDEF", "a", "true", "1", "-1", " ", "%"],
    *["SERVICE <urn:x:y> {}", "} UNION {", "FROM <urn:x:g>", "; DROP ALL", "# ", "} #", "INSERT"],
    *["urn:x:", "http://e.org/", "ex:", "é", "\u202e", "\u2028", "\x85", "\x00", "\x1b", "😀"],
    *["\ufffe", "\x7f", "\u200d", "2018-01-01", "12", "1.5", "&", "&&", "||", "=", "!", "\ud800"],
]
VALUES = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join),
    st.text(st.sampled_from("\"'\\u0025DC<>{}#\n $v@^"), max_size=30),
    st.text(max_size=20),
)


def bound(template: str, kind: ParameterType, value: str) -> Query | None:
    """The query with the value, or None where the value is refused."""
    text = f"# Purpose: p\n# Parameter: v ({kind}): v\n{template}"
    query = named_query(text, name="q", file="q")
    prefixes = {"ex": "http://e.org/"}
    try:
        return query.bound({"v": value}, prefixes)
    except CannotGoOn as refused:
        if "takes" in refused.what or "could be misread" in refused.what:
            return None
        raise


def shape(text: str) -> list[str]:
    return [
        token.kind if token.kind in (Kind.STRING, Kind.IRI, Kind.COMMENT) else token.text
        for token in tokens(SparqlText(text))
    ]


def template_shape(template: str, kind: ParameterType, value: Query) -> list[str]:
    """The shape of the template with each $v replaced by what one term of the type looks like."""
    source: tuple[Token, ...] = tokens(value.source)
    expected: list[str] = []
    for token in source:
        if token.kind is Kind.VARIABLE and token.text == "$v":
            expected += ["v"]
        else:
            expected += shape(token.text)
    return expected


TERM_SHAPES: dict[ParameterType, Callable[[list[str]], bool]] = {
    ParameterType.IRI: lambda part: part == ["IRI"],
    ParameterType.STRING: lambda part: part == ["string"],
    ParameterType.LANGSTRING: lambda part: len(part) == 2 and part[1].startswith("@"),
    ParameterType.INTEGER: lambda part: part == ["string", "^^", "IRI"] or part[0].isdigit(),
    ParameterType.DECIMAL: lambda part: part == ["string", "^^", "IRI"],
    ParameterType.DATE: lambda part: part == ["string", "^^", "IRI"],
    ParameterType.BOOLEAN: lambda part: part == ["string", "^^", "IRI"],
}


def decoded_first(text: str) -> str:
    """The text as an engine sees it that decodes code point escapes before it reads (19.2).

    Escaped backslashes become dots, so that what follows them is not taken for an escape again.
    """
    decoded = re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})",
        lambda found: chr(int(found[1] or found[2], 16)),
        text,
    )
    return decoded.replace("\\\\", "..")


def assert_only_the_value_differs(template: str, kind: ParameterType, query: Query) -> None:
    for text in (query.text, decoded_first(query.text)):
        read = shape(text)
        for part in template_shape(template, kind, query):
            if part == "v":
                length = {ParameterType.IRI: 1, ParameterType.STRING: 1}.get(kind, 3)
                length = 2 if kind is ParameterType.LANGSTRING else length
                length = 1 if read[0].isdigit() else length
                assert TERM_SHAPES[kind](read[:length])
                del read[:length]
            else:
                assert read.pop(0) == part
        assert read == []


@settings(max_examples=400, deadline=None)
@given(VALUES, st.sampled_from(list(ParameterType)))
@example('" . ?s ?p ?o } #', ParameterType.STRING)
@example("\\", ParameterType.STRING)
@example("\\u0022 } SERVICE <urn:x:y> {} #", ParameterType.STRING)
@example("http://e.org/> . ?s ?p <http://e.org/", ParameterType.IRI)
@example("a@en . ?s ?p ?o", ParameterType.LANGSTRING)
def test_no_value_changes_the_shape_of_a_query(value: str, kind: ParameterType) -> None:
    for template in TEMPLATES:
        query = bound(template, kind, value)
        if query is not None:
            assert_only_the_value_differs(template, kind, query)


@settings(max_examples=400, deadline=None)
@given(VALUES)
def test_the_engine_sees_the_value_that_was_given(value: str) -> None:
    query = bound("SELECT ($v AS ?x) {}", ParameterType.STRING, value)
    if query is not None:
        answer = ox.Store().query(query.text)
        assert isinstance(answer, ox.QuerySolutions)
        (row,) = answer
        assert row["x"] == ox.Literal(value)


@settings(max_examples=60, deadline=None)
@given(VALUES, st.sampled_from([ParameterType.STRING, ParameterType.IRI]))
def test_the_algebra_is_that_of_the_template(value: str, kind: ParameterType) -> None:
    for template in ("SELECT * { ?s ?p $v }", "SELECT * { ?s ?p ?o FILTER(?o IN ($v,$v)) }"):
        query = bound(template, kind, value)
        plain = bound(template, kind, "http://e.org/plain")
        if query is None or plain is None:
            continue
        given_term = parameter_term(
            Parameter("v", kind, ""), value, {"ex": "http://e.org/"}, query=""
        )
        assert algebra(query.text, given_term.value) == algebra(plain.text, "http://e.org/plain")


def algebra(text: str, value: str) -> object:
    return skeleton(prepareQuery(text).algebra, value)


def skeleton(node: object, value: str) -> object:
    """The algebra as plain lists, with every term that is the value replaced by a mark."""
    if isinstance(node, RdflibLiteral | URIRef) and str(node) == value:
        return "the value"
    if isinstance(node, CompValue):
        return [node.name, *((key, skeleton(part, value)) for key, part in sorted(node.items()))]
    if isinstance(node, list | tuple):
        return [skeleton(part, value) for part in node]
    if isinstance(node, set):
        return sorted(str(part) for part in node)
    return str(node)


@pytest.mark.parametrize("kind", ParameterType)
def test_good_values_are_not_refused(kind: ParameterType) -> None:
    good = {
        ParameterType.IRI: "ex:a",
        ParameterType.STRING: "\\u0022 } #",
        ParameterType.LANGSTRING: "\\u0022 } #@en",
        ParameterType.INTEGER: "12",
        ParameterType.DECIMAL: "1.5",
        ParameterType.DATE: "2018-01-01",
        ParameterType.BOOLEAN: "true",
    }
    for template in TEMPLATES:
        query = bound(template, kind, good[kind])
        assert query is not None
        assert_only_the_value_differs(template, kind, query)
