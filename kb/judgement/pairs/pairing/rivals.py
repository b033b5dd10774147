"""The answers to one question with their marks and groups, and how their settings stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.classify import ways
from kb.judgement.pairs.pairing.likeness import Group
from kb.judgement.pairs.pairing.marks import Mark
from kb.judgement.pairs.pairing.ruling import Rulings, Table

_RESTS, _MEMBERS = 64, 4
"""More likenesses than this, with fewer members each, are more to ask about than their pairs."""


@dataclass(frozen=True)
class Rivals:
    """Answers to one question, of which each is known by its number: its place among them."""

    answers: Sequence[Answer]
    table: Table

    @cached_property
    def rulings(self) -> Rulings:
        """What the decision table says of groups of such answers."""
        return self.table.rulings(self.answers[0].question)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """A mark for each answer under each of its readings."""
        read = [(n, way) for n, answer in enumerate(self.answers) for way in ways(answer)]
        return self.table.marker.marks(read)

    @cached_property
    def ways(self) -> Sequence[Sequence[Mark]]:
        """The marks of each answer, one for each of its readings."""
        found: list[list[Mark]] = [[] for _ in self.answers]
        for mark in self.marks:
            found[mark.of].append(mark)
        return found

    @cached_property
    def group_of(self) -> Mapping[int, Group]:
        """The group of each mark, by the number of the mark."""
        return self.rulings.likeness.groups(self.marks)

    @cached_property
    def scattered(self) -> bool:
        """Tell whether groups are so many for their members that pairs are decided one by one.

        What is asked of groups would be as many rulings as there are pairs.
        """
        rests = len({group.rest for group in self.group_of.values()})
        return rests > _RESTS and rests * _MEMBERS > len(self.marks)
