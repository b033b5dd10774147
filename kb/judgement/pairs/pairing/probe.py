"""Asking the decision table about many pairs at once.

Answers of one likeness differ in nothing but who gives them, their days and their numbers. Two
stand-ins for two such groups are put to the very rules that decide a pair, and show them what all
members share, how their times stand to each other and how their ranges do. What they decide then
holds for every pair that stands so. A rule that looks at anything else finds something hidden and
raises `Looked`: of such pairs each is decided on its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, auto
from itertools import product
from typing import Any, NoReturn

from msgspec import Struct

from kb.graph.index import Node
from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.classify import by_scope, decide
from kb.judgement.pairs.outcomes import Verdict
from kb.judgement.pairs.pair import NO_DISTANCE, Distance, Pair
from kb.judgement.pairs.pairing.timing import State
from kb.judgement.pairs.world import Match, Window, WindowState
from kb.judgement.values.periods import Sure


class Looked(Exception):  # noqa: N818 (no error: it tells that the members must be looked at)
    """A rule looked at something that the members of a group do not share."""


def _looked(*_: object) -> NoReturn:
    raise Looked


_OPERATIONS = "eq ne lt le gt ge hash bool iter len contains getattr str format add radd sub rsub "
_OPERATIONS += "mul rmul truediv rtruediv mod neg abs int float index call"
HIDDEN: Any = type("Hidden", (), {f"__{name}__": _looked for name in _OPERATIONS.split()})()
"""What the members of a group do not share. That it is there, and not ``None``, may be seen.

