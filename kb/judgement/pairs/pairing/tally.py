"""How all pairs of answers to one question stand to each other, however many answers there are.

The answers stand side by side in blocks. For one answer after the other it is told at a stroke what
is said of it and of all that come after it in a block; where groups do not settle it, pairs are
decided each on its own: answers that name each other or deny the same, a number and its denial, and
whatever a rule has to look at closely.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product, zip_longest

from msgspec import Struct

from kb.graph.index import Node
from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.classify import classify, combined, ways
from kb.judgement.pairs.outcomes import Kind, Verdict
from kb.judgement.pairs.pairing.ladder import Bits, places
from kb.judgement.pairs.pairing.layer import Layer
from kb.judgement.pairs.pairing.likeness import Group, Setting
from kb.judgement.pairs.pairing.marks import Mark, Range
from kb.judgement.pairs.pairing.ruling import EACH, Matching, Rulings, Said, ScopeRuling, Table
from kb.judgement.pairs.pairing.sight import Sight
from kb.judgement.pairs.world import World

Numbers = tuple[int, int]
"""Two answers by their places among the answers, the lower first."""
WIDTH = 8192
"""How many answers stand in a block, which is what memory goes with."""


def tally(
    answers: Sequence[Answer], table: Table
) -> tuple[Counter[Verdict], list[tuple[Answer, Answer]]]:
    """Count all pairs by what is told of each verdict, and find those that conflict."""
    counts: Counter[Said] = Counter()
    conflicts: list[Numbers] = []
    for row in Pairing(answers, table).rows():
        for said, bits in row.said.items():
            counts[said] += bits.bit_count()
            if bits and table.verdicts[said][0] is Kind.CONFLICT:
                conflicts.extend(row.pairs(said))
    told = Counter({table.verdicts[said]: count for said, count in counts.items()})
    return +told, [(answers[one], answers[other]) for one, other in sorted(conflicts)]


def pairs_of(
    kind: Kind, answers: Sequence[Answer], world: World
) -> Iterator[tuple[Answer, Answer]]:
    """Return the pairs whose outcome is of one kind, each once, always in the same order."""
    table = Table(world)
    for row in Pairing(answers, table).rows():
        for said in row.said:
            if table.verdicts[said][0] is kind:
                for one, other in row.pairs(said):
                    yield answers[one], answers[other]


@dataclass(frozen=True, eq=False)
class Block:
    """Answers, by number, side by side; ``layers`` are their marks, the first of each, and so on.

    Answers that are not ambiguous have one mark.
    """

    numbers: Sequence[int]
    layers: Sequence[Layer]
    sights: dict[tuple[Group, Layer], Sight] = field(default_factory=dict)

    @property
    def all(self) -> Bits:
        """All places."""
        return self.layers[0].all

    @cached_property
    def place_of(self) -> Mapping[int, int]:
        """The place of each answer, by number."""
        return {number: place for place, number in enumerate(self.numbers)}


class Row(Struct, frozen=True):
    """What is said of the answer with a number and each of some in a block."""

    number: int
    block: Block
    said: Mapping[Said, Bits]

    def pairs(self, said: Said) -> Iterator[Numbers]:
        """Return the pairs of which this is said."""
        for place in places(self.said[said]):
            yield _ordered(self.number, self.block.numbers[place])


@dataclass(frozen=True)
class Pairing:
    """All pairs of some answers to one question; blocks have so many answers, or fewer."""

    answers: Sequence[Answer]
    table: Table
    width: int = WIDTH
    _scopes: dict[Numbers, tuple[Matching, ScopeRuling]] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """Return for each answer and each block what is said, so that each pair comes once."""
        for last, block in enumerate(self._blocks):
            for earlier in self._blocks[: last + 1]:
                for place, number in enumerate(earlier.numbers):
                    among = block.all
                    if earlier is block:
                        among = among >> (place + 1) << (place + 1)
                    if among:
                        yield Row(number, block, self._row(number, block, among))
            block.sights.clear()

    def _row(self, number: int, block: Block, among: Bits) -> Mapping[Said, Bits]:
        singles = among & self._singles_in(number, block) if number in self._singles else 0
        found = self._said(number, block, among ^ singles)
        each = singles | found.pop(EACH, 0)
        for place in places(each) if each else ():
            outcome = classify(
                self.answers[number], self.answers[block.numbers[place]], self.table.world
            )
            found[self.table.say((outcome.kind, outcome.differences))] |= 1 << place
        return found

    def _said(self, number: int, block: Block, among: Bits) -> dict[Said, Bits]:
        """Return what groups say of an answer and each of some in a block, under all readings."""
        its_ways = self._ways[number]
        if len(its_ways) == len(block.layers) == 1:
            return self._sight(its_ways[0], block, block.layers[0]).said(its_ways[0], among)
        parts: dict[frozenset[Said], Bits] = {frozenset(): among}
        for way, layer in product(its_ways, block.layers):
            said = self._sight(way, block, layer).said(way, among & layer.all)
            refined: dict[frozenset[Said], Bits] = defaultdict(int)
            for known, bits in parts.items():
                refined[known] |= bits & ~layer.all
                for also, standing in said.items():
                    refined[known | {also}] |= bits & standing
            parts = {known: bits for known, bits in refined.items() if bits}
        found: dict[Said, Bits] = defaultdict(int)
        for known, bits in parts.items():
            found[self._together(known)] |= bits
        return found

    def _together(self, said: frozenset[Said]) -> Said:
        """Return what is said under all readings, `EACH` where under one of them it is not told."""
        if len(said) == 1 or EACH in said:
            return EACH if EACH in said else next(iter(said))
        verdicts = self.table.verdicts
        return self.table.say(combined([verdicts[each] for each in sorted(said)]))

    def _sight(self, mark: Mark, block: Block, layer: Layer) -> Sight:
        group = self._group_of[mark.number]
        key = group, layer
        if key not in block.sights:
            block.sights[key] = Sight(group, layer, self._rulings, self._scope)
        return block.sights[key]

    def _scope(self, one: Setting, other: Setting) -> tuple[Matching, ScopeRuling]:
        """Return what is said of two settings; the order does not matter."""
        if one.number > other.number:
            one, other = other, one
        key = one.number, other.number
        if key not in self._scopes:
            matching = self._rulings.matching(one, other)
            self._scopes[key] = matching, self._rulings.of_settings(one, other, matching)
        return self._scopes[key]

    # Pairs of which more matters than their groups tell

    def _singles_in(self, number: int, block: Block) -> Bits:
        """Return the answers in a block that are paired with an answer on their own."""
        others = (block.place_of.get(other) for other in self._singles[number])
        return sum(1 << place for place in others if place is not None)

    @cached_property
    def _singles(self) -> Mapping[int, set[int]]:
        """The pairs in which one names the other, or that bear on one denied answer: both deny it,
        one supports it, or one gives its very amount; each answer with its others.
        """
        numbers: dict[Node, int] = {
            answer.claim: number for number, answer in enumerate(self.answers)
        }
        deniers: dict[Node, list[int]] = defaultdict(list)
        giving: dict[Range, set[int]] = defaultdict(set)
        for number, answer in enumerate(self.answers):
            for target in answer.denies:
                deniers[target].append(number)
        for mark in self._marks:
            giving[mark.range].add(mark.of)
        found: dict[int, set[int]] = defaultdict(set)

        def add(one: int, other: int) -> None:
            found[one].add(other)
            found[other].add(one)

        for number, answer in enumerate(self.answers):
            named = (numbers[name] for name in self._named(answer) if name in numbers)
            against = (other for target in answer.supports for other in deniers[target])
            for other in (*named, *against):
                if other != number:
                    add(number, other)
            alike = (of for way in self._ways[number] for r in way.denies for of in giving[r])
            for other in alike:
                if self._is_open(number, other):
                    add(number, other)
        for together in deniers.values():
            for pair in combinations(together, 2):
                if self._is_open(*pair):
                    add(*pair)
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

    def _is_open(self, one: int, other: int) -> bool:
        """Tell whether it matters what two answers say, and not only of what they speak."""
        if one == other:
            return False
        for mine, theirs in product(self._ways[one], self._ways[other]):
            settings = (self._group_of[way.number].setting for way in (mine, theirs))
            if not self._scope(*settings)[1].settles:
                return True
        return False

    # How the answers stand side by side

    @cached_property
    def _blocks(self) -> Sequence[Block]:
        """The ambiguous answers, as a rule few, and after them the others in the order of days."""
        plain = sorted(
            (way[0] for way in self._ways if len(way) == 1),
            key=lambda mark: (mark.days.first, mark.number),
        )
        ambiguous = [number for number, way in enumerate(self._ways) if len(way) > 1]
        found = []
        for numbers in (ambiguous, [mark.of for mark in plain]):
            for begin in range(0, len(numbers), self.width):
                some = numbers[begin : begin + self.width]
                by_layer = zip_longest(*(self._ways[number] for number in some))
                layers = [
                    Layer(
                        {place: mark for place, mark in enumerate(layer) if mark is not None},
                        self._group_of,
                    )
                    for layer in by_layer
                ]
                found.append(Block(some, layers))
        return found

    @cached_property
    def _ways(self) -> Sequence[Sequence[Mark]]:
        """The marks of each answer, one for each of its readings."""
        found: list[list[Mark]] = [[] for _ in self.answers]
        for mark in self._marks:
            found[mark.of].append(mark)
        return found

    @cached_property
    def _marks(self) -> tuple[Mark, ...]:
        read = [(n, way) for n, answer in enumerate(self.answers) for way in ways(answer)]
        return self.table.marker.marks(read)

    @cached_property
    def _group_of(self) -> Mapping[int, Group]:
        """The group of each mark."""
        return self._rulings.likeness.groups(self._marks)

    @cached_property
    def _rulings(self) -> Rulings:
        return self.table.rulings(self.answers[0].question)


def _ordered(one: int, other: int) -> Numbers:
    return (one, other) if one < other else (other, one)
