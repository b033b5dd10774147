"""Containment, identity and disjointness, held against a closure by brute force."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Triple

from kb.graph.index import Index
from kb.judgement.values.extents import Extents, Standing
from kb.words.vocabulary import kb

NODES = [NamedNode(f"https://example.org/place/{name}") for name in "abcdef"]
Declared = list[tuple[int, str, int]]
DECLARED = st.lists(
    st.tuples(
        st.integers(0, len(NODES) - 1),
        st.sampled_from(["within", "within", "disjoint", "same"]),
        st.integers(0, len(NODES) - 1),
    ),
    max_size=8,
)
INVERSE = {
    Standing.WITHIN: Standing.CONTAINS,
    Standing.CONTAINS: Standing.WITHIN,
}


def extents(declared: Declared) -> Extents:
    return Extents(Index(Triple(NODES[a], kb(name), NODES[b]) for a, name, b in declared))


def closure(declared: Declared) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """All (inner, outer) and all disjoint pairs that follow, by applying the laws until nothing new
    comes.
    """
    numbers = range(len(NODES))
    within = {(n, n) for n in numbers}
    disjoint = set()
    for a, name, b in declared:
        if name == "disjoint":
            disjoint |= {(a, b), (b, a)}
        else:
            within |= {(a, b), (b, a)} if name == "same" else {(a, b)}
    while True:
        more = {(a, d) for (a, b), (c, d) in product(within, within) if b == c}
        apart = {(a, d) for (a, b), (c, d) in product(within, disjoint) if b == c}
        apart |= {(b, a) for a, b in apart}
        if more <= within and apart <= disjoint:
            return within, disjoint
        within |= more
        disjoint |= apart


@given(DECLARED)
def test_extents_are_closed_under_their_laws(declared: Declared) -> None:
    within, disjoint = closure(declared)
    found = extents(declared)
    for a, b in product(range(len(NODES)), repeat=2):
        if (a, b) in within and (b, a) in within:
            expected = Standing.SAME
        elif (a, b) in within:
            expected = Standing.WITHIN
        elif (b, a) in within:
            expected = Standing.CONTAINS
        elif (a, b) in disjoint:
            expected = Standing.DISJOINT
        else:
            expected = Standing.UNKNOWN
        assert found.standing(NODES[a], NODES[b]) is expected


@given(DECLARED)
def test_seen_from_the_other_side_it_is_the_inverse(declared: Declared) -> None:
    found = extents(declared)
    for a, b in product(NODES, repeat=2):
        standing = found.standing(a, b)
        assert found.standing(b, a) is INVERSE.get(standing, standing)


def test_two_names_are_not_two_things() -> None:
    assert extents([]).standing(NODES[0], NODES[1]) is Standing.UNKNOWN


def test_parts_of_disjoint_places_are_disjoint() -> None:
    found = extents([(0, "within", 1), (2, "within", 3), (1, "disjoint", 3)])
    assert found.standing(NODES[0], NODES[2]) is Standing.DISJOINT
