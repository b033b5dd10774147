"""An index over triples: what a record says, and who points at it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kb.words.vocabulary import RDF_TYPE

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
_Key = TypeVar("_Key", bound=Term)
_Value = TypeVar("_Value", bound=Term)
_Held = dict[_Key, dict[NamedNode, _Value | dict[_Value, None]]]
"""For each node and property its values: a single one as it is, which most are, and several as the
keys of a dictionary. A dictionary for each would be most of the memory.
"""
Held = Term | dict[Term, None]
"""The values of a property of a node as they are kept here, which nobody may change."""
_NOTHING: Mapping[NamedNode, Any] = {}


class Index:
    """Triples by subject and by object; a repeated triple counts once.

    Objects come in the order in which they were first added, which for a parsed file is the order
    of the text.
    """

    __slots__ = ("_by_object", "_by_subject", "_terms")

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._by_subject: _Held[Term, Term] = {}
        self._by_object: _Held[Term, Node] = {}
        self._terms: dict[Any, Any] = {}
        self.add(triples)

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples; those already there change nothing."""
        one = self._terms.setdefault  # each triple comes with terms of its own, equal or not
        for triple in triples:
            s, p, o = triple.subject, triple.predicate, triple.object
            if isinstance(s, Triple) or isinstance(o, Triple):
                continue  # RDF 1.2; Turtle 1.1 files have none
            s, p, o = one(s, s), one(p, p), one(o, o)
            _hold(self._by_subject, s, p, o)
            _hold(self._by_object, o, p, s)

    def extended(self, triples: Iterable[Triple]) -> "Index":
        """Return an index that holds these triples as well; this one stays as it is.

        What the two have in common is shared, so that a few triples more cost little.
        """
        more = Index(triples)
        joined = Index()
        joined._by_subject = _joined(self._by_subject, more._by_subject)
        joined._by_object = _joined(self._by_object, more._by_object)
        return joined

    def __contains__(self, node: object) -> bool:
        return node in self._by_subject

    def __len__(self) -> int:
        return sum(
            len(held) if isinstance(held, dict) else 1
            for about in self._by_subject.values()
            for held in about.values()
        )

    def subjects(self) -> Iterator[Node]:
        """Return every node that something is said about."""
        return (node for node in self._by_subject if not isinstance(node, Literal))

    def about(self, node: Term) -> dict[NamedNode, tuple[Term, ...]]:
        """Return all that is said about a node: property to values."""
        return {p: _each(held) for p, held in self._by_subject.get(node, _NOTHING).items()}

    def told(self, node: Term, names: Mapping[NamedNode, str | None]) -> dict[str, Held]:
        """Return what is said about a node by properties that have a name, under these names."""
        about = self._by_subject.get(node, _NOTHING).items()
        return {name: held for prop, held in about if (name := names[prop]) is not None}

    def values(self, node: Term, prop: NamedNode) -> tuple[Term, ...]:
        """Return the values of a property, none being an empty tuple."""
        held = self._by_subject.get(node, _NOTHING).get(prop)
        return () if held is None else _each(held)

    def value(self, node: Term, prop: NamedNode) -> Term | None:
        """Return the first value of a property, or ``None``."""
        held = self._by_subject.get(node, _NOTHING).get(prop)
        return next(iter(held)) if isinstance(held, dict) else held

    def text(self, node: Term, prop: NamedNode) -> str | None:
        """Return the text of the first literal of a property, or ``None``."""
        held = self._by_subject.get(node, _NOTHING).get(prop)
        if isinstance(held, dict):
            return next((v.value for v in held if isinstance(v, Literal)), None)
        return held.value if isinstance(held, Literal) else None

    def nodes(self, node: Term, prop: NamedNode) -> tuple[Node, ...]:
        """Return the values of a property that are nodes, not literals."""
        held = self._by_subject.get(node, _NOTHING).get(prop)
        if held is None:
            return ()
        return tuple(v for v in _each(held) if not isinstance(v, Literal))

    def has(self, node: Node, prop: NamedNode, value: Term) -> bool:
        """Tell whether this triple is here."""
        held = self._by_subject.get(node, _NOTHING).get(prop)
        return value in held if isinstance(held, dict) else held == value

    def pointing(
        self, value: Term, prop: NamedNode | None = None
    ) -> tuple[tuple[NamedNode, Node], ...]:
        """Return (property, subject) of all that point at a term, or only by one property."""
        about = self._by_object.get(value, _NOTHING)
        if prop is not None:
            held = about.get(prop)
            return () if held is None else tuple((prop, s) for s in _each(held))
        return tuple((p, s) for p, held in about.items() for s in _each(held))

    def instances(self, cls: NamedNode) -> tuple[Node, ...]:
        """Return the nodes that are typed with this very class, in order of first mention."""
        held = self._by_object.get(cls, _NOTHING).get(RDF_TYPE)
        return () if held is None else _each(held)

    def triples(self) -> Iterator[Triple]:
        """Return every triple once."""
        for s in self.subjects():
            for p, held in self._by_subject[s].items():
                for o in _each(held):
                    yield Triple(s, p, o)


def _hold(by: _Held[_Key, _Value], key: _Key, prop: NamedNode, value: _Value) -> None:
    about = by.get(key)
    if about is None:
        by[key] = {prop: value}
        return
    held = about.get(prop)
    if held is None:
        about[prop] = value
    elif isinstance(held, dict):
        held[value] = None
    elif held != value:
        about[prop] = {held: None, value: None}


def _each(held: _Value | dict[_Value, None]) -> tuple[_Value, ...]:
    return tuple(held) if isinstance(held, dict) else (held,)


def _joined(one: _Held[_Key, _Value], other: _Held[_Key, _Value]) -> _Held[_Key, _Value]:
    """Return both in one, of which neither shares what only one of them has."""
    joined = dict(one)
    for key, about in other.items():
        mine = dict(joined.get(key, {}))
        for prop, held in about.items():
            values = dict.fromkeys((*(_each(mine[prop]) if prop in mine else ()), *_each(held)))
            mine[prop] = values if len(values) > 1 else next(iter(values))
        joined[key] = mine
    return joined
