"""The days and numbers of many answers as whole numbers that sort and compare fast.

Days are counted from the first of the calendar. Numbers are brought to one unit for each kind and
then replaced by their rank among all numbers of the question, open ends told apart from closed
ones, so that one range lies below another exactly where its last rank is smaller than the other's
first.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from msgspec import Struct

from kb.judgement.answers.answer import Answer, Quantity
from kb.judgement.pairs.world import World
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import Period
from kb.judgement.values.units import to_base

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
_UNTOLD = Period(None, None)
End = tuple[Decimal, int]
Range = tuple[int, int]
UNRANGED: Range = (-1, sys.maxsize)
"""The range of what has none: it lies below no other and above none."""


@dataclass(frozen=True, eq=False, slots=True)
class Days:
    """Where an answer stands in time.

    It lies within ``first`` to ``last``, holds at the latest from ``begins`` and at least until
    ``ends``; as a running count it goes from ``counts_from`` to ``counts_to``. Answers with the
    same ``stretch`` give the same stretch of time, ``None`` is that of one with an open end.
    """

    first: int
    last: int
    begins: int
    ends: int
    counts_from: int
    counts_to: int
    stretch: object

    @classmethod
    def of(cls, period: Period) -> "Days":
        """Return the days of a period."""
        known = period.first is not None and period.last is not None
        return cls(
            _FIRST if period.first is None else period.first.toordinal(),
            _LAST if period.end is None else period.end.toordinal(),
            period.latest_begin.toordinal(),
            period.earliest_end.toordinal(),
            _FIRST if period.counted_from is None else period.counted_from.toordinal(),
            _LAST if period.last is None else period.last.toordinal(),
            (period.first, period.last, period.persists) if known else None,
        )


class Mark(Struct, frozen=True, eq=False, gc=False):
    """Where one answer, or one reading of it, stands.

    ``number`` is the place of the mark among all marks, ``of`` that of its answer among the
    question's answers. Its range, `UNRANGED` where it has none, goes from one rank to another, and
    holds no number where the first is the higher. ``denies`` are the ranges of what the answer
    denies.
    """

    number: int
    of: int
    answer: Answer
    days: Days
    range: Range
    denies: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """Makes marks of answers in a world; answers that share a period share their days."""

    world: World
    _days: dict[int, tuple[Period, Days]] = field(default_factory=dict)

    def marks(self, read: Sequence[tuple[int, Answer]]) -> tuple[Mark, ...]:
        """Return a mark for each answer under a reading, given with the number of the whole
        answer.
        """
        told = [
            (
                self._interval(answer.quantity),
                [self._interval(target.quantity) for target in self.world.targets(answer)]
                if answer.denies
                else (),
            )
            for _, answer in read
        ]
        ranks = Ranks.of(interval for own, denied in told for interval in (own, *denied))
        return tuple(
            Mark(
                number,
                of,
                answer,
                self._days_of(answer.period or _UNTOLD),
                ranks.range(own),
                tuple([ranks.range(interval) for interval in denied if interval is not None]),
            )
            for number, ((of, answer), (own, denied)) in enumerate(zip(read, told, strict=True))
        )

    def _days_of(self, period: Period) -> Days:
        if id(period) not in self._days:  # it is held here, so that its id stays its own
            self._days[id(period)] = period, Days.of(period)
        return self._days[id(period)][1]

    def _interval(self, quantity: Quantity | None) -> Interval | None:
        amount = None if quantity is None else self.world.amount(quantity)
        if quantity is None or amount is None:
            return None
        return amount.scaled(to_base(quantity.unit), to_base(quantity.per))


@dataclass(frozen=True, slots=True)
class Ranks:
    """The rank of each end among all ends; open ends stand beside closed ones."""

    rank: Mapping[End, int]

    @classmethod
    def of(cls, intervals: Iterable[Interval | None]) -> "Ranks":
        """Return the ranks of the ends of some intervals."""
        ends = {
            end
            for interval in intervals
            if interval is not None
            for end in (_low(interval), _high(interval))
            if end is not None
        }
        return cls({end: rank for rank, end in enumerate(sorted(ends), start=1)})

    def range(self, interval: Interval | None) -> Range:
        """Return the ranks of the two ends; a missing one lies before or behind all others."""
        if interval is None:
            return UNRANGED
        low, high = _low(interval), _high(interval)
        return (
            0 if low is None else self.rank[low],
            len(self.rank) + 1 if high is None else self.rank[high],
        )


def _low(interval: Interval) -> End | None:
    return None if interval.low is None else (interval.low, 2 if interval.low_open else 1)


def _high(interval: Interval) -> End | None:
    return None if interval.high is None else (interval.high, 0 if interval.high_open else 1)
