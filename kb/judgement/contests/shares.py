"""A share, its whole, and the part that the share would give (DR19)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import NamedNode

from kb.graph.index import Node
from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.outcomes import SetOutcome
from kb.judgement.pairs.pair import Pair
from kb.judgement.pairs.world import Match, World
from kb.judgement.values.extents import Standing
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import Period, Sure
from kb.judgement.values.unit_words import amount_words
from kb.judgement.values.units import FRACTION, ratio
from kb.words.vocabulary import kb

_Spoken: TypeAlias = tuple[frozenset[tuple[str, frozenset[Node]]], Period | None]
"""Of what an answer speaks, and of when."""


def shares(answers: Sequence[Answer], world: World) -> Iterator[SetOutcome]:
    """Return the shares that would make a part another size than the part is put at."""
    by_claim = {answer.claim: answer for answer in answers}
    by_question: dict[NamedNode, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_question[answer.question].append(answer)
    parts = {question: _Parts(tuple(found), world) for question, found in by_question.items()}
    for share in answers:
        fraction = _fraction(share, world)
        if fraction is None or share.quantity is None or share.quantity.base is None:
            continue
        for whole in _told(share.quantity.base, by_claim, world):
            for part, standing in parts[whole.question].of(share):
                outcome = _share_of(share, fraction, whole, part, standing, world)
                if outcome is not None:
                    yield outcome


@dataclass(frozen=True, slots=True)
class _Parts:
    """The answers to a question, as parts of what shares are of."""

    answers: Sequence[Answer]
    world: World
    _known: dict[_Spoken, Sequence[tuple[Answer, Standing]]] = field(default_factory=dict)
    _alike: dict[_Spoken, list[int]] = field(default_factory=dict)

    def of(self, share: Answer) -> Sequence[tuple[Answer, Standing]]:
        """Return the parts of what a share is of at its time, and how their place stands to its.

        Answers that speak of the same are looked at together, and so are the shares.
        """
        key = _spoken(share)
        if key not in self._known:
            self._known[key] = tuple(self._found(share))
        return self._known[key]

    def _found(self, share: Answer) -> Iterator[tuple[Answer, Standing]]:
        if not self._alike:
            for number, answer in enumerate(self.answers):
                self._alike.setdefault(_spoken(answer), []).append(number)
        standings: dict[int, Standing] = {}
        for numbers in self._alike.values():
            part = self.answers[numbers[0]]
            if _at_one_time(part, share) and _is_of(share, part):
                standing = _standing(part, share, self.world)
                if standing in {Standing.SAME, Standing.WITHIN}:
                    standings.update(dict.fromkeys(numbers, standing))
        return ((self.answers[number], standings[number]) for number in sorted(standings))


def _spoken(answer: Answer) -> _Spoken:
    return frozenset(answer.scope.items()), answer.period


def _at_one_time(part: Answer, share: Answer) -> bool:
    if part.period is None or share.period is None:
        return False
    return part.period.common_moment(share.period) is Sure.YES


def _are_rivals(pair: Pair) -> bool:
    """Tell whether two answers may speak of the same moment, and do of the same else: then neither
    is a part of the other.
    """
    same = {*pair.matches().values()} <= {Match.SAME}
    return same and pair.moment() is not Sure.NO


def _share_of(
    share: Answer,
    fraction: Interval,
    whole: Answer,
    part: Answer,
    standing: Standing,
    world: World,
) -> SetOutcome | None:
    if part.claim in {whole.claim, share.claim}:
        return None
    if whole.quantity is None or part.quantity is None:
        return None
    pair = Pair(whole, part, world.asked(whole.question), world)
    ranges = pair.ranges()
    if ranges is None or _are_rivals(pair):
        return None
    unit, per = whole.quantity.unit, whole.quantity.per
    reckoned = _times(fraction, ranges[0])
    too_large = standing is Standing.WITHIN and reckoned.below(ranges[1])
    if not too_large and (standing is not Standing.SAME or not reckoned.disjoint(ranges[1])):
        return None
    return SetOutcome(
        (whole, share, part),
        f"The share of the whole would be {amount_words(reckoned, unit, per)}, "
        f"the part is given as {amount_words(ranges[1], unit, per)}.",
        (*world.references(whole.quantity), *world.references(part.quantity)),
    )


def _fraction(share: Answer, world: World) -> Interval | None:
    """Return what part of its base an answer leaves, 1 for all of it, or ``None`` for no share.

    A share that is the complement of the question's measure counts for what it leaves.
    """
    quantity = share.quantity
    if quantity is None or quantity.meant is None or world.measure_kind(share) != "shareKind":
        return None
    parts = ratio(quantity.unit or FRACTION, FRACTION)
    if parts is None:
        return None
    fraction = quantity.meant.scaled(*parts)
    fixed = world.index.nodes(share.question, kb("measure"))
    measures = share.scope.get("measure", frozenset())
    complement = any(
        world.index.has(m, kb("complement"), f) or world.index.has(f, kb("complement"), m)
        for m in measures
        for f in fixed
    )
    if not complement:
        return fraction
    low, high = fraction.low, fraction.high
    return Interval(
        None if high is None else 1 - high,
        None if low is None else 1 - low,
        fraction.high_open,
        fraction.low_open,
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


def _times(fraction: Interval, whole: Interval) -> Interval:
    return Interval(
        None if fraction.low is None or whole.low is None else fraction.low * whole.low,
        None if fraction.high is None or whole.high is None else fraction.high * whole.high,
        fraction.low_open or whole.low_open,
        fraction.high_open or whole.high_open,
    )
