"""What is found for many answers at a stroke is what looking at each of them finds."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kb.graph.index import Node
from kb.judgement.pairs.pairing.ladder import Ladder, places
from kb.judgement.pairs.pairing.matching import Dimension
from kb.judgement.pairs.world import world_of
from tests.judgement.claim_sets import index_of

NAMES = ("a", "b", "c", "d")
NODES = [NamedNode(f"https://example.org/{name}") for name in NAMES]
NAMED: list[frozenset[Node] | None] = [
    None,
    *(frozenset(nodes) for count in (1, 2) for nodes in combinations(NODES, count)),
]
pair = st.permutations(NAMES).map(lambda names: names[:2])
relation = st.sampled_from(["kb:within", "kb:within", "kb:disjoint", "kb:disjoint", "kb:same"])
declared = st.builds(lambda names, how: f"x:{names[0]} {how} x:{names[1]} .", pair, relation)
judged = st.builds(
    lambda names, how: (
        f"[] a kb:Identity ; kb:between x:{names[0]} , x:{names[1]} ; kb:judgement kb:{how} ."
    ),
    pair,
    st.sampled_from(["differentThings", "sameThing"]),
)


@given(st.integers(-10, 10), st.lists(st.integers(-9, 9), max_size=12))
def test_a_ladder_has_those_up_to_a_number_and_under_it(number: int, numbers: list[int]) -> None:
    ladder = Ladder((each, 1 << place) for place, each in enumerate(numbers))
    upto = [place for place, each in enumerate(numbers) if each <= number]
    assert list(places(ladder.upto(number))) == upto
    under = [place for place, each in enumerate(numbers) if each < number]
    assert list(places(ladder.under(number))) == under


@pytest.mark.parametrize("name", ["place", "subject", "event"])
@settings(max_examples=100, deadline=None)
@given(base=st.lists(declared | declared | judged, min_size=1, max_size=6))
def test_one_matches_many_as_it_matches_each(name: str, base: list[str]) -> None:
    world = world_of(index_of("\n".join(base)))
    dimension = Dimension(name, {named: 1 << place for place, named in enumerate(NAMED)}, world)
    for mine in NAMED:
        found = {place: match for match, bits in dimension.matches(mine) for place in places(bits)}
        assert found == {
            place: world.match(name, mine, theirs) for place, theirs in enumerate(NAMED)
        }
