"""Which generated claims conflict, from what they were made of: no text is read, no engine asked.

Claims that fit the true value fit one another, so every conflict has a planted claim or a denial in
it, and only these are gone through.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.bench.generated_claim import FLOW, Claim

Pair = tuple[int, int]
"""The numbers of two claims, the smaller one first."""


def known_conflicts(claims: Iterable[Claim]) -> frozenset[Pair]:
    """Return the pairs of claims that conflict."""
    by_topic: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_topic[claim.topic.number].append(claim)
    return frozenset(
        (min(one.number, other.number), max(one.number, other.number))
        for rivals in by_topic.values()
        for one, other in _of_topic(rivals)
    )


def _of_topic(rivals: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    for claim in rivals:
        if claim.denies is not None:
            yield claim, claim.denies
            yield from ((claim, other) for other in rivals if _restates(claim, other))
        elif claim.planted:
            yield from ((claim, other) for other in rivals if _excludes(claim, other))


def _excludes(one: Claim, other: Claim) -> bool:
    """Tell whether two claims of one topic give what cannot both be so."""
    if one.scope is None or other.scope is None or one.span is None or other.span is None:
        return False
    if one.option is not None and other.option is not None:
        apart = {one.option, other.option} == {"open", "closed"}
        return apart and one.scope == other.scope and one.span.surely_meets(other.span)
    if one.amount is None or other.amount is None or not (one.based and other.based):
        return False
    if one.scope == other.scope:
        apart = one.amount.below(other.amount) or other.amount.below(one.amount)
        return apart and one.span.surely_meets(other.span)
    return _above_whole(one, other) or _above_whole(other, one)


def _above_whole(part: Claim, whole: Claim) -> bool:
    """Tell whether a part is larger than its whole, while that is known to be of the same time."""
    assert part.span is not None
    assert whole.span is not None
    assert part.amount is not None
    assert whole.amount is not None
    is_part = part.topic.kind.additive and part.place != 0 and whole.place == 0
    if not is_part or part.group != whole.group or not whole.amount.below(part.amount):
        return False
    lasting = whole.span.filling == "throughout" or whole.topic.kind is FLOW
    covered = lasting and part.span.within(whole.span)
    return covered or part.span.surely_meets(whole.span)


def _restates(denial: Claim, other: Claim) -> bool:
    """Tell whether a claim gives the very answer that is denied, of the same place and time."""
    denied = denial.denies
    if denied is None or other.denies is not None or other.ambiguous or not other.based:
        return False
    if denial.scope is None or denial.scope != other.scope or not denied.based:
        return False
    if denial.span is None or other.span is None or not denial.span.surely_meets(other.span):
        return False
    if denied.option is not None:
        return denied.option == other.option
    if denied.amount is None or other.amount is None:
        return False
    return denied.amount.range == other.amount.range
