"""The benchmark's claims: what it knows of their conflicts is what the decision table says."""

from dataclasses import replace
from itertools import combinations

import pytest
from pyoxigraph import RdfFormat, Store, parse

from kb.graph.corpus import ontology
from kb.graph.index import Index
from kb.judgement.answers.answer import Answer
from kb.judgement.answers.read import answers
from kb.judgement.pairs.classify import classify
from kb.judgement.pairs.outcomes import Kind
from kb.judgement.pairs.world import world_of
from tests.bench import claims_generator
from tests.bench.claims_generator import generated, topic_sizes
from tests.bench.claims_text import rows, turtle
from tests.bench.conflicts import JOIN
from tests.bench.generated_claim import Claim
from tests.bench.known_conflicts import Pair, known_conflicts


def by_brute_force(claims: tuple[Claim, ...]) -> dict[Pair, str]:
    """Every pair that is a conflict by the decision table, with the rule that decides it."""
    text = "".join(turtle(claims))
    index = Index((*ontology(), *(q.triple for q in parse(text, format=RdfFormat.TURTLE))))
    found, world = answers(index), world_of(index)
    assert len(found) == len(claims)
    outcomes = (
        (pair, classify(*pair, world))
        for pair in combinations(found, 2)
        if pair[0].question == pair[1].question
    )
    return {
        numbers(*pair): outcome.rule for pair, outcome in outcomes if outcome.kind is Kind.CONFLICT
    }


def by_self_join(claims: tuple[Claim, ...]) -> set[Pair]:
    store = Store()
    store.load("".join(rows(claims)).encode(), format=RdfFormat.TURTLE)
    found = store.query(JOIN.read_text(encoding="utf-8"))
    return {ordered(row["a"].value, row["b"].value) for row in found}  # type: ignore[union-attr]


def numbers(one: Answer, other: Answer) -> Pair:
    return ordered(one.claim.value, other.claim.value)


def ordered(one: str, other: str) -> Pair:
    first, second = sorted(int(name.rpartition("/")[2]) for name in (one, other))
    return first, second


def test_generated_claims_agree_but_for_the_planted_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """With many claims planted, so that a few hundred show every way to conflict."""
    for share, of_all in (("PLANTED", 0.1), ("DENIALS", 0.05), ("AMBIGUOUS", 0.1)):
        monkeypatch.setattr(claims_generator, share, of_all)
    rules: set[str] = set()
    for seed in range(8):
        claims = generated(300, seed)
        found = by_brute_force(claims)
        rules.update(found.values())
        assert found.keys() == known_conflicts(claims)
        assert found.keys() == by_self_join(claims)
    assert rules == {"DR01", "DR05", "DR08", "DR10"}


def test_claims_as_they_are_measured() -> None:
    claims = generated(2000)
    known = known_conflicts(claims)
    assert known
    assert by_brute_force(claims).keys() == known == by_self_join(claims)
    assert generated(2000) == claims


def test_a_denial_reaches_the_same_range_and_no_other() -> None:
    """More than a number is not at least that number."""
    claim = next(c for c in generated(300) if c.scope and c.amount and not c.amount.meant[1])
    assert claim.amount is not None
    words = enumerate(("atLeast", "over", "orMore"))
    amounts = [(n, replace(claim.amount, qualifier=word)) for n, word in words]
    rivals = [replace(claim, number=n, amount=amount) for n, amount in amounts]
    claims = (*rivals, replace(claim, number=3, amount=None, denies=rivals[0]))
    assert known_conflicts(claims) == {(0, 3), (2, 3)}
    assert by_brute_force(claims).keys() == {(0, 3), (2, 3)} == by_self_join(claims)


def test_the_largest_topic_has_a_tenth_of_the_claims() -> None:
    sizes = list(topic_sizes(10_000))
    assert sizes[0] == 1000
    assert sum(sizes) == 10_000
    assert sizes == sorted(sizes, reverse=True)
