"""Re-anchoring: positions of spans that moved are rewritten, where that is certain.

Certain is a span whose words, and their digest where one is kept, stand exactly once in the
archived text itself. In a copy that is not the archived text nothing is certain: there the words
may have been put elsewhere on purpose. Of a file only the digits of the two positions change.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Triple

from kb.graph.corpus import Corpus, Document, read_corpus
from kb.graph.index import Index, Node
from kb.graph.located import Written, written
from kb.judgement.evidence.spans import SpanState, Standing
from kb.judgement.evidence.verification import verify
from kb.text.edits import Edit, edited
from kb.text.files import rewrite, still_says
from kb.words.errors import CannotGoOn
from kb.words.vocabulary import kb

_SAID_ONCE = ("start", "end", "exact", "digest")


@dataclass(frozen=True, slots=True)
class Rewriting:
    """The file at ``path`` says ``old``, and with the right positions it would say ``new``."""

    path: Path
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Span ``standing`` moved, in this copy at least, and stays as it is because of ``why``."""

    standing: Standing
    why: str


@dataclass(frozen=True, slots=True)
class Reanchoring:
    """What would be rewritten, for how many spans, and which spans would not be and why."""

    rewritings: tuple[Rewriting, ...]
    spans: int
    left: tuple[LeftAlone, ...]


def reanchoring(corpus: Corpus, allowed: Callable[[Path], bool]) -> Reanchoring:
    """Return what has to be rewritten so that each span that moved is where its words are.

    Nothing is written here. The corpus has no syntax errors; ``allowed`` tells which files may be
    rewritten. The records are read and verified once more with the new positions: raises
    `CannotGoOn` where anything but the spans that moved would stand differently.
    """
    before = verify(corpus.index, corpus.base.sources).standings
    left: list[LeftAlone] = []
    moved: dict[Node, Standing] = {}
    for node, standings in _moved(before).items():
        why = _doubt(corpus.index, node, standings)
        if why is None:
            moved[node] = standings[0]
        else:
            left.append(LeftAlone(standings[0], why))
    found = written((one for node in moved for one in _positions(corpus.index, node)), corpus)
    edits: dict[Path, list[Edit]] = defaultdict(list)
    for node, standing in tuple(moved.items()):
        tokens = [found[one] for one in _positions(corpus.index, node)]
        why = _hindrance(tokens, allowed)
        if why is not None:
            left.append(LeftAlone(moved.pop(node), why))
            continue
        for (token,), offset in zip(tokens, standing.moved_to or (), strict=True):
            if token.text != str(offset):
                edits[token.document.path].append(Edit(token.start, token.end, str(offset)))
    rewritings = tuple(
        _rewriting(document, edits[document.path])
        for document in corpus.documents
        if document.path in edits
    )
    _make_sure(corpus, rewritings, before, moved)
    return Reanchoring(rewritings, len(moved), tuple(left))


def write(rewritings: Iterable[Rewriting]) -> None:
    """Put the new texts into the files, each whole or not at all.

    Raises `CannotGoOn` where a file cannot be written, and before anything is written where one is
    not what it was when it was read.
    """
    some = tuple(rewritings)
    for one in some:
        still_says(one.path, one.old)
    for one in some:
        rewrite(one.path, one.old, one.new)


def _moved(standings: Iterable[Standing]) -> dict[Node, list[Standing]]:
    """Return the standings of each node of which one moved, in this copy at least."""
    by_node: dict[Node, list[Standing]] = defaultdict(list)
    for standing in standings:
        by_node[standing.span.node].append(standing)
    return {node: some for node, some in by_node.items() if any(one.moved_to for one in some)}


def _doubt(index: Index, node: Node, standings: list[Standing]) -> str | None:
    """Return why it is not certain where a span has to be, or ``None``."""
    if any(standing.state is SpanState.SOURCE_CHANGED for standing in standings):
        return "the copy of the source is not the archived text"
    if any(len(index.values(node, kb(name))) > 1 for name in _SAID_ONCE):
        return "position, words or digest are stated twice"
    if len({(one.state, one.moved_to) for one in standings}) > 1:
        return "it rests on two sources, and they differ"
    return None


def _positions(index: Index, node: Node) -> tuple[Triple, Triple]:
    """Return the statements of where a span begins and ends."""
    first, last = (
        Triple(node, kb(name), value)
        for name in ("start", "end")
        for value in index.values(node, kb(name))
    )
    return first, last


def _hindrance(tokens: list[tuple[Written, ...]], allowed: Callable[[Path], bool]) -> str | None:
    """Return why these positions cannot be rewritten, or ``None``."""
    if any(len(token) != 1 for token in tokens):
        return "a position is written more than once"
    if not all(token.text.isdecimal() for (token,) in tokens):
        return "a position is not written as a plain number"
    if not all(allowed(token.document.path) for (token,) in tokens):
        return "the file was not named, or lies outside the base"
    return None


def _rewriting(document: Document, edits: list[Edit]) -> Rewriting:
    old = document.content.decode("utf-8")
    return Rewriting(document.path, old, edited(old, sorted(edits, key=lambda edit: edit.start)))


def _make_sure(
    corpus: Corpus,
    rewritings: tuple[Rewriting, ...],
    before: tuple[Standing, ...],
    moved: Container[Node],
) -> None:
    """Read the new texts as if they were written, and hold them against the sources."""
    if not rewritings:
        return
    contents = {document.path: document.content for document in corpus.documents}
    contents |= {one.path: one.new.encode("utf-8") for one in rewritings}
    again = read_corpus(replace(corpus.base, contents=contents))
    after = verify(again.index, corpus.base.sources).standings
    same = len(before) == len(after) and len(again.index) == len(corpus.index)
    for old, new in zip(before, after, strict=False):
        if old.span.node in moved:
            same &= new.state is SpanState.EXACT and _kept(old) == _kept(new)
        else:
            same &= replace(new, span=old.span, source=old.source) == old and _said(old) == _said(
                new
            )
    if not same:
        raise CannotGoOn(
            "with the new positions the records would not stand as they should, so that nothing "
            "was rewritten",
            hint="Run the command again; unless a copy was being changed, this is a fault of kb.",
        )


def _kept(standing: Standing) -> tuple[str | None, str | None]:
    return standing.span.exact, standing.span.digest


def _said(standing: Standing) -> tuple[object, ...]:
    """Return all that a span says but its nodes: those without a name are called anew each time."""
    return (standing.span.start, standing.span.end, *_kept(standing))
