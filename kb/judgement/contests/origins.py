"""Corroboration counts independent roots of chains, not outlets (DR16).

A count is never larger than what can be shown: claims that go back to one speaker or document count
once; an origin that is not stated may be any of the others; an identity judgement "same" collapses
two roots, "unsure" leaves the lower number possible; a phrase that one publisher repeats in its own
voice is copied, not checked anew, and counts once (see `kb.judgement.contests.repeats`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kb.graph.index import Index, Node
from kb.judgement.answers import chains
from kb.judgement.answers.answer import Answer
from kb.judgement.contests.collapses import Because, Collapse, Mark, collapses, joined
from kb.judgement.contests.groups import Groups
from kb.judgement.contests.repeats import Repeat, repeats
from kb.words.vocabulary import RDF_TYPE, kb

Marks = dict[Mark, set[int]]
"""The places of the claims that have a mark."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Between ``at_least`` and ``at_most`` independent origins; ``roots`` are the known ones.

    ``collapses`` tell which claims count, or may count, as one and why. ``repeats`` are the phrases
    of one publisher for which claims of several sources do.
    """

    at_least: int
    at_most: int
    roots: tuple[Node, ...]
    collapses: tuple[Collapse, ...] = ()
    repeats: tuple[Repeat, ...] = ()

    def __str__(self) -> str:
        if self.at_least == self.at_most:
            return str(self.at_most)
        return f"{self.at_least} to {self.at_most}"


class OriginReader:
    """Finds where claims come from, and how many independent origins a set of claims has."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def count(self, answers: Iterable[Answer]) -> Origins:
        """Return on how many independent origins some answers rest, and why on no more."""
        claims = tuple(dict.fromkeys(answer.claim for answer in answers))
        places: dict[Node, int] = {claim: place for place, claim in enumerate(claims)}
        roots: dict[Node, set[int]] = defaultdict(set)
        for claim, place in places.items():
            for root in chains.roots(self._index, claim):
                roots[root].add(place)
        known: set[int] = set().union(*roots.values())
        unknown = tuple(place for place in places.values() if place not in known)
        repeated = tuple(repeats(self._index, claims))
        groups = Groups()
        told = joined(groups, {(self._kind(root), root): held for root, held in roots.items()})
        told |= joined(groups, self._judged(roots, Because.SAME_THING))
        copied = [
            (repeat.own_voice, [places[claim] for claim in repeat.claims]) for repeat in repeated
        ]
        groups.join_all(pair for own, held in copied if own for pair in pairwise(held))
        most = groups.count(known) + len(unknown)
        told |= joined(groups, self._perhaps(places, roots))
        groups.join_all(pair for _, held in copied for pair in pairwise(held))
        least = groups.count(known) if known else min(len(unknown), 1)
        if unknown and len(claims) > 1:
            told[Because.NOT_STATED, unknown] = []
        every = tuple(sorted(roots, key=str))
        return Origins(least, most, every, collapses(claims, told), repeated)

    def _kind(self, root: Node) -> Because:
        document = self._index.has(root, RDF_TYPE, kb("Source"))
        return Because.DOCUMENT if document else Because.SPEAKER

    def _judged(self, roots: Mapping[Node, set[int]], judgement: Because) -> Marks:
        """Return who holds a root that stands in an identity judgement of this kind."""
        found: Marks = defaultdict(set)
        for root, places in roots.items():
            for _, record in self._index.pointing(root, kb("between")):
                if self._index.has(record, kb("judgement"), kb(judgement)):
                    found[judgement, record] |= places
        return found

    def _perhaps(self, places: Mapping[Node, int], roots: Mapping[Node, set[int]]) -> Marks:
        """Return what leaves open whether claims have one origin: an unsure judgement, that their
        roots speak for one organisation, or whose words they hand on.
        """
        found = self._judged(roots, Because.UNSURE)
        for root, held in roots.items():
            for organisation in self._organisations(root):
                found[Because.ORGANISATION, organisation] |= held
        handed_on: Marks = defaultdict(set)
        for claim, place in places.items():
            for mark in self._handed_on(claim):
                handed_on[mark].add(place)
        for because, node in handed_on:
            read = handed_on.get((Because.READING, node), set())
            found[Because.READING if read else because, node] = (
                read | handed_on.get((Because.AGENT, node), set()) | roots.get(node, set())
            )
        return found

    def _handed_on(self, claim: Node) -> Iterator[Mark]:
        """Return through whom a claim came, and whoever speaks under one of its readings."""
        index = self._index
        for hop in index.nodes(claim, kb("via")):
            yield from ((Because.AGENT, agent) for agent in index.nodes(hop, kb("agent")))
        for reading in index.nodes(claim, kb("reading")):
            for speaker in index.nodes(reading, kb("speaker")):
                yield Because.READING, chains.voice(index, speaker)

    def _organisations(self, root: Node) -> Iterator[Node]:
        index = self._index
        yield root
        speakers = (root, *(s for _, s in index.pointing(root, kb("voiceOf"))))
        for speaker in speakers:
            for capacity in index.nodes(speaker, kb("capacity")):
                yield from (
                    o for o in index.nodes(capacity, kb("organisation")) if o != kb("notStated")
                )
