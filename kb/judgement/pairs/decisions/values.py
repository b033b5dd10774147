"""Third: where thing and time are the same, whether the two values fit together."""

from decimal import Decimal

from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.decisions.stated import from_either_side
from kb.judgement.pairs.outcomes import (
    BASELINE,
    CERTAINTY,
    DENIAL,
    REFERENCE,
    SEVERAL,
    UNITS,
    Kind,
    Outcome,
)
from kb.judgement.pairs.pair import Pair
from kb.judgement.pairs.world import LESS, MORE
from kb.judgement.values.extents import Standing
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import Period, before
from kb.judgement.values.units import FRACTION, ratio
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


def exclusive_status(pair: Pair) -> Outcome | None:
    """Two options of a closed list exclude each other (DR10)."""
    one, other = pair.one.option, pair.other.option
    if pair.asked.kind == "evaluation":
        return None
    if one is not None and other is not None and pair.world.excluded(one, other):
        return Outcome(
            Kind.CONFLICT, "DR10", pair.one, pair.other, "The two answers exclude each other."
        )
    return None


def unlike_baselines(pair: Pair) -> Outcome | None:
    """Trends that exclude each other, told against different baselines or unknown ones (DR22)."""
    one, other = pair.one.option, pair.other.option
    baselines = pair.one.baseline, pair.other.baseline
    if baselines == (None, None) or one is None or other is None:
        return None
    known = None not in baselines and kb("notStated") not in baselines
    if not pair.world.excluded(one, other) or (known and baselines[0] == baselines[1]):
        return None
    reason = "Whether they are told against the same baseline is not known."
    return Outcome(Kind.UNDETERMINED, "DR22", pair.one, pair.other, reason, (BASELINE,))


def unfulfilled_warning(pair: Pair) -> Outcome | None:
    """What one warned of, or only thought possible, need not have come true (DR18)."""
    for answer in (pair.one, pair.other):
        thought_possible = answer.act == "predicts" and kb("possibly") in answer.hedges
        if answer.act == "warns" or thought_possible:
            reason = "One tells only what might come."
            return Outcome(Kind.APPARENT, "DR18", pair.one, pair.other, reason, (CERTAINTY,))
    return None


def opposed_interpretation(pair: Pair) -> Outcome | None:
    """Opposite evaluations of the same thing: a difference of judgement, not of fact (DR23)."""
    one, other = pair.one.option, pair.other.option
    if pair.asked.kind != "evaluation" or one is None or other is None:
        return None
    if not pair.world.excluded(one, other):
        return None
    return Outcome(
        Kind.CONFLICT,
        "DR23",
        pair.one,
        pair.other,
        "The two judge the same thing in opposite ways: a difference of judgement, not of fact.",
    )


def several_causes(pair: Pair) -> Outcome | None:
    """Causes may coexist, unless the question admits only one (DR14)."""
    if pair.asked.kind != "causes" or pair.asked.several is False:
        return None
    return Outcome(
        Kind.COMPATIBLE, "DR14", pair.one, pair.other, "Several causes may hold together."
    )


def opposed_blame(pair: Pair) -> Outcome | None:
    """Blame for one harm: the same party, parties that exclude each other, or several (DR15)."""
    one, other = pair.one.accuses, pair.other.accuses
    if not one or not other:
        return None
    ranges = pair.ranges()
    if set(one) == set(other):
        if ranges is not None and ranges[0].disjoint(ranges[1]):
            return None  # the same party, for different shares: the numbers decide
        return Outcome(Kind.COMPATIBLE, "DR15", pair.one, pair.other, "Both blame the same party.")
    apart = all(pair.world.extents.standing(a, b) is Standing.DISJOINT for a in one for b in other)
    if pair.asked.several is False and not set(one) & set(other):
        if apart:
            reason = "They blame different parties, and only one can be right."
            return Outcome(Kind.CONFLICT, "DR15", pair.one, pair.other, reason)
        reason = "Whether the parties blamed are different ones is not declared."
        return Outcome(Kind.UNDETERMINED, "DR15", pair.one, pair.other, reason, ("subject",))
    if apart and _more_than_the_whole(pair):
        return Outcome(
            Kind.CONFLICT,
            "DR15",
            pair.one,
            pair.other,
            "They blame different parties for more than the whole.",
        )
    return Outcome(
        Kind.COMPATIBLE, "DR14", pair.one, pair.other, "Several parties may share the blame."
    )


