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
from kb.graph.owner import with_owner
from kb.text.turtle import Lines, Located, scan
from kb.words.finding import Finding, Place, Severity
from kb.words.vocabulary import RDF_TYPE, kb


def located(findings: Iterable[Finding], corpus: Corpus) -> tuple[Finding, ...]:
    """Return the findings sorted by place, with all that can be told of where they stand.

    Of findings that say the same of the same place, such as that a value is one too many and that
    it is none of the list, one is kept.
    """
    atlas = _Atlas(corpus)
    return _once(sorted((atlas.locate(finding) for finding in findings), key=_order))


def written(triples: Iterable[Triple], corpus: Corpus) -> dict[Triple, tuple["Written", ...]]:
    """Return where the value of each statement is written, every time that it is."""
    atlas = _Atlas(corpus)
    return {triple: tuple(atlas.written(triple)) for triple in triples}


@dataclass(frozen=True, slots=True)
class Written:
    """A value is written in ``document`` from ``start`` to ``end``, in code points."""

    document: Document
    start: int
    end: int

    @property
    def text(self) -> str:
        """The value as it is written."""
        return self.document.content.decode("utf-8")[self.start : self.end]


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        same = (finding.code, finding.message, finding.node, finding.path, finding.place)
        kept.setdefault(same if finding.place else (*same, finding.value), finding)
    return tuple(kept.values())


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.place or Place("", 0, 0)
    value = (finding.value is None, finding.value or "")
    said = (finding.code, finding.message, finding.path or "", value)
    return (place.file, place.line, place.column, *said)


class _Atlas:
    """Places of all statements, looked up file by file as they are needed."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._maps: dict[str, _Map] = {}

    def locate(self, finding: Finding) -> Finding:
        """Return one finding with its place, and the record it belongs to with gist and place; so
        too what it touches, in the order given.
        """
        node = finding.node
        finding = replace(finding, touches=_once(map(self.locate, finding.touches)))
        if node is None:
            return finding
        finding = with_owner(finding, self._corpus.index)
        if node.startswith('"'):
            return self._locate_literal(finding)
        found: _Found | None = None
        for document in self._homes.get(node, ()):
            one = self._map(document).find(finding)
            # What is said away from the record's own file is the surprise, unless nothing is said.
            if one and (found is None or one.exactness >= max(found.exactness, 1)):
                found = one
        found = found or self._as_value(node)
        if found and finding.place is None:
            finding = replace(finding, place=found.place, excerpt=found.excerpt)
        gist = self._gist(finding) or finding.gist
        return replace(finding, gist=gist, begins=self._begins(finding))

    def written(self, triple: Triple) -> Iterator[Written]:
        """Return every place where the value of a statement is written."""
        for document in self._homes.get(str(triple.subject), ()):
            for start, end in self._map(document).written(triple):
                yield Written(document, start, end)

    def _locate_literal(self, finding: Finding) -> Finding:
        """Return a finding on a literal where a record belongs: it stands as somebody's value."""
        for triple in self._corpus.triples():
            if str(triple.object) == finding.node:
                return self.locate(
                    replace(
                        finding,
                        node=str(triple.subject),
                        path=str(triple.predicate),
                        value=finding.node,
                    )
                )
        return finding

    def _as_value(self, node: str) -> "_Found | None":
        """Return where a name that nothing is said of is used, ``None`` where it is not."""
        if node in self._homes:
            return None
        for prop, above in self._corpus.index.pointing(_named(node)):
            subject = str(above)
            finding = Finding("", Severity.ERROR, "", node=subject, path=str(prop), value=node)
            for document in self._homes.get(subject, ()):
                one = self._map(document).find(finding)
                if one and one.exactness == 2:
                    return one
        return None

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

    def _gist(self, finding: Finding) -> str | None:
        node = finding.record or finding.node
        return self._corpus.index.text(_named(node), kb("gist")) if node else None

    def _begins(self, finding: Finding) -> Place | None:
        """Return where the record begins, in the file of the finding where it is there too."""
        documents = self._homes.get(finding.record or "", ())
        same = [d for d in documents if finding.place and d.shown == finding.place.file]
        places = (
            self._map(document).begins(finding.record or "") for document in (*same, *documents)
        )
        return next((place for place in places if place), None)


def _named(text: str) -> NamedNode | BlankNode:
    return BlankNode(text[2:]) if text.startswith("_:") else NamedNode(text[1:-1])


