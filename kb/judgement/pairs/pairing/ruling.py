"""What the decision table says of two groups of like answers, asked once for each way to stand."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from pyoxigraph import NamedNode

from kb.graph.index import Node
from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.classify import combined
from kb.judgement.pairs.outcomes import Verdict
from kb.judgement.pairs.pair import Pair
from kb.judgement.pairs.pairing.likeness import Group, LikenessReader
from kb.judgement.pairs.pairing.marks import Marker
from kb.judgement.pairs.pairing.probe import Relation, of_scope, verdict
from kb.judgement.pairs.pairing.timing import TURNED, State, Timing, timing_of
from kb.judgement.pairs.world import Asked, Match, World
from kb.judgement.values.periods import Sure
from kb.words.vocabulary import kb

Told = Callable[[Verdict], Verdict]
"""What of a verdict is told, and so counted apart."""
Said = int
"""What is told of a verdict, by its number in the table."""
EACH: Said = -1
"""Each pair has to be decided on its own."""
Seen = tuple[Said, Said, Said, Said]
"""What is said of two answers if the range of the first lies below that of the second, above it,
is the same, or has numbers in common with it.
"""
Matching = int
"""A number for how what two settings speak of matches in each dimension, and for their kinds."""
Alike = tuple[bool, bool]
"""Whether two groups count on from the same day, and whether they have the same base."""


def kind_only(verdict: Verdict) -> Verdict:
    """Return a verdict without what differs or is missing."""
    return verdict[0], ()


def whole(verdict: Verdict) -> Verdict:
    """Return a verdict as it is."""
    return verdict


@dataclass(frozen=True, eq=False, slots=True)
class Ruling:
    """What is said of two answers of two likenesses, which may be one.

    ``stand_ins`` show what all of the one and all of the other share, ``like`` holds one of each,
    ``timing`` tells how their times can stand to each other, ``apart`` what is said of those that
    are apart in time, `EACH` where that is not known beforehand.
    """

    stand_ins: Pair
    like: Pair
    timing: Timing
    apart: Said
    say: Callable[[Verdict], Said]
    _known: dict[State, Seen] = field(default_factory=dict)

    def seen(self, state: State, *, turned: bool) -> Seen:
        """Return what is said where times stand so; ``turned`` seen from the second of the two."""
        if turned:
            below, above, same, meet = self.seen(TURNED[state], turned=False)
            return above, below, same, meet
        if state not in self._known:
            self._known[state] = self._asked(state)
        return self._known[state]

    def _asked(self, state: State) -> Seen:
        if state is State.APART and self.apart != EACH:
            return (self.apart,) * 4
        if self.timing.series and self.timing.always is State.OPEN:
            return (EACH,) * 4  # that later counts stay so for ever, their order does not tell
        if self.like.ranges() is None:
            return (self._said(state, None),) * 4
        below, above, same, meet = (self._said(state, each) for each in Relation)
        return below, above, same, meet

    def _said(self, state: State, relation: Relation | None) -> Said:
        found = verdict(self.stand_ins, self.like, state, relation)
        return EACH if found is None else self.say(found)


@dataclass(frozen=True, slots=True)
class ScopeRuling:
    """What is said of two answers of two settings that are ``apart`` in time, and ``otherwise``.

    `EACH` where that depends on what they say.
    """

    apart: Said
    otherwise: Said

    @property
    def settles(self) -> bool:
        """Tell whether it does not matter what the answers say."""
        return EACH not in {self.apart, self.otherwise}


@dataclass(frozen=True, slots=True)
class Rulings:
    """What the decision table says of groups of answers to questions that ask alike.

    ``asked`` is one of these questions.
    """

    asked: Asked
    world: World
    say: Callable[[Verdict], Said]
    likeness: LikenessReader
    _matchings: dict[tuple[Match | int, ...], Matching] = field(default_factory=dict)
    _of_groups: dict[tuple[int, int, Matching, Alike], Ruling] = field(default_factory=dict)
    _of_settings: dict[Matching, ScopeRuling] = field(default_factory=dict)
    _bases: dict[tuple[Node | None, Node | None], bool] = field(default_factory=dict)

    def of_groups(self, one: Group, other: Group, matching: Matching) -> Ruling:
        """Return what is said of the pairs between two groups, or within one."""
        alike = one.begins == other.begins, self._same_base(one, other)
        key = one.rest, other.rest, matching, alike
        if key not in self._of_groups:
            like = self._pair(one.like, other.like)
            self._of_groups[key] = Ruling(
                self._pair(self.likeness.of_group(one.like), self.likeness.of_group(other.like)),
                like,
                timing_of(like),
                self.of_settings(one.like, other.like, matching).apart,
                self.say,
            )
        return self._of_groups[key]

    def _same_base(self, one: Group, other: Group) -> bool:
        if one.base is None and other.base is None:
            return True
        key = one.base, other.base
        if key not in self._bases:
            self._bases[key] = self._pair(one.like, other.like).same_base()
        return self._bases[key]

    def of_settings(self, one: Answer, other: Answer, matching: Matching) -> ScopeRuling:
        """Return what is said of the pairs between two settings, of each of which one is given."""
        if matching not in self._of_settings:
            like, reader = self._pair(one, other), self.likeness
            stand_ins = self._pair(reader.of_setting(one), reader.of_setting(other))
            said = {moment: of_scope(stand_ins, like, moment) for moment in Sure}
            met = said[Sure.YES] and said[Sure.UNKNOWN] and said[Sure.YES] | said[Sure.UNKNOWN]
            self._of_settings[matching] = ScopeRuling(self._one(said[Sure.NO]), self._one(met))
        return self._of_settings[matching]

    def _one(self, verdicts: frozenset[Verdict]) -> Said:
        said = {self.say(verdict) for verdict in verdicts}
        return said.pop() if len(said) == 1 else EACH

    def matching(self, matches: Iterable[Match], one: int, other: int) -> Matching:
        """Return all that a ruling on two settings of these kinds depends on, as a number."""
        return self._matchings.setdefault((*matches, one, other), len(self._matchings))

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What settings speak of: their measure, and all that must match."""
        return self.likeness.spoken_of

    def _pair(self, one: Answer, other: Answer) -> Pair:
        return Pair(one, other, self.asked, self.world)


