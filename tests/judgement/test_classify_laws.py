"""What must hold of any two answers whatever, whoever gives them and in whatever unit.

`claim_sets` draws the questions and claims; a failing one is printed as the Turtle it stands for.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import structs
from pyoxigraph import NamedNode

from kb.graph.index import Index
from kb.judgement.answers.answer import Answer
from kb.judgement.answers.read import answers
from kb.judgement.pairs.classify import classify
from kb.judgement.pairs.outcomes import Kind, Outcome
from kb.judgement.pairs.world import World, world_of
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import Filling, Sure
from tests.judgement.claim_sets import NUMBERS, ClaimSet, claim_sets, index_of

CLAIM = "https://example.org/claim/"
Pair = frozenset[str]
many = settings(max_examples=int(__import__("os").environ.get("N", 300)), deadline=None)


def by_name(index: Index) -> tuple[dict[str, Answer], World]:
    return {a.claim.value.removeprefix(CLAIM): a for a in answers(index)}, world_of(index)


def outcomes(index: Index) -> dict[Pair, Outcome]:
    found, world = by_name(index)
    pairs = combinations(sorted(found), 2)
    return {frozenset((a, b)): classify(found[a], found[b], world) for a, b in pairs}


def verdict(outcome: Outcome) -> tuple[object, ...]:
    """All of an outcome that does not depend on who is named first, or on the unit printed."""
    return outcome.kind, outcome.rule, outcome.differences, outcome.presumes, outcome.reason


def verdicts(found: Mapping[Pair, Outcome]) -> dict[Pair, tuple[object, ...]]:
    return {pair: verdict(outcome) for pair, outcome in found.items()}


@many
@given(claim_sets())
def test_the_order_of_the_two_does_not_matter(drawn: ClaimSet) -> None:
    found, world = by_name(drawn.index())
    for a, b in combinations(found.values(), 2):
        assert classify(a, b, world) == classify(b, a, world)


@many
@given(claim_sets())
def test_what_the_claims_are_called_does_not_matter(drawn: ClaimSet) -> None:
    def renamed(name: str) -> str:
        return f"z{9 - int(name.removeprefix('c'))}"

    text = re.sub(r"\bc:(c\d)", lambda m: f"c:{renamed(m[1])}", drawn.turtle())
    expected = {
        frozenset(map(renamed, pair)): told
        for pair, told in verdicts(outcomes(drawn.index())).items()
    }
    assert verdicts(outcomes(index_of(text))) == expected


@many
@given(claim_sets(most=4))
def test_an_answer_is_compatible_with_a_copy_of_itself(drawn: ClaimSet) -> None:
    """Whoever says the same again does not contradict: not even a denial, for both deny one target,
    nor a prediction, for both look ahead and stand or fall together. Where the first leaves open
    what must match, the copy leaves it open too, and silence is not consent.
    """
    claim = drawn.claims[0]
    copied = replace(drawn, claims=(*drawn.claims, replace(claim, name="copy")))
    found, world = by_name(copied.index())
    one, other = found["c0"], found["copy"]
    assume(not says_what_it_denies(one, world))
    assume(not any(one.claim in target.denies for target in world.targets(one)))  # it takes it up
    assume({*one.denies}.isdisjoint(one.supports))  # who does both is at odds with whoever does
    kind = classify(one, other, world).kind
    if faulty(one) or any(content(way) != content(one.readings[0]) for way in one.readings):
        assert kind in {Kind.COMPATIBLE, Kind.UNDETERMINED}
    else:
        assert kind is (Kind.COMPATIBLE if settled(one, world) else Kind.UNDETERMINED)


def faulty(answer: Answer) -> bool:
    ways = (answer, *answer.readings)
    return any(w.quantity and w.quantity.meant and w.quantity.meant.empty for w in ways)


def says_what_it_denies(answer: Answer, world: World) -> bool:
    targets = [t for t in answer.denies if isinstance(t, NamedNode)]
    options = {o for t in targets for o in world.index.nodes(t, NamedNode(OPTION))}
    ways = (answer, *answer.readings)
    itself = any(way.quantity and way.quantity.comparand == answer.claim for way in ways)
    return itself or bool({way.option for way in ways} & options)


OPTION = "https://w3id.org/claims-kb/ns#option"


def settled(answer: Answer, world: World) -> bool:
    """Whether an answer that can be read in one way only leaves nothing open that must match."""
    asked = world.asked(answer.question)
    if any(not answer.scope.get(name) for name in asked.dimensions):
        return False
    way = answer.readings[0] if answer.readings else answer
    period, quantity = way.period, way.quantity
    if asked.period and (period is None or known_only_in_part(way)):
        return False
    if quantity is None or quantity.relation is None or way.accuses:
        return True
    amount = world.amount(quantity)
    stated = quantity.comparand is not None and "notStated" not in quantity.comparand.value
    return (amount is not None and not amount.empty) or (stated and quantity.meant is None)


def known_only_in_part(answer: Answer) -> bool:
    """Whether it is a total over a stretch of which one end is not known."""
    period = answer.period
    return (
        period is not None
        and period.filling is Filling.TOTAL_OVER
        and period.common_moment(period) is not Sure.YES
    )


def content(answer: Answer) -> object:
    return structs.replace(answer, reading=None, speaker=None, source=None)


WIDER = st.builds(Interval, st.none() | NUMBERS, st.none() | NUMBERS)


@many
@given(claim_sets(most=3), WIDER)
def test_widening_a_range_never_creates_a_conflict(drawn: ClaimSet, wider: Interval) -> None:
    """But for DR09: a denial of a number reaches whatever overlaps that number, so an answer that
    is widened may come within its reach.
    """
    assume(not wider.empty)
    found, world = by_name(drawn.index())
    for one, other in combinations(found.values(), 2):
        if one.quantity is None or one.quantity.meant is None or one.quantity.meant.empty:
            continue
        if one.readings:
            continue
        meant = one.quantity.meant.hull(wider)
        widened = structs.replace(one, quantity=structs.replace(one.quantity, meant=meant))
        outcome = classify(widened, other, world)
        if outcome.kind is Kind.CONFLICT and outcome.rule != "DR09":
            assert classify(one, other, world).kind is Kind.CONFLICT


@many
@given(claim_sets(), st.sets(st.sampled_from([f"c{n}" for n in range(9)])))
def test_another_unit_changes_nothing(drawn: ClaimSet, chosen: set[str]) -> None:
    assert verdicts(outcomes(drawn.index(chosen.__contains__))) == verdicts(outcomes(drawn.index()))


UNRELATED = st.sampled_from(
    [
        "x:other a kb:Question ; kb:answerKind kb:quantity . "
        "c:new a kb:Claim ; kb:answers x:other ; kb:source x:gazette ; kb:low 5 .",
        "c:new a kb:Claim ; kb:answers kb:noQuestion ; kb:denies c:c0 ; kb:source x:courier .",
        "c:new a kb:Claim ; kb:answers x:q ; kb:source x:gazette ; kb:low 5 ; kb:high 6 .",
        "c:new a kb:Claim ; kb:answers x:q ; kb:denies c:c1 ; kb:supports c:c0 .",
    ]
)


@many
@given(claim_sets(), UNRELATED)
def test_another_claim_changes_nothing_between_two(drawn: ClaimSet, more: str) -> None:
    """Of a source no later than the others: predictions are judged on the day of the latest one."""
    before, after = outcomes(drawn.index()), outcomes(replace(drawn, more=more).index())
    assert {pair: told for pair, told in verdicts(after).items() if pair in before} == verdicts(
        before
    )


@many
@given(claim_sets())
def test_another_name_for_a_place_changes_nothing(drawn: ClaimSet) -> None:
    last = drawn.claims[-1]
    renamed = tuple(v.replace("place0", "alias") for v in last.says.get("place", ()))
    other = replace(drawn, more="x:alias kb:same x:place0 . x:place0 kb:same x:place0 .")
    called = replace(other, claims=(*drawn.claims[:-1], last.saying(place=renamed)))
    assert verdicts(outcomes(called.index())) == verdicts(outcomes(other.index()))


@many
@given(claim_sets())
def test_of_every_pair_something_is_said_that_can_be_printed(drawn: ClaimSet) -> None:
    for outcome in outcomes(drawn.index()).values():
        assert outcome.reason.endswith(".")
        assert re.fullmatch(r"DR\d\d", outcome.rule)
        silent = outcome.kind in {Kind.CONFLICT, Kind.COMPATIBLE}
        assert silent == (not outcome.differences)
