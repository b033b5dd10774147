"""Every question with all its live answers, and how each two of them stand to each other.

Nothing is averaged, merged or left out: the counts of the four outcomes add up to all pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from pyoxigraph import NamedNode

from kb.graph.index import Index, Node
from kb.judgement.answers import Answer, answers
from kb.judgement.classify import classify
from kb.judgement.outcomes import Kind, Outcome
from kb.judgement.pair import World, world_of
from kb.judgement.replay import Clock, on_record


@dataclass(frozen=True, slots=True)
class Contest:
    """All live answers to one question, side by side.

    ``conflicts`` and ``undetermined`` are the outcomes of those kinds; ``counts`` tells how many
    pairs have each of the four kinds, and adds up to all pairs.
    """

    question: NamedNode
    answers: tuple[Answer, ...]
    conflicts: tuple[Outcome, ...]
    undetermined: tuple[Outcome, ...]
    counts: Mapping[Kind, int]
    world: World

    @property
    def pairs(self) -> int:
        """Return how many pairs there are."""
        return len(self.answers) * (len(self.answers) - 1) // 2

    @property
    def speakers(self) -> int:
        """Return how many different speakers answer."""
        return len({answer.speaker for answer in self.answers})

    def outcomes(self) -> Iterator[Outcome]:
        """Return the outcome of every pair, one after the other."""
        for one, other in combinations(self.answers, 2):
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
    by_question: dict[NamedNode, list[Answer]] = defaultdict(list)
    for answer in answers(index, _remembered(index, as_of, clock)):
        by_question[answer.question].append(answer)
    world = world_of(index, as_of)
    found = (_contest(question, tuple(rivals), world) for question, rivals in by_question.items())
    return tuple(
        sorted(found, key=lambda c: (-len(c.conflicts), -len(c.answers), c.question.value))
    )


def _remembered(index: Index, as_of: date | None, clock: Clock) -> Callable[[Node], bool]:
    if as_of is None:
        return lambda _claim: True
    return lambda claim: on_record(index, claim, as_of, clock)


def _contest(question: NamedNode, rivals: tuple[Answer, ...], world: World) -> Contest:
    counts: Counter[Kind] = Counter()
    kept: dict[Kind, list[Outcome]] = {Kind.CONFLICT: [], Kind.UNDETERMINED: []}
    for one, other in combinations(rivals, 2):
        outcome = classify(one, other, world)
        counts[outcome.kind] += 1
        if outcome.kind in kept:
            kept[outcome.kind].append(outcome)
    return Contest(
        question,
        rivals,
        tuple(kept[Kind.CONFLICT]),
        tuple(kept[Kind.UNDETERMINED]),
        {kind: counts[kind] for kind in Kind},
        world,
    )
