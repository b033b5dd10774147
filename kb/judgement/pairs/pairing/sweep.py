"""Finding pairs that share a time, or that follow each other, without looking at all pairs.

Each sweep goes once through the marks in the order of their days and hands out, for one mark after
the other, the shelf of those with which it forms a pair: each pair comes once. A shelf is ordered
by the ranges that the marks tell, so that those wholly below or above another range are its
beginning or its end. A shelf must be read before the sweep goes on.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from kb.judgement.pairs.pairing.marks import Mark

Side = bool
"""Whether a mark is of the second of two groups."""
Step = tuple[Mark, Side, "Shelf | Few"]
"""A mark, its side, and the marks of the other side (within one group: of its own) it meets."""
Days = Callable[[Mark], tuple[int, int]]
_LAST = itemgetter(1)


def within(mark: Mark) -> tuple[int, int]:
    """Return the days to which an answer is confined."""
    return mark.first, mark.last


def surely(mark: Mark) -> tuple[int, int]:
    """Return the days on each of which an answer surely holds; only for those that have some."""
    return mark.begins, mark.ends


def surely_or_first(mark: Mark) -> tuple[int, int]:
    """Return the days on each of which an answer surely holds, else the first of its window."""
    return (mark.begins, mark.ends) if mark.begins <= mark.ends else (mark.ends, mark.ends)


def counted(mark: Mark) -> tuple[int, int]:
    """Return the days up to which a running count may go."""
    return mark.counts_from, mark.counts_to


class Shelf:
    """Marks ordered by where their ranges begin, and by where they end."""

    __slots__ = ("_by_high", "_by_low", "_every", "_marks", "_ranges", "_size")

    def __init__(self, every: Sequence[Mark]) -> None:
        """Make an empty shelf for some of ``every`` mark of a question, which are its numbers."""
        self._every = every
        self._size = len(every)
        self._by_low: list[int] = []
        self._by_high: list[int] = []
        self._ranges: Counter[int] = Counter()
        self._marks: dict[int, Mark] = {}

    def __len__(self) -> int:
        return len(self._by_low)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._marks.values())

    def add(self, mark: Mark) -> None:
        """Put a mark on the shelf."""
        insort(self._by_low, mark.low * self._size + mark.number)
        insort(self._by_high, mark.high * self._size + mark.number)
        self._ranges[mark.range] += 1
        self._marks[mark.number] = mark

    def fill(self, marks: Sequence[Mark]) -> None:
        """Put many marks at once on an empty shelf."""
        self._ranges = Counter(mark.range for mark in marks)
        self._marks = {mark.number: mark for mark in marks}
        self._by_low = sorted(mark.low * self._size + mark.number for mark in marks)
        self._by_high = sorted(mark.high * self._size + mark.number for mark in marks)

    def remove(self, mark: Mark) -> None:
        """Take a mark off the shelf."""
        del self._by_low[bisect_left(self._by_low, mark.low * self._size + mark.number)]
        del self._by_high[bisect_left(self._by_high, mark.high * self._size + mark.number)]
        self._ranges[mark.range] -= 1
        del self._marks[mark.number]

    def counts(self, mark: Mark) -> tuple[int, int, int]:
        """Count the marks whose range lies wholly below another, wholly above it, is the same."""
        below = bisect_left(self._by_high, mark.low * self._size)
        above = len(self._by_low) - bisect_left(self._by_low, (mark.high + 1) * self._size)
        return below, above, self._ranges.get(mark.range, 0)

    def below(self, mark: Mark) -> Iterator[Mark]:
        """Return the marks whose range lies wholly below that of another."""
        keys = self._by_high[: bisect_left(self._by_high, mark.low * self._size)]
        return (self._every[key % self._size] for key in keys)

    def above(self, mark: Mark) -> Iterator[Mark]:
        """Return the marks whose range lies wholly above that of another."""
        keys = self._by_low[bisect_left(self._by_low, (mark.high + 1) * self._size) :]
        return (self._every[key % self._size] for key in keys)


class Few:
    """Some marks picked one by one, read like a shelf."""

    __slots__ = ("_marks",)

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._marks)

    def counts(self, mark: Mark) -> tuple[int, int, int]:
        """Count the marks whose range lies wholly below another, wholly above it, is the same."""
        below = above = same = 0
        for other in self._marks:
            if other.high < mark.low:
                below += 1
            elif mark.high < other.low:
                above += 1
            elif other.range == mark.range:
                same += 1
        return below, above, same

    def below(self, mark: Mark) -> Iterator[Mark]:
        """Return the marks whose range lies wholly below that of another."""
        return (other for other in self._marks if other.high < mark.low)

    def above(self, mark: Mark) -> Iterator[Mark]:
        """Return the marks whose range lies wholly above that of another."""
        return (other for other in self._marks if mark.high < other.low)


def overlapping(
    every: Sequence[Mark], one: Sequence[Mark], other: Sequence[Mark] | None, days: Days
) -> Iterator[Step]:
    """Return the pairs whose days overlap: between two groups, or within one (``other`` none)."""
    shelves = (Shelf(every), Shelf(every))
    both = ((False, one), (True, other or ()))
    coming = sorted((*days(mark), side, mark) for side, marks in both for mark in marks)
    going = sorted(coming, key=_LAST, reverse=True)
    for begin, _, side, mark in coming:
        while going[-1][1] < begin:
            _, _, gone, which = going.pop()
            shelves[gone].remove(which)
        yield mark, side, shelves[side if other is None else not side]
        shelves[side].add(mark)


def following(
    every: Sequence[Mark], one: Sequence[Mark], other: Sequence[Mark], days: Days
) -> Iterator[Step]:
    """Return the pairs in which a mark of the first group ends before one of the second begins.

    The same group twice gives each pair of it that follows one another once.
    """
    shelf = Shelf(every)
    ended = sorted(one, key=lambda mark: days(mark)[1], reverse=True)
    for mark in sorted(other, key=lambda mark: days(mark)[0]):
        while ended and days(ended[-1])[1] < days(mark)[0]:
            shelf.add(ended.pop())
        yield mark, True, shelf


def turned(steps: Iterable[Step]) -> Iterator[Step]:
    """Return steps between two groups with the two sides exchanged."""
    return ((mark, not second, company) for mark, second, company in steps)


def all_pairs(
    every: Sequence[Mark], one: Sequence[Mark], other: Sequence[Mark] | None
) -> Iterator[Step]:
    """Return all pairs, between two groups or within one."""
    shelf = Shelf(every)
    if other is not None:
        shelf.fill(other)
    for mark in one:
        yield mark, False, shelf
        if other is None:
            shelf.add(mark)
