"""Sets of answers as the bits of one whole number, a place for each: sixty-four at a stroke."""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

Trait = TypeVar("Trait", bound=Hashable)
Bits = int
"""A set of places, each a bit."""


def places(bits: Bits) -> Iterator[int]:
    """Return the places in a set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def joined(sets: Iterable[tuple[Trait, Bits]]) -> dict[Trait, Bits]:
    """Return the places that have each trait, given as sets that have one."""
    found: dict[Trait, Bits] = {}
    for trait, bits in sets:
        found[trait] = found.get(trait, 0) | bits
    return found


class Ladder:
    """Places by a number that each has, to find those up to some number without looking at each."""

    __slots__ = ("_reached", "_rungs")

    def __init__(self, numbers: Iterable[tuple[int, Bits]]) -> None:
        """Make the ladder of some numbers, each with places that have it."""
        having = joined(numbers)
        self._rungs = sorted(having)
        self._reached = [0]
        for number in self._rungs:
            self._reached.append(self._reached[-1] | having[number])

    def upto(self, number: int) -> Bits:
        """Return the places whose number is so large at the most."""
        return self._reached[bisect_right(self._rungs, number)]

    def under(self, number: int) -> Bits:
        """Return the places whose number is smaller."""
        return self._reached[bisect_left(self._rungs, number)]
