"""A canonical order for blank nodes that only their mutual references tell apart.

Colour refinement separates nodes by what they say and by whom they are mentioned; where it leaves
equals, one of them is singled out and the refinement goes on, and of all the choices the one with
the least certificate counts. Choices that prove symmetrical are tried once (the idea of McKay's
"Practical Graph Isomorphism", 1981, without its group theory).
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# Looks at a node or a mention that one tangle may cost: about half a second of work, where the
# blank nodes of real records need some dozens.
MOST_STEPS = 1_500_000

Colours = dict[int, int]
Edge = tuple[int, int, int]
Neighbour = tuple[int, bool, int]  # predicate, whether the edge leads there, the other node


class TooTangledError(Exception):
    """Raised when a tangle has no canonical order within the allowed number of steps."""


@dataclass(frozen=True, slots=True)
class Tangle:
    """Blank nodes connected with each other by ``edges`` (subject, predicate, object).

    ``content`` holds, for each node, everything else that is said of it and where else it is
    mentioned, as values that compare with each other and do not depend on blank node labels.
    """

    content: Mapping[int, Any]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class TangleOrder:
    """The ``nodes`` of a tangle in canonical order; equal certificates mean isomorphic tangles."""

    certificate: tuple[Any, ...]
    nodes: tuple[int, ...]


def tangle_order(tangle: Tangle, most_steps: int = MOST_STEPS) -> TangleOrder:
    """Put the nodes of a tangle in an order that does not depend on their labels.

    Raises TooTangledError after ``most_steps``; steps and not seconds, so that the same graph is
    refused, or not, on every machine.
    """
    return _Search(tangle, _neighbours(tangle), most_steps).least(_ranked(tangle.content), None)


def _neighbours(tangle: Tangle) -> dict[int, tuple[Neighbour, ...]]:
    found: dict[int, list[Neighbour]] = {node: [] for node in tangle.content}
    for subject, predicate, object_ in tangle.edges:
        found[subject].append((predicate, True, object_))
        found[object_].append((predicate, False, subject))
    return {node: tuple(sorted(around)) for node, around in found.items()}


def _ranked(values: Mapping[int, Any]) -> Colours:
    distinct: Iterable[Hashable] = sorted(set(values.values()))
    rank = {value: place for place, value in enumerate(distinct)}
    return {node: rank[value] for node, value in values.items()}


@dataclass(slots=True)
class _Search:
    tangle: Tangle
    neighbours: Mapping[int, tuple[Neighbour, ...]]
    steps_left: int

    def least(self, colours: Colours, wanted: tuple[Any, ...] | None) -> TangleOrder:
        """Return the order with the least certificate, or the first one found to be ``wanted``.

        A branch that reaches a certificate already known is the mirror image of the branch that
        reached it first, so nothing better can be in it.
        """
        colours = self._refined(colours)
        tied = _first_tie(colours)
        if not tied:
            return self._order(colours)
        # Nodes with the very same neighbours can be swapped, so any order among them is right.
        alike: dict[tuple[Neighbour, ...], list[int]] = {}
        for node in tied:
            alike.setdefault(self.neighbours[node], []).append(node)
        best: TangleOrder | None = None
        for group in alike.values():
            singled_out = {node: colour * (len(group) + 1) for node, colour in colours.items()}
            for step, node in enumerate(group, 1):
                singled_out[node] -= step
            found = self.least(singled_out, wanted if best is None else best.certificate)
            if found.certificate == wanted:
                return found
            if best is None or found.certificate < best.certificate:
                best = found
        assert best is not None
        return best

    def _refined(self, colours: Colours) -> Colours:
        classes = len(set(colours.values()))
        while classes < len(colours):
            self.steps_left -= len(colours) + 2 * len(self.tangle.edges)
            if self.steps_left < 0:
                raise TooTangledError
            colours = _ranked(
                {
                    node: (colour, tuple(sorted((p, out, colours[n]) for p, out, n in around)))
                    for node, around in self.neighbours.items()
                    for colour in (colours[node],)
                }
            )
            before, classes = classes, len(set(colours.values()))
            if classes == before:
                break
        return colours

    def _order(self, colours: Colours) -> TangleOrder:
        nodes = tuple(sorted(colours, key=colours.__getitem__))
        place = {node: index for index, node in enumerate(nodes)}
        edges = sorted((place[s], p, place[o]) for s, p, o in self.tangle.edges)
        content = tuple(self.tangle.content[node] for node in nodes)
        return TangleOrder((content, tuple(edges)), nodes)


def _first_tie(colours: Colours) -> list[int]:
    members: dict[int, list[int]] = {}
    for node, colour in colours.items():
        members.setdefault(colour, []).append(node)
    return next((members[c] for c in sorted(members) if len(members[c]) > 1), [])
