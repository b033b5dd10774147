"""Coverage: which sentences of a source nobody has encoded, and which nobody has reviewed."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal

from kb.graph.index import Index, Node
from kb.words.finding import Finding, Kind, Severity
from kb.words.vocabulary import RDF_TYPE, TITLE, kb

UNCOVERED = Kind(
    "KB421",
    "sentence that nobody has encoded",
    Severity.WARNING,
    "Sentence {number} of “{title}” ({start} to {end}) has no claim and no reason why not.",
    "Encode it, or record a kb:NoClaim with its reason.",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Sentence ``number`` of ``source``, from ``start`` to ``end``, and what the base has of it.

    ``node`` is the record of the sentence itself. ``records`` are the claims whose content lies in
    it, at least in part, and the records that it holds none. ``reviewed`` tells whether somebody
    else has read every one of them since it was entered.
    """

    source: Node
    node: Node
    number: int
    start: int
    end: int
    records: tuple[Node, ...]
    reviewed: bool

    @property
    def covered(self) -> bool:
        """Whether the sentence has a claim, or a record that it holds none."""
        return bool(self.records)


def sentences(index: Index) -> Iterator[Sentence]:
    """Return the sentences of all sources in order, with the records that rest on each."""
    reviews = tuple(_reviews(index))
    for source in index.instances(kb("Source")):
        places = sorted(_places(index, source), key=lambda place: place[1:])
        if not places:
            continue
        resting = tuple(_resting(index, source))
        for node, number, start, end in places:
            records = tuple(dict.fromkeys(r for r, s, e in resting if s < end and e > start))
            reviewed = bool(records) and all(
                any(review.covers(index, record, source) for review in reviews)
                for record in records
            )
            yield Sentence(source, node, number, start, end, records, reviewed)


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


@dataclass(frozen=True, slots=True)
class _Review:
    """One review: the records it names, or the passage it read, and its day."""

    on: str
    by: Node | None
    concerns: frozenset[Node]
    source: Node | None
    start: int
    end: int

    def covers(self, index: Index, record: Node, source: Node) -> bool:
        """Tell whether it covers a record: by somebody else, and not before the record was entered.

        Where the reader, the encoder or a day is not known, it does not.
        """
        entered = index.text(record, kb("entered"))
        encoders = index.values(record, kb("encodedBy"))
        if self.by is None or not encoders or self.by in encoders:
            return False
        if entered is None or entered > self.on:
            return False
        if record in self.concerns:
            return True
        return self.source == source and any(
            self.start <= start and end <= self.end for start, end in _content(index, record)
        )


def _reviews(index: Index) -> Iterator[_Review]:
    for node in index.instances(kb("Review")):
        by = index.value(node, kb("by"))
        source = index.value(node, kb("source"))
        yield _Review(
            on=index.text(node, kb("on")) or "",
            by=None if isinstance(by, Literal) else by,
            concerns=frozenset(index.nodes(node, kb("concerns"))),
            source=None if isinstance(source, Literal) else source,
            start=_int(index, node, "start", 0),
            end=_int(index, node, "end", 0),
        )


def _places(index: Index, source: Node) -> Iterator[tuple[Node, int, int, int]]:
    for node in index.nodes(source, kb("sentence")):
        number, start, end = (_int(index, node, name, -1) for name in ("number", "start", "end"))
        if min(number, start, end) >= 0:
            yield node, number, start, end


def _resting(index: Index, source: Node) -> Iterator[tuple[Node, int, int]]:
    for _, record in index.pointing(source, kb("source")):
        if index.has(record, RDF_TYPE, kb("Review")):
            continue
        for start, end in _content(index, record):
            yield record, start, end


def _content(index: Index, record: Node) -> Iterator[tuple[int, int]]:
    """Return the spans that hold a record's content; a record of no claim is one itself."""
    for node in index.nodes(record, kb("evidence")):
        if index.has(node, kb("role"), kb("content")):
            yield _int(index, node, "start", 0), _int(index, node, "end", 0)
    if index.value(record, kb("start")) is not None:
        yield _int(index, record, "start", 0), _int(index, record, "end", 0)


def _int(index: Index, node: Node, name: str, otherwise: int) -> int:
    text = index.text(node, kb(name))
    return int(text) if text is not None and text.isdecimal() else otherwise
