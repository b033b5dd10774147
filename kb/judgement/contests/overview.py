"""Everything that is disputed in a base on a day: its questions, sets and tensions."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from kb.graph.index import Index, Node
from kb.judgement.answers.replay import Clock, Recorded, recorded, remembered
from kb.judgement.contests.contest import Contest, contests, undecided
from kb.judgement.contests.sets import set_conflicts
from kb.judgement.contests.tensions import Tension, tensions
from kb.judgement.pairs.outcomes import SetOutcome


@dataclass(frozen=True, slots=True)
class Overview:
    """The questions that have an answer, with the sets and tensions among claims.

    ``recorded`` is ``None`` where no day was asked for and all claims take part.
    """

    contests: tuple[Contest, ...]
    sets: tuple[SetOutcome, ...] = ()
    tensions: tuple[Tension, ...] = ()
    recorded: Recorded | None = None

    def of_question(self, question: Node) -> "Overview":
        """Return one question with the sets and tensions that reach an answer of it."""
        asked = tuple(one for one in self.contests if one.question == question)
        return self._reaching(asked, _claims(asked))

    def of_claim(self, claim: Node) -> "Overview":
        """Return the question that a claim answers, with the sets and tensions it stands in."""
        return self._reaching(_answered_by(self.contests, claim), {claim})

    def _reaching(self, asked: tuple[Contest, ...], claims: Set[Node]) -> "Overview":
        return Overview(
            asked,
            tuple(one for one in self.sets if claims & {answer.claim for answer in one.claims}),
            tuple(one for one in self.tensions if claims & {*one.claims}),
            self.recorded,
        )


def overview(
    index: Index,
    *,
    as_of: date | None = None,
    clock: Clock = Clock.PUBLISHED,
    about: NamedNode | None = None,
) -> Overview:
    """Return all that is disputed in a base, contested questions first, or only what is about one
    question or claim.

    ``index`` holds the records and the vocabulary. With ``as_of`` only claims that were on record
    on that day by ``clock`` take part; a set or tension needs all of its claims. Of a record that
    is no question and answers none, nothing is disputed.
    """
    noted = tensions(index, remembered(index, as_of, clock))
    day = None if as_of is None else recorded(index, as_of, clock)
    if about is None:
        found = contests(index, as_of=as_of, clock=clock)
        return Overview(found, set_conflicts(found), noted, day)
    found = undecided(index, as_of=as_of, clock=clock)
    claims = _claims(one for one in found if one.question == about)
    sets = set_conflicts(found, claims or {about})
    every = Overview(found, sets, noted, day)
    return every.of_question(about) if claims else every.of_claim(about)


def _claims(asked: Iterable[Contest]) -> Set[Node]:
    return {answer.claim for contest in asked for answer in contest.answers}


def _answered_by(every: Iterable[Contest], claim: Node) -> tuple[Contest, ...]:
    return tuple(one for one in every if any(answer.claim == claim for answer in one.answers))
