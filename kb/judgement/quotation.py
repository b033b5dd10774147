"""Quotation: a base stores fragments of other people's texts, never the text.

No sentence is stored whole, in one fragment or in several, and all stored words of a source
together are at most a quarter of it (design, "Quotation").
"""

from collections.abc import Iterator

from pyoxigraph import Literal

from kb.graph.index import Index, Node
from kb.judgement.evidence import spans_of
from kb.words.finding import Finding, Kind, Severity
from kb.words.vocabulary import TITLE, kb

TOO_MUCH = Kind(
    "KB411",
    "too much of a source stored",
    Severity.ERROR,
    "{stored} of {length} characters of “{title}” are stored as words; a quarter ({most}) is the "
    "most.",
    "Replace kb:exact by kb:digest where the words themselves do not matter.",
)
WHOLE_SENTENCE = Kind(
    "KB412",
    "whole sentence stored",
    Severity.ERROR,
    "{words} are a whole sentence of the source.",
    "Store the words that matter, and kb:digest for the sentence.",
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
            covered.update(range(span.start, span.end))
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
    length = index.text(source, kb("length"))
    if length is None or not length.isdecimal():
        return
    stored = stored_length(index, source)
    if stored * LARGEST_SHARE > int(length):
        yield TOO_MUCH.found(
            stored=stored,
            length=length,
            title=index.text(source, TITLE),
            most=int(length) // LARGEST_SHARE,
            node=source,
            path=kb("length"),
        )


def _whole_sentences(index: Index, source: Node) -> Iterator[Finding]:
    fragments = [span for span in spans_of(index, source) if span.exact is not None]
    for start, end in _sentences(index, source):
        inside = [span for span in fragments if span.start < end and span.end > start]
        # The space between two fragments, or the full stop behind the last, hides nothing.
        stored = {at for span in inside for at in range(span.start, span.end + 1)}
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
        start, end = index.text(node, kb("start")), index.text(node, kb("end"))
        if start and end and start.isdecimal() and end.isdecimal():
            yield int(start), int(end)
