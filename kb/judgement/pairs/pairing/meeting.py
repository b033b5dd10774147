"""How the times of two groups of like answers stand to each other, and which pairs stand so."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from itertools import chain

from kb.judgement.pairs.pair import Pair
from kb.judgement.pairs.pairing.marks import Mark
from kb.judgement.pairs.pairing.sweep import (
    Few,
    Step,
    all_pairs,
    counted,
    following,
    overlapping,
    surely,
    surely_or_first,
    turned,
    within,
)
from kb.judgement.values.periods import Filling, Period

Marks = Sequence[Mark]
_UNTOLD = Period(None, None)


class State(IntEnum):
    """How the times of two answers stand to each other."""

    BEFORE = auto()
    """The first is the earlier of two running counts."""
    AFTER = auto()
    """The first is the later of two running counts."""
    APART = auto()
    """They surely have no common moment."""
    SHARED = auto()
    """They surely have a common moment."""
    OPEN = auto()
    """Whether they have one cannot be known."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What is alike in the times of all pairs of two groups, or within one.

    ``always`` is the state of all pairs, ``None`` where it goes by their days. Running counts of
    one ``series`` are told apart by which is the earlier, and are apart in no other way.
    ``fillings`` are those of the two groups, ``certain`` tells whether their answers surely hold on
    some day that is known. Where both are ``exact``, answers share a moment surely or not at all.
    """

    always: State | None
    series: bool
    fillings: tuple[Filling, Filling]
    certain: tuple[bool, bool]
    exact: bool

    @classmethod
    def of(cls, like: Pair) -> "Timing":
        """Return the timing of two groups; ``like`` holds a member of each."""
        series = like.one_series()
        first, second = like.one.period, like.other.period
        always = None
        if first is None or second is None or (series and (first.persists or second.persists)):
            always = State.OPEN
        elif first.event is not None and first.event == second.event:
            always = State.SHARED
        one, other = first or _UNTOLD, second or _UNTOLD
        certain = _is_certain(one), _is_certain(other)
        exact = one.is_exact and other.is_exact and not series
        return cls(always, series, (one.filling, other.filling), certain, exact)

    @property
    def can_be_alike(self) -> bool:
        """Tell whether answers that give the same stretch of time surely share a moment."""
        one, other = self.fillings
        return one is other and one is not Filling.SOME_TIME_WITHIN

    def state(self, one: Mark, other: Mark) -> State:
        """Return the state of one pair."""
        if self.always is not None:
            return self.always
        if self.series:
            if one.counts_to < other.counts_from:
                return State.BEFORE
            if other.counts_to < one.counts_from:
                return State.AFTER
        elif one.last < other.first or other.last < one.first:
            return State.APART
        if self.can_be_alike and _told_alike(one, other):
            return State.SHARED
        if Filling.TOTAL_OVER not in self.fillings and _surely_meet(one, other):
            return State.SHARED
        return State.OPEN


@dataclass(frozen=True, slots=True)
class Meeting:
    """The times of two groups of like answers, or of one where ``other`` is ``None``.

    ``every`` are all marks of the question.
    """

    every: Marks
    one: Marks
    other: Marks | None
    timing: Timing

    @property
    def states(self) -> tuple[State, ...]:
        """The states in which a pair can be; each pair is in one of them."""
        if self.timing.always is not None:
            return (self.timing.always,)
        if self.timing.series:
            return State.BEFORE, State.AFTER, State.SHARED, State.OPEN
        return State.APART, State.SHARED, State.OPEN

    def steps(self, state: State) -> Iterator[Step]:
        """Return the pairs in a state, each once."""
        if state is self.timing.always:
            return self.every_pair()
        if state is State.SHARED:
            return self._sharing()
        if state is State.OPEN:
            stands = self.timing.state
            return _picked(self.together(), lambda one, other: stands(one, other) is State.OPEN)
        days = within if state is State.APART else counted
        first = following(self.every, self.one, self.other or self.one, days)
        if self.other is None:
            return iter(()) if state is State.AFTER else first
        second = turned(following(self.every, self.other, self.one, days))
        if state is State.APART:
            return chain(first, second)
        return first if state is State.BEFORE else second

    def together(self) -> Iterator[Step]:
        """Return the pairs that share a moment, surely or perhaps."""
        days = counted if self.timing.series else within
        return overlapping(self.every, self.one, self.other, days)

    def every_pair(self) -> Iterator[Step]:
        """Return all pairs."""
        return all_pairs(self.every, self.one, self.other)

    @property
    def size(self) -> int:
        """How many pairs there are."""
        count = len(self.one)
        return count * (count - 1) // 2 if self.other is None else count * len(self.other)

    # Which pairs surely share a moment

    def _sharing(self) -> Iterator[Step]:
        if Filling.TOTAL_OVER in self.timing.fillings or not any(self.timing.certain):
            return self._alike()
        if all(self.timing.certain):
            return overlapping(self.every, self.one, self.other, surely)
        near = overlapping(self.every, self.one, self.other, surely_or_first)
        return chain(
            _surely_meeting(near),
            _picked(self._alike(), lambda one, other: not _surely_meet(one, other)),
        )

    def _alike(self) -> Iterator[Step]:
        """Return the pairs that give the same stretch of time in the same way."""
        if not self.timing.can_be_alike:
            return
        told: dict[object, tuple[list[Mark], list[Mark]]] = defaultdict(lambda: ([], []))
        for second, group in enumerate((self.one, self.other or ())):
            for mark in group:
                period = mark.answer.period
                if period is not None and period.first is not None and period.last is not None:
                    told[period.first, period.last, period.persists][second].append(mark)
        for ones, others in told.values():
            yield from all_pairs(self.every, ones, None if self.other is None else others)


def _is_certain(period: Period) -> bool:
    return period.latest_begin <= period.earliest_end


def _surely_meet(one: Mark, other: Mark) -> bool:
    return one.begins <= other.ends and other.begins <= one.ends


def _surely_meeting(steps: Iterator[Step]) -> Iterator[Step]:
    """Return of the pairs those that surely meet."""
    for mark, second, company in steps:
        begins, ends = mark.begins, mark.ends
        yield mark, second, Few([m for m in company if m.begins <= ends and begins <= m.ends])


def _told_alike(one: Mark, other: Mark) -> bool:
    first, second = one.answer.period, other.answer.period
    return first is not None and second is not None and first.told_alike(second)


def _picked(steps: Iterator[Step], pick: Callable[[Mark, Mark], bool]) -> Iterator[Step]:
    """Return of the pairs only some; each is shown to ``pick`` in the order of the two groups."""
    for mark, second, company in steps:
        if second:
            yield mark, second, Few([m for m in company if pick(m, mark)])
        else:
            yield mark, second, Few([m for m in company if pick(mark, m)])
