"""The algebra of intervals, held against the sets of numbers that they stand for."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from kb.judgement.values.intervals import Interval

ENDS = st.one_of(st.none(), st.integers(-4, 4).map(Decimal))
ANY = st.builds(Interval, ENDS, ENDS, st.booleans(), st.booleans())
INTERVALS = ANY.filter(lambda interval: not interval.empty)
FACTORS = st.sampled_from([Decimal("0.001"), Decimal("2.5"), Decimal("1852"), Decimal(1)])
POINTS = [Decimal(n) / 2 for n in range(-12, 13)]
"""All bounds, a number between each two neighbours, and numbers beyond: enough to tell any two of
these intervals apart.
"""


def numbers(interval: Interval) -> set[Decimal]:
    return {
        x
        for x in POINTS
        if (
            interval.low is None
            or interval.low < x
            or (interval.low == x and not interval.low_open)
        )
        and (
            interval.high is None
            or x < interval.high
            or (interval.high == x and not interval.high_open)
        )
    }


@given(ANY)
def test_empty_is_what_holds_no_number(interval: Interval) -> None:
    assert interval.empty == (not numbers(interval))


@given(INTERVALS, INTERVALS)
def test_disjoint_is_having_no_number_in_common(a: Interval, b: Interval) -> None:
    assert a.disjoint(b) == (not numbers(a) & numbers(b))
    assert a.disjoint(b) == b.disjoint(a)


@given(INTERVALS, INTERVALS)
def test_below_is_an_order_of_disjoint_intervals(a: Interval, b: Interval) -> None:
    assert a.below(b) == (max(numbers(a)) < min(numbers(b)))
    assert not (a.below(b) and b.below(a))
    assert not a.below(a)


@given(INTERVALS, INTERVALS)
def test_within_is_being_a_part(a: Interval, b: Interval) -> None:
    assert a.within(b) == (numbers(a) <= numbers(b))
    assert a.within(a)


@given(INTERVALS, INTERVALS, INTERVALS)
def test_within_is_transitive(a: Interval, b: Interval, c: Interval) -> None:
    if a.within(b) and b.within(c):
        assert a.within(c)


@given(INTERVALS, INTERVALS, INTERVALS)
def test_the_hull_is_the_smallest_that_holds_both(a: Interval, b: Interval, c: Interval) -> None:
    hull = a.hull(b)
    assert a.within(hull)
    assert b.within(hull)
    assert hull == b.hull(a)
    if a.within(c) and b.within(c):
        assert hull.within(c)


@given(INTERVALS, INTERVALS)
def test_a_gap_is_there_exactly_between_disjoint_intervals(a: Interval, b: Interval) -> None:
    gap = a.gap(b)
    assert gap == b.gap(a)
    assert (gap is not None) == a.disjoint(b)
    if gap is not None:
        lower, upper = (a, b) if a.below(b) else (b, a)
        touching = lower.high == upper.low
        assert (gap == 0) if touching else (gap > 0)


@given(INTERVALS, INTERVALS, FACTORS)
def test_another_unit_keeps_order_containment_and_gap(
    a: Interval, b: Interval, factor: Decimal
) -> None:
    c, d = a.scaled(factor), b.scaled(factor)
    assert c.below(d) == a.below(b)
    assert c.within(d) == a.within(b)
    assert c.empty == a.empty
    gap = a.gap(b)
    assert c.gap(d) == (None if gap is None else gap * factor)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=18, min_value=0, max_value=10**20))
def test_scaling_loses_no_digit(number: Decimal) -> None:
    factor = Decimal("2589988.110336")
    scaled = Interval(number, None).scaled(factor)
    assert scaled.low is not None
    assert Fraction(scaled.low) == Fraction(number) * Fraction(factor)


@given(INTERVALS, INTERVALS, INTERVALS)
def test_widening_makes_nothing_disjoint(a: Interval, b: Interval, wider: Interval) -> None:
    assume(a.within(wider))
    if not a.disjoint(b):
        assert not wider.disjoint(b)
