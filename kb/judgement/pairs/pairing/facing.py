"""All pairs between two groups of like answers, or within one: how many stand how, and which.

What the decision table says of such a pair depends on two things only: how the times of the two
stand to each other, and how their ranges do.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from kb.judgement.pairs.outcomes import Verdict
from kb.judgement.pairs.pairing.marks import Mark
from kb.judgement.pairs.pairing.meeting import Meeting, State
from kb.judgement.pairs.pairing.probe import Relation
from kb.judgement.pairs.pairing.ruling import Ruling
from kb.judgement.pairs.pairing.sweep import Few, Shelf, Step

Marked = tuple[Mark, Mark]
FEW = 600
"""Up to so many pairs are looked at one by one, which is then faster than a sweep."""
_DISJOINT = {Relation.BELOW, Relation.ABOVE}


@dataclass(frozen=True, slots=True)
class Facing:
    """The pairs of a meeting, with what is said of them; up to ``few`` are looked at each."""

    meeting: Meeting
    ruling: Ruling
    few: int = FEW

    def verdict(self, one: Mark, other: Mark) -> Verdict | None:
        """Return what is said of one pair, ``None`` where it has to be decided on its own."""
        return self.ruling.said(self.ruling.timing.state(one, other), _relation(one, other))

    @property
    def apart(self) -> Verdict | None:
        """What is said of all pairs that share no moment, ``None`` where that varies or such pairs
        are not told by their days.
        """
        if State.APART not in self.meeting.states or self.ruling.varies(State.APART):
            return None
        return self.ruling.said(State.APART, Relation.MEET)

    # How many

    def counts(self) -> Counter[Verdict | None]:
        """Count the pairs by what is said of them."""
        found: Counter[Verdict | None] = Counter()
        for (state, relation), count in self._standing().items():
            if count:
                found[self.ruling.said(state, relation)] += count
        return found

    def _standing(self) -> Mapping[tuple[State, Relation], int]:
        """Count the pairs by how they stand."""
        meeting, always = self.meeting, self.ruling.timing.always
        if meeting.size <= self.few:
            return Counter(map(self._stands, self._every_pair()))
        measured = _ranged if self.ruling.compared else _sized
        if always is not None:
            return {(always, each): n for each, n in measured(meeting.every_pair()).items()}
        together = self._folded(measured(meeting.together()))
        shared = together
        if not self.ruling.timing.exact:
            shared = self._folded(measured(meeting.steps(State.SHARED)))
        found = {State.SHARED: shared, State.OPEN: together - shared}
        if State.APART in meeting.states and not self.ruling.varies(State.APART):
            found[State.APART] = Counter({Relation.MEET: meeting.size - together.total()})
        for state in meeting.states:
            if state not in found:
                found[state] = measured(meeting.steps(state))
        return {(each, rel): n for each, counts in found.items() for rel, n in counts.items()}

    def _stands(self, pair: Marked) -> tuple[State, Relation]:
        return self.ruling.timing.state(*pair), _relation(*pair)

    def _folded(self, ranged: Counter[Relation]) -> Counter[Relation]:
        """Count what lies above as below within one group, where nothing tells which is first."""
        if self.meeting.other is None:
            ranged[Relation.BELOW] += ranged.pop(Relation.ABOVE, 0)
        return ranged

    # Which

    def pairs(self, wanted: Callable[[Verdict | None], bool]) -> Iterator[Marked]:
        """Return the pairs of which something wanted is said, each once."""
        if self.meeting.size <= self.few:
            yield from (pair for pair in self._every_pair() if wanted(self.verdict(*pair)))
            return
        for state in self.meeting.states:
            relations = {each for each in Relation if wanted(self.ruling.said(state, each))}
            if relations:
                yield from self._standing_so(self.meeting.steps(state), relations)

    def _standing_so(self, steps: Iterable[Step], relations: set[Relation]) -> Iterator[Marked]:
        for mark, second, company in steps:
            for other in _company(company, mark, second, relations):
                yield (other, mark) if second else (mark, other)

    def _every_pair(self) -> Iterator[Marked]:
        one, other = self.meeting.one, self.meeting.other
        return combinations(one, 2) if other is None else product(one, other)


def _company(
    company: Shelf | Few, mark: Mark, second: bool, relations: set[Relation]
) -> Iterator[Mark]:
    """Return of the company those to which, in the order of the groups, the relation is wanted."""
    if len(relations) == len(Relation):
        yield from company
    elif relations <= _DISJOINT:
        below, above = (
            (Relation.BELOW, Relation.ABOVE) if second else (Relation.ABOVE, Relation.BELOW)
        )
        if below in relations:
            yield from company.below(mark)
        if above in relations:
            yield from company.above(mark)
    else:
        for other in company:
            one, two = (other, mark) if second else (mark, other)
            if _relation(one, two) in relations:
                yield other


def _ranged(steps: Iterable[Step]) -> Counter[Relation]:
    """Count pairs by how the range of the first stands to that of the second."""
    firsts_below = firsts_above = same = size = 0
    for mark, second, company in steps:
        if company:
            below, above, alike = company.counts(mark)
            firsts_below += below if second else above
            firsts_above += above if second else below
            same += alike
            size += len(company)
    return Counter(
        {
            Relation.BELOW: firsts_below,
            Relation.ABOVE: firsts_above,
            Relation.SAME: same,
            Relation.MEET: size - firsts_below - firsts_above - same,
        }
    )


def _sized(steps: Iterable[Step]) -> Counter[Relation]:
    """Count pairs whose ranges do not matter."""
    return Counter({Relation.MEET: sum(len(company) for _, _, company in steps)})


def _relation(one: Mark, other: Mark) -> Relation:
    if one.high < other.low:
        return Relation.BELOW
    if other.high < one.low:
        return Relation.ABOVE
    return Relation.SAME if one.range == other.range else Relation.MEET
