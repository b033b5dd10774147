"""Every Turtle file of the W3C suite that can be read goes through the exporter unchanged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse

from kb.exchange.serialization.serialize import to_jsonld, to_nquads, to_ntriples, to_turtle

SUITE = Path(__file__).parents[3] / "shared" / "suites" / "w3c-turtle"
FILES = sorted(SUITE.glob("*.ttl"))
PREFIXES = {"": "http://www.w3.org/2013/TurtleTests/", "ex": "http://a.example/"}
WRITTEN: dict[RdfFormat, Callable[[list[Triple]], str]] = {
    RdfFormat.TURTLE: lambda triples: to_turtle(triples, PREFIXES),
    RdfFormat.N_TRIPLES: to_ntriples,
    RdfFormat.N_QUADS: to_nquads,
    RdfFormat.JSON_LD: lambda triples: to_jsonld(triples, PREFIXES),
}

pytestmark = pytest.mark.skipif(
    not FILES, reason="the W3C Turtle suite is not beside this checkout"
)


def readable(path: Path) -> list[Triple] | None:
    base = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/" + path.name
    try:
        quads = list(parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=base))
    except SyntaxError:
        return None
    return [quad.triple for quad in quads]


def canonical(triples: list[Triple]) -> Dataset:
    dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.parametrize("format_", WRITTEN, ids=lambda format_: format_.file_extension)
def test_every_readable_file_survives_export(format_: RdfFormat) -> None:
    graphs = {path.name: readable(path) for path in FILES}
    assert sum(graph is not None for graph in graphs.values()) > 150
    for name, graph in graphs.items():
        if graph is not None:
            text = WRITTEN[format_](graph)
            back = [quad.triple for quad in parse(text, format=format_)]
            assert canonical(back) == canonical(graph), name
            assert WRITTEN[format_](back) == text, name
