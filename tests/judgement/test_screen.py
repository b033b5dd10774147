"""The quick screen before pySHACL never changes what is found."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kb.graph.index import Index, Term
from kb.judgement.check import check
from kb.judgement.shacl.screen import suspects
from kb.judgement.shacl.shapes import shape_findings
from kb.words.errors import CannotGoOn
from kb.words.finding import Finding
from kb.words.vocabulary import SHAPES, XSD
from tests.ontology.planted import BAD, GOOD, corpus_of, shapes, vocabulary

EX_A = NamedNode("https://example.org/a")
PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def index(text: str) -> Index:
    quads = parse(PREFIXES + text, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    return Index(quad.triple for quad in quads)


def both_ways(data: Index, shapes: Index) -> tuple[object, object]:
    """Return what is found, or how pySHACL refuses, with the screen and without."""

    def found(*, screened: bool) -> set[Finding] | str:
        try:
            return set(shape_findings(data, shapes, screened=screened))
        except CannotGoOn as refusal:
            return refusal.what

    return found(screened=True), found(screened=False)


# The shipped shapes


def test_the_screen_changes_nothing_on_all_planted_errors_together() -> None:
    corpus = corpus_of(GOOD, *BAD.glob("*.ttl"))
    screened, whole = check(corpus), check(corpus, screened=False)
    assert screened.findings == whole.findings
    assert len({finding.code for finding in screened.findings}) > 100


def test_the_screen_suspects_only_the_fault_that_the_good_base_waives() -> None:
    found = suspects(corpus_of(GOOD).known, shapes()) or ()
    assert [(shape.value, node.value) for shape, node in found] == [
        (SHAPES + "people-have-capacity", "https://example.org/harbour/auditor")
    ]


GOOD_TRIPLES = tuple(dict.fromkeys(corpus_of(GOOD).triples()))
TERMS = sorted({triple.object for triple in GOOD_TRIPLES}, key=str)
ODD = [
    *(Literal(text) for text in ("", "a", "2020-01-01", "one\ntwo", "x" * 50)),
    *(Literal("a", language=tag) for tag in ("en", "EN", "de-AT")),
    *(
        Literal(form, datatype=NamedNode(XSD + kind))
        for kind in ("integer", "decimal", "date", "boolean", "double", "gYear", "string")
        for form in (
            "0",
            "-1",
            "007",
            "1.50",
            "true",
            "2020-02-30",
            "2020-02-03",
            "2020-W49-7",
            "x",
        )
    ),
    *(BlankNode("odd"), NamedNode("https://example.org/harbour/nobody")),
]
KINDS = ("drop", "another value", "value", "datatype", "ill-formed", "subject", "written out")


@dataclass(frozen=True)
class Mistake:
    """A small mistake, as people make them, in the triple with number ``at``."""

    kind: str
    at: int
    to: Term

    def make(self, triples: dict[Triple, None]) -> None:
        triple = [*triples][self.at % len(triples)]
        subject, value = triple.subject, triple.object
        if self.kind == "subject":
            subject = GOOD_TRIPLES[self.at // 2].subject
        elif self.kind == "datatype" and isinstance(value, Literal):
            value = Literal(value.value, datatype=NamedNode(XSD + "decimal"))
        elif self.kind == "ill-formed" and isinstance(value, Literal) and not value.language:
            value = Literal("2020-02-30", datatype=value.datatype)
        elif self.kind == "written out":
            value = Literal(str(value))
        elif self.kind in {"value", "another value"}:
            value = self.to
        if self.kind != "another value":
            del triples[triple]
        if self.kind != "drop":
            triples[Triple(subject, triple.predicate, value)] = None


MISTAKES = st.builds(
    Mistake,
    st.sampled_from(KINDS),
    st.integers(0, len(GOOD_TRIPLES) - 1),
    st.sampled_from(TERMS) | st.sampled_from(ODD),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MISTAKES, min_size=1, max_size=6))
def test_the_screen_changes_nothing_on_bases_with_mistakes(mistakes: list[Mistake]) -> None:
    triples = dict.fromkeys(GOOD_TRIPLES)
    for mistake in mistakes:
        mistake.make(triples)
    known = Index(vocabulary().triples())
    known.add(triples)
    screened, whole = both_ways(known, shapes())
    assert not isinstance(whole, str), whole
    assert screened == whole


# Shapes of a desk's own: what the screen does not know it leaves to pySHACL


def on(node: str, prop: str, demand: str) -> str:
    """Return a shape that demands something of the values of a property of a node."""
    return f"ex:s sh:targetNode {node} ; sh:property [ sh:path {prop} ; {demand} ] ."


ONE_Q = "sh:property [ sh:path ex:q ; sh:minCount 1 ]"
FAULTY = {
    "a count that is not reached": f"ex:s sh:targetClass ex:T ; {ONE_Q} .",
    "a literal as the target": 'ex:s sh:targetNode "a" ; sh:nodeKind sh:IRI .',
    "literals as targets": "ex:s sh:targetObjectsOf ex:p ; sh:nodeKind sh:IRI .",
    "a class that is its own shape": f"ex:T a rdfs:Class ; {ONE_Q} .",
    "a class of classes that is a shape": f"""
        ex:Kind rdfs:subClassOf rdfs:Class . ex:T a ex:Kind ; {ONE_Q} .""",
    "closed": """ex:s sh:targetNode ex:a ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
        sh:property [ sh:path ex:q ] .""",
    "one of two": """ex:s sh:targetNode ex:a ; sh:xone (
        [ sh:property [ sh:path ex:p ; sh:minCount 1 ] ]
        [ sh:property [ sh:path ex:p ; sh:minCount 2 ] ] ) .""",
    "languages": on("ex:a", "ex:p", 'sh:languageIn ( "en" )'),
    "one language each, written 1": on("ex:b", "ex:l", 'sh:uniqueLang "1"^^xsd:boolean'),
    "at most one that qualifies": on(
        "ex:a", "ex:p", "sh:qualifiedValueShape [ sh:nodeKind sh:Literal ] ; sh:qualifiedMaxCount 1"
    ),
    "no match of a pattern with flags": on("ex:b", "ex:l", 'sh:pattern "^M" ; sh:flags "i"'),
    "a negation of a datatype": on("ex:c", "ex:n", "sh:not [ sh:datatype xsd:integer ]"),
    "an integer too long for Python": on("ex:long", "ex:n", "sh:datatype xsd:integer"),
    "a blank node where numbers are compared": on("ex:d", "ex:n", "sh:lessThan ex:m"),
    "a day that is not in the calendar": on("ex:e", "ex:n", "sh:lessThanOrEquals ex:m"),
    "a bound that is no number": on("ex:a", "ex:p", "sh:minInclusive 1"),
    "zero or more steps": on("ex:a", "[ sh:zeroOrMorePath ex:q ]", "sh:minCount 2"),
    "a component of the desk's own": on("ex:a", "ex:p", 'ex:unlike "a"')
    + """
        ex:Unlike a sh:ConstraintComponent ; sh:parameter [ sh:path ex:unlike ] ;
            sh:validator [ a sh:SPARQLAskValidator ;
                sh:ask "ASK { FILTER (str($value) != $unlike) }" ] .""",
    "a query": """ex:s sh:targetNode ex:a ;
        sh:sparql [ sh:select "SELECT $this WHERE { $this <https://example.org/p> ?a }" ] .""",
}
REFUSED = {
    "two counts": on("ex:a", "ex:p", "sh:minCount 1 , 2"),
    "a count that is no number": on("ex:a", "ex:p", 'sh:minCount "x"'),
    "a count below zero": on("ex:a", "ex:p", "sh:maxCount -1"),
    "a count without a path": "ex:s sh:targetNode ex:a ; sh:minCount 1 .",
    "two paths": on("ex:a", "ex:p , ex:q", "sh:minCount 1"),
    "a property shape without a path": """
        ex:s sh:targetNode ex:a ; sh:property [ sh:nodeKind sh:IRI ] .""",
    "a node shape with a path": """
        ex:s a sh:NodeShape ; sh:targetNode ex:a ; sh:path ex:p ; sh:minCount 1 .""",
    "sh:node with a path": """
        ex:s sh:targetNode ex:a ; sh:node [ sh:path ex:p ; sh:minCount 1 ] .""",
    "a pattern that is none": on("ex:a", "ex:p", 'sh:pattern "("'),
    "an empty list": "ex:s sh:targetNode ex:a ; sh:or () .",
    "a path of one step": on("ex:a", "( ex:p )", "sh:minCount 1"),
    "a qualified shape without a count": on(
        "ex:a", "ex:p", "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ]"
    ),
}
DATA = f"""
ex:a a ex:T ; ex:p "a" , "b" .
ex:b ex:l "moin"@de , "hallo"@de , "Hello"@en .
ex:c ex:n 3 .
ex:d ex:n [] ; ex:m 5 .
ex:e ex:n "2020-02-30"^^xsd:date ; ex:m "2020-03-01"^^xsd:date .
ex:long ex:n "{"9" * 5000}"^^xsd:integer .
"""


@pytest.mark.parametrize("text", FAULTY.values(), ids=FAULTY.keys())
def test_what_the_screen_does_not_know_is_found_all_the_same(text: str) -> None:
    screened, whole = both_ways(index(DATA), index(text))
    assert whole
    assert not isinstance(whole, str), whole
    assert screened == whole


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_shapes_that_are_wrong_are_refused_all_the_same(text: str) -> None:
    screened, whole = both_ways(index(DATA), index(text))
    assert isinstance(whole, str)
    assert screened == whole


def test_a_negation_is_screened_only_where_it_is_exact() -> None:
    data = index("ex:a ex:p ex:b . ex:c ex:p ex:d .")
    head = "ex:s sh:targetSubjectsOf ex:p ; sh:not [ sh:property [ sh:path ex:p ;"
    fixed = index(f"{head} sh:hasValue ex:b ] ] .")
    assert [node for _, node in suspects(data, fixed) or ()] == [EX_A]
    read = index(f"{head} sh:maxLength 3 ] ] .")
    assert len(suspects(data, read) or ()) == 2
