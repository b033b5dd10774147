"""Grounds: what a judgement looks at, so that it is known what it rests on.

Shapes and rule queries tell it themselves; a kind of fault that code finds says it in
`Kind.reads`. Properties go by their N-Triples text, as in findings.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from kb.graph.index import Index, Node
from kb.judgement.rules import Rule
from kb.words.finding import Kind
from kb.words.vocabulary import RDF, RDF_TYPE, SH, kb

_NAME = re.compile(r"\bkb:([A-Za-z]\w*)")
_COUNTS = {"minCount", "maxCount"}
_SILENT = {"path", "property", "message", "severity", "name", "description", "order", "group"}
_PAIRS = {"lessThan", "lessThanOrEquals", "equals", "disjoint"}
_PARTS = {"property", "node", "or", "and", "xone", "qualifiedValueShape"}
_LIST = {NamedNode(RDF + "first"), NamedNode(RDF + "rest")}


@dataclass(frozen=True, slots=True)
class Grounds:
    """A judgement looks at the values of some properties, and whether there are any of others.

    ``required`` are those of which it wants a value, ``compared`` those whose values it holds
    against others.
    """

    values: frozenset[str] = frozenset()
    presence: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    compared: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.values | self.presence)


NOTHING = Grounds()


def grounds_of(
    shapes: Index, rules: Iterable[Rule], kinds: Iterable[Kind]
) -> Mapping[str, Grounds]:
    """Return what each judgement looks at, by its code."""
    found = {kind.code: Grounds(frozenset(str(kb(name)) for name in kind.reads)) for kind in kinds}
    found |= {rule.code: Grounds(frozenset(_named(rule.query))) for rule in rules}
    for shape in shapes.subjects():
        code = shapes.text(shape, kb("code"))
        if code is not None:
            found[code] = _of_shape(shape, shapes)
    return found


def _named(query: str) -> Iterator[str]:
    """Return all terms of ours in a query; that some are no properties does no harm."""
    code = "\n".join(line for line in query.splitlines() if not line.startswith("#"))
    return (str(kb(match[1])) for match in _NAME.finditer(code))


def _of_shape(shape: Node, shapes: Index) -> Grounds:
    values: set[str] = set()
    presence: set[str] = set()
    required: set[str] = set()
    compared: set[str] = set()
    todo: list[tuple[Node, bool]] = [(shape, True)]
    seen: set[Node] = set()
    while todo:
        part, wanted = todo.pop()
        if part in seen:
            continue
        seen.add(part)
        about = {p.value.removeprefix(SH): vs for p, vs in shapes.about(part).items()}
        paths = {str(name) for name in _names(about.get("path", ()), shapes)}
        asks = {name for name in about if not name.startswith("http")} - _COUNTS - _SILENT
        (values if asks else presence).update(paths)
        compared.update(str(v) for name in _PAIRS for v in about.get(name, ()))
        if "class" in about:
            values.add(str(RDF_TYPE))
        if wanted and _number(about.get("minCount", ())):
            required.update(paths)
        for prop, inner in shapes.about(part).items():
            name = prop.value.removeprefix(SH)
            if name in _PARTS or name == "not" or prop in _LIST:
                nodes = (v for v in inner if isinstance(v, NamedNode | BlankNode))
                todo.extend((node, wanted and name != "not") for node in nodes)
    values |= compared
    return Grounds(
        frozenset(values), frozenset(presence - values), frozenset(required), frozenset(compared)
    )


def _names(paths: Iterable[object], shapes: Index) -> Iterator[NamedNode]:
    """Return the properties along a path, in whatever way it combines them."""
    todo, seen = list(paths), set[object]()
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        if isinstance(path, NamedNode):
            yield path
        elif isinstance(path, BlankNode):
            todo.extend(value for values in shapes.about(path).values() for value in values)


def _number(values: Iterable[object]) -> int:
    return max((int(v.value) for v in values if isinstance(v, Literal)), default=0)