Route = str
"""A name that a parse and a scan both know a term by: its N-Triples text, or for a blank node a
number that stands for its parent's route, property and count.
"""
Numbers = dict[tuple[Route, str, int], Route]
"""The routes of the blank nodes of one document, shared by its parse and its scan."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """The places of one statement: of its terms, of which the value is known by its route."""

    subject_at: tuple[int, int]
    predicate_at: tuple[int, int]
    object_at: tuple[int, int]
    predicate: str
    object: Route


@dataclass(frozen=True, slots=True)
class _Found:
    """A place, and what stands there: the value or property at fault (2), the last value of the
    property (1), or the record (0).
    """

    place: Place
    exactness: int
    excerpt: str


class _Map:
    """The places of one document.

    Parser and scan label blank nodes differently; both meet them in the order of the text, so each
    is known by its route from the record that holds it.
    """

    def __init__(self, document: Document) -> None:
        text = document.content.decode("utf-8")
        self._shown = document.shown
        self._lines = Lines.of(text)
        numbers: Numbers = {}
        self._routes = _routes(document.triples, numbers)
        scanned = scan(text).triples
        routes = _routes(tuple(one.triple for one in scanned), numbers)
        self._statements: dict[Route, list[_Statement]] = defaultdict(list)
        for one in scanned:
            self._statements[_route(routes, str(one.subject))].append(_statement(one, routes))

    def find(self, finding: Finding) -> _Found | None:
        """Return the most exact place: the value, else the property, else the record."""
        statements = self._statements.get(_route(self._routes, finding.node or ""), [])
        if not statements:
            return None
        same = [s for s in statements if finding.path in (None, s.predicate)]
        value = _route(self._routes, finding.value or "")
        exact = [s for s in same if s.object == value]
        if same and finding.at_property:
            at, exactness = same[-1].predicate_at, 2
        elif exact:
            at, exactness = exact[-1].object_at, 2
        elif finding.path is None or not same:
            at, exactness = statements[0].subject_at, 0
        else:
            at, exactness = same[-1].object_at, 1
        return _Found(self._place(at), exactness, self._lines.excerpt(*at))

    def written(self, triple: Triple) -> Iterator[tuple[int, int]]:
        """Return the offsets of the value of a statement, every time that it is written."""
        value = _route(self._routes, str(triple.object))
        for statement in self._statements.get(_route(self._routes, str(triple.subject)), []):
            if (statement.predicate, statement.object) == (str(triple.predicate), value):
                yield statement.object_at

    def begins(self, record: str) -> Place | None:
        """Return where a record is a subject first, or ``None``."""
        statements = self._statements.get(record, [])
        return self._place(statements[0].subject_at) if statements else None

    def _place(self, at: tuple[int, int]) -> Place:
        where, end = (self._lines.at(offset) for offset in at)
        return Place(self._shown, where.line, where.column, end.line, end.column)


def _statement(one: Located, routes: dict[str, Route]) -> _Statement:
    value = _route(routes, str(one.object))
    return _Statement(one.subject_at, one.predicate_at, one.object_at, str(one.predicate), value)


def _route(routes: dict[str, Route], term: str) -> Route:
    return routes.get(term, term)


def _routes(triples: tuple[Triple, ...], numbers: Numbers) -> dict[str, Route]:
    """Return the route of every blank node; one with several parents goes by the first."""
    parents: dict[str, tuple[str, str, int]] = {}
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for triple in triples:
        if isinstance(triple.object, BlankNode):
            key = (str(triple.subject), str(triple.predicate))
            parents.setdefault(str(triple.object), (*key, counts[key]))
            counts[key] += 1
    blank = (str(triple.subject) for triple in triples if isinstance(triple.subject, BlankNode))
    alone = (node for node in dict.fromkeys(blank) if node not in parents)
    routes = {node: _number(numbers, ("", "", count)) for count, node in enumerate(alone)}
    for count, node in enumerate(parents):
        way: dict[str, None] = {}  # from the node upwards
        at = node
        while at in parents and at not in routes and at not in way:
            way[at] = None
            at = parents[at][0]
        route = _number(numbers, ("round", "", count)) if at in way else routes.get(at, at)
        for below in reversed(way):
            route = routes[below] = _number(numbers, (route, *parents[below][1:]))
    return routes


def _number(numbers: Numbers, way: tuple[Route, str, int]) -> Route:
    return numbers.setdefault(way, f"#{len(numbers)}")
