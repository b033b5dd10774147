"""The W3C test suite of RDF 1.1 Turtle, run through our own scan: every test, none skipped."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from kb.text.turtle import scan, tokens

SUITE = Path(__file__).parents[3] / "shared" / "suites" / "w3c-turtle"
BASE = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/"
KINDS = {"TestTurtleEval": 145, "TestTurtlePositiveSyntax": 74, "TestTurtleNegativeSyntax": 94}

pytestmark = pytest.mark.skipif(
    not SUITE.is_dir(), reason="needs the W3C Turtle suite beside the repository"
)


@dataclass(frozen=True, slots=True)
class Case:
    kind: str
    action: str
    result: str | None

    @property
    def text(self) -> str:
        return (SUITE / self.action).read_bytes().decode()


def cases(*kinds: str) -> list[Case]:
    """The tests of these kinds in the suite's manifest; none where the suite is absent."""
    if not SUITE.is_dir():
        return []
    manifest = Store()
    manifest.load(
        path=SUITE / "manifest.ttl", format=RdfFormat.TURTLE, base_iri=f"{BASE}manifest.ttl"
    )
    found = manifest.query("""
        PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
        SELECT ?kind ?action ?result
        WHERE { ?test a ?kind ; mf:action ?action OPTIONAL { ?test mf:result ?result } }
        ORDER BY ?action
    """)
    assert isinstance(found, QuerySolutions)
    rows = []
    for kind, action, result in found:
        assert isinstance(kind, NamedNode)
        assert isinstance(action, NamedNode)
        name = kind.value.partition("#")[2]
        if name in kinds:
            nt = result.value.removeprefix(BASE) if isinstance(result, NamedNode) else None
            rows.append(Case(name, action.value.removeprefix(BASE), nt))
    return rows


def name(case: Case) -> str:
    return case.action.removesuffix(".ttl")


def canonical(triples: list[Triple]) -> Dataset:
    """The graph with its blank nodes renamed so that equal means isomorphic."""
    graph = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    graph.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return graph


def test_the_whole_suite_is_here() -> None:
    counted = {kind: len(cases(kind)) for kind in KINDS}
    assert counted == KINDS


@pytest.mark.parametrize("case", cases("TestTurtleEval"), ids=name)
def test_gives_the_triples_the_suite_expects(case: Case) -> None:
    assert case.result is not None
    expected = [quad.triple for quad in parse(path=SUITE / case.result, format=RdfFormat.N_TRIPLES)]
    found = scan(case.text, BASE + case.action)
    assert found.errors == ()
    assert canonical([located.triple for located in found.triples]) == canonical(expected)


@pytest.mark.parametrize("case", cases("TestTurtleEval"), ids=name)
def test_every_triple_has_its_place(case: Case) -> None:
    text = case.text
    for located in scan(text, BASE + case.action).triples:
        for start, end in (located.subject_at, located.predicate_at, located.object_at):
            assert 0 <= start < end <= len(text)
        if isinstance(located.object, Literal) and "\\" not in text:
            start, end = located.object_at
            assert located.object.value in text[start:end]


@pytest.mark.parametrize("case", cases("TestTurtlePositiveSyntax"), ids=name)
def test_finds_no_fault_in_good_syntax(case: Case) -> None:
    assert scan(case.text, BASE + case.action).errors == ()


@pytest.mark.parametrize("case", cases("TestTurtleNegativeSyntax"), ids=name)
def test_finds_the_fault_in_bad_syntax(case: Case) -> None:
    text = case.text
    errors = scan(text, BASE + case.action).errors
    assert len(errors) in {1, 2}
    for fault in errors:
        assert 0 <= fault.start <= fault.end <= len(text)
        assert fault.message
        assert fault.expected


@pytest.mark.parametrize("case", cases(*KINDS), ids=name)
def test_tokens_lose_nothing(case: Case) -> None:
    text = case.text
    at = 0
    for token in tokens(text):
        assert (token.start, token.text) == (at, text[token.start : token.end])
        at = token.end
    assert at == len(text)
