"""How two answers to one question stand to each other: the decision table, in its order.

Stated links first, then scope, then values. A known difference in any dimension settles the pair,
even if another is unstated; only when none is known to differ does a missing one leave it open. An
ambiguous claim is decided under each of its readings; unless all come out alike it stays open.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

from kb.graph.index import Node
from kb.judgement.answers import Answer
from kb.judgement.decisions import denials, scope, stated, values
from kb.judgement.outcomes import READING, Kind, Outcome
from kb.judgement.pair import Pair, World
from kb.judgement.periods import Sure

Decide = Callable[[Pair], Outcome | None]

STATED: tuple[Decide, ...] = (
    stated.direct_denial,
    stated.comparative_denial,
    stated.stated_support,
    stated.revision,
)
DIFFERENCES: tuple[Decide, ...] = (
    scope.period_mismatch,
    scope.place_mismatch,
    scope.population_mismatch,
    scope.stock_against_flow,
    scope.definition_mismatch,
    scope.open_prediction,
    scope.event_mismatch,
)
OPEN: tuple[Decide, ...] = (scope.unresolved_scope,)
VALUES: tuple[Decide, ...] = (
    denials.restated_denial,
    values.comparative_reach,
    denials.open_denial,
    values.running_count,
    values.opposed_blame,
    values.label_variation,
    values.granularity,
    values.several_causes,
    values.opposed_interpretation,
    values.exclusive_status,
    values.comparison,
    values.hardened_certainty,
    values.numeric_disjoint,
    values.open_bound,
    values.numeric_overlap,
    values.unlike_amounts,
    values.qualitative,
)


def classify(one: Answer, other: Answer, world: World) -> Outcome:
    """Return how two answers to one question stand to each other; the order does not matter."""
    one, other = sorted((one, other), key=lambda answer: answer.claim.value)
    asked = world.asked(one.question)
    linked = _first(STATED, Pair(one, other, asked, world))
    if linked is not None:
        return linked
    decided = [decide(Pair(a, b, asked, world)) for a, b in product(_ways(one), _ways(other))]
    kinds = {outcome.kind for outcome in decided}
    if len(kinds) > 1:
        return Outcome(
            Kind.UNDETERMINED,
            "DR22",
            one,
            other,
            "It depends on how an ambiguous claim is read.",
            (READING,),
            readings=tuple(decided),
        )
    whole = {answer.claim: answer for answer in (one, other)}
    first = decided[0]
    outcome = replace(
        first,
        one=whole[first.one.claim],
        other=whole[first.other.claim],
        presumes=tuple(sorted({name for way in decided for name in way.presumes})),
    )
    if outcome.kind is not Kind.COMPATIBLE:
        return outcome
    pair = Pair(one, other, asked, world)
    counted = stated.same_origin(pair) or stated.self_evidence(pair)
    return outcome if counted is None else replace(counted, presumes=outcome.presumes)


def _ways(answer: Answer) -> tuple[Answer, ...]:
    """Return the answer under each of its readings; those that differ in no content count once."""
    ways: dict[tuple[object, ...], Answer] = {}
    for reading in answer.readings:
        ways.setdefault(_content(reading), reading)
    return (answer,) if ways.keys() <= {_content(answer)} else tuple(ways.values())


def _content(answer: Answer) -> tuple[object, ...]:
    return (
        tuple(sorted((name, tuple(sorted(map(str, v)))) for name, v in answer.scope.items())),
        answer.quantity,
        answer.option,
        answer.accuses,
        answer.period,
        answer.denied_parts,
    )


def decide(pair: Pair) -> Outcome:
    """Return how two answers, under one reading each, stand to each other apart from links."""
    settled = _first((*DIFFERENCES, *OPEN), pair)
    if settled is not None:
        return settled
    outcome = _first(VALUES, pair)
    assert outcome is not None, "the last rule decides every pair"
    outcome = replace(outcome, premises=_references(pair))
    if not pair.asked.period or pair.moment() is Sure.YES or outcome.rule == "DR13":
        return outcome
    if outcome.kind is Kind.CONFLICT:
        return Outcome(
            Kind.UNDETERMINED,
            "DR22",
            pair.one,
            pair.other,
            "They conflict if they speak of the same time, which is not known.",
            ("period",),
        )
    return replace(outcome, presumes=("period",))


def _first(rules: tuple[Decide, ...], pair: Pair) -> Outcome | None:
    return next((outcome for rule in rules if (outcome := rule(pair)) is not None), None)


def _references(pair: Pair) -> tuple[Node, ...]:
    """Return the records from outside on which a comparison of the two amounts rests."""
    quantities = (answer.quantity for answer in (pair.one, pair.other))
    if pair.ranges() is None:
        return ()
    return tuple(r for quantity in quantities if quantity for r in pair.world.references(quantity))
