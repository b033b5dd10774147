"""Corroboration counts independent roots of chains, not outlets (DR16).

A count is never larger than what can be shown: claims that go back to one speaker or document count
once; an origin that is not stated may be any of the others; an identity judgement "same" collapses
two roots, "unsure" leaves the lower number possible; a phrase that one publisher repeats in its own
voice is copied, not checked anew, and counts once (see `kb.judgement.contests.repeats`).
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from kb.graph.index import Index, Node
from kb.judgement.answers.answer import Answer
from kb.judgement.contests.groups import Groups
from kb.judgement.contests.repeats import Repeat, repeats
from kb.words.vocabulary import kb


@dataclass(frozen=True, slots=True)
class Origins:
    """Between ``at_least`` and ``at_most`` independent origins; ``roots`` are the known ones.

    ``repeats`` are the phrases of one publisher for which claims of several sources count once.
    """

    at_least: int
    at_most: int
    roots: tuple[Node, ...]
    repeats: tuple[Repeat, ...] = ()

    def __str__(self) -> str:
        if self.at_least == self.at_most:
            return str(self.at_most)
        return f"{self.at_least} to {self.at_most}"


class OriginReader:
    """Finds where claims come from, and how many independent origins a set of claims has."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def roots(self, claim: Node) -> frozenset[Node]:
        """Return the documents or speakers that a claim goes back to, empty where not stated.

        What somebody said in a cited document goes back to both: whoever says it in two reports is
        one origin, and so are two who say it in one. An article's own voice and a document that
        speaks are the document; an article that cites a report goes back to the report alone. An
        origin that is a claim is followed to its own.
        """
        return frozenset(self._roots(claim, frozenset()))

    def _roots(self, claim: Node, seen: frozenset[Node]) -> Iterable[Node]:
        index = self._index
        if claim in seen:
            return
        documents = index.nodes(claim, kb("statedIn"))
        yield from documents
        origins = index.nodes(claim, kb("origin"))
        for origin in origins:
            if origin == kb("notStated"):
                continue
            if index.values(origin, kb("speaker")):
                yield from self._roots(origin, seen | {claim})
            else:
                yield self._voice(origin)
        if origins:
            return
        for speaker in index.nodes(claim, kb("speaker")):
            if not documents or not index.nodes(speaker, kb("voiceOf")):
                yield self._voice(speaker)

    def _voice(self, speaker: Node) -> Node:
        documents = self._index.nodes(speaker, kb("voiceOf"))
        return documents[0] if len(documents) == 1 else speaker

    def count(self, answers: Iterable[Answer]) -> Origins:
        """Return on how many independent origins some answers rest."""
        claims = tuple(dict.fromkeys(answer.claim for answer in answers))
        known = {claim: roots for claim in claims if (roots := self.roots(claim))}
        unknown = len(claims) - len(known)
        if not known:
            return Origins(min(unknown, 1), unknown, ())
        repeated = tuple(repeats(self._index, claims))
        one, perhaps_one = Groups(), Groups()
        for claim, roots in known.items():
            same = [(claim, mark) for root in roots for mark in self._same(root)]
            related = [(claim, mark) for root in roots for mark in self._perhaps_same(root)]
            related.extend((claim, mark) for mark in self._perhaps_handed_on(claim))
            one.join_all(same)
            perhaps_one.join_all((*same, *related))
        for repeat in repeated:
            if repeat.own_voice:
                one.join(repeat.one, repeat.other)
            perhaps_one.join(repeat.one, repeat.other)
        every = tuple(sorted({root for roots in known.values() for root in roots}, key=str))
        most = one.count(known) + unknown
        return Origins(perhaps_one.count(known), most, every, repeated)

    def _same(self, root: Node) -> Iterable[Hashable]:
        """Return what joins claims to one origin: a root, or that it is judged the same."""
        yield "root", root
        yield from self._judged(root, "sameThing")

    def _perhaps_same(self, root: Node) -> Iterable[Hashable]:
        """Return what leaves open whether claims have one origin: an unsure judgement, or that
        their roots speak for one organisation.
        """
        yield from self._judged(root, "unsure")
        yield from (("organisation", found) for found in self._organisations(root))

    def _perhaps_handed_on(self, claim: Node) -> Iterable[Hashable]:
        """Return what leaves open whose words a claim hands on: an agent through whom it came, and
        whoever speaks under one of its readings.
        """
        index = self._index
        for hop in index.nodes(claim, kb("via")):
            yield from (("root", agent) for agent in index.nodes(hop, kb("agent")))
        for reading in index.nodes(claim, kb("reading")):
            yield from (("root", self._voice(s)) for s in index.nodes(reading, kb("speaker")))

    def _judged(self, root: Node, judgement: str) -> Iterable[Hashable]:
        """Return the identity judgements of this kind that a root stands in."""
        index = self._index
        return (
            (judgement, record)
            for _, record in index.pointing(root, kb("between"))
            if index.has(record, kb("judgement"), kb(judgement))
        )

    def _organisations(self, root: Node) -> Iterable[Node]:
        index = self._index
        yield root
        speakers = (root, *(s for _, s in index.pointing(root, kb("voiceOf"))))
        for speaker in speakers:
            for capacity in index.nodes(speaker, kb("capacity")):
                yield from (
                    o for o in index.nodes(capacity, kb("organisation")) if o != kb("notStated")
                )
