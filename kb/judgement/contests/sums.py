"""Parts that share nothing and add up to more than their whole (DR19)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import TypeAlias

from msgspec.structs import replace
from pyoxigraph import NamedNode

from kb.graph.index import Node
from kb.judgement.answers.answer import Answer, Quantity
from kb.judgement.pairs.outcomes import SetOutcome
from kb.judgement.pairs.pair import Pair
from kb.judgement.pairs.world import Match, World, conversion
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import Filling, Period, Sure
from kb.judgement.values.unit_words import amount_words
from kb.judgement.values.units import RATES, kind

MOST_PARTS = 12
"""Of more parts of one whole not every choice is looked at."""

Scope = frozenset[tuple[str, frozenset[Node]]]
_Told: TypeAlias = tuple[str | None, str | None, Period | None, frozenset[Node] | None]
"""In what unit an answer is told, per what time, and of when and of which event."""


def sums(answers: Sequence[Answer], world: World) -> Iterator[SetOutcome]:
    """Return the wholes with the parts of them, in one dimension only, that come to too much.

    Answers of one scope are looked at together, and so are wholes of one time.
    """
    by_scope: dict[NamedNode, dict[Scope, list[Answer]]] = defaultdict(dict)
    for answer in answers:
        if answer.period is not None and answer.quantity is not None and world.additive(answer):
            by_scope[answer.question].setdefault(_scope(answer), []).append(answer)
    for groups in by_scope.values():
        for wholes in groups.values():
            inner = [
                part
                for parts in groups.values()
                if _is_part(parts[0], wholes[0], world)
                for part in parts
            ]
            if len(inner) > 1:
                yield from _too_large(wholes, _Parts(tuple(inner), world))


def _too_large(wholes: Sequence[Answer], parts: "_Parts") -> Iterator[SetOutcome]:
    for whole in wholes:
        quantity = whole.quantity
        if quantity is None or quantity.meant is None or quantity.meant.empty:
            continue
        chosen, total = parts.of(whole)
        if len(chosen) > 1 and quantity.meant.below(total):
            told, most = (
                amount_words(amount, quantity.unit, quantity.per)
                for amount in (total, quantity.meant)
            )
            yield SetOutcome(
                (whole, *chosen), f"The parts add up to {told}, more than the whole of {most}."
            )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What may be parts of wholes of one scope, and which of them count at the time of a whole."""

    answers: Sequence[Answer]
    world: World
    _chosen: dict[_Told, tuple[Sequence[Answer], Interval]] = field(default_factory=dict)
    _alike: dict[date | None, dict[_Told, list[Answer]]] = field(default_factory=dict)

    def of(self, whole: Answer) -> tuple[Sequence[Answer], Interval]:
        """Return parts that share nothing and come to most at the time of a whole, and the sum in
        its unit.
        """
        key = _told(whole)
        if key not in self._chosen:
            found = self._at_the_time_of(whole)
            chosen = most_apart([_in_unit_of(whole, part) for part in found], self.world)
            total = Interval(_total(chosen), low_open=any(map(_above, chosen)))
            as_told = {part.claim: part for part in found}
            self._chosen[key] = [as_told[part.claim] for part in chosen], total
        return self._chosen[key]

    def _at_the_time_of(self, whole: Answer) -> list[Answer]:
        """Return the parts of one time with a whole: one unit and time is looked at once."""
        if not self._alike:
            self._sort_by_time()
        days = (None,) if whole.period is None else (None, whole.period.first)
        return [
            part
            for day in dict.fromkeys(days)
            for alike in self._alike.get(day, {}).values()
            if _in_time(alike[0], whole, self.world)
            for part in alike
        ]

    def _sort_by_time(self) -> None:
        """Put aside by the day what counts on that day only; by ``None`` what counts for others."""
        for part in self.answers:
            if part.period is not None and part.quantity is not None and _low(part) != 0:
                lasting = self.world.measure_kind(part) in {"flow", "cumulative"}
                day = None if lasting else part.period.first
                self._alike.setdefault(day, {}).setdefault(_told(part), []).append(part)


