"""Records as content: what is said of each, with parts without a name known by what they say.

Two readings of a file, or two files, say the same where their records are equal: labels of blank
nodes, order, prefixes and the spelling of numbers make no difference.
"""

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kb.words.vocabulary import RDF_TYPE, XSD

_DECIMAL = NamedNode(XSD + "decimal")
_NUMBERS = {NamedNode(XSD + "integer"), _DECIMAL}
_BOOLEAN = NamedNode(XSD + "boolean")
_TRUTHS = {"1": "true", "0": "false"}


@dataclass(frozen=True, slots=True)
class Part:
    """A node without a name: ``says`` are its properties and values in the order of the text.

    Parts are equal where they say the same in any order.
    """

    digest: bytes
    says: tuple[tuple[NamedNode, "Value"], ...] = field(compare=False, repr=False)

    @classmethod
    def of(cls, says: Iterable[tuple[NamedNode, "Value"]]) -> "Part":
        """Return the part that says this."""
        distinct = tuple(dict.fromkeys(says))
        lines = sorted(f"{prop} {_line(value)}" for prop, value in distinct)
        return cls(hashlib.sha256("\n".join(lines).encode("utf-8")).digest(), distinct)


Value: TypeAlias = NamedNode | Literal | Part
Key: TypeAlias = NamedNode | Part
"""What a record is known by: its name, or all it says where it has none."""
Record: TypeAlias = Mapping[NamedNode, tuple[Value, ...]]
"""Values by property, each once, in the order of the text."""
Records: TypeAlias = dict[Key, Record]


def read_records(content: bytes, only: Container[Key] | None = None) -> Records | None:
    """Return the records of a Turtle file, or those with a wanted key; ``None`` for no Turtle."""
    try:
        quads = parse(input=content, format=RdfFormat.TURTLE)
        return records_of((quad.triple for quad in quads), only)
    except SyntaxError:
        return None


def records_of(triples: Iterable[Triple], only: Container[Key] | None = None) -> Records:
    """Return all named records, and those without a name that have a type and no parent.

    With ``only`` just the records with such keys are returned.
    """
    named: dict[NamedNode, list[tuple[NamedNode, object]]] = {}
    unnamed: dict[BlankNode, list[tuple[NamedNode, object]]] = {}
    held: set[BlankNode] = set()
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(value, BlankNode):
            held.add(value)
        if isinstance(subject, BlankNode):
            unnamed.setdefault(subject, []).append((triple.predicate, value))
        elif isinstance(subject, NamedNode) and (only is None or subject in only):
            named.setdefault(subject, []).append((triple.predicate, value))
    parts = _Parts(unnamed)
    found: Records = {key: _record(parts.says(about)) for key, about in named.items()}
    for node in unnamed:
        if node not in held and any(prop == RDF_TYPE for prop, _ in unnamed[node]):
            part = parts.part(node)
            if only is None or part in only:
                found[part] = _record(part.says)
    return found


def together(files: Iterable[Records]) -> Records:
    """Return the records of several files as one: what two files say of a record is one record."""
    merged: Records = {}
    for records in files:
        for key, record in records.items():
            there = merged.get(key)
            merged[key] = record if there is None else _record((*_pairs(there), *_pairs(record)))
    return merged


def _pairs(record: Record) -> Iterator[tuple[NamedNode, Value]]:
    for prop, values in record.items():
        for value in values:
            yield prop, value


def _record(says: Iterable[tuple[NamedNode, Value]]) -> Record:
    record: dict[NamedNode, dict[Value, None]] = {}
    for prop, value in says:
        record.setdefault(prop, {})[value] = None
    return {prop: tuple(values) for prop, values in record.items()}


class _Parts:
    """The parts of one file, each made once, from the innermost outward."""

    def __init__(self, says: Mapping[BlankNode, list[tuple[NamedNode, object]]]) -> None:
        self._says = says
        self._made: dict[BlankNode, Part] = {}

    def says(self, about: Iterable[tuple[NamedNode, object]]) -> Iterator[tuple[NamedNode, Value]]:
        for prop, value in about:
            if isinstance(value, BlankNode):
                yield prop, self.part(value)
            elif isinstance(value, Literal):
                yield prop, _spelt_alike(value)
            elif isinstance(value, NamedNode):
                yield prop, value

    def part(self, node: BlankNode) -> Part:
        """Return a part; where blank nodes go in a circle, one of them says nothing."""
        todo, under_way = [node], set[BlankNode]()
        while todo:
            at = todo[-1]
            under_way.add(at)
            inner = [
                value
                for _, value in self._says.get(at, ())
                if isinstance(value, BlankNode)
                and value not in self._made
                and value not in under_way
            ]
            if inner:
                todo.extend(inner)
                continue
            todo.pop()
            if at not in self._made:
                closing = under_way - self._made.keys()
                about = (pair for pair in self._says.get(at, ()) if pair[1] not in closing)
                self._made[at] = Part.of(self.says(about))
        return self._made[node]


def _line(value: Value) -> str:
    return f"_:{value.digest.hex()}" if isinstance(value, Part) else str(value)


def _spelt_alike(literal: Literal) -> Literal:
    """Return one spelling of literals that mean the same: 30 and 030.0, line ends, @EN and @en."""
    text = literal.value.replace("\r\n", "\n")
    if literal.language is not None:
        return Literal(text, language=literal.language.lower())
    datatype = literal.datatype
    if datatype in _NUMBERS:
        return Literal(_number(text), datatype=_DECIMAL)
    if datatype == _BOOLEAN:
        return Literal(_TRUTHS.get(text, text), datatype=_BOOLEAN)
    return Literal(text, datatype=datatype)


def _number(text: str) -> str:
    whole, point, part = text.lstrip("+-").partition(".")
    whole, part = whole.lstrip("0") or "0", part.rstrip("0")
    number = f"{whole}.{part}" if point and part else whole
    return f"-{number}" if text.startswith("-") and number != "0" else number
