"""Pairs that are decided each on its own, as more matters than what their groups tell."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, product

from kb.graph.index import Node
from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.pairing.marks import Range
from kb.judgement.pairs.pairing.rivals import Rivals
from kb.judgement.pairs.world import World


def singles(rivals: Rivals) -> Mapping[int, set[int]]:
    """Return each answer that is in such a pair with all that it is paired with so, by numbers.

    In these pairs one names the other, or both bear on one denied answer: both deny it, one
    supports it, or one gives its very amount.
    """
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in _bound(rivals):
        found[one].add(other)
        found[other].add(one)
    return found


def _bound(rivals: Rivals) -> Iterator[tuple[int, int]]:
    answers = rivals.answers
    linked = [(number, answer) for number, answer in enumerate(answers) if _is_linked(answer)]
    if not linked:
        return
    numbers: dict[Node, int] = {answer.claim: number for number, answer in enumerate(answers)}
    deniers: dict[Node, list[int]] = defaultdict(list)
    giving: dict[Range, set[int]] = defaultdict(set)
    for number, answer in linked:
        for target in answer.denies:
            deniers[target].append(number)
    for mark in rivals.marks:
        giving[mark.range].add(mark.of)
    for number, answer in linked:
        named = (numbers[n] for n in _named(answer, rivals.table.world) if n in numbers)
        against = (other for target in answer.supports for other in deniers[target])
        yield from ((number, other) for other in (*named, *against) if other != number)
        alike = (of for way in rivals.ways[number] for r in way.denies for of in giving[r])
        yield from ((number, other) for other in alike if _is_open(number, other, rivals))
    for together in deniers.values():
        yield from (pair for pair in combinations(together, 2) if _is_open(*pair, rivals))


def _is_linked(answer: Answer) -> bool:
    links = answer.denies, answer.supports, answer.retracts, answer.revises, answer.same_utterance
    return any(links)


def _named(answer: Answer, world: World) -> Iterator[Node]:
    """Return the records that an answer names, other than its scope, and what they deny."""
    yield from answer.denies
    yield from answer.supports
    yield from answer.retracts
    yield from answer.revises
    yield from answer.same_utterance
    for target in world.targets(answer):
        yield from target.denies


def _is_open(one: int, other: int, rivals: Rivals) -> bool:
    """Tell whether it matters what two answers say, and not only of what they speak."""
    if one == other:
        return False
    for ways in product(rivals.ways[one], rivals.ways[other]):
        mine, theirs = (rivals.group_of[way.number].setting for way in ways)
        if not rivals.rulings.scope(mine, theirs).settles:
            return True
    return False
