"""Evidence: is every span where the record says it is, in the archived bytes? Exact, or loud."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal

from kb.graph.index import Index, Node
from kb.text.sources import Copy, digest, read_copy
from kb.words.finding import Finding, Severity
from kb.words.vocabulary import TITLE, kb

SOURCE_CHANGED = "KB401"
NOT_THE_WORDS = "KB402"
BEYOND_THE_TEXT = "KB403"
WORDS_NOT_IN_SOURCE = "KB404"
NOT_UTF8 = "KB405"
WRONG_LENGTH = "KB406"
SENTENCES_LEAVE_TEXT_OUT = "KB407"


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


@dataclass(frozen=True, slots=True)
class Verification:
    """How the spans of a base fared against the reader's copies."""

    verified: int
    unverified: int
    failed: int
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    """File names of the archived sources that the folder of copies does not have."""


def spans_of(index: Index, source: Node) -> Iterator[Span]:
    """Return the spans of all records that rest on a source; those without two positions are left
    out.
    """
    for _, record in index.pointing(source, kb("source")):
        nodes = (*index.nodes(record, kb("evidence")), record)
        for node in nodes:
            start, end = index.text(node, kb("start")), index.text(node, kb("end"))
            if start is not None and end is not None and start.isdecimal() and end.isdecimal():
                yield Span(
                    record,
                    node,
                    int(start),
                    int(end),
                    index.text(node, kb("exact")),
                    index.text(node, kb("digest")),
                )


def verify(index: Index, folder: Path | None) -> Verification:
    """Hold every span against the reader's copies of the sources.

    Without a folder, or without the file, spans are unverified, which alone is no fault. Where the
    file has changed its spans are looked at all the same: those still exact count as verified.
    """
    verified = unverified = failed = 0
    findings: list[Finding] = []
    missing: list[str] = []
    for source in index.instances(kb("Source")):
        name = index.text(source, kb("fileName"))
        spans = tuple(dict.fromkeys(spans_of(index, source)))
        if name is None:
            continue
        copy = read_copy(folder, name) if folder else None
        if copy is None:
            unverified += len(spans)
            if folder:
                missing.append(name)
            continue
        findings.extend(_file_faults(index, source, copy, spans))
        if copy.text is None:
            unverified += len(spans)
            continue
        for span in spans:
            faults = tuple(_span_faults(span, copy.text))
            failed += bool(faults)
            verified += not faults
            findings.extend(faults)
        findings.extend(_words_faults(index, source, copy.text))
    return Verification(verified, unverified, failed, tuple(findings), tuple(missing))


def _file_faults(
    index: Index, source: Node, copy: Copy, spans: tuple[Span, ...]
) -> Iterator[Finding]:
    title = index.text(source, TITLE) or copy.path.name
    recorded = index.text(source, kb("sha256"))
    if copy.text is None:
        yield Finding(
            NOT_UTF8,
            Severity.ERROR,
            f"The copy of “{title}” is not UTF-8, so no position can be checked.",
            f"Save {copy.path.name} as UTF-8, byte for byte as it was archived.",
            node=str(source),
            path=str(kb("fileName")),
        )
        return
    if recorded != copy.sha256:
        claims = len({span.owner for span in spans})
        yield Finding(
            SOURCE_CHANGED,
            Severity.ERROR,
            f"The copy of “{title}” is not the archived text: its SHA-256 is {copy.sha256[:12]}…, "
            f"recorded is {(recorded or 'nothing')[:12]}…; {claims} records rest on it.",
            "Point --sources to the archived copy; if the publisher changed the text, record the new "
            "version as a source of its own with kb:revisionOf.",
            node=str(source),
            path=str(kb("sha256")),
        )
        return
    length = index.text(source, kb("length"))
    if length != str(len(copy.text)):
        yield Finding(
            WRONG_LENGTH,
            Severity.ERROR,
            f"“{title}” has {len(copy.text)} code points, not {length}.",
            f"Write kb:length {len(copy.text)}.",
            node=str(source),
            path=str(kb("length")),
        )
    yield from _sentence_faults(index, source, copy.text)


def _sentence_faults(index: Index, source: Node, text: str) -> Iterator[Finding]:
    """The sentences must hold every letter of the text, or coverage would overlook some."""
    covered: list[tuple[int, int]] = []
    for node in index.nodes(source, kb("sentence")):
        start, end = index.text(node, kb("start")), index.text(node, kb("end"))
        if start and end and start.isdecimal() and end.isdecimal():
            covered.append((int(start), int(end)))
    at = 0
    for start, end in [*sorted(covered), (len(text), len(text))]:
        if covered and any(character.isalnum() for character in text[at:start]):
            yield Finding(
                SENTENCES_LEAVE_TEXT_OUT,
                Severity.ERROR,
                f"The text from {at} to {start} belongs to no sentence of the source.",
                '"kb source" prints the sentences of a text.',
                node=str(source),
                path=str(kb("sentence")),
            )
        at = max(at, end)


def _span_faults(span: Span, text: str) -> Iterator[Finding]:
    where = f"{span.start} to {span.end}"
    if span.end > len(text):
        yield Finding(
            BEYOND_THE_TEXT,
            Severity.ERROR,
            f"The span {where} ends beyond the text, which has {len(text)} code points.",
            "Count code points, not bytes; “kb cite” prints positions.",
            node=str(span.node),
            path=str(kb("end")),
        )
        return
    there = text[span.start : span.end]
    if span.exact is not None and there != span.exact:
        yield Finding(
            NOT_THE_WORDS,
            Severity.ERROR,
            f"The stored words “{span.exact}” are not at {where} of the source.",
            _elsewhere(span.exact, text),
            node=str(span.node),
            path=str(kb("exact")),
            value=str(Literal(span.exact)),
        )
    elif span.digest is not None and digest(there) != span.digest:
        yield Finding(
            NOT_THE_WORDS,
            Severity.ERROR,
            f"The digest does not fit what stands at {where} of the source.",
            "Find the passage again and let “kb cite” print its position and digest.",
            node=str(span.node),
            path=str(kb("digest")),
            value=str(Literal(span.digest)),
        )


def _elsewhere(words: str, text: str) -> str:
    """Say where the exact words do stand; never guess at words that are only similar."""
    places: list[int] = []
    at = text.find(words)
    while at != -1:
        places.append(at)
        at = text.find(words, at + 1)
    if not places:
        return "They are nowhere in the source: correct the words or the source."
    if len(places) == 1:
        return f"They stand once, at {places[0]} to {places[0] + len(words)}."
    return f"They stand {len(places)} times, at {', '.join(map(str, places[:5]))}: choose one."


def _words_faults(index: Index, source: Node, text: str) -> Iterator[Finding]:
    """Printed words kept with a number or a date must be printed in the source."""
    for _, record in index.pointing(source, kb("source")):
        for name in ("words", "when", "saidWords"):
            for value in index.values(record, kb(name)):
                if isinstance(value, Literal) and value.value not in text:
                    yield Finding(
                        WORDS_NOT_IN_SOURCE,
                        Severity.ERROR,
                        f"The words “{value.value}” are not in the source.",
                        "Copy them exactly as printed, quotation marks and dashes included.",
                        node=str(record),
                        path=str(kb(name)),
                        value=str(value),
                    )
