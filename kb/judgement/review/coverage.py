"""Coverage: which sentences of a source nobody has encoded, and which nobody has reviewed."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.graph.index import Index, Node
from kb.judgement.evidence.kinds import SPANS
from kb.judgement.review.reviews import (
    Changed,
    Reviews,
    Standing,
    State,
    content,
    no_history,
    position,
)
from kb.words.finding import Finding, Kind, Severity
from kb.words.vocabulary import RDF_TYPE, TITLE, kb

UNCOVERED = Kind(
    "KB421",
    "sentence that nobody has encoded",
    Severity.WARNING,
    "Sentence {number} of “{title}” ({start} to {end}) has no claim and no reason why not.",
    'Encode it, or record a kb:NoClaim with its reason ("kb explain kb:NoClaim" shows one).',
    good="ex:s a kb:Source ; kb:sentence [ kb:number 1 ; kb:start 0 ; kb:end 17 ] .\n"
    "ex:n a kb:NoClaim ; kb:source ex:s ; kb:start 0 ; kb:end 17 .",
    bad="ex:s a kb:Source ; kb:sentence [ kb:number 1 ; kb:start 0 ; kb:end 17 ] .",
    reads=(*SPANS, "role", "sentence", "number"),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Sentence ``number`` of ``source``, from ``start`` to ``end``, and what the base has of it.

    ``node`` is the record of the sentence itself. ``records`` are the claims whose content lies in
    it, at least in part, and the records that it holds none; ``standings`` tell for each whether
    somebody else has read it.
    """

    source: Node
    node: Node
    number: int
    start: int
    end: int
    records: tuple[Node, ...]
    standings: tuple[Standing, ...]

    @property
    def covered(self) -> bool:
        """Whether the sentence has a claim, or a record that it holds none."""
        return bool(self.records)

    @property
    def reviewed(self) -> bool:
        """Whether somebody else has read every one of its records as they are now."""
        return self.covered and self._states == {State.REVIEWED}

    @property
    def changed(self) -> bool:
        """Whether somebody else has read all of it, but not all as it is now."""
        return State.CHANGED in self._states and State.UNREVIEWED not in self._states

    @property
    def _states(self) -> set[State]:
        return {standing.state for standing in self.standings}


def sentences(index: Index, changed: Changed = no_history) -> Iterator[Sentence]:
    """Return the sentences of all sources in order, with the records that rest on each.

    ``changed`` tells what was changed after a review, as far as the records do not.
    """
    reviews = Reviews(index, changed)
    for source in index.instances(kb("Source")):
        places = sorted(_places(index, source), key=lambda place: place[1:])
        if not places:
            continue
        resting = tuple(_resting(index, source))
        standings = {record: reviews.standing(record) for record, _, _ in resting}
        for node, number, start, end in places:
            records = tuple(dict.fromkeys(r for r, s, e in resting if s < end and e > start))
            standing = tuple(standings[record] for record in records)
            yield Sentence(source, node, number, start, end, records, standing)


def uncovered(index: Index) -> Iterator[Finding]:
    """Find sentences that have neither a claim nor a record that they hold none."""
    for sentence in sentences(index):
        if not sentence.covered:
            yield UNCOVERED.found(
                number=sentence.number,
                title=index.text(sentence.source, TITLE),
                start=sentence.start,
                end=sentence.end,
                node=sentence.node,
                path=kb("number"),
                value=index.value(sentence.node, kb("number")),
            )


def _places(index: Index, source: Node) -> Iterator[tuple[Node, int, int, int]]:
    for node in index.nodes(source, kb("sentence")):
        number, start, end = (
            position(index, node, name, -1) for name in ("number", "start", "end")
        )
        if min(number, start, end) >= 0:
            yield node, number, start, end


def _resting(index: Index, source: Node) -> Iterator[tuple[Node, int, int]]:
    for _, record in index.pointing(source, kb("source")):
        if index.has(record, RDF_TYPE, kb("Review")):
            continue
        for start, end in content(index, record):
            yield record, start, end
