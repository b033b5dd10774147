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
from kb.judgement.answers import Answer, answers
from kb.judgement.classify import classify
from kb.judgement.derived_questions import with_derived_questions
from kb.judgement.outcomes import Kind, Outcome
from kb.judgement.pair import World, world_of
from kb.judgement.pairing.ruling import Table
from kb.judgement.pairing.tally import pairs_of, tally
from kb.judgement.replay import Clock, remembered

FEW = 12
"""Up to so many answers every pair is decided on its own, which is then as fast as by groups."""


@dataclass(frozen=True)
class Contest:
    """All live answers to one question, side by side.

    ``clashes`` are the pairs in conflict; ``counts`` tells how many pairs have each of the four
    kinds, and adds up to all pairs.
    """

    question: NamedNode
    answers: tuple[Answer, ...]
    clashes: tuple[tuple[Answer, Answer], ...]
    counts: Mapping[Kind, int]
    world: World

    @cached_property
    def conflicts(self) -> tuple[Outcome, ...]:
        """The outcomes of the pairs in conflict."""
        return tuple(classify(one, other, self.world) for one, other in self.clashes)

    @property
    def pairs(self) -> int:
        """Return how many pairs there are."""
        return len(self.answers) * (len(self.answers) - 1) // 2

    @property
    def speakers(self) -> int:
        """Return how many different speakers answer."""
        return len({answer.speaker for answer in self.answers})

    def outcomes(self, kind: Kind | None = None) -> Iterator[Outcome]:
        """Return the outcome of every pair, or of those of one kind, one after the other.

        All come in the order of the text, those of one kind always in the same order.
        """
        if kind is Kind.CONFLICT:
            yield from self.conflicts
        elif kind is None or len(self.answers) <= FEW:
            for one, other in combinations(self.answers, 2):
                outcome = classify(one, other, self.world)
                if kind in {None, outcome.kind}:
                    yield outcome
        else:
            for one, other in pairs_of(kind, self.answers, self.world):
                yield classify(one, other, self.world)


def contests(
    index: Index, *, as_of: date | None = None, clock: Clock = Clock.PUBLISHED
) -> tuple[Contest, ...]:
    """Return every question with an answer: those with most conflicts first, then with most
    answers.

    ``index`` holds the records and the vocabulary. With ``as_of``, only claims that were on record
    on that day by ``clock`` take part, and predictions are judged as of that day; without it, as of
    the latest day of publication in the base, never by the time of day it is run.
    """
    index = with_derived_questions(index)
    by_question: dict[NamedNode, list[Answer]] = defaultdict(list)
    for answer in answers(index, remembered(index, as_of, clock)):
        by_question[answer.question].append(answer)
    table = Table(world_of(index, as_of))
    found = (_contest(question, tuple(rivals), table) for question, rivals in by_question.items())
    return tuple(sorted(found, key=lambda c: (-len(c.clashes), -len(c.answers), c.question.value)))


def _contest(question: NamedNode, rivals: tuple[Answer, ...], table: Table) -> Contest:
    if len(rivals) > FEW:
        verdicts, clashes = tally(rivals, table)
        counts = Counter({kind: count for (kind, _), count in verdicts.items()})
    else:
        pairs = tuple(combinations(rivals, 2))
        kinds = [classify(one, other, table.world).kind for one, other in pairs]
        counts = Counter(kinds)
        clashes = [pair for pair, kind in zip(pairs, kinds, strict=True) if kind is Kind.CONFLICT]
    every = {kind: counts[kind] for kind in Kind}
    return Contest(question, rivals, tuple(clashes), every, table.world)
