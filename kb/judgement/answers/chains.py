"""Chains of attribution: the speakers and documents that a claim goes back to."""

from collections.abc import Iterator

from kb.graph.index import Index, Node
from kb.words.vocabulary import kb


def roots(index: Index, claim: Node) -> frozenset[Node]:
    """Return the documents or speakers that a claim goes back to, empty where not stated.

    What somebody said in a cited document goes back to both: whoever says it in two reports is one
    origin, and so are two who say it in one. An article's own voice and a document that speaks are
    the document; an article that cites a report goes back to the report alone. An origin that is a
    claim is followed to its own.
    """
    return frozenset(_roots(index, claim, frozenset()))


def _roots(index: Index, claim: Node, seen: frozenset[Node]) -> Iterator[Node]:
    if claim in seen:
        return
    documents = index.nodes(claim, kb("statedIn"))
    yield from documents
    origins = index.nodes(claim, kb("origin"))
    for origin in origins:
        if origin == kb("notStated"):
            continue
        if index.values(origin, kb("speaker")):
            yield from _roots(index, origin, seen | {claim})
        else:
            yield voice(index, origin)
    if origins:
        return
    for speaker in index.nodes(claim, kb("speaker")):
        if not documents or not index.nodes(speaker, kb("voiceOf")):
            yield voice(index, speaker)


def voice(index: Index, speaker: Node) -> Node:
    """Return the document whose voice a speaker is, or the speaker where it is of no one such."""
    documents = index.nodes(speaker, kb("voiceOf"))
    return documents[0] if len(documents) == 1 else speaker
