"""The second base, about a pier: sound, complete, and rich enough to try every command on it."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kb.graph.corpus import Corpus, read_corpus
from kb.graph.index import Index
from kb.judgement.check import check
from kb.text.base import open_base
from kb.words.vocabulary import SH, SHAPES, kb, shape_files

PIER = Path(__file__).parent / "pier"
CLASSES = (
    *("Claim", "Proposition", "Question", "Speaker", "Source", "NoClaim", "Measure", "Place"),
    *("Population", "Definition", "Event", "Option", "Editor", "Review", "Identity", "Tension"),
    *("Decision", "Verdict", "Waiver"),
)
NODES = ("capacity", "via", "reading", "evidence", "sentence", "correction")
"""Properties whose records have no class of their own in the text."""


@pytest.fixture(scope="module")
def pier() -> Corpus:
    return read_corpus(open_base(PIER))


def test_every_span_is_in_the_texts_and_every_sentence_is_covered(pier: Corpus) -> None:
    report = check(pier)
    assert report.findings == ()
    assert [finding.code for finding in report.waived] == ["KB317"]
    assert (report.verification.unverified, report.verification.failed) == (0, 0)
    assert report.verification.verified > 90
    assert report.covered == report.sentences == 45
    assert 0 < report.reviewed < report.sentences


@pytest.mark.parametrize("name", CLASSES)
def test_it_has_a_record_of_every_class(pier: Corpus, name: str) -> None:
    assert pier.index.instances(kb(name))


@pytest.mark.parametrize("name", NODES)
def test_it_has_a_record_of_every_kind_without_a_class(pier: Corpus, name: str) -> None:
    assert any(triple.predicate == kb(name) for triple in pier.triples())


def test_it_uses_nearly_every_property_of_a_claim(pier: Corpus) -> None:
    """What it lacks is written down, so that a property added to the vocabulary is noticed."""
    claims = set(pier.index.instances(kb("Claim")))
    used = {triple.predicate for triple in pier.triples() if triple.subject in claims}
    assert {str(path) for path in properties_of_claims() - used} == {str(kb("lowExclusive"))}


def properties_of_claims() -> set[NamedNode]:
    """The properties that the shape of claims speaks of."""
    shapes = Index(
        quad.triple
        for path in shape_files()
        for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    )
    of_claims = shapes.nodes(NamedNode(SHAPES + "Claim"), NamedNode(SH + "property"))
    paths = (shapes.value(shape, NamedNode(SH + "path")) for shape in of_claims)
    return {path for path in paths if isinstance(path, NamedNode)}
