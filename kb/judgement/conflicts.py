"""Rival answers to one question, and which of them conflict for certain.

A pair is judged a conflict where one denies the other (DR08, DR09), where two ranges of the same
scope and time have no number in common (DR01), or where two options exclude each other (DR10).
Every other pair is *not yet judged*, which is not agreement: other scope, other time, something
unstated, or merely compatible. Rules as in the decision table; nothing is averaged, merged or left
out.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import NamedNode

from kb.graph.index import Index, Node
from kb.judgement.answers import Answer, answers
from kb.judgement.extents import Extents, Standing
from kb.judgement.periods import Sure
from kb.words.vocabulary import KB, kb

DENIAL = "DR08"
COMPARATIVE_DENIAL = "DR09"
DISJOINT_NUMBERS = "DR01"
EXCLUSIVE_OPTIONS = "DR10"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two answers to one question that cannot both be true, by ``rule``.

    ``one`` is the answer that denies, or the one that comes first in the text; ``reason`` is one
    sentence.
    """

    one: Answer
    other: Answer
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Contest:
    """All live answers to one question, side by side.

    ``conflicts`` are the pairs that conflict for certain; ``unjudged`` is the number of all other
    pairs.
    """

    question: NamedNode
    answers: tuple[Answer, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def unjudged(self) -> int:
        """Return how many pairs are not judged."""
        return len(self.answers) * (len(self.answers) - 1) // 2 - len(self.conflicts)

    @property
    def speakers(self) -> int:
        """Return how many different speakers answer."""
        return len({answer.speaker for answer in self.answers})


def contests(index: Index) -> tuple[Contest, ...]:
    """Return every question with an answer: those with most conflicts first, then with most
    answers.

    ``index`` holds the records and the vocabulary.
    """
    by_question: dict[NamedNode, list[Answer]] = defaultdict(list)
    for answer in answers(index):
        by_question[answer.question].append(answer)
    judge = _Judge(index)
    found = (
        Contest(question, tuple(rivals), tuple(judge.conflicts(question, rivals)))
        for question, rivals in by_question.items()
    )
    return tuple(
        sorted(found, key=lambda c: (-len(c.conflicts), -len(c.answers), c.question.value))
    )


class _Judge:
    def __init__(self, index: Index) -> None:
        self._index = index
        self._extents = Extents(index)

    def conflicts(self, question: NamedNode, rivals: list[Answer]) -> Iterator[Conflict]:
        dimensions = tuple(
            node.value[len(KB) :]
            for node in self._index.nodes(question, kb("mustMatch"))
            if isinstance(node, NamedNode)
        )
        for one, other in combinations(rivals, 2):
            conflict = self._conflict(one, other, dimensions)
            if conflict is not None:
                yield conflict

    def _conflict(self, one: Answer, other: Answer, dimensions: tuple[str, ...]) -> Conflict | None:
        for denier, denied in ((one, other), (other, one)):
            if denied.claim in denier.denies:
                rule = (
                    COMPARATIVE_DENIAL if denier.quantity and denier.quantity.relation else DENIAL
                )
                return Conflict(denier, denied, rule, "The first expressly denies the second.")
        if not self._comparable(one, other, dimensions):
            return None
        if self._numbers_disjoint(one, other):
            return Conflict(
                one,
                other,
                DISJOINT_NUMBERS,
                "Same scope and time, and the two ranges have no number in common.",
            )
        if (
            one.option is not None
            and other.option is not None
            and self._exclude(one.option, other.option)
        ):
            return Conflict(
                one,
                other,
                EXCLUSIVE_OPTIONS,
                "Same scope and time, and the two answers exclude each other.",
            )
        return None

    def _comparable(self, one: Answer, other: Answer, dimensions: tuple[str, ...]) -> bool:
        """Tell whether everything that must match surely does."""
        for answer in (one, other):
            if answer.conditional or answer.ambiguous or answer.act in {"predicts", "warns"}:
                return False
        for name in {*dimensions, "measure"} - {"period"}:
            mine, theirs = one.scope.get(name), other.scope.get(name)
            if mine is None and theirs is None and name not in dimensions:
                continue
            if mine is None or theirs is None or not self._same(mine, theirs):
                return False
        if "period" not in dimensions:
            return True
        if one.period is None or other.period is None:
            return False
        return one.period.common_moment(other.period) is Sure.YES

    def _same(self, mine: frozenset[Node], theirs: frozenset[Node]) -> bool:
        return all(
            any(self._extents.standing(a, b) is Standing.SAME for b in theirs) for a in mine
        ) and all(any(self._extents.standing(a, b) is Standing.SAME for a in mine) for b in theirs)

    def _numbers_disjoint(self, one: Answer, other: Answer) -> bool:
        a, b = one.quantity, other.quantity
        if a is None or b is None or a.meant is None or b.meant is None:
            return False
        alike = a.unit == b.unit and a.per == b.per and a.base == b.base
        return alike and a.meant.disjoint(b.meant)

    def _exclude(self, one: Node, other: Node) -> bool:
        excludes = kb("excludes")
        return self._index.has(one, excludes, other) or self._index.has(other, excludes, one)
