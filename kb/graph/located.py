"""Where a statement stands: from a record, property and value to file, line and column.

Records are named symbolically while they are judged; the text is scanned only when a finding is
shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from pyoxigraph import BlankNode, NamedNode, Triple

from kb.graph.corpus import Corpus, Document
from kb.text.turtle import Lines, Located, scan
from kb.words.finding import Finding, Place
from kb.words.vocabulary import RDF_TYPE, kb


def located(findings: Iterable[Finding], corpus: Corpus) -> tuple[Finding, ...]:
    """Return the findings with place and gist filled in as far as a file holds them, sorted by
    place.
    """
    atlas = _Atlas(corpus)
    found = (atlas.locate(finding) for finding in findings)
    return tuple(sorted(dict.fromkeys(found), key=_order))


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.place or Place("", 0, 0)
    return (place.file, place.line, place.column, finding.code, finding.message)


class _Atlas:
    """Places of all statements, looked up file by file as they are needed."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._maps: dict[str, _Map] = {}

    def locate(self, finding: Finding) -> Finding:
        """Return one finding with its place and the gist of the claim it belongs to."""
        if finding.node is None:
            return finding
        for document in self._homes.get(finding.node, ()):
            place = self._map(document).place(finding)
            if place is not None:
                return replace(finding, place=finding.place or place, gist=self._gist(finding.node))
        return replace(finding, gist=self._gist(finding.node))

    @cached_property
    def _homes(self) -> dict[str, list[Document]]:
        """Documents in which each node is a subject; the one that gives its type first."""
        homes: dict[str, dict[str, Document]] = defaultdict(dict)
        for document in self._corpus.documents:
            for triple in document.triples:
                if triple.predicate == RDF_TYPE:
                    homes[str(triple.subject)][document.shown] = document
        for document in self._corpus.documents:
            for triple in document.triples:
                homes[str(triple.subject)].setdefault(document.shown, document)
        return {node: list(documents.values()) for node, documents in homes.items()}

    def _map(self, document: Document) -> "_Map":
        if document.shown not in self._maps:
            self._maps[document.shown] = _Map(document)
        return self._maps[document.shown]

    def _gist(self, node: str) -> str | None:
        """Return the gist of the record, or of the record that a blank node belongs to."""
        index = self._corpus.index
        at: NamedNode | BlankNode = _named(node)
        for _ in range(4):
            gist = index.text(at, kb("gist"))
            if gist is not None:
                return gist
            parents = index.pointing(at)
            if not isinstance(at, BlankNode) or not parents:
                return None
            at = parents[0][1]
        return None


def _named(text: str) -> NamedNode | BlankNode:
    return BlankNode(text[2:]) if text.startswith("_:") else NamedNode(text[1:-1])


Route = tuple[str, ...]
"""The way to a node that both a parse and a scan know: its IRI, or its parent's route, property,
count.
"""


@dataclass(frozen=True, slots=True)
class _Statement:
    """The places of one statement: of its subject, its property and its value."""

    subject_at: tuple[int, int]
    predicate_at: tuple[int, int]
    object_at: tuple[int, int]
    predicate: str
    object: str


class _Map:
    """The places of one document.

    Parser and scan label blank nodes differently; both meet them in the order of the text, so each
    is known by its route from the record that holds it.
    """

    def __init__(self, document: Document) -> None:
        text = document.path.read_text(encoding="utf-8")
        self._shown = document.shown
        self._lines = Lines.of(text)
        self._routes = dict(_routes(document.triples))
        scanned = scan(text).triples
        routes = dict(_routes(tuple(one.triple for one in scanned)))
        self._statements: dict[Route, list[_Statement]] = defaultdict(list)
        for one in scanned:
            self._statements[_route(routes, one.subject)].append(_statement(one))

    def place(self, finding: Finding) -> Place | None:
        """Return the most exact place: the value, else the property, else the record."""
        node = _named(finding.node or "_:")
        statements = self._statements.get(_route(self._routes, node), [])
        if not statements:
            return None
        at = statements[0].subject_at
        same_property = [s for s in statements if s.predicate == finding.path]
        if same_property:
            exact = [s for s in same_property if s.object == finding.value]
            if exact:
                at = exact[-1].object_at
            elif finding.value is None and len(same_property) == 1:
                at = same_property[0].object_at
            else:
                at = same_property[-1].predicate_at
        where = self._lines.at(at[0])
        return Place(self._shown, where.line, where.column)


def _statement(one: Located) -> _Statement:
    return _Statement(
        one.subject_at, one.predicate_at, one.object_at, str(one.predicate), str(one.object)
    )


def _route(routes: dict[str, Route], node: NamedNode | BlankNode) -> Route:
    return routes.get(str(node), (str(node),))


def _routes(triples: tuple[Triple, ...]) -> Iterator[tuple[str, Route]]:
    """Return the route of every blank node with a single parent; others have none."""
    parents: dict[str, tuple[str, str, int]] = {}
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for triple in triples:
        if isinstance(triple.object, BlankNode):
            key = (str(triple.subject), str(triple.predicate))
            parents.setdefault(str(triple.object), (*key, counts[key]))
            counts[key] += 1
    for node in parents:
        route: list[str] = []
        at = node
        while at in parents and len(route) < 64:
            parent, predicate, count = parents[at]
            route[:0] = [predicate, str(count)]
            at = parent
        yield node, (at, *route)
