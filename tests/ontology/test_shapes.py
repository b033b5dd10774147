"""Every shape finds the error that is planted for it, and nothing else; every class is covered."""

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

from kb.graph.index import Index, Node
from kb.judgement.check import check
from kb.judgement.closed_lists import is_list, lists_in, with_names
from kb.judgement.shacl.shapes import shape_findings
from kb.judgement.values.units import _FACTORS, QUDT
from kb.words.finding import Finding
from kb.words.vocabulary import KB, RDF, RDF_TYPE, RDFS, SH, SHAPES, kb, ontology_files
from tests.ontology.planted import (
    BAD,
    GOOD,
    HERE,
    Rule,
    checked,
    corpus_of,
    rules,
    shapes,
    vocabulary,
)

OWL_CLASS = NamedNode("http://www.w3.org/2002/07/owl#Class")
RANGE = NamedNode(RDFS + "range")
SUBCLASS = NamedNode(RDFS + "subClassOf")
NO_RECORDS = {"DerivedQuestion", "Dimension", "Judgement"}
"""Classes without records of a base: derived questions are reckoned, dimensions are properties of
the vocabulary, and a judgement is always one of the kinds below it.
"""


def test_the_good_base_has_no_fault() -> None:
    report = check(corpus_of(GOOD, sources=HERE))
    assert report.findings == ()
    assert [finding.code for finding in report.waived] == ["KB317"]
    assert (report.verification.verified, report.verification.unverified) == (25, 0)
    assert report.sentences == report.covered == 15


def test_the_good_base_uses_every_property() -> None:
    triples = tuple(corpus_of(GOOD).triples())
    used: set[object] = {term for triple in triples for term in (triple.predicate, triple.object)}
    unused = {
        node.value.removeprefix(KB)
        for node in vocabulary().subjects()
        if isinstance(node, NamedNode)
        and any("Property" in str(kind) for kind in vocabulary().values(node, RDF_TYPE))
        and node.value.startswith(KB)
        and node not in used
    }
    assert unused == {"code", "remedy", "goodExample", "badExample"}  # they stand in shapes


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.code}-{rule.name}")
def test_the_planted_error_is_found(rule: Rule) -> None:
    assert rule.file.is_file(), f"plant an error for {rule.code} in {rule.file}"
    mine = [finding for finding in checked(rule).findings if finding.code == rule.code]
    assert mine
    for finding in mine:
        remedy = with_names(rule.remedy, checked(rule).corpus.known, finding.value)
        assert finding.message == rule.message
        assert finding.hint is not None
        slip, found, behind = finding.hint.rpartition(remedy)
        assert (found, behind) == (remedy, "")
        assert slip == "" or " is declared nowhere" in slip
    assert any(_inside(finding, rule) for finding in mine)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.code}-{rule.name}")
def test_nothing_else_is_found(rule: Rule) -> None:
    assert {finding.code for finding in checked(rule).findings} - {rule.code} == rule.unavoidable()


def _inside(finding: Finding, rule: Rule) -> bool:
    """Tell whether a finding stands in the rule's own file, below its comments."""
    lines = rule.file.read_text(encoding="utf-8").splitlines()
    place = finding.place
    return (
        place is not None
        and place.file == f"bad/{rule.file.name}"
        and not lines[place.line - 1].startswith(("#", "@"))
    )


def test_every_file_of_errors_belongs_to_a_rule() -> None:
    assert {path.name for path in BAD.glob("*.ttl")} == {rule.file.name for rule in rules()}


def test_every_file_of_errors_says_what_is_wrong() -> None:
    for rule in rules():
        first = rule.file.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# ")
        assert first.endswith((".", "?")), rule.file.name


def _classes_of(node: Node, index: Index) -> set[Node]:
    """Return the classes of a record: as written, by the properties that point at it, and above."""
    known = vocabulary()
    found = set(index.nodes(node, RDF_TYPE))
    for prop, _ in index.pointing(node):
        found.update(known.nodes(prop, RANGE))
    for cls in tuple(found):
        found.update(known.nodes(cls, SUBCLASS))
    return found


def record_classes() -> set[NamedNode]:
    """Return the classes of records: those of the vocabulary proper, not of its closed lists."""
    (path,) = (path for path in ontology_files() if path.name == "kb.ttl")
    declared = {
        quad.subject
        for quad in parse(path=path, format=RdfFormat.TURTLE)
        if quad.predicate == RDF_TYPE and quad.object == OWL_CLASS
    }
    return {
        cls
        for cls in declared
        if isinstance(cls, NamedNode)
        and cls.value.startswith(KB)
        and cls.value.removeprefix(KB) not in NO_RECORDS
    }


def test_every_class_is_covered_by_a_planted_error() -> None:
    codes = {rule.code for rule in rules()}
    covered = {
        cls
        for rule in rules()
        for finding in checked(rule).findings
        if finding.code in codes and finding.node
        for cls in _classes_of(_node(finding.node), checked(rule).corpus.index)
    }
    assert record_classes() - covered == set()


def _node(text: str) -> Node:
    return BlankNode(text[2:]) if text.startswith("_:") else NamedNode(text[1:-1])


def test_a_class_without_a_shape_would_not_be_covered() -> None:
    assert kb("Claim") in record_classes()
    assert kb("Hop") in record_classes()
    assert kb("Option") in record_classes()
    assert kb("Hedge") not in record_classes()


@pytest.mark.parametrize(
    "day", ["2020-05-01Z", "2020-05-01+02:00", "2020-W18-5", "2020-02-30", "-2020-05-01", "2020-05"]
)
def test_a_date_is_a_day_of_the_calendar_without_a_time_zone(day: str) -> None:
    """With a time zone it would come neither before nor after a day without one."""
    text = f'ex:storm kb:until "{day}"^^xsd:date .'
    assert "KB144" in {finding.code for finding in shape_findings(beside_good(text), shapes())}


def beside_good(text: str) -> Index:
    """Return the sound base with a few statements more."""
    head = "@prefix ex: <https://example.org/harbour/> . @prefix kb: <" + KB + "> .\n"
    head += "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    index = Index(corpus_of(GOOD).known.triples())
    index.add(quad.triple for quad in parse(head + text, format=RdfFormat.TURTLE))
    return index


def test_a_rate_is_given_per_any_unit_of_time_that_converts() -> None:
    (allowed,) = shapes().nodes(NamedNode(SHAPES + "per"), NamedNode(SH + "in"))
    units = set()
    while (first := shapes().value(allowed, NamedNode(RDF + "first"))) is not None:
        units.add(first.value)
        (allowed,) = shapes().nodes(allowed, NamedNode(RDF + "rest"))
    assert units == {QUDT + name for name in _FACTORS["time"]}


def test_a_shape_that_wants_a_name_of_a_closed_list_says_which_there_are() -> None:
    silent = {
        index.text(shape, kb("code"))
        for index in [shapes()]
        for shape in index.subjects()
        if index.text(shape, kb("code"))
        for cls in index.nodes(shape, NamedNode(SH + "class"))
        if is_list(vocabulary(), cls) and cls not in lists_in(index.text(shape, kb("remedy")) or "")
    }
    assert silent == set()


def test_every_list_that_a_remedy_names_has_names() -> None:
    named = {cls for rule in rules() for cls in lists_in(rule.remedy)}
    assert len(named) > 25
    assert {cls for cls in named if not is_list(vocabulary(), cls)} == set()
    assert [rule.code for rule in rules() if "{" in with_names(rule.remedy, vocabulary())] == []
