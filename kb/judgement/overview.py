"""Everything that is disputed in a base on a day: its questions, sets and tensions."""

from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from kb.graph.index import Index, Node
from kb.judgement.conflicts import Contest, contests
from kb.judgement.outcomes import SetOutcome
from kb.judgement.replay import Clock, Recorded, recorded, remembered
from kb.judgement.sets import set_conflicts
from kb.judgement.tensions import Tension, tensions


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
        claims = {answer.claim for contest in asked for answer in contest.answers}
        return self._reaching(asked, claims)

    def of_claim(self, claim: Node) -> "Overview":
        """Return the question that a claim answers, with the sets and tensions it stands in."""
        asked = tuple(
            one for one in self.contests if any(answer.claim == claim for answer in one.answers)
        )
        return self._reaching(asked, {claim})

    def _reaching(
        self, asked: tuple[Contest, ...], claims: set[NamedNode] | set[Node]
    ) -> "Overview":
        return Overview(
            asked,
            tuple(one for one in self.sets if claims & {answer.claim for answer in one.claims}),
            tuple(one for one in self.tensions if claims & {*one.claims}),
            self.recorded,
        )


def overview(
    index: Index, *, as_of: date | None = None, clock: Clock = Clock.PUBLISHED
) -> Overview:
    """Return all that is disputed in a base, contested questions first.

    ``index`` holds the records and the vocabulary. With ``as_of`` only claims that were on record
    on that day by ``clock`` take part; a set or tension needs all of its claims.
    """
    found = contests(index, as_of=as_of, clock=clock)
    return Overview(
        found,
        set_conflicts(found),
        tensions(index, remembered(index, as_of, clock)),
        None if as_of is None else recorded(index, as_of, clock),
    )
