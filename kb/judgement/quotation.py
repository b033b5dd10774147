"""Quotation: a base stores fragments of other people's texts, never the text.

No stored fragment is a whole sentence, and all stored words of a source together are at most a
quarter of it (design, "Quotation").
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
    "The stored words are a whole sentence of the source.",
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
    for span in spans_of(index, source):
        if span.exact is not None:
            covered.update(range(span.start, span.end))
            exact.setdefault(span.owner, []).append(span.exact)
    loose = 0
    for _, record in index.pointing(source, kb("source")):
        for name in ("words", "when", "saidWords"):
            for value in index.values(record, kb(name)):
                if isinstance(value, Literal) and not any(
                    value.value in e for e in exact.get(record, ())
                ):
                    loose += len(value.value)
    return len(covered) + loose


def quotation_faults(index: Index) -> Iterator[Finding]:
    """Find sources of which too much is stored, and fragments that are whole sentences."""
    for source in index.instances(kb("Source")):
        length = index.text(source, kb("length"))
        if length is None or not length.isdecimal():
            continue
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
        sentences = {
            (index.text(node, kb("start")), index.text(node, kb("end")))
            for node in index.nodes(source, kb("sentence"))
        }
        for span in spans_of(index, source):
            if span.exact is not None and (str(span.start), str(span.end)) in sentences:
                yield WHOLE_SENTENCE.found(node=span.node, path=kb("exact"))
