"""Tensions: what no arithmetic finds between claims, and a person recorded."""

from collections.abc import Callable
from dataclasses import dataclass

from kb.graph.index import Index, Node
from kb.words.vocabulary import kb


@dataclass(frozen=True, slots=True)
class Tension:
    """``by`` saw on day ``on`` that ``claims`` do not sit well together, for ``reason``.

    ``on`` is an ISO date, and ``None`` like ``reason`` where the record lacks it.
    """

    node: Node
    claims: tuple[Node, ...]
    reason: str | None
    by: tuple[Node, ...]
    on: str | None
    premises: tuple[Node, ...]


def tensions(
    index: Index, on_record: Callable[[Node], bool] = lambda _: True
) -> tuple[Tension, ...]:
    """Return the tensions of a base in the order of its text; each of their claims is on record."""
    found = (
        Tension(
            node,
            index.nodes(node, kb("between")),
            index.text(node, kb("reason")),
            index.nodes(node, kb("by")),
            index.text(node, kb("on")),
            index.nodes(node, kb("premise")),
        )
        for node in index.instances(kb("Tension"))
    )
    return tuple(one for one in found if all(map(on_record, one.claims)))
