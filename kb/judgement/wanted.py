"""Which pairs of answers were asked for: all, those of one outcome, those that a speaker is in."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.graph.index import Node
from kb.judgement.conflicts import Contest
from kb.judgement.outcomes import Kind, Outcome


@dataclass(frozen=True, slots=True)
class Wanted:
    """Pairs with outcome ``kind`` that ``speaker`` is in; ``None`` leaves that open."""

    kind: Kind | None = None
    speaker: Node | None = None

    def outcomes(self, contest: Contest) -> Iterator[Outcome]:
        """Return the outcomes of the pairs of a question, one after the other."""
        if self.kind is not None and not contest.counts[self.kind]:
            return
        for found in contest.conflicts if self.kind is Kind.CONFLICT else contest.outcomes():
            if self.kind in {None, found.kind} and (
                self.speaker is None or self.speaker in {found.one.speaker, found.other.speaker}
            ):
                yield found

    def count(self, contest: Contest) -> int | None:
        """Return how many pairs these are, or ``None`` where only a look at each of them tells."""
        if self.speaker is not None:
            return None
        return contest.pairs if self.kind is None else contest.counts[self.kind]


def on_file(contest: Contest) -> Iterator[Outcome]:
    """Return the outcomes that are kept as records unasked: conflicts, and what is undetermined."""
    yield from contest.conflicts
    yield from Wanted(Kind.UNDETERMINED).outcomes(contest)
