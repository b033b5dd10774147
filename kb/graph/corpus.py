"""The corpus: all Turtle files of a base, parsed, each triple still known by its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, Triple, parse

from kb.graph.index import Index
from kb.text.base import Base
from kb.text.turtle import Lines, scan
from kb.words.errors import CannotGoOn
from kb.words.finding import Finding, Kind, Place, Severity
from kb.words.vocabulary import PREFIXES, ontology_files

SYNTAX = Kind(
    "KB001",
    "not Turtle",
    Severity.ERROR,
    "This is not Turtle: {fault}.",
    "Write what is expected here; nothing of the file counts until it can be read.",
    good='ex:c kb:gist "The pier is closed"@en .',
    bad='ex:c kb:gist "The pier is closed@en .',
)
ENCODING = Kind(
    "KB002",
    "not UTF-8",
    Severity.ERROR,
    "The file is not UTF-8: byte {byte} cannot be read.",
    "Save the file as UTF-8.",
    good="# the bytes of a gist “møl”: 6D C3 B8 6C",
    bad="# the bytes of a gist “møl”: 6D F8 6C",
)

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes of a Turtle file, at the most."""
MOST_TRIPLE_TERMS = 100


@dataclass(frozen=True, slots=True)
class Document:
    """One Turtle file: its path, how people call it, its bytes, and its triples in order.

    A triple that the file states twice is here twice; literals keep the form as written.
    """

    path: Path
    shown: str
    content: bytes
    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the files of a base say, taken together.

    ``index`` holds the base's own records only, ``known`` also the shipped ontology. ``faults`` are
    the syntax errors of files that could not be read; such a file contributes no triples.
    """

    base: Base
    documents: tuple[Document, ...]
    prefixes: Mapping[str, str]
    index: Index
    known: Index
    faults: tuple[Finding, ...]

    def triples(self) -> Iterator[Triple]:
        """Return the triples of all files, in the order of files and text."""
        for document in self.documents:
            yield from document.triples

    def store(self) -> Store:
        """Return a fresh in-memory store of the records and the ontology."""
        store = Store()
        store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in self.triples())
        store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in ontology())
        return store


@cache
def ontology() -> tuple[Triple, ...]:
    """Return the triples of the shipped vocabulary."""
    return tuple(
        quad.triple
        for path in ontology_files()
        for quad in parse(path=path, format=RdfFormat.TURTLE)
    )


def read_corpus(base: Base) -> Corpus:
    """Read all files of a base.

    Syntax errors are findings, all of them, not the first only. Raises `CannotGoOn` where a file
    cannot be opened.
    """
    documents: list[Document] = []
    faults: list[Finding] = []
    prefixes: dict[str, str] = dict(PREFIXES)
    for path in base.files:
        shown = base.shown(path)
        try:
            data = base.read(path)
        except OSError as fault:
            raise CannotGoOn(f"cannot be read: {fault.strerror}", where=shown) from None
        refusal = _refusal(data, shown)
        if refusal is not None:
            faults.append(refusal)
            continue
        try:
            parser = parse(input=data, format=RdfFormat.TURTLE, rename_blank_nodes=True)
            documents.append(Document(path, shown, data, tuple(quad.triple for quad in parser)))
            for prefix, iri in parser.prefixes.items():
                prefixes.setdefault(prefix, iri)
        except SyntaxError as fault:
            faults.extend(_syntax_faults(data, shown, fault))
    index = Index(triple for document in documents for triple in document.triples)
    known = Index(ontology())
    known.add(index.triples())
    return Corpus(base, tuple(documents), prefixes, index, known, tuple(faults))


def sound_corpus(base: Base) -> Corpus:
    """Read a base for questions and exports: raise `CannotGoOn` where a file has a syntax error.

    A view of part of the claims would pass for a view of all of them.
    """
    corpus = read_corpus(base)
    if corpus.faults:
        first = corpus.faults[0]
        more = len(corpus.faults) - 1
        raise CannotGoOn(
            first.message + (f" (and {more} more)" if more else ""),
            where=str(first.place) if first.place else None,
            hint='Mend the file first; "kb check" lists every error.',
        )
    return corpus


def _refusal(data: bytes, shown: str) -> Finding | None:
    """Return why a file is not given to the parser at all, or ``None``.

    Triple terms of RDF 1.2 are no Turtle 1.1, and deeply nested ones exhaust the parser's stack.
    """
    if len(data) > LARGEST_FILE:
        fault = f"the file has {len(data)} bytes, and {LARGEST_FILE} is the most"
        return SYNTAX.found(fault=fault, hint="Split it.", place=Place(shown, 1, 1))
    if data.count(b"<<(") > MOST_TRIPLE_TERMS:
        line = data.count(b"\n", 0, data.find(b"<<(")) + 1
        fault = "triple terms are RDF 1.2, and a base is written in Turtle 1.1"
        return SYNTAX.found(fault=fault, place=Place(shown, line, 1))
    return _not_utf8(data, shown)


def _not_utf8(data: bytes, shown: str) -> Finding | None:
    """Return where a file is not UTF-8; the parser would overlook it in a comment."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        lines = Lines.of(data.decode("utf-8", errors="replace"))
        start = len(data[: wrong.start].decode("utf-8"))
        place, excerpt = _shown_at(lines, shown, start, start + 1)
        return ENCODING.found(byte=wrong.start, place=place, excerpt=excerpt)
    return None


def _syntax_faults(data: bytes, shown: str, fault: SyntaxError) -> Iterator[Finding]:
    text = data.decode("utf-8")
    lines = Lines.of(text)
    found = scan(text).errors
    for error in found:
        place, excerpt = _shown_at(lines, shown, error.start, error.end)
        yield SYNTAX.found(fault=error.message, hint=error.hint, place=place, excerpt=excerpt)
    if not found:  # our own scan must never be more lenient than the parser
        place = Place(shown, fault.lineno or 1, fault.offset or 1)
        yield SYNTAX.found(fault=fault.msg, place=place)


def _shown_at(lines: Lines, file: str, start: int, end: int) -> tuple[Place, str]:
    first, behind = lines.at(start), lines.at(end)
    place = Place(file, first.line, first.column, behind.line, behind.column)
    return place, lines.excerpt(start, end)
