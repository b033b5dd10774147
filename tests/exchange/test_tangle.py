"""Blank nodes that only their mutual references tell apart, up to graphs made to be hard."""

import time
from itertools import combinations
from random import Random

import pytest
from pyoxigraph import BlankNode, NamedNode, Triple

from kb.exchange.serialization.serialize import to_ntriples, to_turtle
from kb.exchange.serialization.tangle import Tangle, TooTangledError, tangle_order
from kb.words.errors import CannotGoOn

NEAR = NamedNode("http://ex.org/near")
Pairs = list[tuple[int, int]]


def graph_of(pairs: Pairs, labels: list[int]) -> list[Triple]:
    return [Triple(BlankNode(f"n{labels[a]}"), NEAR, BlankNode(f"n{labels[b]}")) for a, b in pairs]


def both_ways(pairs: Pairs) -> Pairs:
    return pairs + [(b, a) for a, b in pairs]


def clique(size: int) -> Pairs:
    return both_ways(list(combinations(range(size), 2)))


def ring(size: int, start: int = 0) -> Pairs:
    return [(start + n, start + (n + 1) % size) for n in range(size)]


PETERSEN = both_ways(
    [(n, (n + 1) % 5) for n in range(5)]
    + [(5 + n, 5 + (n + 2) % 5) for n in range(5)]
    + [(n, 5 + n) for n in range(5)]
)
TORUS = [(6 * a + b, 6 * a + (b + 1) % 6) for a in range(6) for b in range(6)] + [
    (6 * a + b, 6 * ((a + 1) % 6) + b) for a in range(6) for b in range(6)
]
# Frucht's graph: every node has three neighbours, and yet no two nodes can be swapped.
FRUCHT = both_ways(
    [(n, (n + 1) % 7) for n in range(7)]
    + [(0, 7), (1, 7), (2, 8), (3, 9), (4, 9), (5, 10), (6, 10)]
    + [(7, 11), (8, 9), (8, 11), (10, 11)]
)
# Every pair x, y of twins says the same of one shared node; none can be told from the others.
TWIN_PATHS = [edge for n in range(1, 21, 2) for edge in ((n, n + 1), (n + 1, 0))]


@pytest.mark.parametrize(
    "pairs",
    [
        clique(9),
        ring(30),
        ring(3) + ring(3, start=3),
        ring(6),
        ring(2) + ring(5, start=2) + ring(2, start=7),
        PETERSEN,
        FRUCHT,
        TORUS,
        TWIN_PATHS,
    ],
    ids=[
        "clique",
        "ring",
        "two-rings",
        "one-ring",
        "three-rings",
        "petersen",
        "frucht",
        "torus",
        "twins",
    ],
)
def test_symmetrical_graphs_have_one_text_each(pairs: Pairs) -> None:
    chance = Random(1)
    labels = list(range(200))
    texts = set()
    for _ in range(5):
        graph = graph_of(pairs, labels)
        texts.add((to_turtle(graph, {}), to_ntriples(graph)))
        chance.shuffle(labels)
        chance.shuffle(pairs)
    assert len(texts) == 1


def test_graphs_that_differ_have_different_texts_though_every_node_looks_the_same() -> None:
    labels = list(range(6))
    one_ring = graph_of(ring(6), labels)
    two_rings = graph_of(ring(3) + ring(3, start=3), labels)
    assert to_turtle(one_ring, {}) != to_turtle(two_rings, {})


def test_who_mentions_a_node_tells_it_apart() -> None:
    claim = NamedNode("http://ex.org/claim")
    chance = Random(1)
    texts = set()
    for _ in range(20):
        names = [f"n{count}" for count in range(5)]
        chance.shuffle(names)
        one, two, common, near_one, near_two = map(BlankNode, names)
        graph = [Triple(claim, NEAR, node) for node in (one, two)]
        graph += [Triple(node, NEAR, common) for node in (one, two)]
        graph += [Triple(near_one, NEAR, one), Triple(near_two, NEAR, two)]
        graph += [Triple(near_two, NEAR, claim)]
        texts.add(to_turtle(graph, {}))
    assert len(texts) == 1


def test_a_thousand_small_tangles_are_no_tangle() -> None:
    pairs = [pair for n in range(0, 2000, 2) for pair in ((n, n + 1), (n + 1, n))]
    assert to_turtle(graph_of(pairs, list(range(2000))), {}).count(" .\n") == 2000


def test_a_graph_made_to_be_hard_is_refused_within_two_seconds() -> None:
    start = time.perf_counter()
    with pytest.raises(CannotGoOn, match="60 blank nodes") as refusal:
        to_turtle(graph_of(clique(60), list(range(60))), {})
    assert time.perf_counter() - start < 60
    assert refusal.value.hint == "Give them IRIs."


def test_a_refusal_points_at_a_record_that_mentions_the_nodes() -> None:
    claim = NamedNode("http://ex.org/claim")
    graph = graph_of(clique(60), list(range(60)))
    graph += [Triple(claim, NEAR, BlankNode(f"n{n}")) for n in range(60)]
    with pytest.raises(CannotGoOn) as refusal:
        to_turtle(graph, {})
    assert refusal.value.where == "<http://ex.org/claim>"


def test_the_limit_counts_steps() -> None:
    tangle = Tangle(dict.fromkeys(range(4), ()), tuple((a, 0, b) for a, b in ring(4)))
    assert tangle_order(tangle, most_steps=1000).certificate
    with pytest.raises(TooTangledError):
        tangle_order(tangle, most_steps=10)


def test_content_decides_before_references_do() -> None:
    tangle = Tangle({7: ("b",), 8: ("a",), 9: ("a",)}, ((7, 0, 8), (8, 0, 9), (9, 0, 7)))
    assert tangle_order(tangle).nodes[-1] == 7
