"""Positions: the maximal sets of mutually compatible answers to a question.

An answer may stand in several positions. Answers that only seem to conflict, or that cannot be
decided, share no position: silence is not consent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.graph.index import Index, Node
from kb.judgement.answers.answer import Answer
from kb.judgement.answers.replay import Clock, claim_date
from kb.judgement.contests.origins import OriginReader, Origins

MOST_POSITIONS = 1000
"""Where there are more, none is listed: they may grow as a power of the number of answers."""


@dataclass(frozen=True, slots=True)
class Position:
    """Answers that are compatible each with each, in the order of the text."""

    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """``position`` is held by ``speakers`` on ``origins``, and expressly denied by ``denied_by``.

    ``since`` is the ISO date on which the first of its answers was said, at the latest, or else
    published; ``None`` where no day is known. ``speakers`` are in the order of the text, and lack
    nobody but the speakers that are not named.
    """

    position: Position
    speakers: tuple[Node, ...]
    since: str | None
    origins: Origins
    denied_by: tuple[Answer, ...]


def positions(
    answers: Sequence[Answer], compatible: Iterable[tuple[Answer, Answer]]
) -> tuple[Position, ...] | None:
    """Return the positions, largest first, then in the order of the text.

    ``compatible`` are all pairs that are. The maximal sets are found by the algorithm of Bron and
    Kerbosch with pivoting (Algorithm 457, Communications of the ACM 16, 1973). ``None`` where there
    are more than `MOST_POSITIONS`.
    """
    place = {answer.claim: number for number, answer in enumerate(answers)}
    friends = [0] * len(answers)
    for one, other in compatible:
        a, b = place[one.claim], place[other.claim]
        friends[a] |= 1 << b
        friends[b] |= 1 << a
    cliques = _cliques(friends)
    if len(cliques) > MOST_POSITIONS:
        return None
    sets = sorted(map(_members, cliques), key=lambda clique: (-len(clique), clique))
    return tuple(Position(tuple(answers[n] for n in clique)) for clique in sets)


def held(position: Position, answers: Iterable[Answer], index: Index) -> Held:
    """Return who holds a position since when, and which of all ``answers`` to its question deny it.

    A denial counts that names an answer of the position as what it denies.
    """
    claims = {answer.claim for answer in position.answers}
    speakers = (answer.speaker for answer in position.answers)
    days = (claim_date(index, claim, Clock.SAID) for claim in claims)
    return Held(
        position,
        tuple(dict.fromkeys(speaker for speaker in speakers if speaker is not None)),
        min((day for day in days if day is not None), default=None),
        OriginReader(index).count(position.answers),
        tuple(one for one in answers if one.claim not in claims and claims & {*one.denies}),
    )


def _cliques(friends: Sequence[int]) -> list[int]:
    """Return the maximal cliques, at most one more than `MOST_POSITIONS`; sets are bits."""
    found: list[int] = []
    todo: list[tuple[int, int, int]] = [(0, (1 << len(friends)) - 1, 0)]
    while todo and len(found) <= MOST_POSITIONS:
        chosen, may, done = todo.pop()
        for n in _members(may):
            if not may & ~friends[n] & ~(1 << n):  # whoever is joined to all is in every set
                chosen |= 1 << n
                may &= ~(1 << n)
                done &= friends[n]
        if not may:
            if not done and chosen:
                found.append(chosen)
            continue
        pivot = max(_members(may | done), key=lambda n: ((may & friends[n]).bit_count(), -n))
        for n in _members(may & ~friends[pivot]):
            todo.append((chosen | 1 << n, may & friends[n], done & friends[n]))
            may &= ~(1 << n)
            done |= 1 << n
    return found


def _members(bits: int) -> tuple[int, ...]:
    """Return the places of the bits that are set, in order."""
    return tuple(n for n, bit in enumerate(reversed(f"{bits:b}")) if bit == "1")