Rules compare such values one by one: within a tuple Python takes one object for equal to itself
without asking it.
"""


class Relation(IntEnum):
    """How one range stands to another."""

    BELOW = auto()
    ABOVE = auto()
    SAME = auto()
    MEET = auto()
    """They have numbers in common, and are not the same."""


_MIRRORED = {Relation.BELOW: Relation.ABOVE, Relation.ABOVE: Relation.BELOW}


_MOMENTS = {State.APART: (Sure.NO,), State.SHARED: (Sure.YES,), State.OPEN: (Sure.UNKNOWN,)}
_SOONER = {State.BEFORE: 0, State.AFTER: 1}


@dataclass(frozen=True, eq=False, slots=True)
class Range:
    """One of two ranges of which is known how it stands to the other, and nothing else."""

    relation: Relation
    inside: bool
    open_ended: bool
    empty: bool = False

    def __getattr__(self, name: str) -> NoReturn:
        raise Looked

    def __eq__(self, _other: object) -> bool:
        return self.relation is Relation.SAME

    def __hash__(self) -> NoReturn:
        raise Looked

    def below(self, _other: object) -> bool:
        """Tell whether it lies wholly below the other."""
        return self.relation is Relation.BELOW

    def disjoint(self, _other: object) -> bool:
        """Tell whether the two have no number in common."""
        return self.relation in _MIRRORED

    def within(self, _other: object) -> bool:
        """Tell whether it lies in the other."""
        return self.inside

    def gap(self, _other: object) -> None:
        """How far the two are apart is told where a pair is printed."""

    def factor(self, _other: object) -> None:
        """By what factor the two are apart is told where a pair is printed."""


class Shown(Struct, frozen=True, eq=False):
    """What a rule may see of a pair beyond what stands on the stand-ins; ``sooner`` as 0 or 1."""

    matches: Mapping[str, Match]
    moment: Sure
    sooner: int | None
    series: bool
    window: WindowState | None
    ranges: tuple[Range, Range] | None


@dataclass(frozen=True, slots=True)
class Probe(Pair):
    """Two stand-ins, of which only what is ``shown`` can be seen.

    Neither gives the very amount that the other denies, nor denies what the other denies: pairs
    that do are decided on their own.
    """

    shown: Shown

    def match(self, name: str) -> Match:
        """Tell what is shown."""
        return self.shown.matches[name]

    def matches(self) -> Mapping[str, Match]:
        """Tell what is shown."""
        return self.shown.matches

    def moment(self) -> Sure:
        """Tell what is shown."""
        return self.shown.moment

    def also_denied(self, _target: Answer, _other: Answer) -> bool:
        """Tell that it is not."""
        return False

    def same_amount(self, _target: Answer, _other: Answer) -> bool:
        """Tell that it is not the same."""
        return False

    def distance(self) -> Distance:
        """Tell nothing: how far two answers are apart is told where a pair is printed."""
        return NO_DISTANCE

    def widened_by_words(self) -> bool:
        """Tell that it is not, which is told where a pair is printed."""
        return False

    def references(self) -> tuple[Node, ...]:
        """Tell nothing: on what a pair rests is told where it is printed."""
        return ()

    def window(self) -> Window | None:
        """Tell what is shown."""
        return None if self.shown.window is None else Window(self.shown.window, None)

    def one_series(self) -> bool:
        """Tell what is shown."""
        return self.shown.series

    def sooner(self) -> Answer | None:
        """Tell what is shown."""
        return None if self.shown.sooner is None else (self.one, self.other)[self.shown.sooner]

    def ranges(self) -> Any:
        """Return what is shown, which stands for two intervals."""
        return self.shown.ranges


def verdict(pair: Pair, like: Pair, state: State, relation: Relation | None) -> Verdict | None:
    """Return the verdict on all pairs of two likenesses that stand so, ``None`` where it varies.

    ``pair`` holds a stand-in for each likeness, ``like`` a member of each; ``relation`` is ``None``
    where amounts of these likenesses are not compared.
    """
    found = set()
    for shown in _views(like, state, relation):
        try:
            outcome = decide(Probe(pair.one, pair.other, pair.asked, pair.world, shown))
        except Looked:
            return None
        found.add((outcome.kind, outcome.differences))
    return found.pop() if len(found) == 1 else None


def _views(like: Pair, state: State, relation: Relation | None) -> Iterator[Shown]:
    """Return the sights that a rule may have of pairs that stand so; all must come out alike."""
    window, matches, series = like.window(), like.matches(), like.one_series()
    stands = None if window is None else window.state
    moments = _MOMENTS.get(state, tuple(Sure))
    if state is State.OPEN and series:
        moments = Sure.NO, Sure.UNKNOWN  # a total without a last day may begin after the other ends
    for moment in moments:
        for ranges in (None,) if relation is None else _RANGES[relation]:
            yield Shown(matches, moment, _SOONER.get(state), series, stands, ranges)


def _ranges(relation: Relation) -> Iterator[tuple[Range, Range]]:
    mirrored = _MIRRORED.get(relation, relation)
    for open_ended in (False, True):
        if relation is Relation.MEET:
            for mine, theirs in ((False, False), (True, False), (False, True)):
                yield Range(relation, mine, open_ended), Range(mirrored, theirs, open_ended)
        else:
            same = relation is Relation.SAME
            yield Range(relation, same, open_ended), Range(mirrored, same, open_ended)


_RANGES = {relation: tuple(_ranges(relation)) for relation in Relation}


@dataclass(frozen=True, slots=True)
class ScopeProbe(Pair):
    """Two stand-ins that show only of what their answers speak; ``like`` are two such answers."""

    like: Pair
    common: Sure
    presumed: bool
    conditional: bool

    def matches(self) -> Mapping[str, Match]:
        """Tell what is so of any two such answers."""
        return self.like.matches()

    def window(self) -> Window | None:
        """Tell what is so of any two such answers, without the last day."""
        window = self.like.window()
        return None if window is None else Window(window.state, None)

    def moment(self) -> Sure:
        """Tell what is shown."""
        return self.common

    def may_presume(self) -> bool:
        """Tell what is shown."""
        return self.presumed

    def on_other_conditions(self) -> bool:
        """Tell what is shown."""
        return self.conditional

    def one_series(self) -> bool:
        """Tell that they are no running counts of one series, where the measure tells that."""
        kinds = {self.world.measure_kind(answer) for answer in (self.one, self.other)}
        return _looked() if kinds == {"cumulative"} else False

    def ranges(self) -> NoReturn:
        """Tell nothing."""
        raise Looked


def of_scope(pair: Pair, like: Pair, moment: Sure) -> frozenset[Verdict]:
    """Return all that can be said of pairs of two settings, empty where more has to be known.

    ``pair`` holds a stand-in for each setting, ``like`` a member of each.
    """
    found = set()
    for presumed, on_condition in product((False, True), repeat=2):
        probe = ScopeProbe(
            pair.one, pair.other, pair.asked, pair.world, like, moment, presumed, on_condition
        )
        try:
            if pair.one.per_target or pair.other.per_target:
                return frozenset()
            outcome = by_scope(probe)
        except Looked:
            return frozenset()
        if outcome is None:
            return frozenset()
        found.add((outcome.kind, outcome.differences))
    return frozenset(found)
