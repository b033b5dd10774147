"""How all pairs of answers to one question stand to each other, however many answers there are.

For one answer after the other it is told at a stroke what is said of it and of thousands of others.
Where groups do not settle it, pairs are decided each on its own: answers that name each other or
deny the same, a number and its denial, and whatever a rule has to look at closely.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.classify import classify
from kb.judgement.pairs.outcomes import Kind, Verdict
from kb.judgement.pairs.pairing.block import Block, blocks
from kb.judgement.pairs.pairing.ladder import Bits, places
from kb.judgement.pairs.pairing.rivals import Rivals
from kb.judgement.pairs.pairing.ruling import EACH, Said, Table
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
    for row in rows(Rivals(answers, table)):
        _count(row, counts)
        for said, bits in row.said.items():
            if bits and table.verdicts[said][0] is Kind.CONFLICT:
                conflicts.extend(row.pairs(said))
    conflicts.sort()
    return _told(counts, table), [(answers[one], answers[other]) for one, other in conflicts]


def counted(answers: Sequence[Answer], table: Table) -> Counter[Verdict]:
    """Count all pairs by what is told of each verdict."""
    counts: Counter[Said] = Counter()
    for row in rows(Rivals(answers, table)):
        _count(row, counts)
    return _told(counts, table)


def _count(row: "Row", counts: Counter[Said]) -> None:
    for said, bits in row.said.items():
        counts[said] += bits.bit_count()


def _told(counts: Counter[Said], table: Table) -> Counter[Verdict]:
    return +Counter({table.verdicts[said]: count for said, count in counts.items()})


def pairs_of(
    kind: Kind, answers: Sequence[Answer], world: World
) -> Iterator[tuple[Answer, Answer]]:
    """Return the pairs whose outcome is of one kind, each once, always in the same order."""
    table = Table(world)
    for row in rows(Rivals(answers, table)):
        for said in row.said:
            if table.verdicts[said][0] is kind:
                for one, other in row.pairs(said):
                    yield answers[one], answers[other]


class Row(Struct, frozen=True):
    """What is said of the answer with a number and each of some in a block."""

    number: int
    block: Block
    said: Mapping[Said, Bits]

    def pairs(self, said: Said) -> Iterator[Numbers]:
        """Return the pairs of which this is said."""
        for place in places(self.said[said]):
            other = self.block.numbers[place]
            yield (self.number, other) if self.number < other else (other, self.number)


def rows(rivals: Rivals, width: int = WIDTH) -> Iterator[Row]:
    """Return for each answer what is said of it and of the others in blocks of such a width.

    Each pair comes once.
    """
    earlier: list[int] = []
    for block in blocks(rivals, width):
        for number in earlier:
            yield _row(number, block, block.all)
        for place, number in enumerate(block.numbers, start=1):
            yield _row(number, block, block.all >> place << place)
        earlier.extend(block.numbers)


def _row(number: int, block: Block, among: Bits) -> Row:
    """Return what is said of an answer and each of some in a block.

    Pairs that groups do not settle are decided each on its own.
    """
    answers, table = block.rivals.answers, block.rivals.table
    found = block.said(number, among)
    each = found.pop(EACH, 0)
    for place in places(each) if each else ():
        outcome = classify(answers[number], answers[block.numbers[place]], table.world)
        said = table.say((outcome.kind, outcome.differences))
        found[said] = found.get(said, 0) | 1 << place
    return Row(number, block, found)
