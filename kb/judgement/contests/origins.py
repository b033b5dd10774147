"""Corroboration counts independent roots of chains, not outlets (DR16).

A count is never larger than what can be shown: claims that go back to one speaker or document count
once; an origin that is not stated may be any of the others; an identity judgement "same" collapses
two roots, "unsure" leaves the lower number possible; a phrase that one publisher repeats in its own
voice is copied, not checked anew, and counts once (see `kb.judgement.contests.repeats`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from kb.graph.index import Index, Node
from kb.judgement.answers.read import Answer
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


_Origin: TypeAlias = tuple[Node, frozenset[Node]]
"""A claim and the roots that it goes back to."""


class OriginReader:
    """Finds where claims come from, and how many independent origins a set of claims has."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def roots(self, claim: Node) -> frozenset[Node]:
        """Return the documents or speakers that a claim goes back to, empty where not stated.

        A cited document in which it was said goes before the speaker; an article's own voice and a
        document that speaks are the document; an origin that is a claim is followed to its own.
        """
        return frozenset(self._roots(claim, frozenset()))

    def _roots(self, claim: Node, seen: frozenset[Node]) -> Iterable[Node]:
        index = self._index
        if claim in seen:
            return
        documents = index.nodes(claim, kb("statedIn"))
        if documents:
            yield from documents
            return
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
            yield self._voice(speaker)

    def _voice(self, speaker: Node) -> Node:
        documents = self._index.nodes(speaker, kb("voiceOf"))
        return documents[0] if len(documents) == 1 else speaker

    def count(self, answers: Iterable[Answer]) -> Origins:
        """Return on how many independent origins some answers rest."""
        claims = tuple(dict.fromkeys(answer.claim for answer in answers))
        found = [(claim, self.roots(claim)) for claim in claims]
        known: list[_Origin] = [(claim, roots) for claim, roots in found if roots]
        unknown = len(found) - len(known)
        repeated = tuple(repeats(self._index, claims))
        surely = {frozenset((r.one, r.other)) for r in repeated if r.own_voice}
        perhaps = {frozenset((r.one, r.other)) for r in repeated}

        def one(a: _Origin, b: _Origin) -> bool:
            same = bool(a[1] & b[1]) or self._judged(a[1], b[1], "sameThing")
            return same or frozenset((a[0], b[0])) in surely

        def perhaps_one(a: _Origin, b: _Origin) -> bool:
            unsure = self._judged(a[1], b[1], "unsure") or self._related(a[1], b[1])
            return one(a, b) or unsure or frozenset((a[0], b[0])) in perhaps

        if not known:
            return Origins(min(unknown, 1), unknown, ())
        every = tuple(sorted({root for _, roots in known for root in roots}, key=str))
        most = _groups(known, one) + unknown
        return Origins(_groups(known, perhaps_one), most, every, repeated)

    def _judged(self, one: frozenset[Node], other: frozenset[Node], judgement: str) -> bool:
        """Tell whether an identity judgement of this kind joins a root of the one and the other."""
        index = self._index
        return any(
            index.has(record, kb("between"), b)
            and index.has(record, kb("judgement"), kb(judgement))
            for a in one
            for _, record in index.pointing(a, kb("between"))
            for b in other
        )

    def _related(self, one: frozenset[Node], other: frozenset[Node]) -> bool:
        """Tell whether two roots speak for one organisation: independence is then not shown."""
        mine = {o for root in one for o in self._organisations(root)}
        return bool(mine & {o for root in other for o in self._organisations(root)})

    def _organisations(self, root: Node) -> Iterable[Node]:
        index = self._index
        yield root
        speakers = (root, *(s for _, s in index.pointing(root, kb("voiceOf"))))
        for speaker in speakers:
            for capacity in index.nodes(speaker, kb("capacity")):
                yield from (
                    o for o in index.nodes(capacity, kb("organisation")) if o != kb("notStated")
                )


def _groups(found: Iterable[_Origin], joined: Callable[[_Origin, _Origin], bool]) -> int:
    """Count the groups into which a symmetric relation joins the origins."""
    left = list(found)
    groups = 0
    while left:
        groups += 1
        todo = [left.pop()]
        while todo:
            at = todo.pop()
            near = [other for other in left if joined(at, other)]
            left = [other for other in left if other not in near]
            todo.extend(near)
    return groups
