"""Evidence: is every span where the record says it is, in the archived bytes? Exact, or loud."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal

from kb.graph.index import Index, Node
from kb.judgement.evidence.kinds import (
    BEYOND_THE_TEXT,
    MOVED,
    NOT_THE_WORDS,
    NOT_UTF8,
    SENTENCES_LEAVE_TEXT_OUT,
    SOURCE_CHANGED,
    WORDS_NOT_IN_SOURCE,
    WRONG_LENGTH,
)
from kb.judgement.evidence.spans import Span, SpanState, Standing, not_given, spans_of, standings
from kb.text.passages import offset
from kb.text.sources import Copy, read_copy
from kb.words.finding import Finding
from kb.words.vocabulary import TITLE, kb

_MOST_PLACES = 5
_NOT_ARCHIVED = (
    "Look whether the passage still says it; nothing is rewritten for a copy that is not archived."
)


@dataclass(frozen=True, slots=True)
class Verification:
    """How the spans of a base fared against the reader's copies."""

    standings: tuple[Standing, ...]
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    """File names of the archived sources that the folder of copies does not have."""

    def count(self, *states: SpanState) -> int:
        """Return how many spans are in one of these states."""
        return sum(1 for standing in self.standings if standing.state in states)

    @property
    def verified(self) -> int:
        """How many spans are at their place in the archived text."""
        return self.count(SpanState.EXACT, SpanState.AMBIGUOUS)

    @property
    def failed(self) -> int:
        """How many spans are not at their place in the archived text."""
        return self.count(SpanState.MOVED, SpanState.MISSING)

    @property
    def unverified(self) -> int:
        """How many spans nothing is known of, as their source is not at hand."""
        return self.count(SpanState.SOURCE_NOT_GIVEN)

    @property
    def complete(self) -> bool:
        """Whether every span was held against the archived text."""
        return not self.missing and self.verified + self.failed == len(self.standings)


def verify(index: Index, folder: Path | None) -> Verification:
    """Hold every span against the reader's copies of the sources.

    Without a folder, or without the file, spans are unverified, which alone is no fault. Where the
    file has changed that is one finding, which touches whatever no longer stands in the copy.
    """
    stand: list[Standing] = []
    findings: list[Finding] = []
    missing: list[str] = []
    for source in index.instances(kb("Source")):
        name = index.text(source, kb("fileName"))
        if name is None:
            continue
        copy = read_copy(folder, name) if folder else None
        spans = tuple(dict.fromkeys(spans_of(index, source)))
        here = _standings(index, source, copy, spans)
        stand.extend(here)
        if copy is not None:
            findings.extend(_copy_faults(index, source, copy, here))
        elif folder:
            missing.append(name)
    return Verification(tuple(stand), tuple(findings), tuple(missing))


def standings_of(index: Index, folder: Path | None, record: Node) -> tuple[Standing, ...]:
    """Return how the spans of one record stand."""
    found: list[Standing] = []
    for source in index.nodes(record, kb("source")):
        name = index.text(source, kb("fileName"))
        copy = read_copy(folder, name) if folder and name else None
        spans = tuple(span for span in spans_of(index, source) if span.owner == record)
        found.extend(_standings(index, source, copy, spans))
    return tuple(found)


def unchanged_texts(index: Index, folder: Path | None) -> dict[Node, str]:
    """Return the texts of the sources of which the reader has the very copy that was archived."""
    texts: dict[Node, str] = {}
    for source in index.instances(kb("Source")):
        name = index.text(source, kb("fileName"))
        copy = read_copy(folder, name) if folder and name else None
        if copy and copy.text is not None and _archived(index, source, copy):
            texts[source] = copy.text
    return texts


def _archived(index: Index, source: Node, copy: Copy) -> bool:
    return copy.sha256 == index.text(source, kb("sha256"))


def _standings(
    index: Index, source: Node, copy: Copy | None, spans: Collection[Span]
) -> tuple[Standing, ...]:
    if copy is None or copy.text is None:
        return not_given(source, spans)
    return standings(source, spans, copy.text, archived=_archived(index, source, copy))


def _copy_faults(
    index: Index, source: Node, copy: Copy, here: tuple[Standing, ...]
) -> Iterator[Finding]:
    title = index.text(source, TITLE) or copy.path.name
    if copy.text is None:
        yield NOT_UTF8.found(title=title, file=copy.path.name, node=source, path=kb("fileName"))
    elif _archived(index, source, copy):
        length = index.text(source, kb("length"))
        if length != str(len(copy.text)):
            yield WRONG_LENGTH.found(
                title=title,
                length=len(copy.text),
                recorded=length,
                node=source,
                path=kb("length"),
            )
        yield from _sentence_faults(index, source, copy.text)
        yield from (_span_fault(index, one, copy.text) for one in here if not one.stands)
        yield from _words_faults(index, source, copy.text)
    else:
        yield _changed(index, source, copy.sha256, title, here, copy.text)


