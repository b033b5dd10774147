"""Reviews: whether somebody other than its encoder has read a record as it stands now.

A review covers the records that it names, or all whose content lies in the passage that it read. It
says nothing about what was entered after its day, nor about what was changed since; the days on the
records tell the first, a history of the base also the second.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import Literal

from kb.graph.index import Index, Node
from kb.text.passages import offset
from kb.words.vocabulary import kb


@dataclass(frozen=True, slots=True)
class Review:
    """On day ``on`` reader ``by`` read the records ``concerns``, or a passage of ``source``.

    The passage goes from ``start`` to ``end``. ``by`` is ``None`` where no reader is named, ``on``
    empty without a day; such a review covers nothing.
    """

    node: Node
    by: Node | None
    on: str
    concerns: frozenset[Node]
    source: Node | None
    start: int
    end: int


class State(StrEnum):
    """How a record stands to the reviews of the base."""

    REVIEWED = "reviewed"
    CHANGED = "changed since its review"
    UNREVIEWED = "not reviewed"


@dataclass(frozen=True, slots=True)
class Standing:
    """A record stands in ``state``; ``review`` is the last that covers, or covered, it.

    ``since`` tells in words what happened to it after that review. Both are ``None`` where nobody
    but its encoder has read it, ``since`` also where nothing happened.
    """

    state: State
    review: Review | None = None
    since: str | None = None


Changed = Callable[[Node, Review], str | None]
"""Tells in words how a record was changed after a review, or returns ``None``."""


def no_history(_record: Node, _review: Review) -> str | None:
    """Know of no change: what the records themselves do not tell stays unknown."""
    return None


class Reviews:
    """The reviews of one base, asked record by record."""

    def __init__(self, index: Index, changed: Changed = no_history) -> None:
        self._index = index
        self._changed = changed
        self._naming: dict[Node, list[Review]] = defaultdict(list)
        self._reading: dict[Node, list[Review]] = defaultdict(list)
        for review in _reviews(index):
            for record in review.concerns:
                self._naming[record].append(review)
            if review.source is not None:
                self._reading[review.source].append(review)

    def standing(self, record: Node) -> Standing:
        """Return how a record stands to the reviews.

        Where its encoder or its day of entry is not known, no review covers it.
        """
        index = self._index
        encoders = index.values(record, kb("encodedBy"))
        entered = index.text(record, kb("entered"))
        if not encoders or entered is None:
            return Standing(State.UNREVIEWED)
        first: Standing | None = None
        for review in self._covering(record):
            if review.by is None or review.by in encoders:
                continue
            late = entered > review.on
            since = f"entered on {entered}" if late else self._changed(record, review)
            if since is None:
                return Standing(State.REVIEWED, review)
            first = first or Standing(State.CHANGED, review, since)
        return first or Standing(State.UNREVIEWED)

    def _covering(self, record: Node) -> list[Review]:
        """Return the reviews that name a record or read its passage, the latest first."""
        index = self._index
        spans = tuple(content(index, record))
        read = (
            review
            for source in index.nodes(record, kb("source"))
            for review in self._reading.get(source, ())
            if any(review.start <= start and end <= review.end for start, end in spans)
        )
        found = dict.fromkeys((*self._naming.get(record, ()), *read))
        return sorted(found, key=lambda review: review.on, reverse=True)


def content(index: Index, record: Node) -> Iterator[tuple[int, int]]:
    """Return the spans that hold a record's content; a record of no claim is one itself."""
    for node in index.nodes(record, kb("evidence")):
        if index.has(node, kb("role"), kb("content")):
            yield position(index, node, "start"), position(index, node, "end")
    if index.value(record, kb("start")) is not None:
        yield position(index, record, "start"), position(index, record, "end")


def position(index: Index, node: Node, name: str, otherwise: int = 0) -> int:
    """Return a number of code points, or another where there is none."""
    found = offset(index.text(node, kb(name)))
    return otherwise if found is None else found


def _reviews(index: Index) -> Iterator[Review]:
    for node in index.instances(kb("Review")):
        by = index.value(node, kb("by"))
        source = index.value(node, kb("source"))
        yield Review(
            node=node,
            by=None if isinstance(by, Literal) else by,
            on=index.text(node, kb("on")) or "",
            concerns=frozenset(index.nodes(node, kb("concerns"))),
            source=None if isinstance(source, Literal) else source,
            start=position(index, node, "start"),
            end=position(index, node, "end"),
        )
