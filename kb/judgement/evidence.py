"""Evidence: is every span where the record says it is, in the archived bytes? Exact, or loud."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal

from kb.graph.index import Index, Node
from kb.text.sources import Copy, digest, read_copy
from kb.words.finding import Finding, Kind, Severity
from kb.words.vocabulary import TITLE, kb

SOURCE_CHANGED = Kind(
    "KB401",
    "source changed",
    Severity.ERROR,
    "The copy of “{title}” is not the archived text: its SHA-256 is {found}…, recorded is "
    "{recorded}…; {records} records rest on it.",
    "Point --sources to the archived copy; if the publisher changed the text, record the new "
    "version as a source of its own with kb:revisionOf.",
)
NOT_THE_WORDS = Kind(
    "KB402",
    "evidence not at its place",
    Severity.ERROR,
    "{words} are not at {where} of the source.",
    "Find the passage again and let “kb cite” print its position, words and digest.",
    good='kb:start 210 ; kb:end 231 ; kb:exact "four million at most"',
    bad='kb:start 211 ; kb:end 232 ; kb:exact "four million at most"',
)
BEYOND_THE_TEXT = Kind(
    "KB403",
    "evidence beyond the text",
    Severity.ERROR,
    "The span {where} ends beyond the text, which has {length} code points.",
    "Count code points, not bytes; “kb cite” prints positions.",
)
WORDS_NOT_IN_SOURCE = Kind(
    "KB404",
    "printed words not in the source",
    Severity.ERROR,
    "The words “{words}” are not in the source.",
    "Copy them exactly as printed, quotation marks and dashes included.",
    good='kb:words "four million at most"',
    bad='kb:words "at most four million"',
)
NOT_UTF8 = Kind(
    "KB405",
    "copy of a source not UTF-8",
    Severity.ERROR,
    "The copy of “{title}” is not UTF-8, so no position can be checked.",
    "Save {file} as UTF-8, byte for byte as it was archived.",
)
WRONG_LENGTH = Kind(
    "KB406",
    "wrong length of a source",
    Severity.ERROR,
    "“{title}” has {length} code points, not {recorded}.",
    "Write kb:length {length}.",
)
SENTENCES_LEAVE_TEXT_OUT = Kind(
    "KB407",
    "text that belongs to no sentence",
    Severity.ERROR,
    "The text from {start} to {end} belongs to no sentence of the source.",
    "“kb source” prints the sentences of a text.",
)


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
    """Return the spans of all records that rest on a source.

    Those without two positions are left out, and those that keep neither words nor digest: the
    passage that a review has read, and evidence that the shapes tell of.
    """
    for _, record in index.pointing(source, kb("source")):
        for node in (*index.nodes(record, kb("evidence")), record):
            start, end = index.text(node, kb("start")), index.text(node, kb("end"))
            exact, kept = index.text(node, kb("exact")), index.text(node, kb("digest"))
            if start is None or end is None or (exact is None and kept is None):
                continue
            if start.isdecimal() and end.isdecimal():
                yield Span(record, node, int(start), int(end), exact, kept)


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


def unchanged_texts(index: Index, folder: Path | None) -> dict[Node, str]:
    """Return the texts of the sources of which the reader has the very copy that was archived."""
    texts: dict[Node, str] = {}
    for source in index.instances(kb("Source")):
        name = index.text(source, kb("fileName"))
        copy = read_copy(folder, name) if folder and name else None
        if copy and copy.text is not None and copy.sha256 == index.text(source, kb("sha256")):
            texts[source] = copy.text
    return texts


def _file_faults(
    index: Index, source: Node, copy: Copy, spans: tuple[Span, ...]
) -> Iterator[Finding]:
    title = index.text(source, TITLE) or copy.path.name
    recorded = index.text(source, kb("sha256"))
    if copy.text is None:
        yield NOT_UTF8.found(title=title, file=copy.path.name, node=source, path=kb("fileName"))
        return
    if recorded != copy.sha256:
        yield SOURCE_CHANGED.found(
            title=title,
            found=copy.sha256[:12],
            recorded=(recorded or "nothing")[:12],
            records=len({span.owner for span in spans}),
            node=source,
            path=kb("sha256"),
        )
        return
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


def _sentence_faults(index: Index, source: Node, text: str) -> Iterator[Finding]:
    """The sentences must hold every letter of the text, or coverage would overlook some."""
    covered: list[tuple[int, int]] = []
    for node in index.nodes(source, kb("sentence")):
        first, behind = index.text(node, kb("start")), index.text(node, kb("end"))
        if first and behind and first.isdecimal() and behind.isdecimal():
            covered.append((int(first), int(behind)))
    at = 0
    for start, end in [*sorted(covered), (len(text), len(text))]:
        if covered and any(character.isalnum() for character in text[at:start]):
            yield SENTENCES_LEAVE_TEXT_OUT.found(
                start=at, end=start, node=source, path=kb("sentence")
            )
        at = max(at, end)


def _span_faults(span: Span, text: str) -> Iterator[Finding]:
    where = f"{span.start} to {span.end}"
    if span.end > len(text):
        yield BEYOND_THE_TEXT.found(where=where, length=len(text), node=span.node, path=kb("end"))
        return
    there = text[span.start : span.end]
    if span.exact is not None and there != span.exact:
        yield NOT_THE_WORDS.found(
            words=f"The stored words “{span.exact}”",
            where=where,
            hint=_elsewhere(span.exact, text),
            node=span.node,
            path=kb("exact"),
            value=Literal(span.exact),
        )
    elif span.digest is not None and digest(there) != span.digest:
        yield NOT_THE_WORDS.found(
            words="The words that the digest was made of",
            where=where,
            node=span.node,
            path=kb("digest"),
            value=Literal(span.digest),
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
                    yield WORDS_NOT_IN_SOURCE.found(
                        words=value.value, node=record, path=kb(name), value=value
                    )
