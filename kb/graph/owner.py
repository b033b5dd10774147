"""Which named record a node belongs to: spans, hops and readings have no name of their own."""

from dataclasses import dataclass, replace

from pyoxigraph import BlankNode, Literal, NamedNode

from kb.graph.index import Index, Node
from kb.words.finding import Finding

_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Owner:
    """The properties ``route`` lead from the named ``record`` to a node that is part of it."""

    record: NamedNode
    route: tuple[NamedNode, ...] = ()


def owner_of(index: Index, node: Node | Literal) -> Owner | None:
    """Return the nearest named record above a node, a named record being its own owner.

    A node that several records share belongs to the first of them; one that no named record holds
    has no owner.
    """
    route: list[NamedNode] = []
    at = node
    while not isinstance(at, NamedNode):
        above = index.pointing(at)
        if not above or len(route) == _DEEPEST:
            return None
        prop, at = above[0]
        route.insert(0, prop)
    return Owner(at, tuple(route))


def with_owner(finding: Finding, index: Index) -> Finding:
    """Return the finding with the record it belongs to and the route from there to its node."""
    if finding.node is None or finding.record is not None:
        return finding
    node = _term(finding.node, index)
    owner = None if node is None else owner_of(index, node)
    if owner is None:
        return finding
    return replace(finding, record=str(owner.record), route=tuple(map(str, owner.route)))


def _term(text: str, index: Index) -> Node | Literal | None:
    """Return the term of an N-Triples text; a literal only where somebody has it as a value."""
    if text.startswith("_:"):
        return BlankNode(text[2:])
    if text.startswith("<"):
        return NamedNode(text[1:-1])
    values = (triple.object for triple in index.triples())
    return next((v for v in values if isinstance(v, Literal) and str(v) == text), None)
