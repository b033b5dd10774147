"""Whoever stands against themselves: a speaker, or an organisation for which two speak."""

from collections.abc import Iterator

from kb.graph.index import Index, Node
from kb.judgement.pairs.outcomes import Kind, Outcome
from kb.words.vocabulary import kb


def one_voice(outcome: Outcome, index: Index) -> Node | None:
    """Return the speaker of two answers in conflict, or else the organisation that both speak for.

    ``None`` where they have none in common, or do not conflict. They stay two answers: nothing is
    merged because one voice gave both.
    """
    one, other = outcome.one.speaker, outcome.other.speaker
    if outcome.kind is not Kind.CONFLICT or one is None or other is None:
        return None
    if one == other:
        return one
    shared = {*_bodies(one, index)} & {*_bodies(other, index)}
    return min(shared, key=str, default=None)


def _bodies(speaker: Node, index: Index) -> Iterator[Node]:
    """Return the organisations for which somebody speaks."""
    yield from (body for _, body in index.pointing(speaker, kb("member")))
    for capacity in index.nodes(speaker, kb("capacity")):
        yield from (b for b in index.nodes(capacity, kb("organisation")) if b != kb("notStated"))
    if index.has(speaker, kb("speakerKind"), kb("organisationKind")):
        yield speaker
