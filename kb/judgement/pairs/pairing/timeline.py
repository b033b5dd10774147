"""Marks in the order of their days, to find and count those that are near in time."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kb.judgement.pairs.pairing.marks import Mark


@dataclass(frozen=True, slots=True)
class Timeline:
    """Marks ``by_first`` day, those ``firsts`` and their last days ``lasts``, each in order.

    ``longest`` is the most days that a mark lasts after its first.
    """

    by_first: tuple[Mark, ...]
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    longest: int

    @classmethod
    def of(cls, marks: Iterable[Mark]) -> "Timeline":
        """Return the timeline of some marks."""
        by_first = tuple(sorted(marks, key=lambda mark: mark.first))
        return cls(
            by_first,
            tuple(mark.first for mark in by_first),
            tuple(sorted(mark.last for mark in by_first)),
            max((mark.last - mark.first for mark in by_first), default=0),
        )

    def apart(self, other: "Timeline") -> int:
        """Count the pairs between two timelines, or within one, that surely share no moment."""
        before = sum(bisect_left(other.lasts, first) for first in self.firsts)
        if self is other:
            return before
        count = len(other.firsts)
        return before + sum(count - bisect_right(other.firsts, last) for last in self.lasts)

    def parted(self, stretches: Collection[tuple[int, int]]) -> tuple[list[Mark], list[Mark]]:
        """Return the marks that may share a moment with any of some stretches of days, and those
        that surely do not.
        """
        first = min(begin for begin, _ in stretches)
        last = max(end for _, end in stretches)
        begin = bisect_left(self.firsts, first - self.longest)
        end = bisect_right(self.firsts, last)
        near: list[Mark] = []
        far = [*self.by_first[:begin], *self.by_first[end:]]
        for mark in self.by_first[begin:end]:
            (near if mark.last >= first else far).append(mark)
        return near, far
