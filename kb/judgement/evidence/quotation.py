"""Quotation: a base stores fragments of other people's texts, never the text.

No sentence is stored whole, in one fragment or in several, and all stored words of a source
together are at most a quarter of it (design, "Quotation").
"""

from collections.abc import Iterator

from pyoxigraph import Literal

from kb.graph.index import Index, Node
from kb.judgement.evidence.kinds import SPANS
from kb.judgement.evidence.spans import Span, spans_of
from kb.text.passages import offset
from kb.words.finding import Finding, Kind, Severity
from kb.words.vocabulary import TITLE, kb

TOO_MUCH = Kind(
    "KB411",
    "too much of a source stored",
    Severity.ERROR,
    "{stored} of {length} characters of “{title}” are stored as words; a quarter ({most}) is the "
    "most.",
    'Replace kb:exact by kb:digest where the words themselves do not matter; "kb cite" prints '
    "it without --keep.",
    good="ex:s a kb:Source ; kb:length 200 .\nex:c kb:source ex:s ; kb:evidence "
    '[ kb:start 0 ; kb:end 20 ; kb:exact "four million at most" ] .',
    bad="ex:s a kb:Source ; kb:length 60 .\nex:c kb:source ex:s ; kb:evidence "
    '[ kb:start 0 ; kb:end 20 ; kb:exact "four million at most" ] .',
    reads=(*SPANS, "length", "words", "when", "saidWords"),
)
WHOLE_SENTENCE = Kind(
    "KB412",
    "whole sentence stored",
    Severity.ERROR,
    "{words} are a whole sentence of the source.",
    "Store the words that matter, and kb:digest for the sentence.",
    good="ex:s a kb:Source ; kb:sentence [ kb:number 1 ; kb:start 0 ; kb:end 17 ] .\n"
    'ex:c kb:source ex:s ; kb:evidence [ kb:start 12 ; kb:end 16 ; kb:exact "shut" ] .',
    bad="ex:s a kb:Source ; kb:sentence [ kb:number 1 ; kb:start 0 ; kb:end 17 ] .\n"
    'ex:c kb:source ex:s ; kb:evidence [ kb:start 0 ; kb:end 16 ; kb:exact "The pier is shut" ] .',
    reads=(*SPANS, "sentence"),
)
LARGEST_SHARE = 4
"""At most one part in so many."""


def stored_length(index: Index, source: Node) -> int:
    """Return how many code points of a source are stored as words.

    Fragments that overlap count once; printed words kept outside any fragment of their record are
    added.
    """
    covered: set[int] = set()
    exact: dict[Node, list[str]] = {}
    loose = 0
    for span in spans_of(index, source):
        if span.exact is not None:
            covered.update(range(span.start, _end(span)))
            exact.setdefault(span.owner, []).append(span.exact)
            loose += max(0, len(span.exact) - (span.end - span.start))
    for _, record in index.pointing(source, kb("source")):
        for name in ("words", "when", "saidWords"):
            for value in index.values(record, kb(name)):
                if isinstance(value, Literal) and not any(
                    value.value in e for e in exact.get(record, ())
                ):
                    loose += len(value.value)
    return len(covered) + loose


def quotation_faults(index: Index) -> Iterator[Finding]:
    """Find sources of which too much is stored, and sentences that are stored whole."""
    for source in index.instances(kb("Source")):
        yield from _too_much(index, source)
        yield from _whole_sentences(index, source)


def _too_much(index: Index, source: Node) -> Iterator[Finding]:
    length = offset(index.text(source, kb("length")))
    if length is None:
        return
    stored = stored_length(index, source)
    if stored * LARGEST_SHARE > length:
        yield TOO_MUCH.found(
            stored=stored,
            length=length,
            title=index.text(source, TITLE),
            most=length // LARGEST_SHARE,
            node=source,
            path=kb("length"),
        )


def _whole_sentences(index: Index, source: Node) -> Iterator[Finding]:
    fragments = [span for span in spans_of(index, source) if span.exact is not None]
    for start, end in _sentences(index, source):
        inside = [span for span in fragments if span.start < end and span.end > start]
        # The space between two fragments, or the full stop behind the last, hides nothing.
        stored = {at for span in inside for at in range(span.start, _end(span) + 1)}
        if not inside or not stored.issuperset(range(start, end)):
            continue
        whole = [span for span in inside if span.start <= start and span.end + 1 >= end]
        for span in whole or inside[-1:]:
            yield WHOLE_SENTENCE.found(
                words="The stored words" if whole else "The stored words of several spans together",
                node=span.node,
                path=kb("exact"),
            )


def _sentences(index: Index, source: Node) -> Iterator[tuple[int, int]]:
    for node in index.nodes(source, kb("sentence")):
        start, end = (offset(index.text(node, kb(name))) for name in ("start", "end"))
        if start is not None and end is not None:
            yield start, end


def _end(span: Span) -> int:
    """Return where the stored words of a span end; a record may say any number."""
    return min(span.end, span.start + len(span.exact or ""))