@dataclass(frozen=True)
class Table:
    """The decision table, asked once for whatever comes out alike in many questions of a world.

    ``told`` is what of each verdict is told; answers that share a period share their days.
    """

    world: World
    told: Told = kind_only
    _numbers: dict[Verdict, Said] = field(default_factory=dict)
    _rulings: dict[Hashable, Rulings] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)

    @cached_property
    def marker(self) -> Marker:
        """What makes the marks of all answers in this world."""
        return Marker(self.world)

    def say(self, verdict: Verdict) -> Said:
        """Return the number of what is told of a verdict, its place among the ``verdicts``."""
        told = self.told(verdict)
        if told not in self._numbers:
            self._numbers[told] = len(self.verdicts)
            self.verdicts.append(told)
        return self._numbers[told]

    def together(self, said: frozenset[Said]) -> Said:
        """Return what is told where so much is said under several readings.

        `EACH` where under one of them that is not known.
        """
        if len(said) == 1 or EACH in said:
            return EACH if EACH in said else next(iter(said))
        return self.say(combined([self.verdicts[each] for each in sorted(said)]))

    def rulings(self, question: NamedNode) -> Rulings:
        """Return what is said of groups of answers to a question and to those that ask alike."""
        asked = self.world.asked(question)
        alike = replace(asked, node=kb("Question"))
        if alike not in self._rulings:
            reader = LikenessReader(asked, self.world)
            self._rulings[alike] = Rulings(asked, self.world, self.say, reader)
        return self._rulings[alike]
