"""How a graph is laid out as a document: what stands inside what, in which order, as which list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from pyoxigraph import NamedNode

from kb.exchange.serialization.canonical import NumberedGraph, Term

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE, FIRST, REST, NIL = (NamedNode(RDF + name) for name in ("type", "first", "rest", "nil"))

# Deeper brackets help no reader, and parsers that recurse (rdflib) end at some hundred of them.
DEEPEST = 32

Statements = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A document in outline; all numbers are places in ``terms`` (see `NumberedGraph`).

    ``subjects`` are written on their own: named nodes, then the blank nodes they mention, in order
    of first mention, then each blank node that nothing mentions followed by those it mentions.
    ``statements`` gives each subject's predicates, rdf:type first, with their objects in order.
    Blank nodes ``in_place`` are written where their only mention stands; ``lists`` has the heads of
    well-formed lists among them, with all their cells, the head first. ``blanks`` has every blank
    node, in the order of first mention.
    """

    terms: tuple[Term, ...]
    subjects: tuple[int, ...]
    statements: Mapping[int, Statements]
    in_place: frozenset[int]
    lists: Mapping[int, tuple[int, ...]]
    blanks: tuple[int, ...]

    def items(self, head: int) -> tuple[int, ...]:
        """Return the items of the list that starts at the cell ``head``."""
        return _items(self.statements, self.lists[head])

    def labels(self) -> dict[int, str]:
        """Name the blank nodes that are not in place: b0, b1 and so on, as they are met."""
        standing = (node for node in self.blanks if node not in self.in_place)
        return {node: f"b{count}" for count, node in enumerate(standing)}


def lay_out(graph: NumberedGraph) -> Layout:
    """Decide which blank nodes are written in place, which as lists, and what comes when."""
    words = {term: place for place, term in enumerate(graph.terms) if term in _VOCABULARY}
    statements = _statements(graph, words.get(TYPE, -1))
    mentions = [(o, s) for s, _, o in graph.triples if o >= graph.first_blank]
    parents = _only_parents(mentions)
    lists: dict[int, tuple[int, ...]] = {}
    if words.keys() >= {FIRST, REST, NIL}:
        rests = _rests(statements, parents, words[FIRST], words[REST])
        lists = _lists(rests, parents, words[NIL])
    blanks = range(graph.first_blank, len(graph.terms))
    mentioned = {node for node, _ in mentions}
    walk = _Walk(graph.first_blank, statements, set(parents), lists)
    walk.through(subject for subject in statements if subject < graph.first_blank)
    for blank in (*(blank for blank in blanks if blank not in mentioned), *blanks):
        if blank not in walk.in_place:
            walk.through((blank,))
    return Layout(
        graph.terms,
        tuple(walk.subjects),
        statements,
        frozenset(walk.in_place),
        walk.lists,
        tuple(walk.met),
    )


_VOCABULARY = frozenset((TYPE, FIRST, REST, NIL))


def _statements(graph: NumberedGraph, type_: int) -> dict[int, Statements]:
    found: dict[int, Statements] = {}
    for subject, triples in groupby(graph.triples, itemgetter(0)):
        said = [
            (predicate, tuple(object_ for _, _, object_ in same))
            for predicate, same in groupby(triples, itemgetter(1))
        ]
        found[subject] = tuple(sorted(said, key=lambda each: each[0] != type_))
    return found


def _only_parents(mentions: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Map each blank node with one mention to the subject there, but none that goes in a ring."""
    parents: dict[int, int] = {}
    several: set[int] = set()
    for node, subject in mentions:
        if node in parents:
            several.add(node)
        parents[node] = subject
    for node in several:
        del parents[node]
    for node in _rings(parents):
        del parents[node]
    return parents


def _rings(parents: Mapping[int, int]) -> set[int]:
    rings: set[int] = set()
    seen: set[int] = set()
    for start in parents:
        path: dict[int, int] = {}
        node = start
        while node in parents and node not in seen:
            seen.add(node)
            path[node] = len(path)
            node = parents[node]
        if node in path:
            rings.update(list(path)[path[node] :])
    return rings


def _rests(
    statements: Mapping[int, Statements], parents: Mapping[int, int], first: int, rest: int
) -> dict[int, int]:
    """Map each blank node that is a list cell, and nothing else, to what its rdf:rest says."""
    rests: dict[int, int] = {}
    for node in parents:
        match statements.get(node):
            case ((p, (_,)), (q, (after,))) if (p, q) == (first, rest):
                rests[node] = after
    return rests


def _lists(
    rests: Mapping[int, int], parents: Mapping[int, int], nil: int
) -> dict[int, tuple[int, ...]]:
    lists: dict[int, tuple[int, ...]] = {}
    for last, after in rests.items():
        if after != nil:
            continue
        cells = [last]
        while rests.get(before := parents[cells[-1]]) == cells[-1]:
            cells.append(before)
        lists[cells[-1]] = tuple(reversed(cells))
    return lists


def _items(statements: Mapping[int, Statements], cells: Iterable[int]) -> tuple[int, ...]:
    return tuple(statements[cell][0][1][0] for cell in cells)


@dataclass(slots=True)
class _Walk:
    """A reading of the document from top to bottom, to see what is met when and how deep."""

    first_blank: int
    statements: Mapping[int, Statements]
    in_place: set[int]
    lists: dict[int, tuple[int, ...]]
    subjects: list[int] = field(default_factory=list)
    met: dict[int, None] = field(default_factory=dict)

    def through(self, subjects: Iterable[int]) -> None:
        """Read these subjects, where not read before, and then the labelled nodes they mention."""
        waiting: list[int] = []
        for subject in subjects:
            if subject not in self.met:
                waiting += self._read(subject)
        for labelled in waiting:
            waiting += self._read(labelled)

    def _read(self, subject: int) -> list[int]:
        """Read one subject with all that is in place below it; return the labels met first here."""
        if subject not in self.statements:
            return []
        self.subjects.append(subject)
        if subject >= self.first_blank:
            self.met[subject] = None
        labelled: list[int] = []
        ahead = self._blanks_below(subject, 1)
        while ahead:
            node, depth = ahead.pop()
            if depth > DEEPEST and node in self.in_place:
                self._take_out(node)
            if node in self.in_place:
                self.met.update(dict.fromkeys(self.lists.get(node, (node,))))
                ahead += self._blanks_below(node, depth + 1)
            elif node not in self.met:
                self.met[node] = None
                labelled.append(node)
        return labelled

    def _blanks_below(self, node: int, depth: int) -> list[tuple[int, int]]:
        """Return the blank nodes mentioned directly inside ``node``, the first one last."""
        if node in self.lists:
            objects = _items(self.statements, self.lists[node])
        else:
            objects = tuple(o for _, some in self.statements.get(node, ()) for o in some)
        return [(o, depth) for o in reversed(objects) if o >= self.first_blank]

    def _take_out(self, node: int) -> None:
        self.in_place.discard(node)
        cells = self.lists.pop(node, ())
        if len(cells) > 1:
            self.lists[cells[1]] = cells[1:]
