"""Names of records that are declared nowhere, mostly a slip of the pen, and what may be meant."""

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from pyoxigraph import BlankNode, NamedNode

from kb.graph.index import Index, Node
from kb.graph.names import Names
from kb.words.vocabulary import KB, RDF, SH

_CLASS = NamedNode(SH + "class")
_PARTS = tuple(
    NamedNode(name) for name in (SH + "or", SH + "and", SH + "xone", RDF + "first", RDF + "rest")
)


_MOST_SLIPS = 20
"""Of more names nothing is suggested: then a file is missing, and each search takes its time."""


def undeclared(values: Iterable[str | None], data: Index) -> frozenset[str]:
    """Return those values, in N-Triples, that name a record of which nothing is said."""
    return frozenset(
        value
        for value in values
        if value
        and value.startswith("<")
        and not value[1:].startswith(KB)
        and NamedNode(value[1:-1]) not in data
    )


def told(
    value: str,
    slips: Collection[str],
    shape: Node,
    shapes: Index,
    names: Names,
) -> str | None:
    """Return in a sentence that a shape's value is declared nowhere, and what may be meant.

    ``slips`` are all undeclared values; ``None`` where the shape asks for no record.
    """
    classes = tuple(_classes(shape, shapes))
    if not classes:
        return None
    node = NamedNode(value[1:-1])
    asked = classes if len(slips) <= _MOST_SLIPS else ()
    declared = [one for cls in asked for one in names.known.instances(cls)]
    forms = {_local(one): one for one in reversed(declared) if isinstance(one, NamedNode)}
    near = get_close_matches(_local(node), forms, n=1)
    meant = f"; did you mean {names.short(forms[near[0]])}?" if near else "."
    return f"{names.short(node)} is declared nowhere{meant}"


def _classes(part: Node, shapes: Index) -> Iterator[NamedNode]:
    """Return the classes of which a value may be, one or one of several."""
    for cls in shapes.nodes(part, _CLASS):
        if isinstance(cls, NamedNode):
            yield cls
    for prop in _PARTS:
        for inner in shapes.nodes(part, prop):
            if isinstance(inner, BlankNode):
                yield from _classes(inner, shapes)


def _local(node: NamedNode) -> str:
    return node.value.replace("#", "/").rpartition("/")[2]
