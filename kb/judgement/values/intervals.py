"""Intervals of numbers with open, closed and missing ends.

A bound that is missing is not known, which for a comparison of values means unbounded: a cap of
25,000 is compatible with any smaller number.
"""

from decimal import Context, Decimal

from msgspec import Struct

_EXACT = Context(prec=100)
"""Wide enough that no product of a printed number and a factor of units is rounded, and no quotient
so that it would fall on another side of a printed number.
"""


class Interval(Struct, frozen=True, gc=False):
    """Numbers from ``low`` to ``high``; ``None`` is no bound, ``..._open`` excludes the bound
    itself.

    An interval whose low is above its high holds no number; the checker reports it (KB125), and it
    is compared with nothing.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False

    @property
    def empty(self) -> bool:
        """Tell whether it holds no number at all."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def open_ended(self) -> bool:
        """Tell whether a bound is missing."""
        return self.low is None or self.high is None

    def below(self, other: "Interval") -> bool:
        """Tell whether every number of this interval lies below every number of the other."""
        if self.high is None or other.low is None:
            return False
        if self.high == other.low:
            return self.high_open or other.low_open
        return self.high < other.low

    def disjoint(self, other: "Interval") -> bool:
        """Tell whether the two have no number in common."""
        return self.below(other) or other.below(self)

    def within(self, other: "Interval") -> bool:
        """Tell whether every number of this interval is in the other."""
        return _bounded(self.low, self.low_open, other.low, other.low_open, 1) and _bounded(
            self.high, self.high_open, other.high, other.high_open, -1
        )

    def gap(self, other: "Interval") -> Decimal | None:
        """Return the distance between two disjoint intervals, or ``None`` where they meet."""
        if self.below(other):
            assert self.high is not None
            assert other.low is not None
            return other.low - self.high
        if other.below(self):
            return other.gap(self)
        return None

    def overlap(self, other: "Interval") -> Decimal | None:
        """Return how much the two have in common, 0 for one number.

        ``None`` where they have nothing in common, or what they have is without an end.
        """
        if self.disjoint(other):
            return None
        low = max((end for end in (self.low, other.low) if end is not None), default=None)
        high = min((end for end in (self.high, other.high) if end is not None), default=None)
        return None if low is None or high is None else high - low

    def factor(self, other: "Interval") -> Decimal | None:
        """Return how many times the upper of two disjoint intervals begins where the lower ends.

        ``None`` where they meet, or where the lower does not end above zero.
        """
        if other.below(self):
            return other.factor(self)
        if not self.below(other) or self.high is None or other.low is None or self.high <= 0:
            return None
        return other.low / self.high

    def scaled(self, times: Decimal, over: Decimal = Decimal(1)) -> "Interval":
        """Return the interval in another unit, ``times`` of which make ``over`` of this; both > 0.

        The two stand apart because many a quotient of units, such as a day in weeks, is no decimal.
        """
        if times == over:
            return self

        def in_other(bound: Decimal | None) -> Decimal | None:
            return None if bound is None else _EXACT.divide(_EXACT.multiply(bound, times), over)

        return Interval(in_other(self.low), in_other(self.high), self.low_open, self.high_open)

    def hull(self, other: "Interval") -> "Interval":
        """Return the smallest interval that holds both."""
        low, low_open = _outer(self.low, self.low_open, other.low, other.low_open, 1)
        high, high_open = _outer(self.high, self.high_open, other.high, other.high_open, -1)
        return Interval(low, high, low_open, high_open)


def _bounded(
    inner: Decimal | None, inner_open: bool, outer: Decimal | None, outer_open: bool, sign: int
) -> bool:
    if outer is None:
        return True
    if inner is None:
        return False
    if inner == outer:
        return inner_open or not outer_open
    return (inner - outer) * sign > 0


def _outer(
    one: Decimal | None, one_open: bool, other: Decimal | None, other_open: bool, sign: int
) -> tuple[Decimal | None, bool]:
    if one is None or other is None:
        return None, False
    if one == other:
        return one, one_open and other_open
    return (one, one_open) if (one - other) * sign < 0 else (other, other_open)
