"""First: what the claims themselves say of each other."""

from collections.abc import Callable

from kb.judgement.answers import chains
from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.outcomes import REVISION, Kind, Outcome
from kb.judgement.pairs.pair import Pair
from kb.judgement.values.periods import Sure
from kb.words.vocabulary import RDF_TYPE, kb

_DOWN = {"lessThan", "farLessThan", "atMostAs"}
_UP = {"moreThan", "farMoreThan", "atLeastAs"}
_ELSEWHERE = _DOWN | _UP


def same_origin(pair: Pair) -> Outcome | None:
    """Both answers say the same and go back to one speaker or document: compatible, and they count
    once (DR16).

    Of another day it is another statement; within one source it is presumed to be of one. Where the
    answer is itself a date or a place, what is told is how fine each is (DR17).
    """
    one, other = pair.one, pair.other
    if pair.asked.kind in {"dateAnswer", "placeAnswer"} or not pair.says_the_same():
        return None
    needed = {Sure.YES} if one.source != other.source else {Sure.YES, Sure.UNKNOWN}
    if pair.asked.period and pair.moment() not in needed:
        return None
    index = pair.world.index
    shared = chains.roots(index, one.claim) & chains.roots(index, other.claim)
    if one.speaker is not None and one.speaker == other.speaker:
        reason = "The same speaker says the same twice, which counts once."
    elif not shared:
        return None
    elif any(index.has(root, RDF_TYPE, kb("Source")) for root in shared):
        reason = "Both go back to the same document, which counts once."
    else:
        reason = "Both go back to the same speaker, who counts once."
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
    return (
        from_either_side(pair, _retracted)
        or from_either_side(pair, _denied)
        or from_either_side(pair, lambda one, other: _taken_up(one, other, pair))
    )


def _denied(one: Answer, other: Answer) -> Outcome | None:
    if other.claim not in one.denies:
        return None
    if one.quantity is not None and one.quantity.relation in _ELSEWHERE:
        return None
    parts = sorted({r.reading for r in one.readings if r.reading})
    what = f"; what it denies may be {' or '.join(parts)}" if parts else ""
    rule = "DR15" if other.accuses else "DR08"
    return Outcome(Kind.CONFLICT, rule, one, other, f"The first expressly denies the second{what}.")


def _retracted(one: Answer, other: Answer) -> Outcome | None:
    if other.claim not in one.retracts:
        return None
    rule = "DR15" if other.accuses else "DR08"
    return Outcome(Kind.CONFLICT, rule, one, other, "The first takes the second back.")


def _taken_up(one: Answer, other: Answer, pair: Pair) -> Outcome | None:
    """Tell whether one answer does nothing but deny a denial of the other."""
    bare = one.option is None and one.quantity is None and not one.accuses
    if not bare or not any(other.claim in denial.denies for denial in pair.world.targets(one)):
        return None
    return Outcome(Kind.COMPATIBLE, "DR08", one, other, "The first denies what denies the second.")


def comparative_denial(pair: Pair) -> Outcome | None:
    """One answer puts the number far from a target: that target, or one that is said to support it
    (DR09).
    """
    return from_either_side(pair, _put_elsewhere)


def _put_elsewhere(one: Answer, other: Answer) -> Outcome | None:
    quantity = one.quantity
    if not one.denies or quantity is None or quantity.relation not in _ELSEWHERE:
        return None
    if other.claim in one.denies:
        way = "less" if quantity.relation in _DOWN else "more"
        reason = (
            f"The first denies the number of the second and puts it at {way}, without a number."
        )
        return Outcome(Kind.CONFLICT, "DR09", one, other, reason)
    if any(target in one.denies for target in other.supports):
        reason = "The second is said to support the number that the first denies."
        return Outcome(Kind.CONFLICT, "DR09", one, other, reason)
    return None


def stated_support(pair: Pair) -> Outcome | None:
    """One answer is said to support the other, whatever the numbers leave open (DR02).

    Numbers that have nothing in common do not undo what is said, and the reason tells of them.
    """
    return from_either_side(pair, lambda one, other: _supported(one, other, pair))


def _supported(one: Answer, other: Answer, pair: Pair) -> Outcome | None:
    if other.claim not in one.supports:
        return None
    ranges = pair.ranges()
    apart = ranges is not None and ranges[0].disjoint(ranges[1])
    meant = one.quantity.meant if one.quantity else None
    rule = "DR03" if meant is not None and None in (meant.low, meant.high) else "DR02"
    but = ", though their ranges have no number in common" if apart else ""
    reason = f"The first is said to support the second{but}."
    return Outcome(Kind.COMPATIBLE, rule, one, other, reason)


def from_either_side(
    pair: Pair, decide: Callable[[Answer, Answer], Outcome | None]
) -> Outcome | None:
    """Return what one answer does to the other; where each does, the same whoever is named first.

    A conflict goes before anything else.
    """
    found = [outcome for sides in pair.both if (outcome := decide(*sides)) is not None]
    if len(found) < 2:
        return found[0] if found else None
    return min(
        found,
        key=lambda outcome: (outcome.kind is not Kind.CONFLICT, outcome.rule, outcome.reason),
    )


def revision(pair: Pair) -> Outcome | None:
    """A speaker revises an earlier answer of their own (DR04)."""
    for one, other in pair.both:
        if other.claim in one.revises:
            reason = "The first revises the second, by the same speaker."
            differs = REVISION if pair.moment() is Sure.YES else "period"
            return Outcome(Kind.APPARENT, "DR04", one, other, reason, (differs,))
    return None
