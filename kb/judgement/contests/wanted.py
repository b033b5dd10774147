"""Which pairs of answers were asked for: all, those of one outcome, those that a speaker is in."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kb.graph.index import Node
from kb.judgement.contests.contest import AnswerPair, Contest
from kb.judgement.pairs.outcomes import Kind, Outcome


@dataclass(frozen=True, slots=True)
class Wanted:
    """Pairs with outcome ``kind`` that ``speaker`` is in; ``None`` leaves that open."""

    kind: Kind | None = None
    speaker: Node | None = None

    def outcomes(self, contest: Contest) -> Iterator[Outcome]:
        """Return the outcomes of the pairs of a question, one after the other."""
        if self.speaker is None:
            yield from contest.outcomes(self.kind)
            return
        for one, other in self._spoken(contest):
            found = contest.outcome(one, other)
            if self.kind in {None, found.kind}:
                yield found

    def _spoken(self, contest: Contest) -> Iterator[AnswerPair]:
        """Return the pairs that the speaker is in; of others, nothing need be decided."""
        theirs = {answer.claim for answer in contest.answers if answer.speaker == self.speaker}
        if not theirs:
            return
        conflict = self.kind is Kind.CONFLICT
        for one, other in contest.clashes if conflict else combinations(contest.answers, 2):
            if one.claim in theirs or other.claim in theirs:
                yield one, other

    def count(self, contest: Contest) -> int | None:
        """Return how many pairs these are, or ``None`` where only a look at each of them tells."""
        if self.speaker is not None:
            return None
        return contest.pairs if self.kind is None else contest.counts[self.kind]


def on_file(contest: Contest) -> Iterator[Outcome]:
    """Return the outcomes that are kept as records unasked: conflicts, and what is undetermined."""
    yield from contest.outcomes(Kind.CONFLICT)
    yield from contest.outcomes(Kind.UNDETERMINED)
