"""Sets of claims that clash only together: parts that add up to more than their whole."""

from decimal import Decimal
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.graph.corpus import ontology
from kb.judgement.answers.read import answers
from kb.judgement.contests.contest import contests
from kb.judgement.contests.sets import MOST_PARTS, _most_apart, set_conflicts
from kb.judgement.pairs.pair import world_of
from tests.judgement.records import EX, index_of

QUESTION = """
ex:q a kb:Question ; kb:answerKind kb:quantity ; kb:measure ex:dead ;
    kb:mustMatch kb:place , kb:period .
ex:dead a kb:Measure ; kb:measureKind kb:flow ; kb:additive true .
"""
DAY = 'kb:from "2020-05-01"^^xsd:date ; kb:until "2020-05-01"^^xsd:date ; kb:filled kb:asOf'


def claim(place: str, number: int) -> str:
    return (
        f"ex:in-{place} a kb:Claim ; kb:answers ex:q ; kb:place ex:{place} ; "
        f"kb:low {number} ; kb:high {number} ; kb:qualifier kb:exactly ; {DAY} .\n"
    )


def clashing(text: str) -> list[set[str]]:
    index = index_of(QUESTION + text)
    index.add(ontology())
    found = set_conflicts(contests(index))
    return [{answer.claim.value.removeprefix(EX) for answer in one.claims} for one in found]


def town(*parts: str) -> str:
    return "".join(f"ex:{part} kb:within ex:town .\n" for part in parts)


def test_parts_apart_may_not_add_up_to_more_than_the_whole() -> None:
    parts = claim("east", 30) + claim("west", 25) + town("east", "west")
    apart = parts + "ex:east kb:disjoint ex:west ."
    assert clashing(apart + claim("town", 50)) == [{"in-town", "in-east", "in-west"}]
    assert clashing(apart + claim("town", 55)) == []
    assert clashing(parts + claim("town", 50)) == []  # they may overlap


def test_the_largest_part_is_not_always_among_those_that_add_up_to_most() -> None:
    """The harbour overlaps the other two; without it they come to more."""
    text = claim("harbour", 40) + claim("east", 30) + claim("west", 25) + claim("town", 50)
    text += town("harbour", "east", "west") + "ex:east kb:disjoint ex:west ."
    assert clashing(text) == [{"in-town", "in-east", "in-west"}]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 30), min_size=2, max_size=6),
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1])),
)
def test_what_is_chosen_adds_up_to_the_most_there_is(
    numbers: list[int], disjoint: set[tuple[int, int]]
) -> None:
    places = [f"p{n}" for n in range(len(numbers))]
    text = "".join(map(claim, places, numbers))
    text += "".join(f"ex:p{a} kb:disjoint ex:p{b} .\n" for a, b in disjoint)
    index = index_of(QUESTION + text)
    index.add(ontology())
    parts = answers(index)
    chosen = _most_apart(parts, world_of(index))
    possible = [
        sum(numbers[n] for n in some)
        for size in range(1, len(numbers) + 1)
        for some in combinations(range(len(numbers)), size)
        if {*combinations(some, 2)} <= disjoint
    ]
    lows = [part.quantity.meant.low for part in chosen if part.quantity and part.quantity.meant]
    assert sum((low for low in lows if low is not None), Decimal(0)) == max(possible)


def test_of_very_many_parts_the_largest_are_taken_first() -> None:
    places = [f"p{n}" for n in range(MOST_PARTS + 1)]
    text = "".join(claim(place, 10) for place in places) + town(*places)
    text += "".join(f"ex:{a} kb:disjoint ex:{b} .\n" for a, b in combinations(places, 2))
    assert len(clashing(text + claim("town", 100))[0]) == MOST_PARTS + 2
