"""The W3C suite of SHACL Core: the quick screen changes nothing, and faults are found."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kb.graph.index import Index
from kb.judgement.shacl.shapes import shape_findings
from kb.words.errors import CannotGoOn
from kb.words.finding import Finding
from kb.words.vocabulary import SH

SUITE = Path(__file__).parents[3] / "shared" / "suites" / "w3c-shacl" / "core"
FILES = sorted(path for path in SUITE.rglob("*.ttl") if path.name != "manifest.ttl")
SHT = "http://www.w3.org/ns/shacl-test#"
RESULT = NamedNode("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#result")
TESTS = [path for path in FILES if "mf:result" in path.read_text(encoding="utf-8")]
DIFFERS = {"uniqueLang-002.ttl": 'pySHACL takes "1"^^xsd:boolean for true, the suite does not'}

pytestmark = pytest.mark.skipif(not FILES, reason="the W3C SHACL suite is not beside this checkout")


def graph(path: Path) -> Index:
    """Read one file of the suite; labels of blank nodes stay, for data and shapes may be one."""
    quads = parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=path.as_uri())
    return Index(quad.triple for quad in quads)


def named(test: Index, role: str, here: Path) -> Index:
    """Return the graph that plays this role in a test: the test's own file, or one beside it."""
    for subject in test.subjects():
        for value in test.nodes(subject, NamedNode(SHT + role)):
            assert isinstance(value, NamedNode)
            return graph(here.parent / value.value.rsplit("/", 1)[-1])
    return test  # a file that is part of another test


def found(data: Index, shapes: Index, *, screened: bool) -> set[Finding] | str:
    """Return the findings, or the words in which pySHACL refuses."""
    try:
        return set(shape_findings(data, shapes, screened=screened))
    except CannotGoOn as refusal:
        return refusal.what


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SUITE)))
def test_the_screen_changes_nothing(path: Path) -> None:
    test = graph(path)
    data, shapes = named(test, "dataGraph", path), named(test, "shapesGraph", path)
    assert found(data, shapes, screened=True) == found(data, shapes, screened=False)


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(SUITE)))
def test_a_fault_is_found_exactly_where_the_suite_has_one(
    path: Path, request: pytest.FixtureRequest
) -> None:
    if path.name in DIFFERS:
        request.applymarker(pytest.mark.xfail(reason=DIFFERS[path.name]))
    test = graph(path)
    (conforms,) = (
        test.text(report, NamedNode(SH + "conforms"))
        for subject in test.subjects()
        for report in test.nodes(subject, RESULT)
    )
    data, shapes = named(test, "dataGraph", path), named(test, "shapesGraph", path)
    assert bool(found(data, shapes, screened=True)) == (conforms == "false")
