"""A loaded store is asked like any base, and keeps the labels of its blank nodes."""

import time

import pyoxigraph as ox
import pytest

from kb.graph.sparql.loaded import Loaded
from kb.words.errors import CannotGoOn


@pytest.fixture(scope="module")
def base() -> Loaded:
    store = ox.Store()
    store.extend(
        ox.Quad(ox.NamedNode(f"urn:x:s{n}"), ox.NamedNode("urn:x:p"), ox.Literal(f"v{n}"))
        for n in range(12_000)
    )
    store.add(ox.Quad(ox.BlankNode("kept"), ox.NamedNode("urn:x:q"), ox.Literal("v")))
    return Loaded(store)


def test_blank_nodes_are_those_of_the_store(base: Loaded) -> None:
    table = base.select("SELECT ?s { ?s <urn:x:q> ?o }")
    assert table.rows == ((ox.BlankNode("kept"),),)
    assert base.construct("CONSTRUCT WHERE { ?s <urn:x:q> ?o }") == (
        ox.Triple(ox.BlankNode("kept"), ox.NamedNode("urn:x:q"), ox.Literal("v")),
    )


def test_rows_are_capped_unless_all_are_wanted(base: Loaded) -> None:
    query = "SELECT * { ?s <urn:x:p> ?o }"
    assert (len(base.select(query).rows), base.select(query).truncated) == (10_000, True)
    assert len(base.select(query, max_rows=None).rows) == 12_000
    assert base.select(query, max_rows=12_000).truncated is False
    with pytest.raises(CannotGoOn, match="more than 10,000 triples"):
        base.construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_time_is_looked_at_between_rows(base: Loaded) -> None:
    started = time.monotonic()
    with pytest.raises(CannotGoOn, match=r"within 0\.3 s"):
        base.select("SELECT * { ?a ?p ?x . ?b ?q ?y }", timeout=0.3, max_rows=None)
    assert time.monotonic() - started < 10


def test_faults_are_messages(base: Loaded) -> None:
    with pytest.raises(CannotGoOn) as refused:
        base.select("SELECT * {\n ?s ?p }")
    assert refused.value.where == "query:2:2"
    with pytest.raises(CannotGoOn, match="cannot answer"):
        base.ask("ASK { FILTER(<urn:x:f>(1)) }")
    with pytest.raises(CannotGoOn, match="this takes ASK"):
        base.ask("SELECT * {}")
