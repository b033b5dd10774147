"""Marks side by side, to see at a stroke which of them stand so or so to another one."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from kb.judgement.pairs.pairing.ladder import Bits, Ladder, Trait, joined
from kb.judgement.pairs.pairing.likeness import Group, Setting
from kb.judgement.pairs.pairing.marks import Days, Mark, Range
from kb.judgement.pairs.pairing.matching import Dimension
from kb.judgement.pairs.pairing.ruling import Matching, Rulings
from kb.judgement.pairs.pairing.timing import State, Timing
from kb.judgement.pairs.world import TURNED, Match

_REMEMBERED = 4096
"""For how many days it is remembered how marks stand to them: many answers share theirs."""


class Layer:
    """Marks of answers, at most one of each, in places that are those of the answers."""

    def __init__(
        self, marks: Mapping[int, Mark], group_of: Mapping[int, Group], rulings: Rulings
    ) -> None:
        """Lay out marks, given with their places; ``group_of`` has the group of each by number."""
        self._marks = [(mark, 1 << place) for place, mark in marks.items()]
        self._rulings = rulings
        self.all: Bits = sum(bit for _, bit in self._marks)
        self._group_at = {place: group_of[mark.number] for place, mark in marks.items()}
        self._groups = joined((group, 1 << place) for place, group in self._group_at.items())
        self._days = joined((mark.days, bit) for mark, bit in self._marks)
        self._matchings: dict[Setting, Sequence[tuple[Matching, Matching, Bits]]] = {}
        self._apart: dict[Days, Bits] = {}
        self._shared: dict[tuple[Days, Timing], Bits] = {}

    # In what they speak of

    def matchings(self, setting: Setting) -> Sequence[tuple[Matching, Matching, Bits]]:
        """Return the places by how what a setting speaks of matches what they speak of.

        The second is how they match it.
        """
        if setting not in self._matchings:
            self._matchings[setting] = tuple(self._matched(setting))
        return self._matchings[setting]

    def _matched(self, setting: Setting) -> Iterator[tuple[Matching, Matching, Bits]]:
        parts: list[tuple[tuple[Match, ...], Bits]] = [((), self.all)]
        for dimension, named in zip(self._dimensions, setting.spoken_of, strict=True):
            how = dimension.matches(named)
            parts = [
                ((*before, match), both)
                for before, bits in parts
                for match, places in how
                if (both := bits & places)
            ]
        matching = self._rulings.matching
        for kind, places in self._kinds.items():
            for known, bits in parts:
                if bits & places:
                    there = matching(known, setting.kind, kind)
                    back = matching((TURNED[match] for match in known), kind, setting.kind)
                    yield there, back, bits & places

    def groups(self, bits: Bits) -> Iterator[tuple[Group, Bits]]:
        """Return the groups of some places, each with all of its places."""
        while bits:
            group = self.group(bits)
            yield group, self._groups[group]
            bits &= ~self._groups[group]

    def group(self, bits: Bits) -> Group:
        """Return the group of the first of some places."""
        return self._group_at[(bits & -bits).bit_length() - 1]

    @cached_property
    def _dimensions(self) -> Sequence[Dimension]:
        names, world = self._rulings.dimensions, self._rulings.world
        told = [(group.setting.spoken_of, bits) for group, bits in self._groups.items()]
        return [
            Dimension(name, joined((spoken_of[n], bits) for spoken_of, bits in told), world)
            for n, name in enumerate(names)
        ]

    @cached_property
    def _kinds(self) -> Mapping[int, Bits]:
        return joined((group.setting.kind, bits) for group, bits in self._groups.items())

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
    ) -> Iterator[tuple[State, Bits]]:
        """Return how some days stand to some marks, of which the timings are given."""
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
                yield State.BEFORE, before
                yield State.AFTER, after
                near = some ^ before ^ after
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