def most_apart(parts: Sequence[Answer], world: World) -> tuple[Answer, ...]:
    """Return parts that share nothing and add up to as much as any such parts do.

    Of more than `MOST_PARTS`, of which every choice would have to be looked at, the largest are
    taken first, each that shares nothing with those taken: that may come to less, and then a sum
    that is too large stays unfound, but none is found that is not.
    """
    largest = sorted(parts, key=lambda part: (-_low(part), part.claim.value))
    if len(largest) > MOST_PARTS:
        taken: list[Answer] = []
        for part in _first_of_each_scope(largest):
            if all(_apart(part, other, world) for other in taken):
                taken.append(part)
        return tuple(taken)
    pairs = combinations(largest, 2)
    apart = {(a.claim, b.claim) for a, b in pairs if _apart(a, b, world)}
    best: tuple[Answer, ...] = ()
    todo: list[tuple[tuple[Answer, ...], tuple[Answer, ...]]] = [((), tuple(largest))]
    while todo:
        chosen, left = todo.pop()
        if _total(chosen) > _total(best):
            best = chosen
        if not left or _total(chosen + left) <= _total(best):
            continue
        part, *others = left
        todo.append((chosen, tuple(others)))
        todo.append(((*chosen, part), tuple(o for o in others if (part.claim, o.claim) in apart)))
    return best


def _first_of_each_scope(parts: Sequence[Answer]) -> Sequence[Answer]:
    """Return of parts that speak of the same, of which no two are apart, only the first."""
    found: dict[Scope, Answer] = {}
    for part in parts:
        found.setdefault(_scope(part), part)
    return tuple(found.values())


def _scope(answer: Answer) -> Scope:
    return frozenset(answer.scope.items())


def _total(parts: Sequence[Answer]) -> Decimal:
    return sum(map(_low, parts), Decimal(0))


def _is_part(part: Answer, whole: Answer, world: World) -> bool:
    """Tell whether one scope lies within the other in one dimension and is the same in the rest."""
    asked = world.asked(whole.question)
    within = 0
    for name in dict.fromkeys((*asked.dimensions, "measure")):
        mine, theirs = part.scope.get(name), whole.scope.get(name)
        if name not in asked.dimensions and (asked.kind != "quantity" or mine == theirs):
            continue  # the measure of a quantity has to match as well
        match = world.match(name, mine, theirs)
        within += match is Match.WITHIN
        if within > 1 or match not in {Match.SAME, Match.WITHIN}:
            return False
    return within == 1


def _in_time(part: Answer, whole: Answer, world: World) -> bool:
    inner, outer = part.period, whole.period
    if inner is None or outer is None or part.quantity is None or whole.quantity is None:
        return False
    if conversion(part.quantity, whole.quantity) is None or _low(part) == 0:
        return False
    if _is_rate(part.quantity):
        return inner == outer  # it may be higher in a part of the time
    kind = world.measure_kind(part)
    totals = inner.filling is outer.filling is Filling.TOTAL_OVER
    if kind == "flow" or (kind == "cumulative" and totals):
        known = None not in (inner.first, inner.last, outer.first, outer.last)
        return known and outer.first <= inner.first and inner.last <= outer.last  # type: ignore[operator]
    pair = Pair(part, whole, world.asked(whole.question), world)
    if kind == "cumulative" and pair.sooner() is part:
        return True  # later it is not lower
    one_day = inner.first == inner.last == outer.first == outer.last
    return one_day and pair.moment() is Sure.YES  # people and things move


def _in_unit_of(whole: Answer, part: Answer) -> Answer:
    """Return a part with its amount in the unit of the whole, a rate per the same time."""
    mine, its = part.quantity, whole.quantity
    if mine is None or its is None or mine.meant is None or _told(part)[:2] == _told(whole)[:2]:
        return part
    converted = conversion(mine, its)
    assert converted is not None, "other parts are left out"
    in_its = replace(mine, meant=mine.meant.scaled(*converted), unit=its.unit, per=its.per)
    return replace(part, quantity=in_its)


def _apart(one: Answer, other: Answer, world: World) -> bool:
    matches = Pair(one, other, world.asked(one.question), world).matches()
    return Match.DIFFERENT in matches.values()


def _low(part: Answer) -> Decimal:
    """Return the least that a part counts, 0 where it gives no lower bound."""
    meant = part.quantity.meant if part.quantity else None
    return Decimal(0) if meant is None or meant.low is None else meant.low


def _above(part: Answer) -> bool:
    """Tell whether a part counts more than its least, which is excluded."""
    meant = part.quantity.meant if part.quantity else None
    return meant is not None and meant.low_open


def _is_rate(quantity: Quantity) -> bool:
    unit = quantity.unit
    return quantity.per is not None or (unit is not None and kind(unit) in RATES)


def _told(answer: Answer) -> _Told:
    quantity = answer.quantity
    if quantity is None:
        return None, None, answer.period, answer.scope.get("event")
    return quantity.unit, quantity.per, answer.period, answer.scope.get("event")
