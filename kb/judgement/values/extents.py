"""How two places, populations, definitions, events, measures or subjects stand to each other.

Two names are two things only where that is declared; otherwise it is unknown, never "different".
"""

from enum import Enum

from kb.graph.index import Index, Node
from kb.words.vocabulary import kb

_WITHIN, _DISJOINT, _SAME = kb("within"), kb("disjoint"), kb("same")


class Standing(Enum):
    """How one extent stands to another."""

    SAME = "same"
    WITHIN = "within"
    CONTAINS = "contains"
    DISJOINT = "disjoint"
    UNKNOWN = "unknown"


class Extents:
    """The declared containments, identities and disjointnesses of a base, closed under their laws.

    Containment is transitive, and two extents that contain each other are the same; ``kb:same``
    joins names for everything; whatever lies within one of two disjoint extents is disjoint from
    whatever lies within the other. Where a base contradicts itself, sameness goes before
    containment, and that before disjointness.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._above: dict[Node, frozenset[Node]] = {}
        self._apart: dict[Node, frozenset[Node]] = {}

    def standing(self, one: Node, other: Node) -> Standing:
        """Tell how ``one`` stands to ``other``."""
        above_one, above_other = self.outward(one), self.outward(other)
        if other in above_one:
            return Standing.SAME if one in above_other else Standing.WITHIN
        if one in above_other:
            return Standing.CONTAINS
        if not above_other.isdisjoint(self.apart(one)):
            return Standing.DISJOINT
        return Standing.UNKNOWN

    def together(self, some: frozenset[Node], others: frozenset[Node]) -> Standing:
        """Tell how extents that are meant together stand to others that are.

        Only the same, disjoint and unknown are told of several: part and whole would ask what they
        leave out.
        """
        standings = {(a, b): self.standing(a, b) for a in some for b in others}
        if all(standing is Standing.DISJOINT for standing in standings.values()):
            return Standing.DISJOINT
        same = [pair for pair, standing in standings.items() if standing is Standing.SAME]
        if {a for a, _ in same} == some and {b for _, b in same} == others:
            return Standing.SAME
        return Standing.UNKNOWN

    def outward(self, node: Node) -> frozenset[Node]:
        """Return the extent itself, its other names, and all that contains it."""
        if node not in self._above:
            found = set(self._same(node))
            todo = list(found)
            while todo:
                for outer in self._index.nodes(todo.pop(), _WITHIN):
                    for name in self._same(outer):
                        if name not in found:
                            found.add(name)
                            todo.append(name)
            self._above[node] = frozenset(found)
        return self._above[node]

    def _same(self, node: Node) -> frozenset[Node]:
        found = {node}
        todo = [node]
        while todo:
            at = todo.pop()
            names = (
                *self._index.nodes(at, _SAME),
                *(s for _, s in self._index.pointing(at, _SAME)),
            )
            for name in names:
                if name not in found:
                    found.add(name)
                    todo.append(name)
        return frozenset(found)

    def apart(self, node: Node) -> frozenset[Node]:
        """Return the extents that are declared disjoint from an extent or from what contains it.

        Whatever lies within one of them is disjoint from it as well.
        """
        if node not in self._apart:
            index = self._index
            self._apart[node] = frozenset(
                found
                for outer in self.outward(node)
                for found in (
                    *index.nodes(outer, _DISJOINT),
                    *(subject for _, subject in index.pointing(outer, _DISJOINT)),
                )
            )
        return self._apart[node]
