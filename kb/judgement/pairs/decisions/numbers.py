"""Third: where thing and time are the same, whether two numbers fit together."""

from decimal import Decimal

from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.decisions.stated import from_either_side
from kb.judgement.pairs.outcomes import (
    DENIAL,
    REFERENCE,
    UNITS,
    Kind,
    Outcome,
)
from kb.judgement.pairs.pair import Pair
from kb.judgement.pairs.world import LESS, MORE
from kb.judgement.values.intervals import Interval
from kb.words.vocabulary import kb

_YARDSTICK = Interval(Decimal(1), Decimal(1))
"""Any amount at all: only how the two relations stand to it matters."""


def numeric_disjoint(pair: Pair) -> Outcome | None:
    """Two ranges have no number in common (DR01)."""
    ranges = pair.ranges()
    if ranges is None or not ranges[0].disjoint(ranges[1]):
        return None
    reason = "The two ranges have no number in common."
    if pair.widened_by_words():
        reason = "The two ranges have no number in common, even as widely as the words are taken."
    return Outcome(Kind.CONFLICT, "DR01", pair.one, pair.other, reason, **pair.distance())


def numeric_overlap(pair: Pair) -> Outcome | None:
    """Two ranges share numbers: both can be true, which is not to say that they agree (DR02)."""
    ranges = pair.ranges()
    if ranges is None or ranges[0].disjoint(ranges[1]):
        return None
    a, b = ranges
    if a == b:
        reason = "Both give the same range."
    elif a.within(b) or b.within(a):
        reason = "One range lies within the other."
    else:
        reason = "The two ranges overlap."
    return Outcome(Kind.COMPATIBLE, "DR02", pair.one, pair.other, reason, **pair.distance())


def open_bound(pair: Pair) -> Outcome | None:
    """A bound on one side only conflicts with nothing on its own side of it (DR03)."""
    ranges = pair.ranges()
    if ranges is None or ranges[0].disjoint(ranges[1]):
        return None
    if not any(interval.open_ended for interval in ranges):
        return None
    return Outcome(
        Kind.COMPATIBLE,
        "DR03",
        pair.one,
        pair.other,
        "A bound on one side only leaves room for the other answer.",
        **pair.distance(),
    )


def comparative_reach(pair: Pair) -> Outcome | None:
    """A denial without a number reaches every answer that overlaps its target, or lies beyond it
    (DR09).

    Not an answer that is itself open in the direction of the denial: "at most 25,000" allows any
    smaller number. Nor one that denies the same target in the same direction.
    """
    return from_either_side(pair, lambda one, other: _reached(one, other, pair))


def _reached(one: Answer, other: Answer, pair: Pair) -> Outcome | None:
    quantity = one.quantity
    if quantity is None or not one.denies or quantity.relation not in LESS | MORE:
        return None
    target = next((a for a in pair.world.targets(one) if a.quantity), None)
    down = quantity.relation in LESS
    if target is None or _denies_alike(target, other, down, pair):
        return None
    ranges = Pair(target, other, pair.asked, pair.world).ranges()
    if ranges is None:
        return None
    denied, rival = ranges
    if (down and rival.below(denied)) or (not down and denied.below(rival)):
        put = pair.world.by_comparison(denied, quantity.relation)
        if put is not None and put.disjoint(rival):
            reason = "The second lies on that side too; whether it is far enough is not known."
            return Outcome(Kind.UNDETERMINED, "DR09", one, other, reason, (DENIAL,))
        reason = "The second lies where the first puts the number."
        return Outcome(Kind.COMPATIBLE, "DR09", one, other, reason)
    if (down and rival.low is None) or (not down and rival.high is None):
        reason = "The second is open towards where the first puts the number."
        return Outcome(Kind.COMPATIBLE, "DR09", one, other, reason)
    reason = "The first denies a number that the second shares, and puts it elsewhere."
    if rival.disjoint(denied):
        reason = "The first denies a number, and the second is still further from it."
    return Outcome(Kind.CONFLICT, "DR09", one, other, reason)


def _denies_alike(target: Answer, other: Answer, down: bool, pair: Pair) -> bool:
    relation = other.quantity.relation if other.quantity else None
    return relation in (LESS if down else MORE) and pair.also_denied(target, other)


def comparison(pair: Pair) -> Outcome | None:
    """Amounts told by comparison: with the same comparand they can be held against each other.

    With a place or something else whose size no record here gives, nothing follows (DR22).
    """
    a, b = pair.one.quantity, pair.other.quantity
    if a is None or b is None or (a.relation is None and b.relation is None):
        return None
    known = a.comparand is not None and a.comparand != kb("notStated")
    if a.relation and b.relation and known and a.comparand == b.comparand:
        of_a, of_b = (
            pair.world.by_comparison(_YARDSTICK, relation) for relation in (a.relation, b.relation)
        )
        if of_a is not None and of_b is not None and of_a.disjoint(of_b):
            reason = "Both compare with the same thing, in ways that exclude each other."
            return Outcome(Kind.CONFLICT, "DR01", pair.one, pair.other, reason)
        reason = "Both compare with the same thing, in ways that leave room for each other."
        if a.relation == b.relation:
            reason = "Both compare alike with the same thing."
        return Outcome(Kind.COMPATIBLE, "DR02", pair.one, pair.other, reason)
    if pair.ranges() is not None:
        return None
    reason = "One is told by comparison with something whose amount is not recorded here."
    return Outcome(Kind.UNDETERMINED, "DR22", pair.one, pair.other, reason, (REFERENCE,))


def running_count(pair: Pair) -> Outcome | None:
    """A running count never falls (DR13)."""
    ranges, sooner = pair.ranges(), pair.sooner()
    if ranges is None or sooner is None:
        return None
    earlier, later = ranges if sooner is pair.one else (ranges[1], ranges[0])
    if later.below(earlier):
        reason = "A running count cannot fall."
        return Outcome(Kind.CONFLICT, "DR13", pair.one, pair.other, reason, **pair.distance())
    reason = "The running count need not have fallen."
    if not later.disjoint(earlier) and not earlier.open_ended and not later.open_ended:
        reason = "The running count may have stayed or risen."
    if earlier.below(later):
        reason = "The running count has risen."
    return Outcome(Kind.COMPATIBLE, "DR13", pair.one, pair.other, reason, **pair.distance())


def unlike_amounts(pair: Pair) -> Outcome | None:
    """Two amounts that cannot be brought to one unit and one base are not compared (DR22)."""
    quantities = (pair.one.quantity, pair.other.quantity)
    if pair.ranges() is not None or any(
        quantity is None or pair.world.amount(quantity) is None for quantity in quantities
    ):
        return None
    return Outcome(
        Kind.UNDETERMINED,
        "DR22",
        pair.one,
        pair.other,
        "The two amounts cannot be brought to one unit and one base.",
        (UNITS,),
    )
