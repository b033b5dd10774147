"""How the times of two answers can stand to each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import cache

from kb.judgement.pairs.pair import Pair
from kb.judgement.values.periods import Filling


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


TURNED: Mapping[State, State] = {
    **{state: state for state in State},
    State.BEFORE: State.AFTER,
    State.AFTER: State.BEFORE,
}
"""How the second stands to the first."""


@dataclass(frozen=True, eq=False, slots=True)
class Timing:
    """What is alike in the times of all pairs of two groups, or within one.

    ``always`` is the state of all pairs, ``None`` where it goes by their days. Running counts of
    one ``series`` are told apart by which is the earlier, and are apart in no other way. Where
    ``stretches`` can be the same, answers that give the same surely share a moment; where a
    ``total`` is among them, others never surely do.
    """

    always: State | None
    series: bool
    stretches: bool
    total: bool


_timing = cache(Timing)
"""There are few, and each is there once."""


def timing_of(like: Pair) -> Timing:
    """Return the timing of two groups; ``like`` holds a member of each."""
    series = like.one_series()
    one, other = like.one.period, like.other.period
    if one is None or other is None:
        return _timing(State.OPEN, series, stretches=False, total=False)
    always = None
    if series and (one.persists or other.persists):
        always = State.OPEN
    elif one.event is not None and one.event == other.event:
        always = State.SHARED
    fillings = {one.filling, other.filling}
    return _timing(
        always,
        series,
        stretches=len(fillings) == 1 and Filling.SOME_TIME_WITHIN not in fillings,
        total=Filling.TOTAL_OVER in fillings,
    )
