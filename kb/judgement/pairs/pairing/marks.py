"""The days and numbers of many answers as whole numbers that sort and compare fast.

Days are counted from the first of the calendar. Numbers are brought to one unit for each kind and
then replaced by their rank among all numbers of the question, open ends told apart from closed
ones, so that one range lies below another exactly where its last rank is smaller than the other's
first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kb.judgement.answers.answer import Answer, Quantity
from kb.judgement.pairs.world import World
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import Period
from kb.judgement.values.units import to_base

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
_UNTOLD = Period(None, None)
NO_RANGE = -1
Key = tuple[Decimal, int]


@dataclass(frozen=True, eq=False, slots=True)
class Mark:
    """Where one answer, or one reading of it, stands.

    ``number`` is the place of the mark among all marks, ``of`` that of its answer among the
    question's answers. The answer lies within ``first`` to ``last``, holds at the latest from
    ``begins`` and at least until ``ends``; as a running count it goes from ``counts_from`` to
    ``counts_to``. Its range goes from rank ``low`` to rank ``high``; ranges with the same ``range``
    are the same, and `NO_RANGE` is that of an answer without one. ``denies`` are the ranges of what
    the answer denies.
    """

    number: int
    of: int
    answer: Answer
    first: int
    last: int
    begins: int
    ends: int
    counts_from: int
    counts_to: int
    low: int
    high: int
    range: int
    denies: tuple[int, ...]

    def __lt__(self, other: "Mark") -> bool:
        """Tell which comes first in the text."""
        return self.number < other.number


def marks(read: Sequence[tuple[int, Answer]], world: World) -> tuple[Mark, ...]:
    """Return a mark for each answer under a reading, given with the number of the whole answer."""
    ranges = [_range(answer.quantity, world) for _, answer in read]
    ranks = _ranks(interval for interval in ranges if interval is not None)
    kinds: dict[Interval | None, int] = {None: NO_RANGE}
    found = []
    for number, ((of, answer), interval) in enumerate(zip(read, ranges, strict=True)):
        period = answer.period or _UNTOLD
        low, high = (None, None) if interval is None else (_low(interval), _high(interval))
        denied = (_range(target.quantity, world) for target in world.targets(answer))
        found.append(
            Mark(
                number,
                of,
                answer,
                _FIRST if period.first is None else period.first.toordinal(),
                _LAST if period.end is None else period.end.toordinal(),
                period.latest_begin.toordinal(),
                period.earliest_end.toordinal(),
                _FIRST if period.counted_from is None else period.counted_from.toordinal(),
                _LAST if period.last is None else period.last.toordinal(),
                0 if low is None else ranks[low],
                len(ranks) + 1 if high is None else ranks[high],
                kinds.setdefault(interval, len(kinds)),
                tuple(kinds.setdefault(each, len(kinds)) for each in denied if each is not None),
            )
        )
    return tuple(found)


def _range(quantity: Quantity | None, world: World) -> Interval | None:
    amount = None if quantity is None else world.amount(quantity)
    if quantity is None or amount is None:
        return None
    return amount.scaled(to_base(quantity.unit), to_base(quantity.per))


def _ranks(ranges: Iterable[Interval]) -> dict[Key, int]:
    keys = {key for each in ranges for key in (_low(each), _high(each)) if key is not None}
    return {key: rank for rank, key in enumerate(sorted(keys), start=1)}


def _low(interval: Interval) -> Key | None:
    return None if interval.low is None else (interval.low, 2 if interval.low_open else 1)


def _high(interval: Interval) -> Key | None:
    return None if interval.high is None else (interval.high, 0 if interval.high_open else 1)
