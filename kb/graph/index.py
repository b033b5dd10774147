"""An index over triples: what a record says, and who points at it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kb.words.vocabulary import RDF_TYPE

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
_Key = TypeVar("_Key", bound=Term)
_Value = TypeVar("_Value", bound=Term)


class Index:
    """Triples by subject and by object; a repeated triple counts once.

    Objects come in the order in which they were first added, which for a parsed file is the order
    of the text.
    """

    __slots__ = ("_by_object", "_by_subject")

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._by_subject: dict[Node, dict[NamedNode, dict[Term, None]]] = {}
        self._by_object: dict[Term, dict[NamedNode, dict[Node, None]]] = defaultdict(dict)
        self.add(triples)

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples; those already there change nothing."""
        for triple in triples:
            s, p, o = triple.subject, triple.predicate, triple.object
            if isinstance(s, Triple) or isinstance(
                o, Triple
            ):  # RDF 1.2; Turtle 1.1 files have none
                continue
            self._by_subject.setdefault(s, {}).setdefault(p, {})[o] = None
            self._by_object[o].setdefault(p, {})[s] = None

    def extended(self, triples: Iterable[Triple]) -> "Index":
        """Return an index that holds these triples as well; this one stays as it is.

        What the two have in common is shared, so that a few triples more cost little.
        """
        more = Index(triples)
        joined = Index()
        joined._by_subject = _joined(self._by_subject, more._by_subject)
        joined._by_object = defaultdict(dict, _joined(self._by_object, more._by_object))
        return joined

    def __contains__(self, node: object) -> bool:
        return node in self._by_subject

    def __len__(self) -> int:
        return sum(
            len(objects) for about in self._by_subject.values() for objects in about.values()
        )

    def subjects(self) -> Iterator[Node]:
        """Return every node that something is said about."""
        return iter(self._by_subject)

    def about(self, node: Term) -> dict[NamedNode, tuple[Term, ...]]:
        """Return all that is said about a node: property to values."""
        if isinstance(node, Literal):
            return {}
        return {p: tuple(values) for p, values in self._by_subject.get(node, {}).items()}

    def values(self, node: Term, prop: NamedNode) -> tuple[Term, ...]:
        """Return the values of a property, none being an empty tuple."""
        if isinstance(node, Literal):
            return ()
        return tuple(self._by_subject.get(node, {}).get(prop, ()))

    def value(self, node: Term, prop: NamedNode) -> Term | None:
        """Return the first value of a property, or ``None``."""
        return next(iter(self.values(node, prop)), None)

    def text(self, node: Term, prop: NamedNode) -> str | None:
        """Return the text of the first literal of a property, or ``None``."""
        return next((v.value for v in self.values(node, prop) if isinstance(v, Literal)), None)

    def nodes(self, node: Term, prop: NamedNode) -> tuple[Node, ...]:
        """Return the values of a property that are nodes, not literals."""
        return tuple(v for v in self.values(node, prop) if not isinstance(v, Literal))

    def has(self, node: Node, prop: NamedNode, value: Term) -> bool:
        """Tell whether this triple is here."""
        return value in self._by_subject.get(node, {}).get(prop, {})

    def pointing(
        self, value: Term, prop: NamedNode | None = None
    ) -> tuple[tuple[NamedNode, Node], ...]:
        """Return (property, subject) of all that point at a term, or only by one property."""
        about = self._by_object.get(value, {})
        props = about if prop is None else ({prop: about[prop]} if prop in about else {})
        return tuple((p, s) for p, subjects in props.items() for s in subjects)

    def instances(self, cls: NamedNode) -> tuple[Node, ...]:
        """Return the nodes that are typed with this very class, in order of first mention."""
        return tuple(self._by_object.get(cls, {}).get(RDF_TYPE, ()))

    def triples(self) -> Iterator[Triple]:
        """Return every triple once."""
        for s, about in self._by_subject.items():
            for p, objects in about.items():
                for o in objects:
                    yield Triple(s, p, o)


def _joined(
    one: dict[_Key, dict[NamedNode, dict[_Value, None]]],
    other: dict[_Key, dict[NamedNode, dict[_Value, None]]],
) -> dict[_Key, dict[NamedNode, dict[_Value, None]]]:
    """Return both nested mappings in one, of which neither shares what only one of them has."""
    joined = dict(one)
    for key, about in other.items():
        mine = joined.get(key, {})
        joined[key] = {**mine, **{p: {**mine.get(p, {}), **about[p]} for p in about}}
    return joined
