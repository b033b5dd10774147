"""How two answers to one question stand to each other: the decision table, in its order.

Stated links first, then scope, then values. A known difference in any dimension settles the pair,
even if another is unstated; only when none is known to differ does a missing one leave it open. An
ambiguous claim is decided under each of its readings; unless all come out alike it stays open.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.decisions import denials, numbers, qualities, scope, stated
from kb.judgement.pairs.outcomes import DENIAL, READING, Kind, Outcome, Verdict
from kb.judgement.pairs.pair import Pair
from kb.judgement.pairs.world import World
from kb.judgement.values.periods import Sure

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
    scope.control_against_presence,
    scope.definition_mismatch,
    scope.open_prediction,
    scope.event_mismatch,
)
OPEN: tuple[Decide, ...] = (scope.unresolved_scope,)
VALUES: tuple[Decide, ...] = (
    denials.restated_denial,
    numbers.comparative_reach,
    denials.denied_altogether,
    denials.denied_bound,
    denials.open_denial,
    numbers.running_count,
    qualities.hardened_certainty,
    qualities.opposed_blame,
    qualities.label_variation,
    qualities.granularity,
    qualities.several_causes,
    qualities.unlike_baselines,
    qualities.opposed_interpretation,
    qualities.exclusive_status,
    numbers.comparison,
    numbers.numeric_disjoint,
    numbers.open_bound,
    numbers.numeric_overlap,
    numbers.unlike_amounts,
    qualities.qualitative,
)
_BEARING = (Kind.CONFLICT, Kind.UNDETERMINED, Kind.COMPATIBLE, Kind.APPARENT)
"""What bears more on another answer goes before what bears less: to speak of something else."""


def classify(one: Answer, other: Answer, world: World) -> Outcome:
    """Return how two answers to one question stand to each other; the order does not matter."""
    one, other = sorted((one, other), key=lambda answer: answer.claim.value)
    asked = world.asked(one.question)
    linked = _first(STATED, Pair(one, other, asked, world))
    if linked is not None:
        return linked
    decided = [decide(Pair(a, b, asked, world)) for a, b in product(ways(one), ways(other))]
    kind, differences = combined([(outcome.kind, outcome.differences) for outcome in decided])
    if differences == (READING,):
        return Outcome(
            kind,
            "DR22",
            one,
            other,
            "It depends on how an ambiguous claim is read.",
            differences,
            readings=tuple(decided),
        )
    outcome = decided[0]
    if one.readings or other.readings:
        outcome = replace(_of_all_readings(decided, one, other), differences=differences)
    pair, counted = Pair(one, other, asked, world), None
    if outcome.kind is Kind.COMPATIBLE:
        counted = stated.same_origin(pair) or stated.self_evidence(pair)
    elif outcome.differences == (DENIAL,):
        counted = stated.self_evidence(pair)  # one who says both at once does not deny the other
    if counted is None:
        return outcome
    return replace(counted, presumes=outcome.presumes, premises=outcome.premises)


def _of_all_readings(decided: Sequence[Outcome], one: Answer, other: Answer) -> Outcome:
    """Return the outcome to which all readings come, between the claims as they stand.

    The rule is that of the first, the reason too where there is no other; what it rests on is that
    of all. A distance that is not the same under all readings is none.
    """
    whole = {answer.claim: answer for answer in (one, other)}
    first = decided[0]
    alike = len({(way.gap, way.factor, way.overlap, way.unit) for way in decided}) == 1
    reason = first.reason
    if len({way.reason for way in decided}) > 1:
        reason = f"{reason.removesuffix('.')}, or another reason: it is so however it is read."
    return replace(
        first,
        one=whole[first.one.claim],
        other=whole[first.other.claim],
        reason=reason,
        gap=first.gap if alike else None,
        factor=first.factor if alike else None,
        overlap=first.overlap if alike else None,
        unit=first.unit if alike else None,
        presumes=tuple(sorted({name for way in decided for name in way.presumes})),
        premises=tuple(dict.fromkeys(node for way in decided for node in way.premises)),
    )


def combined(said: Sequence[Verdict]) -> Verdict:
    """Return what is said of two answers, from what is said of them under each of their readings.

    What all readings come to holds, with all that differs or is missing under any of them; where
    they come to different kinds it stays open.
    """
    kind, differences = said[0]
    if len({kind for kind, _ in said}) > 1:
        return Kind.UNDETERMINED, (READING,)
    if len({*said}) == 1:
        return kind, differences
    return kind, tuple(sorted({name for _, named in said for name in named}))


def ways(answer: Answer) -> tuple[Answer, ...]:
    """Return the answer under each of its readings; those that differ in no content count once."""
    if not answer.readings:
        return (answer,)
    found: dict[tuple[object, ...], Answer] = {}
    for reading in answer.readings:
        found.setdefault(_content(reading), reading)
    return (answer,) if found.keys() <= {_content(answer)} else tuple(found.values())


def _content(answer: Answer) -> tuple[object, ...]:
    return (
        tuple(sorted((name, tuple(sorted(map(str, v)))) for name, v in answer.scope.items())),
        answer.quantity,
        answer.option,
        answer.accuses,
        answer.period,
        answer.denied_parts,
        answer.hedges,
        answer.condition,
    )


def decide(pair: Pair) -> Outcome:
    """Return how two answers, under one reading each, stand to each other apart from links.

    Of a denial of several in different scopes it goes by what bears on the other answer most.
    """
    if not (pair.one.per_target or pair.other.per_target):
        return _decide(pair)
    decided = [_decide(Pair(*sides, pair.asked, pair.world)) for sides in _sides(pair)]
    most = min(decided, key=lambda found: (_BEARING.index(found.kind), found.rule, found.reason))
    whole = {answer.claim: answer for answer in (pair.one, pair.other)}
    return replace(most, one=whole[most.one.claim], other=whole[most.other.claim])


def _sides(pair: Pair) -> Iterator[tuple[Answer, Answer]]:
    """Return two answers as each denies each of its targets; what both deny they do not deny each
    other.
    """
    one, other = pair.one, pair.other
    if {*one.denies} == {*other.denies} and one.per_target and other.per_target:
        yield from (
            (a, b) for a, b in product(one.per_target, other.per_target) if a.denies == b.denies
        )
    else:
        yield from product(one.per_target or (one,), other.per_target or (other,))


def _decide(pair: Pair) -> Outcome:
    outcome = by_scope(pair)
    if outcome is not None:
        return outcome
    outcome = _first(VALUES, pair)
    assert outcome is not None, "the last rule decides every pair"
    if (
        outcome.kind is Kind.CONFLICT
        and (warned := qualities.unfulfilled_warning(pair)) is not None
    ):
        return warned
    premises = pair.references()
    if premises:
        outcome = replace(outcome, premises=premises)
    if not pair.asked.period or pair.moment() is Sure.YES or outcome.rule == "DR13":
        return outcome
    if outcome.kind is Kind.CONFLICT:
        reason = "They conflict if they speak of the same time, which is not known."
        return Outcome(Kind.UNDETERMINED, "DR22", pair.one, pair.other, reason, ("period",))
    return replace(outcome, presumes=("period",))


def by_scope(pair: Pair) -> Outcome | None:
    """Return how two answers stand where that depends on what they speak of, whatever they say."""
    return _first((*DIFFERENCES, *OPEN), pair)


def _first(rules: tuple[Decide, ...], pair: Pair) -> Outcome | None:
    return next((outcome for rule in rules if (outcome := rule(pair)) is not None), None)
