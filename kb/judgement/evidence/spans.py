"""Spans: the stretches of a source that records rest on, and how they stand in a reader's copy."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kb.graph.index import Index, Node
from kb.text.passages import Lost, offset, places, refound
from kb.text.sources import digest
from kb.words.vocabulary import kb


class SpanState(StrEnum):
    """How a span stands against the archived text; nothing in between is ever guessed at."""

    EXACT = "exact"
    """The words are at their place, and nowhere else."""
    AMBIGUOUS = "ambiguous"
    """The words are at their place, and elsewhere too: only the position tells which are meant."""
    MOVED = "moved"
    """The words are not at their place, and stand exactly once elsewhere."""
    MISSING = "missing"
    """The words are not at their place, and stand nowhere, or at several other places."""
    SOURCE_CHANGED = "source changed"
    """The copy is not the archived text, so that it shows nothing for certain."""
    SOURCE_NOT_GIVEN = "source not given"
    """There is no copy, or none that is UTF-8, so that no position can be looked up."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source that record ``owner`` rests on; ``node`` is the record that states it.

    ``exact`` are the stored words, ``digest`` their digest; at least one is there in a sound base.
    """

    owner: Node
    node: Node
    start: int
    end: int
    exact: str | None
    digest: str | None

    def fits(self, words: str) -> bool:
        """Tell whether these are the words: the stored ones, with the stored digest."""
        return self.exact in (None, words) and self.digest in (None, digest(words))


@dataclass(frozen=True, slots=True)
class Standing:
    """Span ``span`` of ``source`` stands as ``state`` says.

    ``in_copy`` is how it stands in the copy at hand, which is another thing than ``state`` only
    where the source has changed; ``None`` where there is no text. ``places`` are the offsets of the
    copy at which its words begin, in order, as far as they are known.
    """

    span: Span
    source: Node
    state: SpanState
    in_copy: SpanState | None = None
    places: tuple[int, ...] = ()
    length: int = 0
    """Code points of the words; 0 where nobody can read the source."""

    @property
    def stands(self) -> bool:
        """Whether the words are at their place in the copy at hand, archived or not."""
        return self.in_copy in (SpanState.EXACT, SpanState.AMBIGUOUS)

    @property
    def moved_to(self) -> tuple[int, int] | None:
        """Start and end of the one other place where the words stand in the copy, or ``None``."""
        if self.in_copy is not SpanState.MOVED:
            return None
        return self.places[0], self.places[0] + self.length


def spans_of(index: Index, source: Node) -> Iterator[Span]:
    """Return the spans of all records that rest on a source.

    Those without two positions are left out, and those that keep neither words nor digest: the
    passage that a review has read, and evidence that the shapes tell of.
    """
    for _, record in index.pointing(source, kb("source")):
        for node in (*index.nodes(record, kb("evidence")), record):
            start, end = (offset(index.text(node, kb(name))) for name in ("start", "end"))
            exact, kept = index.text(node, kb("exact")), index.text(node, kb("digest"))
            if start is not None and end is not None and (exact, kept) != (None, None):
                yield Span(record, node, start, end, exact, kept)


def not_given(source: Node, spans: Collection[Span]) -> tuple[Standing, ...]:
    """Return the standing of spans whose source nobody can read."""
    return tuple(Standing(span, source, SpanState.SOURCE_NOT_GIVEN) for span in spans)


def standings(
    source: Node, spans: Collection[Span], text: str, *, archived: bool
) -> tuple[Standing, ...]:
    """Return how each span stands in the text of a copy, which is the archived one or not.

    Words of which only the digest is kept are looked for too, but only if they are not at their
    place: see `kb.text.passages.refound`.
    """
    found = {span: _found(span, text) for span in spans}
    shifts = [one.places[0] - span.start for span, one in found.items() if one.alone]
    lost = {
        span: Lost(span.start, span.end - span.start, span.digest or "")
        for span in spans
        if not found[span].there and span.exact is None
    }
    again = refound(lost.values(), text, shifts)
    for span, one in lost.items():
        found[span] = _Found(False, one.length, again.get(one, ()))
    return tuple(
        Standing(
            span,
            source,
            one.state if archived else SpanState.SOURCE_CHANGED,
            one.state,
            one.places,
            one.length,
        )
        for span, one in found.items()
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """Words of ``length`` code points stand at ``places``, and ``there`` where their span says."""

    there: bool
    length: int
    places: tuple[int, ...]

    @property
    def alone(self) -> bool:
        return len(self.places) == 1

    @property
    def state(self) -> SpanState:
        if self.there:
            return SpanState.EXACT if self.alone else SpanState.AMBIGUOUS
        return SpanState.MOVED if self.alone else SpanState.MISSING


def _found(span: Span, text: str) -> _Found:
    """Look a span up at its place and, if it keeps the words, everywhere.

    Stored words that do not have the stored digest stand nowhere: one of the two is wrong.
    """
    there = text[span.start : span.end]
    if span.start < span.end <= len(text) and span.fits(there):
        return _Found(True, len(there), places(there, text))
    words = span.exact or ""
    return _Found(False, len(words), places(words, text) if span.fits(words) else ())
