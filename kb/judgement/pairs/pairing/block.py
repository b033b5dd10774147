"""Answers side by side, so that one of them is held against thousands at a stroke."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product, zip_longest

from kb.judgement.pairs.pairing.ladder import Bits
from kb.judgement.pairs.pairing.layer import Layer
from kb.judgement.pairs.pairing.likeness import Group
from kb.judgement.pairs.pairing.marks import Mark
from kb.judgement.pairs.pairing.rivals import Rivals
from kb.judgement.pairs.pairing.ruling import EACH, Said
from kb.judgement.pairs.pairing.sight import Sight
from kb.judgement.pairs.pairing.ties import Ties


@dataclass(frozen=True, eq=False)
class Block:
    """Some of the answers to one question, by ``numbers``, each in a place.

    ``layers`` are their marks: those of their first readings, of their second ones, and so on.
    """

    rivals: Rivals
    numbers: Sequence[int]
    layers: Sequence[Layer]
    _sights: dict[tuple[Group, Layer], Sight] = field(default_factory=dict)

    @property
    def all(self) -> Bits:
        """All places."""
        return self.layers[0].all

    @cached_property
    def _ties(self) -> Ties:
        return Ties(self.rivals, {number: place for place, number in enumerate(self.numbers)})

    def said(self, number: int, among: Bits) -> dict[Said, Bits]:
        """Return what is said of an answer and each of some here, under all of their readings."""
        single = among & self._ties.named(number)
        bearing = self._ties.bearing(number)
        its_ways, among = self.rivals.ways[number], among ^ single
        if len(its_ways) == len(self.layers) == 1:
            sight = self._sight(its_ways[0], self.layers[0])
            found = sight.said(its_ways[0], among, bearing)
        else:
            found = self._under_all_readings(its_ways, among, bearing)
        found[EACH] = found.get(EACH, 0) | single
        return found

    def _under_all_readings(
        self, its_ways: Sequence[Mark], among: Bits, bearing: Bits
    ) -> dict[Said, Bits]:
        parts: dict[frozenset[Said], Bits] = {frozenset(): among}
        for way, layer in product(its_ways, self.layers):
            said = self._sight(way, layer).said(way, among & layer.all, bearing)
            refined: dict[frozenset[Said], Bits] = defaultdict(int)
            for known, bits in parts.items():
                refined[known] |= bits & ~layer.all
                for also, standing in said.items():
                    refined[known | {also}] |= bits & standing
            parts = {known: bits for known, bits in refined.items() if bits}
        found: dict[Said, Bits] = defaultdict(int)
        for known, bits in parts.items():
            found[self.rivals.table.together(known)] |= bits
        return found

    def _sight(self, mark: Mark, layer: Layer) -> Sight:
        key = self.rivals.group_of[mark.number], layer
        if key not in self._sights:
            self._sights[key] = Sight(*key, self.rivals.rulings, scattered=self.rivals.scattered)
        return self._sights[key]


def blocks(rivals: Rivals, width: int) -> Iterator[Block]:
    """Lay out answers in blocks of no more than ``width``.

    First come the ambiguous ones, as a rule few, then the others in the order of their days.
    """
    ways, group_of = rivals.ways, rivals.group_of
    ambiguous = [number for number, its_ways in enumerate(ways) if len(its_ways) > 1]
    plain = sorted(
        (its_ways[0] for its_ways in ways if len(its_ways) == 1),
        key=lambda mark: (mark.days.first, mark.number),
    )
    for numbers in (ambiguous, [mark.of for mark in plain]):
        for begin in range(0, len(numbers), width):
            some = numbers[begin : begin + width]
            by_layer = [
                {place: mark for place, mark in enumerate(layer) if mark is not None}
                for layer in zip_longest(*(ways[number] for number in some))
            ]
            yield Block(
                rivals, some, [Layer(marks, group_of, rivals.rulings) for marks in by_layer]
            )
