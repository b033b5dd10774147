"""What a denial reaches beyond the answer that it names: whatever restates it."""

from decimal import Decimal

from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.outcomes import DENIAL, Kind, Outcome
from kb.judgement.pairs.pair import Pair
from kb.judgement.values.intervals import Interval

_NONE = Decimal(0)
_OCCURRENCE, _NUMBER = "occurrence", "numberPart"
_BY_COMPARISON = {"lessThan", "farLessThan", "moreThan", "farMoreThan", "atMostAs", "atLeastAs"}


def restated_denial(pair: Pair) -> Outcome | None:
    """One answer denies what the other restates in its own words (DR08; of blame, DR15)."""
    found = [
        _conflict(denier, other)
        for denier, other in pair.both
        if any(
            _restates(target, other, denier.denied_parts, pair)
            for target in _flatly_denied(denier, other, pair)
        )
    ]
    return found[0] if found else None


def _conflict(denier: Answer, other: Answer) -> Outcome:
    rule = "DR15" if other.accuses else "DR08"
    return Outcome(Kind.CONFLICT, rule, denier, other, "The first denies what the second restates.")


def _flatly_denied(denier: Answer, other: Answer, pair: Pair) -> tuple[Answer, ...]:
    """Return what an answer denies outright and the other does not deny as well."""
    quantity = denier.quantity
    if quantity is not None and quantity.relation in _BY_COMPARISON:
        return ()  # a rule of its own, DR09
    return pair.denied(denier, other)


def _restates(target: Answer, other: Answer, parts: tuple[str, ...], pair: Pair) -> bool:
    """Tell whether an answer says the same as a denied one: same option, party or number.

    Where only a part of the target is denied, it must be what the answer restates: who denies the
    intent has not denied the act.
    """

    def denied(part: str) -> bool:
        return not parts or part in parts or _OCCURRENCE in parts

    if other.option is not None and other.option == target.option:
        return denied(_OCCURRENCE)
    if target.accuses and {*target.accuses} <= {*other.accuses}:
        return denied("perpetrator")
    if pair.asked.kind == "dateAnswer" and target.period is not None and other.period is not None:
        mine, theirs = target.period, other.period
        return denied(_OCCURRENCE) and mine.first == theirs.first and mine.last == theirs.last
    if pair.asked.kind == "placeAnswer" and target.scope.get("place"):
        return denied(_OCCURRENCE) and pair.same_place(target, other)
    return denied(_NUMBER) and pair.same_amount(target, other)


def denied_altogether(pair: Pair) -> Outcome | None:
    """One denies that there was any, and the other says how many (DR08)."""
    for denier, other in pair.both:
        if _OCCURRENCE not in denier.denied_parts or other.denies or other.quantity is None:
            continue
        amount = pair.world.amount(other.quantity)
        if amount is None:
            continue
        if Interval(None, _NONE).below(amount):
            reason = "The first denies that there was any, and the second tells of some."
            return Outcome(Kind.CONFLICT, "DR08", denier, other, reason)
        if amount.high == _NONE:
            reason = "The first denies that there was any, and so does the second."
            return Outcome(Kind.COMPATIBLE, "DR08", denier, other, reason)
    return None


def denied_bound(pair: Pair) -> Outcome | None:
    """One denies a number of which only one end is given, and the other says how many (DR08)."""
    for denier, other in pair.both:
        if _NUMBER not in denier.denied_parts or denier.quantity or other.denies:
            continue
        for target in pair.denied(denier, other):
            ranges = Pair(target, other, pair.asked, pair.world).ranges()
            if ranges is None or (ranges[0].low is None) == (ranges[0].high is None):
                continue
            if ranges[1].within(ranges[0]):
                reason = "The second lies within the bound that the first denies."
                return Outcome(Kind.CONFLICT, "DR08", denier, other, reason)
            if ranges[1].disjoint(ranges[0]):
                reason = "The second lies outside the bound that the first denies."
                return Outcome(Kind.COMPATIBLE, "DR08", denier, other, reason)
    return None


def open_denial(pair: Pair) -> Outcome | None:
    """A bare denial of another answer leaves open whether it touches this one (DR22)."""
    for denier, other in pair.both:
        bare = denier.option is None and denier.quantity is None and not denier.accuses
        if denier.denies and bare and not other.denies:
            return Outcome(
                Kind.UNDETERMINED,
                "DR22",
                pair.one,
                pair.other,
                "One denies another answer; whether that touches this one is not known.",
                (DENIAL,),
            )
    return None
