"""Marks side by side, to see at a stroke which of them stand so or so to another one."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from kb.judgement.pairs.pairing.ladder import Bits, Ladder
from kb.judgement.pairs.pairing.likeness import Group, Setting
from kb.judgement.pairs.pairing.marks import Mark
from kb.judgement.pairs.pairing.timing import State, Timing


class Layer:
    """Marks of answers, at most one of each, in places that are those of the answers."""

    def __init__(self, marks: Mapping[int, Mark], group_of: Mapping[int, Group]) -> None:
        """Lay out marks, given with their places; ``group_of`` has the group of each by number."""
        self._marks = [(mark, 1 << place) for place, mark in marks.items()]
        self.all: Bits = sum(bit for _, bit in self._marks)
        groups: dict[Group, Bits] = defaultdict(int)
        for mark, bit in self._marks:
            groups[group_of[mark.number]] |= bit
        self.settings: dict[Setting, list[tuple[Group, Bits]]] = defaultdict(list)
        for group, bits in groups.items():
            self.settings[group.setting].append((group, bits))

    # In time

    def apart(self, mark: Mark) -> Bits:
        """Return those that surely share no moment with a mark."""
        return self._lasts.under(mark.first) | (self.all ^ self._firsts.upto(mark.last))

    def states(
        self, mark: Mark, timing: Timing, among: Bits
    ) -> Iterator[tuple[State | None, Bits]]:
        """Return how a mark stands in time to some others, all of one timing.

        Counts of which each is the earlier, as one ends before it begins, are in no state.
        """
        if timing.always is not None:
            yield timing.always, among
            return
        if timing.series:
            before = among & ~self._counts_from.upto(mark.counts_to)
            after = among & self._counts_to.under(mark.counts_from)
            absurd = before & after
            yield State.BEFORE, before ^ absurd
            yield State.AFTER, after ^ absurd
            yield None, absurd
            near = among & ~(before | after)
        else:
            near = among & ~self.apart(mark)
            yield State.APART, among ^ near
        sharing = 0
        if near and timing.stretches:
            sharing = near & self._stretches.get(_stretch(mark), 0)
        if near and not timing.total:
            sharing |= near & self._begins.upto(mark.ends) & ~self._ends.under(mark.begins)
        yield State.SHARED, sharing
        yield State.OPEN, near ^ sharing

    @cached_property
    def _firsts(self) -> Ladder:
        return self._ladder(lambda mark: mark.first)

    @cached_property
    def _lasts(self) -> Ladder:
        return self._ladder(lambda mark: mark.last)

    @cached_property
    def _begins(self) -> Ladder:
        return self._ladder(lambda mark: mark.begins)

    @cached_property
    def _ends(self) -> Ladder:
        return self._ladder(lambda mark: mark.ends)

    @cached_property
    def _counts_from(self) -> Ladder:
        return self._ladder(lambda mark: mark.counts_from)

    @cached_property
    def _counts_to(self) -> Ladder:
        return self._ladder(lambda mark: mark.counts_to)

    @cached_property
    def _stretches(self) -> Mapping[object, Bits]:
        return self._alike(_stretch)

    # In range

    def below(self, mark: Mark) -> Bits:
        """Return those whose range lies wholly below that of a mark."""
        return self._highs.under(mark.low)

    def above(self, mark: Mark) -> Bits:
        """Return those whose range lies wholly above that of a mark."""
        return self.all ^ self._lows.upto(mark.high)

    def same(self, mark: Mark) -> Bits:
        """Return those whose range is the same as that of a mark."""
        return self._ranges.get(mark.range, 0)

    @cached_property
    def _lows(self) -> Ladder:
        return self._ladder(lambda mark: mark.low)

    @cached_property
    def _highs(self) -> Ladder:
        return self._ladder(lambda mark: mark.high)

    @cached_property
    def _ranges(self) -> Mapping[object, Bits]:
        return self._alike(lambda mark: mark.range)

    def _ladder(self, number: Callable[[Mark], int]) -> Ladder:
        return Ladder((number(mark), bit) for mark, bit in self._marks)

    def _alike(self, trait: Callable[[Mark], object]) -> Mapping[object, Bits]:
        found: dict[object, Bits] = defaultdict(int)
        for mark, bit in self._marks:
            found[trait(mark)] |= bit
        return found


def _stretch(mark: Mark) -> object:
    """Return the stretch of time that a mark gives, equal to no other where an end is open."""
    period = mark.answer.period
    if period is None or period.first is None or period.last is None:
        return mark
    return period.first, period.last, period.persists
