"""What every other rule would overlook: records without a name or a class, words of a namespace
that is nearly ours, and text that reads otherwise than it is stored.

Rules ask for records of a class, links and waivers for their names; what has neither would pass in
silence, however wrong it is.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from pyoxigraph import BlankNode, Literal, NamedNode

from kb.graph.corpus import Corpus, Document
from kb.graph.index import Index
from kb.text.turtle import Lines
from kb.words.finding import Finding, Kind, Place, Severity
from kb.words.vocabulary import KB, RDF_TYPE, SHAPES, kb

UNNAMED = Kind(
    "KB007",
    "record without a name",
    Severity.ERROR,
    "This {cls} has no name: nothing can deny, review or waive it, and its history is lost.",
    "Give it a name of its own: write claim:some-name in place of the brackets.",
    good="ex:c a kb:Claim .",
    bad="[] a kb:Claim .",
)
CLASSLESS = Kind(
    "KB008",
    "record without a class",
    Severity.ERROR,
    "This record is of no class, so that nothing of it is checked, counted or shown.",
    'Say what it is, such as "a kb:Claim".',
    good='ex:c a kb:Claim ; kb:gist "The pier is closed"@en .',
    bad='ex:c kb:gist "The pier is closed"@en .',
)
NEARLY_OURS = Kind(
    "KB009",
    "namespace that is nearly the vocabulary's",
    Severity.ERROR,
    "<{near}> is not the namespace of the vocabulary: what is written with it says nothing here.",
    f"Write <{KB}>.",
    good=f'ex:c <{KB}gist> "The pier is closed"@en .',
    bad=f'ex:c <{KB.replace("https:", "http:")}gist> "The pier is closed"@en .',
)

TURNED = Kind(
    "KB010",
    "reading direction turned",
    Severity.WARNING,
    "The control {controls} turns the reading direction: what one reads is not what is stored.",
    "Delete it; words of a source that hold one are kept by kb:digest in the place of kb:exact.",
    good='ex:c a kb:Claim ; kb:gist "The pier is closed"@en .',
    bad=r'ex:c a kb:Claim ; kb:gist "The pier is \u202Edesolc"@en .',
)

_NAMED = ("Claim", "Question", "Source", "Speaker", "Measure", "Place", "Event")
_OURS = (KB, SHAPES, f"{KB.removesuffix('ns#')}question/", f"{KB.removesuffix('ns#')}outcome/")
_IRI = re.compile(rb"<([^<>\s]*)>")
"""Whole IRIs, as prefixes are declared by them; far fewer than there are triples."""
_CONTROLS = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Embeddings, overrides and isolates; the marks of scripts written from the right are welcome."""
_TURNING = re.compile(rf"[{_CONTROLS}]|\\u(?:0000)?20[26][0-9A-E]", re.IGNORECASE)
_NEAR = 0.9
"""How much of a namespace is that of the vocabulary, letter by letter, where it is a slip."""


def overlooked(corpus: Corpus) -> Iterator[Finding]:
    """Find what no other rule would look at."""
    yield from _unnamed(corpus.index)
    yield from _classless(corpus.index)
    for document in corpus.documents:
        if _TURNING.search(document.content.decode("utf-8")):
            yield from _turned(document)
        if any(_is_near(_namespace(match[1])) for match in _IRI.finditer(document.content)):
            for near in sorted({*filter(_is_near, _namespaces(document))}):
                yield _nearly_ours(document, near)


def _turned(document: Document) -> Iterator[Finding]:
    """Find values that hold a control of Unicode's bidirectional algorithm (UAX #9)."""
    for triple in document.triples:
        value = triple.object.value if isinstance(triple.object, Literal | NamedNode) else ""
        held = dict.fromkeys(char for char in value if char in _CONTROLS)
        if held:
            yield TURNED.found(
                controls=", ".join(f"U+{ord(char):04X}" for char in held),
                node=triple.subject,
                path=triple.predicate,
                value=triple.object,
            )


def _unnamed(index: Index) -> Iterator[Finding]:
    for name in _NAMED:
        for node in index.instances(kb(name)):
            if isinstance(node, BlankNode):
                yield UNNAMED.found(cls=name.lower(), node=node)


def _classless(index: Index) -> Iterator[Finding]:
    for node in index.subjects():
        if not isinstance(node, NamedNode) or node.value.startswith(KB):
            continue
        about = index.about(node)
        if RDF_TYPE not in about and any(prop.value.startswith(KB) for prop in about):
            yield CLASSLESS.found(node=node, path=RDF_TYPE)


def _namespaces(document: Document) -> Iterator[str]:
    """Return the namespaces of properties and classes."""
    for triple in document.triples:
        yield _namespace(triple.predicate.value)
        if triple.predicate == RDF_TYPE and isinstance(triple.object, NamedNode):
            yield _namespace(triple.object.value)


def _namespace(iri: str | bytes) -> str:
    text = iri if isinstance(iri, str) else iri.decode("utf-8")
    return text[: max(text.rfind("/"), text.rfind("#")) + 1]


def _is_near(namespace: str) -> bool:
    if namespace in _OURS:
        return False
    return SequenceMatcher(None, namespace.lower(), KB).ratio() >= _NEAR


def _nearly_ours(document: Document, near: str) -> Finding:
    """Return the finding where the namespace is declared, else where it is used first."""
    text = document.content.decode("utf-8")
    written = f"<{near}>" if f"<{near}>" in text else near
    start = max(text.find(written), 0)
    end = start + len(written)
    lines = Lines.of(text)
    at, behind = lines.at(start), lines.at(end)
    place = Place(document.shown, at.line, at.column, behind.line, behind.column)
    return NEARLY_OURS.found(near=near, place=place, excerpt=lines.excerpt(start, end))
