"""What a denial reaches beyond the answer that it names: whatever restates it."""

from kb.judgement.answers.read import Answer
from kb.judgement.pairs.outcomes import DENIAL, Kind, Outcome
from kb.judgement.pairs.pair import Pair

_OCCURRENCE = "occurrence"
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
    if other.accuses and set(other.accuses) == set(target.accuses):
        return denied("perpetrator")
    return denied("numberPart") and pair.same_amount(target, other)


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
