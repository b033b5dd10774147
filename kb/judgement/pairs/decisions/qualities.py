"""Third: where thing and time are the same, whether two answers fit together beside their numbers.

That is statuses, interpretations, causes, blame, dates and places, and how sure each is.
"""

from kb.judgement.pairs.outcomes import (
    BASELINE,
    CERTAINTY,
    SEVERAL,
    Kind,
    Outcome,
)
from kb.judgement.pairs.pair import Pair
from kb.judgement.values.extents import Standing
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import Period, before
from kb.judgement.values.units import FRACTION, ratio
from kb.words.vocabulary import kb


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
