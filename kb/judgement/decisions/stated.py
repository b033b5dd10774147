"""First: what the claims themselves say of each other."""

from kb.judgement.answers import Answer
from kb.judgement.outcomes import Kind, Outcome
from kb.judgement.pair import Pair
from kb.words.vocabulary import kb

_DOWN = {"lessThan", "farLessThan", "atMostAs"}
_UP = {"moreThan", "farMoreThan", "atLeastAs"}


def same_origin(pair: Pair) -> Outcome | None:
    """One speaker gives the same answer more than once: compatible, and it counts once (DR16)."""
    one, other = pair.one, pair.other
    if one.option is None or one.option != other.option:
        return None
    if one.speaker != other.speaker or one.source != other.source:
        return None
    reason = "The same speaker says the same twice, which counts once."
    return Outcome(Kind.COMPATIBLE, "DR16", one, other, reason)


def self_evidence(pair: Pair) -> Outcome | None:
    """The same words give two answers: they are one claim and count once (DR25)."""
    for one, other in pair.both:
        if other.claim in one.same_utterance:
            return Outcome(
                Kind.COMPATIBLE, "DR25", one, other, "Both rest on the same words and count once."
            )
    return None


def direct_denial(pair: Pair) -> Outcome | None:
    """One answer expressly denies or takes back the other (DR08; of blame, DR15)."""
    for one, other in pair.both:
        if other.claim in one.denies and (one.quantity is None or one.quantity.relation is None):
            parts = sorted({r.reading for r in one.readings if r.reading})
            what = f"; what it denies may be {' or '.join(parts)}" if parts else ""
            rule = "DR15" if other.accuses else "DR08"
            reason = f"The first expressly denies the second{what}."
            return Outcome(Kind.CONFLICT, rule, one, other, reason)
        if other.claim in one.retracts:
            return Outcome(Kind.CONFLICT, "DR08", one, other, "The first takes the second back.")
    return None


def comparative_denial(pair: Pair) -> Outcome | None:
    """One answer puts the number far from a target: that target, or one that is said to support it
    (DR09).
    """
    for one, other in pair.both:
        quantity = one.quantity
        if quantity is None or quantity.relation not in _DOWN | _UP or not one.denies:
            continue
        if other.claim in one.denies or other.claim == quantity.comparand:
            way = "less" if quantity.relation in _DOWN else "more"
            return Outcome(
                Kind.CONFLICT,
                "DR09",
                one,
                other,
                f"The first denies the second's number and puts it at {way}, without a number.",
            )
        if any(target in one.denies for target in other.supports):
            return Outcome(
                Kind.CONFLICT,
                "DR09",
                one,
                other,
                "The second is said to support the number that the first denies.",
            )
    return None


def stated_support(pair: Pair) -> Outcome | None:
    """One answer is said to support the other, whatever numbers alone leave open (DR02)."""
    for one, other in pair.both:
        if other.claim in one.supports:
            meant = one.quantity.meant if one.quantity else None
            open_ended = meant is not None and None in (meant.low, meant.high)
            return Outcome(
                Kind.COMPATIBLE,
                "DR03" if open_ended else "DR02",
                one,
                other,
                "The first is said to support the second.",
            )
    return None


def revision(pair: Pair) -> Outcome | None:
    """A speaker revises an earlier answer of their own, at another time (DR04)."""
    for one, other in pair.both:
        if other.claim in one.revises:
            return Outcome(
                Kind.APPARENT,
                "DR04",
                one,
                other,
                "The first revises the second, by the same speaker.",
                ("period",),
            )
    return None


def denied_in_words(one: Answer, other: Answer, pair: Pair) -> bool:
    """Tell whether the first denies a proposition that the second restates, by the same option."""
    index = pair.world.index
    return other.option is not None and any(
        index.has(target, kb("option"), other.option) for target in one.denies
    )
