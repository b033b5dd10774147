"""What all pairs of answers to a question tell together: why they do not conflict, and the
positions.
"""

from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from kb.judgement.contests.contest import Contest
from kb.judgement.contests.positions import Position, positions
from kb.judgement.pairs.outcomes import Kind

MOST_COMPATIBLE = 200_000
"""Where more pairs are compatible (all those of over six hundred answers), no positions are listed:
they are too many, and each has too many answers, to tell anybody anything.
"""

Differences = tuple[str, ...]


def why_not(contest: Contest) -> Mapping[Kind, tuple[tuple[Differences, int], ...]]:
    """Return how often what makes pairs apparent or leaves them undetermined, most first."""
    verdicts = contest.reckoning.verdicts
    return {
        kind: tuple(
            sorted(
                ((told, count) for (of, told), count in verdicts.items() if of is kind),
                key=lambda item: (-item[1], item[0]),
            )
        )
        for kind in (Kind.APPARENT, Kind.UNDETERMINED)
    }


def listed_positions(contest: Contest) -> tuple[Position, ...] | None:
    """Return all positions on a question; ``None`` where they are too many to be listed, or more
    than `MOST_COMPATIBLE` pairs can be true together.
    """
    if contest.counts[Kind.COMPATIBLE] > MOST_COMPATIBLE:
        return None
    return positions(contest.answers, contest.reckoning.of_kind(Kind.COMPATIBLE))


def in_conflict(contest: Contest) -> frozenset[NamedNode]:
    """Return the claims that some other answer to their question conflicts with."""
    return frozenset(answer.claim for pair in contest.clashes for answer in pair)


def rival_positions(contest: Contest, every: Sequence[Position]) -> tuple[Position, ...]:
    """Return of all positions those with an answer in conflict."""
    opposed = in_conflict(contest)
    return tuple(
        position
        for position in every
        if any(answer.claim in opposed for answer in position.answers)
    )