def _changed(
    index: Index, source: Node, found: str, title: str, here: tuple[Standing, ...], text: str
) -> Finding:
    """Return the one fault of a source that has changed; it touches all that does not stand in it
    as it did, what is gone before what stands elsewhere.
    """
    astray = [standing for standing in here if not standing.stands]
    words = tuple(_words_faults(index, source, text))
    gone = {str(standing.span.owner) for standing in astray if not standing.places}
    gone |= {fault.node or "" for fault in words}
    elsewhere = {str(standing.span.owner) for standing in astray} - gone
    changed = SOURCE_CHANGED.found(
        title=title,
        found=found[:12],
        recorded=(index.text(source, kb("sha256")) or "nothing")[:12],
        standing=len({str(standing.span.owner) for standing in here} - gone - elsewhere),
        elsewhere=len(elsewhere),
        gone=len(gone),
        node=source,
        path=kb("sha256"),
    )
    first = tuple(_span_fault(index, one, text) for one in astray if not one.places)
    last = tuple(_span_fault(index, one, text) for one in astray if one.places)
    return replace(changed, touches=(*first, *words, *last))


def _sentence_faults(index: Index, source: Node, text: str) -> Iterator[Finding]:
    """The sentences must hold every letter of the text, or coverage would overlook some.

    Text left out belongs to the sentence before it, or is the beginning of the first.
    """
    covered: list[tuple[int, int, Node]] = []
    for node in index.nodes(source, kb("sentence")):
        first, behind = (offset(index.text(node, kb(name))) for name in ("start", "end"))
        if first is not None and behind is not None:
            covered.append((first, behind, node))
    if not covered:
        return
    covered.sort(key=lambda one: one[:2])
    at, last = 0, covered[0][2]
    for start, end, node in [*covered, (len(text), len(text), last)]:
        if any(character.isalnum() for character in text[at:start]):
            yield SENTENCES_LEAVE_TEXT_OUT.found(
                start=at, end=start, node=source, path=kb("sentence"), value=last
            )
        at, last = max((at, last), (end, node), key=lambda one: one[0])


def _span_fault(index: Index, standing: Standing, text: str) -> Finding:
    """Return what is wrong with a span that is not at its place."""
    span = standing.span
    where = f"{span.start} to {span.end}"
    digest_alone = span.exact is None or text[span.start : span.end] == span.exact
    words = (
        "The words that the digest was made of"
        if digest_alone
        else f"The stored words “{span.exact}”"
    )
    if standing.moved_to is not None:
        start, end = standing.moved_to
        path = kb("end") if start == span.start else kb("start")
        changed = standing.state is SpanState.SOURCE_CHANGED
        return MOVED.found(
            words=words,
            where=where,
            now=f"{start} to {end}",
            hint=_NOT_ARCHIVED if changed else None,
            node=span.node,
            path=path,
            value=index.value(span.node, path),
        )
    if span.end > len(text):
        return BEYOND_THE_TEXT.found(where=where, length=len(text), node=span.node, path=kb("end"))
    return NOT_THE_WORDS.found(
        words=words,
        where=where,
        hint=_elsewhere(standing),
        node=span.node,
        path=kb("digest") if digest_alone else kb("exact"),
        value=Literal((span.digest if digest_alone else span.exact) or ""),
    )


def _elsewhere(standing: Standing) -> str | None:
    """Say where the words do stand; never guess at words that are only similar.

    Of words that only their digest knows nothing is said where they are not found: they may have
    been longer or shorter than the span.
    """
    places = standing.places
    if places:
        shown = ", ".join(map(str, places[:_MOST_PLACES]))
        more = len(places) - _MOST_PLACES
        return (
            f"They stand {len(places)} times, at {shown}{f' and {more} more' if more > 0 else ''}: "
            "choose one."
        )
    if standing.span.exact is None or standing.span.digest is not None:
        return None
    return "They are nowhere in the source: correct the words or the source."


def _words_faults(index: Index, source: Node, text: str) -> Iterator[Finding]:
    """Printed words kept with a number or a date must be printed in the source."""
    for _, record in index.pointing(source, kb("source")):
        for name in ("words", "when", "saidWords"):
            for value in index.values(record, kb(name)):
                if isinstance(value, Literal) and value.value not in text:
                    yield WORDS_NOT_IN_SOURCE.found(
                        words=value.value, node=record, path=kb(name), value=value
                    )
