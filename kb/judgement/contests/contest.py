"""Every question with all its live answers, and how each two of them stand to each other.

Nothing is averaged, merged or left out: the counts of the four outcomes add up to all pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from pyoxigraph import NamedNode

from kb.graph.index import Index
from kb.judgement.answers.answer import Answer
from kb.judgement.answers.derived_questions import with_derived_questions
from kb.judgement.answers.read import answers
from kb.judgement.answers.replay import Clock, remembered
from kb.judgement.pairs.classify import classify
from kb.judgement.pairs.outcomes import Kind, Outcome, Verdict
from kb.judgement.pairs.pairing.ruling import Table, whole
from kb.judgement.pairs.pairing.tally import counted, pairs_of, tally
from kb.judgement.pairs.world import World, world_of

FEW = 5
"""Up to so many answers every pair is decided on its own, which is then as fast as by groups."""

AnswerPair = tuple[Answer, Answer]


@dataclass(frozen=True)
class Reckoning:
    """How all pairs of some answers stand, reckoned when first asked for and then known."""

    answers: tuple[Answer, ...]
    table: Table

    @cached_property
    def told(self) -> tuple[Mapping[Kind, int], tuple[AnswerPair, ...]]:
        """How many pairs have each of the four kinds, and those in conflict."""
        if len(self.answers) > FEW:
            verdicts, clashes = tally(self.answers, self.table)
            counts = Counter({kind: count for (kind, _), count in verdicts.items()})
        else:
            counts = Counter(outcome.kind for _, outcome in self.each)
            clashes = [pair for pair, outcome in self.each if outcome.kind is Kind.CONFLICT]
        return {kind: counts[kind] for kind in Kind}, tuple(clashes)

    @cached_property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How many pairs there are of each kind, by what differs or is missing."""
        if len(self.answers) > FEW:
            return counted(self.answers, Table(self.table.world, whole))
        return Counter((outcome.kind, outcome.differences) for _, outcome in self.each)

    @cached_property
    def each(self) -> tuple[tuple[AnswerPair, Outcome], ...]:
        """Every pair of a few answers with its outcome."""
        pairs = combinations(self.answers, 2)
        return tuple((pair, classify(*pair, self.table.world)) for pair in pairs)

    def of_kind(self, kind: Kind) -> Iterator[AnswerPair]:
        """Return the pairs of one kind, always in the same order."""
        counts, clashes = self.told
        if kind is Kind.CONFLICT:
            yield from clashes
        elif not counts[kind]:
            return
        elif len(self.answers) > FEW:
            yield from pairs_of(kind, self.answers, self.table.world)
        else:
            yield from (pair for pair, outcome in self.each if outcome.kind is kind)


@dataclass(frozen=True)
class Contest:
    """All live answers to one question, side by side; ``reckoning`` tells how each two stand."""

    question: NamedNode
    answers: tuple[Answer, ...]
    reckoning: Reckoning

    @property
    def world(self) -> World:
        """What the base declares, by which pairs are decided."""
        return self.reckoning.table.world

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many pairs have each of the four kinds, which adds up to all pairs."""
        return self.reckoning.told[0]

    @property
    def clashes(self) -> tuple[AnswerPair, ...]:
        """The pairs in conflict."""
        return self.reckoning.told[1]

    @cached_property
    def conflicts(self) -> tuple[Outcome, ...]:
        """The outcomes of the pairs in conflict."""
        return tuple(self.outcome(*pair) for pair in self.clashes)

    @property
    def pairs(self) -> int:
        """Return how many pairs there are."""
        return len(self.answers) * (len(self.answers) - 1) // 2

    @property
    def speakers(self) -> int:
        """Return how many different speakers answer."""
        return len({answer.speaker for answer in self.answers})

    def outcome(self, one: Answer, other: Answer) -> Outcome:
        """Return how two of the answers stand to each other."""
        return classify(one, other, self.world)

    def outcomes(self, kind: Kind | None = None) -> Iterator[Outcome]:
        """Return the outcome of every pair, or of those of one kind, one after the other.

        All come in the order of the text, those of one kind always in the same order.
        """
        pairs = combinations(self.answers, 2) if kind is None else self.reckoning.of_kind(kind)
        return (self.outcome(*pair) for pair in pairs)


def contests(
    index: Index, *, as_of: date | None = None, clock: Clock = Clock.PUBLISHED
) -> tuple[Contest, ...]:
    """Return every question with an answer: those with most conflicts first, then with most
    answers.

    ``index`` holds the records and the vocabulary. With ``as_of``, only claims that were on record
    on that day by ``clock`` take part, and predictions are judged as of that day; without it, as of
    the latest day of publication in the base, never by the time of day it is run.
    """
    found = undecided(index, as_of=as_of, clock=clock)
    return tuple(sorted(found, key=lambda c: (-len(c.clashes), -len(c.answers), c.question.value)))


def undecided(
    index: Index, *, as_of: date | None = None, clock: Clock = Clock.PUBLISHED
) -> tuple[Contest, ...]:
    """Return what `contests` does in the order of the text, with no pair decided yet.

    Who asks for few of the questions so waits for no other.
    """
    index = with_derived_questions(index)
    by_question: dict[NamedNode, list[Answer]] = defaultdict(list)
    for answer in answers(index, remembered(index, as_of, clock)):
        by_question[answer.question].append(answer)
    table = Table(world_of(index, as_of))
    return tuple(
        Contest(question, rivals, Reckoning(rivals, table))
        for question, rivals in ((asked, tuple(found)) for asked, found in by_question.items())
    )
