"""Each shape finds the fault of its own bad example and nothing in its good one."""

import re
from collections import defaultdict
from functools import cache

import pytest
from pyoxigraph import RdfFormat, parse

from kb.graph.corpus import ontology
from kb.graph.index import Index
from kb.graph.owner import with_owner
from kb.judgement.catalogue import Entry, shipped
from kb.judgement.shacl.shapes import shape_findings
from tests.ontology.planted import shapes

ENTRIES = [entry for entry in shipped() if entry.shape]
PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix kb: <https://w3id.org/claims-kb/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
KNOWN = {
    "Claim": "d d2",
    "Definition": "opened-to-traffic",
    "Editor": "mv ro",
    "Event": "storm",
    "Measure": "cost share",
    "Option": "open closed",
    "Place": "pier harbour",
    "Population": "visitors",
    "Proposition": "p",
    "Question": "q q2",
    "Source": "gazette herald report",
    "Speaker": "mayor clerk builder town",
}
"""The records that examples speak of without declaring them, by class."""


def known() -> str:
    declared = (
        f"ex:{name} a kb:{kind} ." for kind, names in KNOWN.items() for name in names.split()
    )
    return "\n".join((PREFIXES, *declared, "ex:states a skos:ConceptScheme ."))


def record(entry: Entry, which: str) -> str:
    """The name that the record of an example gets, so that all may stand in one graph."""
    return f"<https://example.org/{entry.code}/{which}>"


@cache
def found() -> dict[str, set[str]]:
    """The codes of the findings about the record of each example."""
    texts = [known()]
    for entry in ENTRIES:
        for which, example in (("good", entry.good), ("bad", entry.bad)):
            texts.append(re.sub(r"^ex:[cx]\b", record(entry, which), example or ""))
    data = Index(ontology())
    data.add(quad.triple for quad in parse("\n".join(texts), format=RdfFormat.TURTLE))
    codes: dict[str, set[str]] = defaultdict(set)
    for finding in shape_findings(data, shapes()):
        codes[with_owner(finding, data).record or ""].add(finding.code)
    return codes


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.code}-{entry.name}")
def test_the_good_example_is_good_and_the_bad_one_is_found(entry: Entry) -> None:
    assert entry.good
    assert entry.bad
    assert entry.code not in found()[record(entry, "good")]
    assert entry.code in found()[record(entry, "bad")]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.code}-{entry.name}")
def test_an_example_is_short(entry: Entry) -> None:
    assert max(len(entry.good or ""), len(entry.bad or "")) <= 160
