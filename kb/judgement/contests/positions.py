"""Positions: the maximal sets of mutually compatible answers to a question.

An answer may stand in several positions. Answers that only seem to conflict, or that cannot be
decided, share no position: silence is not consent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.graph.index import Index, Node
from kb.judgement.answers.read import Answer
from kb.judgement.answers.replay import Clock, claim_date
from kb.judgement.contests.origins import OriginReader, Origins
from kb.judgement.pairs.outcomes import Kind, Outcome

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
    answers: Sequence[Answer], outcomes: Iterable[Outcome]
) -> tuple[Position, ...] | None:
    """Return the positions, largest first, then in the order of the text.

    ``outcomes`` are those of all pairs. The maximal sets are found by the algorithm of Bron and
    Kerbosch with pivoting (Algorithm 457, Communications of the ACM 16, 1973). ``None`` where there
    are more than `MOST_POSITIONS`.
    """
    place = {answer.claim: number for number, answer in enumerate(answers)}
    friends: dict[int, set[int]] = {number: set() for number in place.values()}
    for outcome in outcomes:
        if outcome.kind is Kind.COMPATIBLE:
            a, b = place[outcome.one.claim], place[outcome.other.claim]
            friends[a].add(b)
            friends[b].add(a)
    cliques = _cliques(friends)
    if len(cliques) > MOST_POSITIONS:
        return None
    sets = sorted(cliques, key=lambda clique: (-len(clique), sorted(clique)))
    return tuple(Position(tuple(answers[n] for n in sorted(clique))) for clique in sets)


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


def _cliques(friends: dict[int, set[int]]) -> list[frozenset[int]]:
    found: list[frozenset[int]] = []
    todo: list[tuple[frozenset[int], set[int], set[int]]] = [(frozenset(), set(friends), set())]
    while todo and len(found) <= MOST_POSITIONS:
        chosen, may, done = todo.pop()
        if not may:
            if not done and chosen:
                found.append(chosen)
            continue
        pivot = max(may | done, key=lambda n: (len(may & friends[n]), -n))
        for n in sorted(may - friends[pivot]):
            todo.append((chosen | {n}, may & friends[n], done & friends[n]))
            may = may - {n}
            done = done | {n}
    return found
