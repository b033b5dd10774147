"""What the decision table says of two groups of like answers, asked once for each way to stand."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace

from pyoxigraph import NamedNode

from kb.judgement.pairs.outcomes import Verdict
from kb.judgement.pairs.pair import Pair
from kb.judgement.pairs.pairing.likeness import Group, LikenessReader, Setting
from kb.judgement.pairs.pairing.meeting import State, Timing
from kb.judgement.pairs.pairing.probe import Relation, of_scope, verdict
from kb.judgement.pairs.world import Asked, Match, World
from kb.judgement.values.periods import Sure
from kb.words.vocabulary import kb

Told = Callable[[Verdict], Verdict]
"""What of a verdict is told, and so counted apart."""
Matching = tuple[tuple[Match, ...], int, int]
"""How what two settings speak of matches in each dimension, and the kind of each."""
_DISJOINT = {Relation.BELOW, Relation.ABOVE}


def kind_only(verdict: Verdict) -> Verdict:
    """Return a verdict without what differs or is missing."""
    return verdict[0], ()


def whole(verdict: Verdict) -> Verdict:
    """Return a verdict as it is."""
    return verdict


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is said of two answers of two likenesses, or of one.

    ``stand_ins`` show what all of the one and all of the other share, ``like`` holds one of each,
    ``timing`` tells how their times can stand to each other, ``apart`` what is said of those that
    are apart in time, where that is known beforehand.
    """

    stand_ins: Pair
    like: Pair
    timing: Timing
    apart: Verdict | None
    told: Told
    within_one: bool
    _known: dict[tuple[State, Relation], Verdict | None] = field(default_factory=dict)

    def said(self, state: State, relation: Relation) -> Verdict | None:
        """Return what is said of pairs that stand so; ``None`` where it varies among them."""
        if state is State.APART and self.apart is not None:
            return self.apart
        key = state, relation
        if key not in self._known:
            self._known[key] = self._asked(state, relation)
        return self._known[key]

    @property
    def compared(self) -> bool:
        """Tell whether the ranges of the two can be held against each other."""
        return self.like.ranges() is not None

    def varies(self, state: State) -> bool:
        """Tell whether what is said of pairs in a state depends on their ranges."""
        if state is State.APART and self.apart is not None:
            return False
        return len({self.said(state, relation) for relation in Relation}) > 1

    def _asked(self, state: State, relation: Relation) -> Verdict | None:
        if self.timing.series and self.timing.always is State.OPEN:
            return None  # that later counts stay so for ever, their order does not tell
        compared = self.compared
        if relation in _DISJOINT and compared and self.within_one and state is not State.BEFORE:
            both = {self._verdict(state, each) for each in _DISJOINT}
            return both.pop() if len(both) == 1 else None  # nothing tells which is the first
        return self._verdict(state, relation if compared else None)

    def _verdict(self, state: State, relation: Relation | None) -> Verdict | None:
        found = verdict(self.stand_ins, self.like, state, relation)
        return None if found is None else self.told(found)


@dataclass(frozen=True, slots=True)
class ScopeRuling:
    """What is said of two answers of two settings that are ``apart`` in time, and ``otherwise``.

    ``None`` where that depends on what they say.
    """

    apart: Verdict | None
    otherwise: Verdict | None


@dataclass(frozen=True, slots=True)
class Rulings:
    """What the decision table says of groups of answers to questions that ask alike.

    ``asked`` is one of these questions.
    """

    asked: Asked
    world: World
    told: Told
    likeness: LikenessReader
    _of_groups: dict[tuple[int, int, Matching, bool], Ruling] = field(default_factory=dict)
    _of_settings: dict[Matching, ScopeRuling] = field(default_factory=dict)

    def of_groups(self, one: Group, other: Group, matching: Matching) -> Ruling:
        """Return what is said of the pairs between two groups, or within one."""
        key = one.rest, other.rest, matching, one is other
        if key not in self._of_groups:
            like = Pair(one.like, other.like, self.asked, self.world)
            self._of_groups[key] = Ruling(
                Pair(one.stand_in, other.stand_in, self.asked, self.world),
                like,
                Timing.of(like),
                self.of_settings(one.setting, other.setting, matching).apart,
                self.told,
                one is other,
            )
        return self._of_groups[key]

    def of_settings(self, one: Setting, other: Setting, matching: Matching) -> ScopeRuling:
        """Return what is said of the pairs between two settings, or within one."""
        if matching not in self._of_settings:
            like = Pair(one.like, other.like, self.asked, self.world)
            stand_ins = Pair(one.stand_in, other.stand_in, self.asked, self.world)
            said = {moment: of_scope(stand_ins, like, moment) for moment in Sure}
            met = said[Sure.YES] and said[Sure.UNKNOWN] and said[Sure.YES] | said[Sure.UNKNOWN]
            self._of_settings[matching] = ScopeRuling(self._one(said[Sure.NO]), self._one(met))
        return self._of_settings[matching]

    def _one(self, verdicts: frozenset[Verdict]) -> Verdict | None:
        told = {self.told(verdict) for verdict in verdicts}
        return told.pop() if len(told) == 1 else None

    def matching(self, one: Setting, other: Setting) -> Matching:
        """Return all that a ruling on two settings depends on."""
        match = self.world.match
        names = ("measure", *self.asked.dimensions)
        matches = tuple(map(match, names, one.spoken_of, other.spoken_of))
        return matches, one.kind, other.kind


@dataclass(frozen=True, slots=True)
class Table:
    """The decision table, asked once for whatever comes out alike in many questions of a world.

    ``told`` is what of each verdict is told.
    """

    world: World
    told: Told = kind_only
    _rulings: dict[Hashable, Rulings] = field(default_factory=dict)

    def rulings(self, question: NamedNode) -> Rulings:
        """Return what is said of groups of answers to a question and to those that ask alike."""
        asked = self.world.asked(question)
        alike = replace(asked, node=kb("Question"))
        if alike not in self._rulings:
            reader = LikenessReader(asked, self.world)
            self._rulings[alike] = Rulings(asked, self.world, self.told, reader)
        return self._rulings[alike]
