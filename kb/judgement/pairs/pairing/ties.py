"""Pairs of which more matters than what their groups tell: they are decided each on its own."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from kb.graph.index import Node
from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.pairing.ladder import Bits, joined
from kb.judgement.pairs.pairing.marks import Range
from kb.judgement.pairs.pairing.rivals import Rivals


class Ties:
    """How answers, each in its place, are tied to another one."""

    def __init__(self, rivals: Rivals, numbers: Mapping[int, int]) -> None:
        """Take up answers, given by number with their places."""
        self._rivals = rivals
        self._answers = [(rivals.answers[n], n, 1 << place) for n, place in numbers.items()]

    def named(self, number: int) -> Bits:
        """Return those of which one names the other, or supports what the other denies."""
        answer = self._rivals.answers[number]
        found = self._naming.get(answer.claim, 0)
        for node in self._named(answer):
            found |= self._claims.get(node, 0)
        for target in answer.supports:
            found |= self._deniers.get(target, 0)
        for target in answer.denies:
            found |= self._supporters.get(target, 0)
        return found

    def bearing(self, number: int) -> Bits:
        """Return those that deny what an answer denies, its very amount, or give what it denies.

        That matters only where they speak of the same.
        """
        found = 0
        for target in self._rivals.answers[number].denies:
            found |= self._deniers.get(target, 0)
        for way in self._rivals.ways[number]:
            found |= self._denying.get(way.range, 0)
            for ranks in way.denies:
                found |= self._giving.get(ranks, 0)
        return found

    @cached_property
    def _claims(self) -> Mapping[Node, Bits]:
        if not any(self._is_linked(answer) for answer in self._rivals.answers):
            return {}
        return joined((answer.claim, bit) for answer, _, bit in self._answers)

    @cached_property
    def _naming(self) -> Mapping[Node, Bits]:
        linked = [(answer, bit) for answer, _, bit in self._answers if self._is_linked(answer)]
        return joined((node, bit) for answer, bit in linked for node in self._named(answer))

    @cached_property
    def _deniers(self) -> Mapping[Node, Bits]:
        return joined((target, bit) for answer, _, bit in self._answers for target in answer.denies)

    @cached_property
    def _supporters(self) -> Mapping[Node, Bits]:
        return joined((node, bit) for answer, _, bit in self._answers for node in answer.supports)

    @cached_property
    def _giving(self) -> Mapping[Range, Bits]:
        ways = self._rivals.ways
        return joined((way.range, bit) for _, number, bit in self._answers for way in ways[number])

    @cached_property
    def _denying(self) -> Mapping[Range, Bits]:
        ways = self._rivals.ways
        return joined(
            (ranks, bit)
            for answer, number, bit in self._answers
            if answer.denies
            for way in ways[number]
            for ranks in way.denies
        )

    def _is_linked(self, answer: Answer) -> bool:
        others = answer.supports, answer.retracts, answer.revises, answer.same_utterance
        return bool(answer.denies) or any(others)

    def _named(self, answer: Answer) -> Iterator[Node]:
        """Return the records that an answer names, other than its scope, and what they deny."""
        yield from answer.denies
        yield from answer.supports
        yield from answer.retracts
        yield from answer.revises
        yield from answer.same_utterance
        if answer.denies:
            for target in self._rivals.table.world.targets(answer):
                yield from target.denies
