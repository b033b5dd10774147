"""Counting and finding pairs by groups comes to what deciding every pair comes to."""

import os
from collections import Counter
from itertools import combinations

import pytest
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


NUMBER = "x:q a kb:Question ; kb:answerKind kb:quantity . "
DATE = "x:q a kb:Question ; kb:answerKind kb:dateAnswer ; kb:admitsSeveral false . "
STOCK = "kb:measure x:stock"
FAR_LESS = f"{STOCK} ; kb:relation kb:farLessThan ; kb:denies"
FAR_MORE = f"{STOCK} ; kb:relation kb:farMoreThan ; kb:denies"


def dated(day: int) -> str:
    said = f'"2020-05-0{day}"^^xsd:date'
    return f"kb:filled kb:asOf ; kb:from {said} ; kb:until {said}"


UNLIKE = {
    "a measure that is not stated, and one of no declared kind": (
        NUMBER,
        ["kb:low 5 ; kb:high 5", "kb:low 6 ; kb:high 6", "kb:measure x:odd ; kb:low 5 ; kb:high 5"],
    ),
    "the order of what is denied": (
        NUMBER,
        [
            f"{STOCK} ; kb:relation kb:farMoreThan ; kb:comparand x:nowhere",
            f"{STOCK} ; kb:low 5 ; kb:high 5",
            f"{STOCK} ; kb:low 6 ; kb:high 6",
            f"{FAR_LESS} c:c0 , c:c1",
            f"{FAR_LESS} c:c1 , c:c0",
        ],
    ),
    "a denied date that is not stated": (
        DATE,
        [
            "kb:unstated kb:period",
            *(dated(3), dated(3)),
            *(f"kb:denies c:c0 ; {dated(7)}", f"kb:denies c:c1 ; {dated(7)}"),
        ],
    ),
    "a denied answer that denies": (
        NUMBER,
        [
            f"{STOCK} ; kb:low 100 ; kb:high 100",
            f"{STOCK} ; kb:relation kb:lessThan ; kb:comparand c:c0 ; kb:denies x:prop1",
            f"{STOCK} ; kb:relation kb:lessThan ; kb:comparand c:c0",
            f"{STOCK} ; kb:low 50 ; kb:high 60",
            *(f"{FAR_MORE} c:c1", f"{FAR_MORE} c:c2"),
        ],
    ),
    "an end that is excluded and missing": (
        NUMBER,
        [
            f"{STOCK} ; kb:high 5 ; kb:lowExclusive true",
            f"{STOCK} ; kb:high 5 ; kb:hedge kb:allegedly",
        ],
    ),
}


@pytest.mark.parametrize("case", UNLIKE)
@pytest.mark.parametrize("turned", [False, True])
def test_what_groups_do_not_share_is_not_decided_by_one_of_them(case: str, turned: bool) -> None:
    question, said = UNLIKE[case]
    claims = [
        f"c:c{n} a kb:Claim ; kb:answers x:q ; kb:source x:gazette ; {each} ."
        for n, each in enumerate(said)
    ]
    ordered = claims[::-1] if turned else claims
    counted, expected = by_groups_and_by_brute_force("\n".join((question, *ordered)))
    assert counted == expected


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
