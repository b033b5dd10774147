"""Sets of three and more claims that clash only together (DR19).

Three kinds are found: a share, its whole and the part that the share would give; disjoint parts
that add up to more than their whole; and a conflict that reaches a third claim, on whatever
question, which takes one of the two for granted or is said to support it. What rests on values from
outside names their records.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from pyoxigraph import NamedNode

from kb.graph.index import Node
from kb.judgement.answers.read import Answer
from kb.judgement.contests.contest import Contest
from kb.judgement.pairs.outcomes import SetOutcome
from kb.judgement.pairs.pair import Match, Pair, World
from kb.judgement.values.extents import Standing
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import Sure
from kb.words.vocabulary import kb

MOST_PARTS = 12
"""Of more parts of one whole not every choice is looked at."""


def set_conflicts(contests: Sequence[Contest]) -> tuple[SetOutcome, ...]:
    """Return the sets among answers to any questions that cannot all be true, each once (DR19)."""
    if not contests:
        return ()
    world = contests[0].world
    answers = [answer for contest in contests for answer in contest.answers]
    found = (*_shares(answers, world), *_sums(answers, world), *_carried(contests, world))
    unique: dict[frozenset[NamedNode], SetOutcome] = {}
    for outcome in found:
        unique.setdefault(frozenset(answer.claim for answer in outcome.claims), outcome)
    return tuple(unique.values())


def _shares(answers: Sequence[Answer], world: World) -> Iterator[SetOutcome]:
    by_claim = {answer.claim: answer for answer in answers}
    by_question: dict[NamedNode, list[Answer]] = {}
    for answer in answers:
        by_question.setdefault(answer.question, []).append(answer)
    for share in answers:
        fraction = _fraction(share, world)
        if fraction is None or share.quantity is None or share.quantity.base is None:
            continue
        for whole in _told(share.quantity.base, by_claim, world):
            for part in by_question.get(whole.question, ()):
                outcome = _share_of(share, fraction, whole, part, world)
                if outcome is not None:
                    yield outcome


def _share_of(
    share: Answer, fraction: Interval, whole: Answer, part: Answer, world: World
) -> SetOutcome | None:
    if part.claim in {whole.claim, share.claim} or part.period is None or share.period is None:
        return None
    if part.period.common_moment(share.period) is not Sure.YES:
        return None
    if whole.quantity is None or part.quantity is None:
        return None
    ranges = Pair(whole, part, world.asked(whole.question), world).ranges()
    if ranges is None or not _is_of(share, part):
        return None
    reckoned = _times(fraction, ranges[0])
    standing = _standing(part, share, world)
    too_large = standing is Standing.WITHIN and reckoned.below(ranges[1])
    if not too_large and (standing is not Standing.SAME or not reckoned.disjoint(ranges[1])):
        return None
    return SetOutcome(
        (whole, share, part),
        f"The share of the whole would be {_bounds(reckoned)}, the part is put at "
        f"{_bounds(ranges[1])}.",
        (*world.references(whole.quantity), *world.references(part.quantity)),
    )


def _fraction(share: Answer, world: World) -> Interval | None:
    """Return what part of its base an answer leaves, or ``None`` where it is no share.

    A share that is the complement of the question's measure counts for what it leaves.
    """
    quantity = share.quantity
    if quantity is None or quantity.meant is None or world.measure_kind(share) != "shareKind":
        return None
    fixed = world.index.nodes(share.question, kb("measure"))
    measures = share.scope.get("measure", frozenset())
    complement = any(
        world.index.has(m, kb("complement"), f) or world.index.has(f, kb("complement"), m)
        for m in measures
        for f in fixed
    )
    if not complement:
        return quantity.meant
    low, high = quantity.meant.low, quantity.meant.high
    return Interval(
        None if high is None else 1 - high,
        None if low is None else 1 - low,
        quantity.meant.high_open,
        quantity.meant.low_open,
    )


def _told(base: Node, by_claim: Mapping[NamedNode, Answer], world: World) -> Iterator[Answer]:
    """Return the answers that tell how large a base is: it itself, or those it concerns."""
    for node in (base, *world.index.nodes(base, kb("concerns"))):
        if isinstance(node, NamedNode) and node in by_claim:
            yield by_claim[node]


def _standing(part: Answer, share: Answer, world: World) -> Standing:
    """Tell how the part's place stands to the share's; two that were never judged, unknown."""
    mine, theirs = part.scope.get("place"), share.scope.get("place")
    if mine == theirs:
        return Standing.SAME
    if not mine or not theirs or len(mine) != 1 or len(theirs) != 1:
        return Standing.UNKNOWN
    (a,), (b,) = mine, theirs
    return world.extents.standing(a, b)


def _is_of(share: Answer, part: Answer) -> bool:
    """Tell whether the share is of what the part counts: same subject, group and event."""
    for name in ("subject", "population", "event"):
        mine, theirs = share.scope.get(name), part.scope.get(name)
        if (mine or theirs) and mine != theirs:
            return False
    return True


def _sums(answers: Sequence[Answer], world: World) -> Iterator[SetOutcome]:
    for whole, parts in _wholes_and_parts(answers, world):
        high = whole.quantity.meant.high if whole.quantity and whole.quantity.meant else None
        if high is None:
            continue
        chosen = _most_apart(parts, world)
        total = _total(chosen)
        if len(chosen) > 1 and total > high:
            yield SetOutcome(
                (whole, *chosen),
                f"The parts add up to at least {total:,f}, more than the whole of {high:,f}.",
            )


def _most_apart(parts: Sequence[Answer], world: World) -> tuple[Answer, ...]:
    """Return parts that share nothing and add up to as much as any such parts do.

    Of more than `MOST_PARTS`, of which every choice would have to be looked at, the largest are
    taken first, each that shares nothing with those taken: that may come to less, and then a sum
    that is too large stays unfound, but none is found that is not.
    """
    largest = sorted(parts, key=lambda part: (-_low(part), part.claim.value))
    if len(largest) > MOST_PARTS:
        taken: list[Answer] = []
        for part in largest:
            if all(_apart(part, other, world) for other in taken):
                taken.append(part)
        return tuple(taken)
    pairs = combinations(largest, 2)
    apart = {(a.claim, b.claim) for a, b in pairs if _apart(a, b, world)}
    best: tuple[Answer, ...] = ()
    todo: list[tuple[tuple[Answer, ...], tuple[Answer, ...]]] = [((), tuple(largest))]
    while todo:
        chosen, left = todo.pop()
        if _total(chosen) > _total(best):
            best = chosen
        if not left or _total(chosen + left) <= _total(best):
            continue
        part, *others = left
        todo.append((chosen, tuple(others)))
        todo.append(((*chosen, part), tuple(o for o in others if (part.claim, o.claim) in apart)))
    return best


def _total(parts: Sequence[Answer]) -> Decimal:
    return sum(map(_low, parts), Decimal(0))


def _wholes_and_parts(
    answers: Sequence[Answer], world: World
) -> Iterator[tuple[Answer, list[Answer]]]:
    """Return each countable answer with those that count a part of it, in one dimension only.

    Answers of one scope are looked at together, so that many of them cost no more than one.
    """
    by_scope: dict[NamedNode, dict[object, list[Answer]]] = {}
    for answer in answers:
        if answer.period is not None and answer.quantity is not None and world.additive(answer):
            scope = frozenset(answer.scope.items())
            by_scope.setdefault(answer.question, {}).setdefault(scope, []).append(answer)
    for groups in by_scope.values():
        for wholes in groups.values():
            inner = [
                part
                for parts in groups.values()
                if _is_part(parts[0], wholes[0], world)
                for part in parts
            ]
            for whole in wholes if inner else ():
                parts = [part for part in inner if _in_time(part, whole, world)]
                if len(parts) > 1:
                    yield whole, parts


def _is_part(part: Answer, whole: Answer, world: World) -> bool:
    """Tell whether one scope lies within the other in one dimension and is the same in the rest."""
    matches = Pair(part, whole, world.asked(whole.question), world).matches()
    within = [name for name, match in matches.items() if match is Match.WITHIN]
    return len(within) == 1 and all(m in {Match.SAME, Match.WITHIN} for m in matches.values())


def _in_time(part: Answer, whole: Answer, world: World) -> bool:
    inner, outer = part.period, whole.period
    if inner is None or outer is None or part.quantity is None or whole.quantity is None:
        return False
    if part.quantity.unit != whole.quantity.unit or _low(part) == 0:
        return False
    if world.measure_kind(part) not in {"flow", "cumulative"}:
        one_day = inner.first == inner.last == outer.first == outer.last
        return one_day and inner.common_moment(outer) is Sure.YES  # people and things move
    known = None not in (inner.first, inner.last, outer.first, outer.last)
    return known and outer.first <= inner.first and inner.last <= outer.last  # type: ignore[operator]


def _carried(contests: Sequence[Contest], world: World) -> Iterator[SetOutcome]:
    by_claim = {answer.claim: answer for contest in contests for answer in contest.answers}
    for contest in contests:
        for conflict in contest.conflicts:
            for struck, other in (
                (conflict.one, conflict.other),
                (conflict.other, conflict.one),
            ):
                for claim, told in _resting_on(struck.claim, world):
                    third = by_claim.get(claim)
                    if third is not None and third.claim != other.claim:
                        reason = f"The third {told} the second, which the first contradicts."
                        yield SetOutcome((other, struck, third), reason)


def _resting_on(claim: NamedNode, world: World) -> Iterator[tuple[NamedNode, str]]:
    """Return the claims that take a claim for granted, give it as a cause, or support it."""
    index = world.index
    if index.has(claim, kb("inference"), kb("presupposition")):
        for node in index.nodes(claim, kb("sameUtterance")):
            if isinstance(node, NamedNode):
                yield node, "takes for granted"
    for prop, told in (("cause", "gives as a cause"), ("supports", "is said to support")):
        for _, node in index.pointing(claim, kb(prop)):
            if isinstance(node, NamedNode):
                yield node, told


def _apart(one: Answer, other: Answer, world: World) -> bool:
    matches = Pair(one, other, world.asked(one.question), world).matches()
    return Match.DIFFERENT in matches.values()


def _low(part: Answer) -> Decimal:
    """Return the least that a part counts, 0 where it gives no lower bound."""
    meant = part.quantity.meant if part.quantity else None
    return Decimal(0) if meant is None or meant.low is None else meant.low


def _times(fraction: Interval, whole: Interval) -> Interval:
    return Interval(
        None if fraction.low is None or whole.low is None else fraction.low * whole.low,
        None if fraction.high is None or whole.high is None else fraction.high * whole.high,
        fraction.low_open or whole.low_open,
        fraction.high_open or whole.high_open,
    )


def _bounds(interval: Interval) -> str:
    low, high = interval.low, interval.high
    if low is None:
        return "any amount" if high is None else f"at most {high:,.4g}"
    if high is None:
        return f"at least {low:,.4g}"
    return f"{low:,.4g}" if low == high else f"{low:,.4g} to {high:,.4g}"
