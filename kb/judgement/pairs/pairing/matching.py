"""How what one answer speaks of matches what thousands of others speak of."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from kb.graph.index import Node
from kb.judgement.pairs.pairing.ladder import Bits, joined
from kb.judgement.pairs.world import Match, World

Named = frozenset[Node] | None
"""What an answer names in one dimension, ``None`` where that is not stated."""


class Dimension:
    """What the answers in some places name in one dimension."""

    def __init__(self, name: str, named: Mapping[Named, Bits], world: World) -> None:
        """Take up what is ``named``, each with the places of the answers that name it."""
        self._name = name
        self._named = named
        self._world = world
        self._known: dict[Named, Sequence[tuple[Match, Bits]]] = {}

    def matches(self, mine: Named) -> Sequence[tuple[Match, Bits]]:
        """Return the places by how what one answer names matches what they name."""
        if mine not in self._known:
            self._known[mine] = tuple(self._matches(mine).items())
        return self._known[mine]

    def _matches(self, mine: Named) -> Mapping[Match, Bits]:
        several = self._named.items()
        found: list[tuple[Match, Bits]] = []
        if mine and len(mine) == 1:
            several = self._of_several.items()
            found += self._of_one(*mine)
        match = self._world.match
        found += ((match(self._name, mine, theirs), bits) for theirs, bits in several)
        return {match: bits for match, bits in joined(found).items() if bits}

    def _of_one(self, node: Node) -> Sequence[tuple[Match, Bits]]:
        """Return how one record matches those answers that name one, by the laws of extents."""
        extents = self._world.extents
        named = self._at.get(node, 0)
        other = self._union(self._at, self._world.other_things(node, self._name)) & ~named
        inside = self._inside.get(node, 0)
        outside = self._union(self._at, extents.outward(node))
        same = inside & outside & ~other
        within, contains = outside & ~(same | other), inside & ~(same | other)
        near = same | within | contains
        apart = self._union(self._inside, extents.apart(node)) & ~near | other
        return (
            (Match.SAME, same),
            (Match.WITHIN, within),
            (Match.CONTAINS, contains),
            (Match.DIFFERENT, apart),
            (Match.UNDECLARED, self._of_one_each & ~(near | apart)),
        )

    def _union(self, where: Mapping[Node, Bits], nodes: frozenset[Node]) -> Bits:
        found = 0
        for node in nodes:
            found |= where.get(node, 0)
        return found

    @cached_property
    def _at(self) -> Mapping[Node, Bits]:
        """The places that name just this record."""
        ones = ((named, bits) for named, bits in self._named.items() if named and len(named) == 1)
        return {node: bits for named, bits in ones for node in named}

    @cached_property
    def _of_one_each(self) -> Bits:
        return sum(self._at.values())

    @cached_property
    def _inside(self) -> Mapping[Node, Bits]:
        """The places that name just this record or one that lies within it."""
        outward = self._world.extents.outward
        return joined((outer, bits) for node, bits in self._at.items() for outer in outward(node))

    @cached_property
    def _of_several(self) -> Mapping[Named, Bits]:
        """What is named other than one record: several that are meant together, or none."""
        return {named: bits for named, bits in self._named.items() if not named or len(named) != 1}
