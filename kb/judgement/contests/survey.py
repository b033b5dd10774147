"""What one look at every pair of answers to a question tells: why pairs do not conflict, and the
positions.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kb.graph.index import Index
from kb.judgement.contests.contest import Contest
from kb.judgement.contests.positions import Held, Position, held, positions
from kb.judgement.pairs.outcomes import Kind, Outcome

MOST_PAIRS = 200_000
"""Questions with more pairs (of over six hundred answers) are counted only: a look at each pair
would take minutes.
"""

Differences = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """How often which ``differences`` make pairs apparent or leave them undetermined, most first.

    ``positions`` are ``None`` where there are too many of them.
    """

    differences: Mapping[Kind, tuple[tuple[Differences, int], ...]]
    positions: tuple[Position, ...] | None


def survey(contest: Contest, most: int = MOST_PAIRS) -> Survey | None:
    """Look at every pair of a question once; ``None`` where there are more than ``most``."""
    if contest.pairs > most:
        return None
    found: dict[Kind, Counter[Differences]] = {
        Kind.APPARENT: Counter(),
        Kind.UNDETERMINED: Counter(),
    }
    sets = positions(contest.answers, _counted(contest.outcomes(), found))
    return Survey(
        {
            kind: tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
            for kind, counts in found.items()
        },
        sets,
    )


def _counted(
    outcomes: Iterable[Outcome], found: Mapping[Kind, Counter[Differences]]
) -> Iterator[Outcome]:
    for outcome in outcomes:
        if outcome.kind in found:
            found[outcome.kind][outcome.differences] += 1
        yield outcome


def in_conflict(contest: Contest) -> frozenset[NamedNode]:
    """Return the claims that some other answer to their question conflicts with."""
    return frozenset(answer.claim for pair in contest.clashes for answer in pair)


def rival_positions(
    contest: Contest, every: tuple[Position, ...], index: Index
) -> tuple[Held, ...]:
    """Return of all positions those with an answer in conflict, with who holds and denies them."""
    opposed = in_conflict(contest)
    return tuple(
        held(position, contest.answers, index)
        for position in every
        if any(answer.claim in opposed for answer in position.answers)
    )
