"""How all pairs of answers to one question stand to each other, however many answers there are.

The pairs come in portions of which one verdict is told: those between two settings, those between
two groups, and, where groups do not settle it, single pairs: answers that name each other or deny
the same, a number and its denial, ambiguous answers, and whatever a rule has to look at closely.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import combinations, combinations_with_replacement, product

from kb.graph.index import Node
from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.classify import classify, combined, ways
from kb.judgement.pairs.outcomes import Kind, Verdict
from kb.judgement.pairs.pairing.facing import FEW, Facing
from kb.judgement.pairs.pairing.likeness import Group, Setting
from kb.judgement.pairs.pairing.marks import Mark, marks
from kb.judgement.pairs.pairing.meeting import Meeting
from kb.judgement.pairs.pairing.ruling import Matching, Rulings, ScopeRuling, Table
from kb.judgement.pairs.world import World

Numbers = tuple[int, int]
"""Two answers by their places among the answers, the lower first."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Some pairs of which one verdict is told: how many, and on demand which.

    A portion takes pairs back where ``count`` is below zero; it then names none.
    """

    verdict: Verdict
    count: int
    pairs: Callable[[], Iterable[Numbers]]


def tally(
    answers: Sequence[Answer], table: Table
) -> tuple[Counter[Verdict], list[tuple[Answer, Answer]]]:
    """Count all pairs by what is told of each verdict, and find those that conflict."""
    counts: Counter[Verdict] = Counter()
    conflicts: list[Numbers] = []
    for portion in Pairing(answers, table).portions():
        counts[portion.verdict] += portion.count
        if portion.verdict[0] is Kind.CONFLICT:
            conflicts.extend(portion.pairs())
    return +counts, [(answers[one], answers[other]) for one, other in sorted(conflicts)]


def pairs_of(
    kind: Kind, answers: Sequence[Answer], world: World
) -> Iterator[tuple[Answer, Answer]]:
    """Return the pairs whose outcome is of one kind, each once, always in the same order."""
    for portion in Pairing(answers, Table(world)).portions():
        if portion.verdict[0] is kind:
            for one, other in portion.pairs():
                yield answers[one], answers[other]


@dataclass(frozen=True)
class Pairing:
    """All pairs of some answers to one question, in portions.

    Up to ``few`` pairs between two groups are looked at one by one.
    """

    answers: Sequence[Answer]
    table: Table
    few: int = FEW
    _facings: dict[Numbers, Facing] = field(default_factory=dict)

    def portions(self) -> Iterator[Portion]:
        """Return all pairs, each in one portion: taken back from one and put in another counts."""
        for settings in combinations_with_replacement(self._settings, 2):
            yield from self._between(*settings)
        for number, setting in product(self._ambiguous, self._settings):
            yield from self._with_ambiguous(number, setting)
        for pair in combinations(self._ambiguous, 2):
            if pair not in self._apart:
                verdict = self._said(pair)
                yield (
                    self._single(pair)
                    if verdict is None
                    else Portion(verdict, 1, partial(iter, (pair,)))
                )
        for pair in self._apart:
            counted = None if self._ambiguous.keys() & pair else self._counted_as(pair)
            if counted is not None:
                yield Portion(counted, -1, tuple)
            yield self._single(pair)

    def _counted_as(self, pair: Numbers) -> Verdict | None:
        """Return as what a pair that is decided on its own was counted with others."""
        one, other = (self._ways[number][0] for number in pair)
        mine, theirs = self._group_of[one.number], self._group_of[other.number]
        scope = self._by_scope(mine.setting, theirs.setting)
        if scope.apart is None or scope.otherwise is None:
            return self._by_groups(one, other)
        apart = one.last < other.first or other.last < one.first
        return scope.apart if apart else scope.otherwise

    def _single(self, pair: Numbers) -> Portion:
        """Return a portion of one pair, decided by the table."""
        outcome = classify(self.answers[pair[0]], self.answers[pair[1]], self.table.world)
        verdict = self.table.told((outcome.kind, outcome.differences))
        return Portion(verdict, 1, partial(iter, (pair,)))

    # Answers that are not ambiguous

    def _between(self, one: Setting, other: Setting) -> Iterator[Portion]:
        """Return the pairs between two settings, or within one."""
        matching = self._rulings.matching(one, other)
        scope = self._rulings.of_settings(one, other, matching)
        if scope.apart is None or scope.otherwise is None:
            for facing in self._facings_of(one, other, matching):
                yield from self._facing_portions(facing)
            return
        size = len(one.marks) * len(other.marks)
        if one is other:
            size = len(one.marks) * (len(one.marks) - 1) // 2
        apart = one.timeline.apart(other.timeline) if scope.apart != scope.otherwise else 0
        for verdict, count, are_apart in (
            (scope.apart, apart, True),
            (scope.otherwise, size - apart, False),
        ):
            alike = scope.apart == scope.otherwise
            which = partial(self._of_settings, one, other, None if alike else are_apart)
            if count:
                yield Portion(verdict, count, which)

    def _of_settings(
        self, one: Setting, other: Setting, are_apart: bool | None
    ) -> Iterator[Numbers]:
        both = combinations(one.marks, 2) if one is other else product(one.marks, other.marks)
        for mine, theirs in both:
            apart = mine.last < theirs.first or theirs.last < mine.first
            pair = _ordered(mine.of, theirs.of)
            if are_apart in {None, apart} and pair not in self._apart:
                yield pair

    def _facing_portions(self, facing: Facing) -> Iterator[Portion]:
        for verdict, count in facing.counts().items():
            which = partial(self._of_facing, facing, verdict)
            if verdict is not None:
                yield Portion(verdict, count, which)
                continue
            for pair in which():
                yield self._single(pair)

    def _of_facing(self, facing: Facing, verdict: Verdict | None) -> Iterator[Numbers]:
        for mine, theirs in facing.pairs(lambda said: said == verdict):
            pair = _ordered(mine.of, theirs.of)
            if pair not in self._apart:
                yield pair

    def _facings_of(self, one: Setting, other: Setting, matching: Matching) -> Iterator[Facing]:
        """Return the pairs of groups between two settings, or within one."""
        both = (
            combinations_with_replacement(one.groups, 2)
            if one is other
            else product(one.groups, other.groups)
        )
        return (self._facing(*pair, matching) for pair in both if pair[0].marks and pair[1].marks)

    def _facing(self, one: Group, other: Group, matching: Matching) -> Facing:
        ruling = self._rulings.of_groups(one, other, matching)
        others = None if one is other else other.marks
        meeting = Meeting(self._marks, one.marks, others, ruling.timing)
        return Facing(meeting, ruling, self.few)

    def _by_scope(self, one: Setting, other: Setting) -> ScopeRuling:
        if one.number > other.number:  # as portions have them: a ruling may tell less the other way
            one, other = other, one
        return self._rulings.of_settings(one, other, self._rulings.matching(one, other))

    # Ambiguous answers

    def _with_ambiguous(self, number: int, setting: Setting) -> Iterator[Portion]:
        """Return the pairs of an ambiguous answer with those of a setting."""
        scopes = [
            self._by_scope(self._group_of[way.number].setting, setting)
            for way in self._ways[number]
        ]
        said = [scope.otherwise for scope in scopes if scope.apart == scope.otherwise]
        found: dict[Verdict | None, list[Numbers]] = defaultdict(list)
        if None in said or len(said) < len(scopes):
            for group in setting.groups:
                for verdict, numbers in self._with_group(number, group):
                    some = (_ordered(number, of) for of in numbers)
                    found[verdict] += [pair for pair in some if pair not in self._apart]
            for pair in found.pop(None, ()):
                yield self._single(pair)
        else:
            every = (_ordered(number, mark.of) for mark in setting.marks)
            verdict = self.table.told(combined([each for each in said if each is not None]))
            found[verdict] = [pair for pair in every if pair not in self._apart]
        for each, pairs in found.items():
            if each is not None:
                yield Portion(each, len(pairs), partial(iter, pairs))

    def _with_group(
        self, number: int, group: Group
    ) -> Iterator[tuple[Verdict | None, Iterable[int]]]:
        """Return what is said of an ambiguous answer and some of a group, which are numbered."""
        facings = [
            (way, *self._facing_of(self._group_of[way.number], group)) for way in self._ways[number]
        ]
        near = group.marks
        apart = {facing.apart for _, facing, _ in facings}
        if None not in apart:
            days = [(way.first, way.last) for way in self._ways[number]]
            near, far = group.timeline.parted(days)
            yield self._together(apart), (mark.of for mark in far)
        found = defaultdict(list)
        for mark in near:
            said = {
                facing.verdict(mark, way) if turned else facing.verdict(way, mark)
                for way, facing, turned in facings
            }
            found[self._together(said)].append(mark.of)
        yield from found.items()

    def _said(self, pair: Numbers) -> Verdict | None:
        """Return what groups say of two answers, ``None`` where they do not settle it."""
        one, other = pair
        both = product(self._ways[one], self._ways[other])
        return self._together({self._by_groups(mine, theirs) for mine, theirs in both})

    def _together(self, said: set[Verdict | None]) -> Verdict | None:
        """Return what is said under all readings, ``None`` where one of them is not settled."""
        if len(said) == 1:
            return next(iter(said))
        settled = [verdict for verdict in said if verdict is not None]
        return self.table.told(combined(settled)) if len(settled) == len(said) else None

    def _by_groups(self, one: Mark, other: Mark) -> Verdict | None:
        facing, turned = self._facing_of(self._group_of[one.number], self._group_of[other.number])
        return facing.verdict(other, one) if turned else facing.verdict(one, other)

    def _facing_of(self, one: Group, other: Group) -> tuple[Facing, bool]:
        """Return the pairs between two groups, and whether it has the two the other way round."""
        turned = (one.setting.number, one.number) > (other.setting.number, other.number)
        mine, theirs = (other, one) if turned else (one, other)
        key = mine.number, theirs.number
        if key not in self._facings:
            matching = self._rulings.matching(mine.setting, theirs.setting)
            self._facings[key] = self._facing(mine, theirs, matching)
        return self._facings[key], turned

    @cached_property
    def _ambiguous(self) -> dict[int, None]:
        return {number: None for number, ways in enumerate(self._ways) if len(ways) > 1}

    # Pairs of which more matters than their groups tell

    @cached_property
    def _apart(self) -> dict[Numbers, None]:
        """Pairs in which one names the other, or that bear on one denied answer: both deny it, one
        supports it, or one gives its very amount.
        """
        numbers: dict[Node, int] = {
            answer.claim: number for number, answer in enumerate(self.answers)
        }
        deniers: dict[Node, list[int]] = defaultdict(list)
        giving: dict[int, set[int]] = defaultdict(set)
        for number, answer in enumerate(self.answers):
            for target in answer.denies:
                deniers[target].append(number)
        for mark in self._marks:
            giving[mark.range].add(mark.of)
        found: dict[Numbers, None] = {}
        for number, answer in enumerate(self.answers):
            named = (numbers[name] for name in self._named(answer) if name in numbers)
            against = (other for target in answer.supports for other in deniers[target])
            alike = (of for way in self._ways[number] for r in way.denies for of in giving[r])
            found.update((_ordered(number, of), None) for of in (*named, *against) if of != number)
            found.update(
                (pair, None) for of in alike if self._is_open(pair := _ordered(number, of))
            )
        for together in deniers.values():
            pairs = combinations(together, 2)
            found.update((pair, None) for pair in pairs if self._is_open(pair))
        return found

    def _named(self, answer: Answer) -> Iterator[Node]:
        """Return the records that an answer names, other than its scope, and what they deny."""
        yield from answer.denies
        yield from answer.supports
        yield from answer.retracts
        yield from answer.revises
        yield from answer.same_utterance
        for target in self.table.world.targets(answer):
            yield from target.denies

    def _is_open(self, pair: Numbers) -> bool:
        """Tell whether it matters what two answers say, and not only of what they speak."""
        if pair[0] == pair[1]:
            return False
        for way, other in product(self._ways[pair[0]], self._ways[pair[1]]):
            mine, theirs = self._group_of[way.number], self._group_of[other.number]
            scope = self._by_scope(mine.setting, theirs.setting)
            if scope.apart is None or scope.otherwise is None:
                return True
        return False

    # How the answers are grouped

    @cached_property
    def _ways(self) -> tuple[tuple[Mark, ...], ...]:
        """The marks of each answer, one for each of its readings."""
        found: list[list[Mark]] = [[] for _ in self.answers]
        for mark in self._marks:
            found[mark.of].append(mark)
        return tuple(map(tuple, found))

    @cached_property
    def _marks(self) -> tuple[Mark, ...]:
        read = [(n, way) for n, answer in enumerate(self.answers) for way in ways(answer)]
        return marks(read, self.table.world)

    @cached_property
    def _group_of(self) -> dict[int, Group]:
        """The group of each mark; ambiguous answers belong to none, their readings do."""
        group_of = self._rulings.likeness.groups(self._marks)
        for first, *others in self._ways:
            if not others:
                group = group_of[first.number]
                group.marks.append(first)
                group.setting.marks.append(first)
        return group_of

    @cached_property
    def _settings(self) -> tuple[Setting, ...]:
        found = dict.fromkeys(group.setting for group in self._group_of.values())
        return tuple(setting for setting in found if setting.marks)

    @cached_property
    def _rulings(self) -> Rulings:
        return self.table.rulings(self.answers[0].question)


def _ordered(one: int, other: int) -> Numbers:
    return (one, other) if one < other else (other, one)
