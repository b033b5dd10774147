"""Periods compared in three values, held against all days that they may fill.

A period stands for everything that its words leave possible: each possibility is the set of days of
which the answer then speaks. Two periods surely have a common moment where every possibility of the
one shares a day with every possibility of the other, and surely have none where no two do.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from kb.judgement.values.periods import EXACT, Filling, Period, Sure

BEGINNING = date(2020, 3, 1)
FIRST, LAST = -3, 9
"""The days looked at: more than any period below names, so that an unknown end has room."""

DAYS = st.integers(0, 6)
ENDS = st.one_of(st.none(), DAYS, DAYS)
PERIODS = st.builds(
    lambda first, last, filling, slack, persists: Period(
        day(first), day(last), filling, slack, persists
    ),
    ENDS,
    ENDS,
    st.sampled_from(list(Filling)),
    st.sampled_from([EXACT, EXACT, timedelta(1), timedelta(2), None]),
    st.booleans(),
).filter(lambda p: p.first is None or p.last is None or p.first <= p.last)
Days = frozenset[int]


def day(number: int | None) -> date | None:
    return None if number is None else BEGINNING + timedelta(number)


def number(day: date | None, missing: int) -> int:
    return missing if day is None else (day - BEGINNING).days


def stretches(period: Period) -> Iterator[tuple[int, int]]:
    """All stretches of days that the dates leave possible: an end may be too wide by the slack."""
    first, last = number(period.first, FIRST), number(period.last, LAST)
    slack = LAST - FIRST if period.slack is None else period.slack.days
    begins = range(first, LAST + 1 if period.first is None else first + slack + 1)
    ends = range(FIRST if period.last is None else last - slack, last + 1)
    for begin, end in product(begins, ends):
        if first <= begin <= end <= last:
            yield begin, end


def possibilities(period: Period) -> set[Days]:
    """The sets of days of which the answer may speak."""
    found: set[Days] = set()
    for begin, end in stretches(period):
        single = period.filling in {Filling.SOME_TIME_WITHIN, Filling.AS_OF}
        for at in range(begin, end + 1) if single else (begin,):
            until = LAST if period.persists else at if single else end
            found.add(frozenset(range(at, until + 1)))
    return found


def told_alike(one: Period, other: Period) -> bool:
    """Whether the same words give the same stretch, which then is the same for both."""
    known = one.first is not None and one.last is not None
    mine = (one.first, one.last, one.filling, one.persists)
    theirs = (other.first, other.last, other.filling, other.persists)
    return known and mine == theirs and one.filling is not Filling.SOME_TIME_WITHIN


def by_brute_force(one: Period, other: Period) -> Sure:
    shared = {bool(a & b) for a, b in product(possibilities(one), possibilities(other))}
    if shared == {False}:
        return Sure.NO
    if told_alike(one, other):
        return Sure.YES
    if Filling.TOTAL_OVER in (one.filling, other.filling):
        return Sure.UNKNOWN
    return Sure.YES if shared == {True} else Sure.UNKNOWN


@given(PERIODS, PERIODS)
def test_it_is_what_all_possibilities_come_to(one: Period, other: Period) -> None:
    assert one.common_moment(other) is by_brute_force(one, other)


@given(PERIODS, PERIODS)
def test_it_is_the_same_from_both_sides(one: Period, other: Period) -> None:
    assert one.common_moment(other) is other.common_moment(one)


@given(PERIODS)
def test_nothing_is_surely_apart_from_itself(period: Period) -> None:
    assert period.common_moment(period) is not Sure.NO


@given(PERIODS, PERIODS)
def test_one_event_is_one_happening(one: Period, other: Period) -> None:
    event = "https://example.org/event/storm"
    first = Period(one.first, one.last, one.filling, one.slack, one.persists, event)
    second = Period(other.first, other.last, other.filling, other.slack, other.persists, event)
    assert first.common_moment(second) is Sure.YES


@given(PERIODS, PERIODS)
def test_less_precise_dates_make_nothing_surer(one: Period, other: Period) -> None:
    assume(one.slack is not None and not told_alike(one, other))
    vague = Period(one.first, one.last, one.filling, None, one.persists)
    if one.common_moment(other) is Sure.UNKNOWN:
        assert vague.common_moment(other) is Sure.UNKNOWN


def test_dates_at_the_end_of_the_calendar_are_dates() -> None:
    last = Period(date(9999, 12, 1), date.max, Filling.THROUGHOUT, timedelta(3652))
    first = Period(date.min, date(1, 2, 1), Filling.THROUGHOUT, timedelta(3652))
    assert last.common_moment(last) is Sure.YES
    assert first.common_moment(last) is Sure.NO


def test_two_happenings_on_one_day_share_it() -> None:
    flood = Period(date(2020, 5, 3), date(2020, 5, 3), Filling.SOME_TIME_WITHIN)
    assert flood.common_moment(flood) is Sure.YES


def test_two_happenings_in_one_month_may_be_weeks_apart() -> None:
    flood = Period(date(2020, 5, 1), date(2020, 5, 31), Filling.SOME_TIME_WITHIN)
    assert flood.common_moment(flood) is Sure.UNKNOWN
