"""The examples that `kb explain` shows: the bad one breaks its shape, the good one does not."""

import re
from functools import cache

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from kb.graph.index import Index, Node, Term
from kb.judgement.screen import sh
from kb.judgement.shapes import shape_findings
from kb.words.vocabulary import PREFIXES, RDF_TYPE, RDFS, kb
from tests.ontology.planted import shapes, vocabulary

HEAD = "".join(
    f"@prefix {prefix}: <{iri}> .\n"
    for prefix, iri in {
        **PREFIXES,
        "ex": "https://example.org/",
        "unit": "http://qudt.org/vocab/unit/",
    }.items()
)
NAMES = """
ex:d a kb:Claim . ex:d2 a kb:Claim . ex:p a kb:Proposition . ex:q a kb:Question .
ex:mayor a kb:Speaker . ex:clerk a kb:Speaker . ex:town a kb:Speaker . ex:builder a kb:Speaker .
ex:gazette a kb:Source . ex:report a kb:Source . ex:mv a kb:Editor . ex:ro a kb:Editor .
ex:harbour a kb:Place . ex:pier a kb:Place . ex:visitors a kb:Population . ex:storm a kb:Event .
ex:cost a kb:Measure . ex:share a kb:Measure . ex:opened-to-traffic a kb:Definition .
ex:states a skos:ConceptScheme . ex:open a kb:Option . ex:closed a kb:Option .
"""
"""What the examples name without saying what it is."""
TARGETS = [sh("targetClass"), sh("targetObjectsOf")]
CODED = [shape for shape in shapes().subjects() if shapes().text(shape, kb("code"))]
SHOWN = [shape for shape in CODED if shapes().text(shape, kb("badExample"))]


@cache
def classes() -> tuple[Triple, ...]:
    """Return what shapes ask of the vocabulary: types, the class tree, and what qualifiers set."""
    asked = {RDF_TYPE, NamedNode(RDFS + "subClassOf"), kb("sets")}
    return tuple(triple for triple in vocabulary().triples() if triple.predicate in asked)


def alone(shape: Node) -> Index:
    """Return the shapes graph with this shape only, held by whatever holds it."""
    one = Index()
    for _, holder in shapes().pointing(shape, sh("property")):
        one.add([Triple(holder, sh("property"), shape)])
        one.add(Triple(holder, p, v) for p in TARGETS for v in shapes().values(holder, p))
    todo: list[Term] = [shape]
    while todo:
        part = todo.pop()
        for prop, values in shapes().about(part).items():
            one.add(Triple(part, prop, value) for value in values)  # type: ignore[arg-type]
            todo.extend(value for value in values if isinstance(value, BlankNode))
    return one


def codes(shape: Node, text: str) -> set[str]:
    """Return the codes of what a shape finds in an example that it does not find without."""

    def found(text: str) -> set[tuple[str, str | None]]:
        index = Index(classes())
        index.add(quad.triple for quad in parse(HEAD + NAMES + text, format=RdfFormat.TURTLE))
        return {(finding.code, finding.node) for finding in shape_findings(index, alone(shape))}

    return {code for code, _ in found(text) - found("")}


def name(shape: object) -> str:
    return shape.value.rpartition("#")[2] if isinstance(shape, NamedNode) else ""


def test_there_are_examples() -> None:
    assert len(SHOWN) > 150


@pytest.mark.parametrize("shape", SHOWN, ids=name)
def test_the_bad_example_breaks_the_shape_and_the_good_one_does_not(shape: NamedNode) -> None:
    code, good, bad = (
        shapes().text(shape, kb(prop)) or "" for prop in ("code", "goodExample", "badExample")
    )
    assert good
    assert codes(shape, bad) == {code}
    assert codes(shape, good) == set()


@pytest.mark.parametrize("shape", SHOWN, ids=name)
def test_an_example_names_nothing_of_articles(shape: NamedNode) -> None:
    """Examples are about nothing in particular: names under ex:, and no other names."""
    for prop in ("goodExample", "badExample"):
        text = shapes().text(shape, kb(prop)) or ""
        assert set(re.findall(r"(?<![\w:])([a-z]+):", re.sub(r'"[^"]*"', "", text))) <= {
            *("ex", "kb", "skos", "dct", "xsd", "unit")
        }
