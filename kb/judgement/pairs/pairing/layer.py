"""Marks side by side, to see at a stroke which of them stand so or so to another one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from kb.judgement.pairs.pairing.ladder import Bits, Ladder, Trait, joined
from kb.judgement.pairs.pairing.likeness import Group, Setting
from kb.judgement.pairs.pairing.marks import Days, Mark, Range
from kb.judgement.pairs.pairing.timing import State, Timing

_REMEMBERED = 4096
"""For how many days it is remembered how marks stand to them: many answers share theirs."""


class Layer:
    """Marks of answers, at most one of each, in places that are those of the answers."""

    def __init__(self, marks: Mapping[int, Mark], group_of: Mapping[int, Group]) -> None:
        """Lay out marks, given with their places; ``group_of`` has the group of each by number."""
        self._marks = [(mark, 1 << place) for place, mark in marks.items()]
        self.all: Bits = sum(bit for _, bit in self._marks)
        self.settings: dict[Setting, list[tuple[Group, Bits]]] = defaultdict(list)
        for group, bits in joined(
            (group_of[mark.number], bit) for mark, bit in self._marks
        ).items():
            self.settings[group.setting].append((group, bits))
        self._days = joined((mark.days, bit) for mark, bit in self._marks)
        self._apart: dict[Days, Bits] = {}
        self._shared: dict[tuple[Days, Timing], Bits] = {}

    # In time

    def apart(self, days: Days) -> Bits:
        """Return those that surely share no moment with some days."""
        found = self._apart.get(days)
        if found is None:
            found = self._lasts.under(days.first) | (self.all ^ self._firsts.upto(days.last))
            _remember(self._apart, days, found)
        return found

    def states(
        self, days: Days, among: Bits, timings: Mapping[Timing, Bits]
    ) -> Iterator[tuple[State | None, Bits]]:
        """Return how some days stand to some marks, of which the timings are given.

        Counts of which each is the earlier, as one ends before it begins, are in no state.
        """
        apart = shared = unknown = 0
        for timing, bits in timings.items():
            some = among & bits
            if not some:
                continue
            if timing.always is not None:
                yield timing.always, some
                continue
            if timing.series:
                before = some & ~self._counts_from.upto(days.counts_to)
                after = some & self._counts_to.under(days.counts_from)
                yield State.BEFORE, before & ~after
                yield State.AFTER, after & ~before
                yield None, before & after
                near = some & ~(before | after)
            else:
                far = some & self.apart(days)
                apart |= far
                near = some ^ far
            sharing = near and near & self._sharing(days, timing)
            shared |= sharing
            unknown |= near ^ sharing
        yield State.APART, apart
        yield State.SHARED, shared
        yield State.OPEN, unknown

    def _sharing(self, days: Days, timing: Timing) -> Bits:
        """Return those that surely share a moment with some days, unless they are apart."""
        found = self._shared.get((days, timing))
        if found is None:
            found = self._stretches.get(days.stretch, 0) if timing.stretches else 0
            if not timing.total:
                found |= self._begins.upto(days.ends) & ~self._ends.under(days.begins)
            _remember(self._shared, (days, timing), found)
        return found

    @cached_property
    def _firsts(self) -> Ladder:
        return Ladder((days.first, bits) for days, bits in self._days.items())

    @cached_property
    def _lasts(self) -> Ladder:
        return Ladder((days.last, bits) for days, bits in self._days.items())

    @cached_property
    def _begins(self) -> Ladder:
        return Ladder((days.begins, bits) for days, bits in self._days.items())

    @cached_property
    def _ends(self) -> Ladder:
        return Ladder((days.ends, bits) for days, bits in self._days.items())

    @cached_property
    def _counts_from(self) -> Ladder:
        return Ladder((days.counts_from, bits) for days, bits in self._days.items())

    @cached_property
    def _counts_to(self) -> Ladder:
        return Ladder((days.counts_to, bits) for days, bits in self._days.items())

    @cached_property
    def _stretches(self) -> Mapping[object, Bits]:
        told = [(days.stretch, bits) for days, bits in self._days.items()]
        return joined((stretch, bits) for stretch, bits in told if stretch is not None)

    # In range

    def below(self, ranks: Range) -> Bits:
        """Return those whose range lies wholly below another one."""
        return self._highs.under(ranks[0])

    def above(self, ranks: Range) -> Bits:
        """Return those whose range lies wholly above another one."""
        return self.all ^ self._lows.upto(ranks[1])

    def same(self, ranks: Range) -> Bits:
        """Return those whose range is the same as another one."""
        return self._ranges.get(ranks, 0)

    @cached_property
    def _lows(self) -> Ladder:
        return Ladder((mark.range[0], bit) for mark, bit in self._marks)

    @cached_property
    def _highs(self) -> Ladder:
        return Ladder((mark.range[1], bit) for mark, bit in self._marks)

    @cached_property
    def _ranges(self) -> Mapping[Range, Bits]:
        return joined((mark.range, bit) for mark, bit in self._marks)


def _remember(known: dict[Trait, Bits], trait: Trait, bits: Bits) -> None:
    if len(known) >= _REMEMBERED:  # never so many that they are what memory goes with
        known.clear()
    known[trait] = bits