def _more_than_the_whole(pair: Pair) -> bool:
    """Tell whether two shares of one base cannot both be so, being of different parts of it."""
    ranges, unit = pair.ranges(), pair.one.quantity.unit if pair.one.quantity else None
    whole = None if ranges is None or unit is None else ratio(FRACTION, unit)
    if ranges is None or whole is None or None in (ranges[0].low, ranges[1].low):
        return False
    rest = Interval(None, whole[0] / whole[1] - ranges[0].low, False, ranges[0].low_open)  # type: ignore[operator]
    return rest.below(ranges[1])


def hardened_certainty(pair: Pair) -> Outcome | None:
    """The same answer, hedged by one and flat in the other: the weaker one is kept for inference
    (DR18).
    """
    if bool(pair.one.hedges) == bool(pair.other.hedges):
        return None
    if not pair.says_the_same():
        return None
    return Outcome(
        Kind.APPARENT,
        "DR18",
        pair.one,
        pair.other,
        "The same answer, hedged by one and flat in the other.",
        (CERTAINTY,),
    )


def granularity(pair: Pair) -> Outcome | None:
    """The answer is itself a date or a place: one contains the other, or they are apart (DR17)."""
    if pair.asked.kind == "dateAnswer":
        return _dates(pair)
    if pair.asked.kind == "placeAnswer":
        return _places(pair)
    return None


def _dates(pair: Pair) -> Outcome | None:
    one, other = pair.one.period, pair.other.period
    if one is None or other is None:
        return None  # no date on one side excludes nothing
    if before(one.last, other.first) or before(other.last, one.first):
        return _apart(pair, "dates have no day in common")
    if None in (one.first, one.last, other.first, other.last):
        reason = "The dates leave room for each other."
    elif one.first == other.first and one.last == other.last:
        reason = "Both give the same date."
    elif _holds(one, other) or _holds(other, one):
        reason = "One date is finer than the other."
    else:
        reason = "The dates overlap."
    return Outcome(Kind.COMPATIBLE, "DR17", pair.one, pair.other, reason)


def _holds(outer: Period, inner: Period) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last  # type: ignore[operator]


def _places(pair: Pair) -> Outcome | None:
    mine, theirs = pair.one.scope.get("place"), pair.other.scope.get("place")
    if not mine or not theirs:
        return None
    together = pair.world.extents.together(mine, theirs)
    standings = {pair.world.extents.standing(a, b) for a in mine for b in theirs}
    if together is Standing.DISJOINT:
        return _apart(pair, "places have nothing in common")
    if together is Standing.SAME or standings <= {
        Standing.SAME,
        Standing.WITHIN,
        Standing.CONTAINS,
    }:
        reason = "One place contains the other."
        if together is Standing.SAME:
            reason = "Both give the same place."
        return Outcome(Kind.COMPATIBLE, "DR17", pair.one, pair.other, reason)
    if pair.asked.several:
        return None  # whatever they have in common, both can be right
    reason = "Whether the two places have anything in common is not declared."
    return Outcome(Kind.UNDETERMINED, "DR17", pair.one, pair.other, reason, ("place",))


def _apart(pair: Pair, what: str) -> Outcome:
    """Two places or dates apart exclude each other only where the question has one answer."""
    if pair.asked.several is None:
        reason = f"The {what}; whether several can be right is not said of the question."
        return Outcome(Kind.UNDETERMINED, "DR17", pair.one, pair.other, reason, (SEVERAL,))
    if pair.asked.several:
        reason = f"The {what}, and several can be right at once."
        return Outcome(Kind.COMPATIBLE, "DR17", pair.one, pair.other, reason)
    return Outcome(Kind.CONFLICT, "DR17", pair.one, pair.other, f"The {what}.")


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


def label_variation(pair: Pair) -> Outcome | None:
    """Different words for what kind of thing it is: for the editor, never a conflict of fact
    (DR24).
    """
    if pair.asked.kind != "kindAnswer":
        return None
    return Outcome(
        Kind.COMPATIBLE, "DR24", pair.one, pair.other, "They name the same thing by its kind."
    )


def qualitative(pair: Pair) -> Outcome | None:
    """Answers without interval and without opposite (DR26)."""
    reason = "Nothing in the one excludes the other."
    if pair.one.option is not None and pair.one.option == pair.other.option:
        reason = "Both give the same answer."
    return Outcome(Kind.COMPATIBLE, "DR26", pair.one, pair.other, reason)
