"""Counting and finding pairs by groups comes to what deciding every pair comes to."""

import os
from collections import Counter
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.judgement.answers.answer import Answer
from kb.judgement.answers.read import answers
from kb.judgement.pairs.classify import classify
from kb.judgement.pairs.outcomes import Kind, Outcome, Verdict
from kb.judgement.pairs.pairing.rivals import Rivals
from kb.judgement.pairs.pairing.ruling import Table, whole
from kb.judgement.pairs.pairing.tally import WIDTH, rows, tally
from kb.judgement.pairs.world import World, world_of
from tests.judgement.claim_sets import ClaimSet, claim_sets, index_of

many = settings(
    max_examples=int(os.environ.get("KB_SETS", "300")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def by_brute_force(found: tuple[Answer, ...], world: World) -> list[Outcome]:
    return [classify(one, other, world) for one, other in combinations(found, 2)]


def verdicts(outcomes: list[Outcome]) -> Counter[Verdict]:
    return Counter((outcome.kind, outcome.differences) for outcome in outcomes)


def named(one: Answer, other: Answer) -> frozenset[str]:
    return frozenset((one.claim.value, other.claim.value))


def by_groups_and_by_brute_force(text: str) -> tuple[Counter[Verdict], Counter[Verdict]]:
    index = index_of(text)
    found, world = answers(index), world_of(index)
    return tally(found, Table(world, whole))[0], verdicts(by_brute_force(found, world))


def test_totals_from_several_beginnings_are_held_against_those_from_the_same() -> None:
    spans = [(1, 5, 50), (1, 9, 40), (3, 5, 50), (3, 9, 40), (1, 7, 60), (3, 7, 60)]
    claims = (
        f"c:c{n} a kb:Claim ; kb:answers x:q ; kb:source x:gazette ; kb:measure x:toll ; "
        f"kb:place x:p ; kb:low {number} ; kb:high {number} ; kb:filled kb:totalOver ; "
        f'kb:from "2020-05-0{begin}"^^xsd:date ; kb:until "2020-05-0{end}"^^xsd:date .'
        for n, (begin, end, number) in enumerate(spans)
    )
    counted, expected = by_groups_and_by_brute_force(
        "x:q a kb:Question ; kb:answerKind kb:quantity ; kb:mustMatch kb:place , kb:period . "
        "x:toll kb:measureKind kb:cumulative . " + "\n".join(claims)
    )
    assert counted == expected
    assert len(expected) > 1, "a case in which all pairs come out alike shows nothing"


def test_shares_of_several_bases_are_held_against_those_of_the_same() -> None:
    shares = [("x:a", "0.2"), ("x:b", "0.2"), ("x:a", "0.5"), ("x:b", "0.5"), ("kb:notStated", "1")]
    claims = (
        f"c:c{n} a kb:Claim ; kb:answers x:q ; kb:source x:gazette ; kb:measure x:share ; "
        f"kb:base {base} ; kb:low {number} ; kb:high {number} ; kb:filled kb:asOf ; "
        'kb:from "2020-05-01"^^xsd:date ; kb:until "2020-05-01"^^xsd:date .'
        for n, (base, number) in enumerate(shares)
    )
    counted, expected = by_groups_and_by_brute_force(
        "x:q a kb:Question ; kb:answerKind kb:quantity ; kb:mustMatch kb:period . "
        "x:share kb:measureKind kb:shareKind . " + "\n".join(claims)
    )
    assert counted == expected
    assert len(expected) > 1, "a case in which all pairs come out alike shows nothing"


@many
@given(claim_sets(most=12), st.sets(st.integers(0, 11).map("c{}".format)))
def test_it_is_what_deciding_every_pair_comes_to(drawn: ClaimSet, converted: set[str]) -> None:
    index = drawn.index(converted.__contains__)
    found, world = answers(index), world_of(index)
    expected = by_brute_force(found, world)
    kinds = Counter(outcome.kind for outcome in expected)
    assert tally(found, Table(world, whole))[0] == verdicts(expected)
    counts, conflicts = tally(found, Table(world))
    assert counts == {(kind, ()): count for kind, count in kinds.items()}
    assert [named(*pair) for pair in conflicts] == [
        named(o.one, o.other) for o in expected if o.kind is Kind.CONFLICT
    ]
    for width in (1, 3, WIDTH):
        table = Table(world)
        pairs: dict[Kind, list[frozenset[str]]] = {kind: [] for kind in Kind}
        for row in rows(Rivals(found, table), width):
            for said in row.said:
                kind = table.verdicts[said][0]
                pairs[kind] += [named(found[a], found[b]) for a, b in row.pairs(said)]
        for kind in Kind:
            wanted = [named(o.one, o.other) for o in expected if o.kind is kind]
            assert len(pairs[kind]) == len(wanted)
            assert set(pairs[kind]) == set(wanted)
