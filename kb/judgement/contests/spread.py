"""How far the answers to one question lie apart: the outermost numbers, and who chose what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kb.graph.index import Node
from kb.judgement.answers.answer import Answer, Quantity
from kb.judgement.contests.contest import Contest
from kb.judgement.values.intervals import Interval
from kb.judgement.values.units import ratio
from kb.words.vocabulary import kb


@dataclass(frozen=True, slots=True)
class Spread:
    """``count`` answers give numbers in ``unit``, the outermost printed ones ``low`` and ``high``.

    ``unit`` is a QUDT IRI, ``None`` where there is none; ``converted`` are the other units in which
    some of the answers give theirs. ``per`` is the time of a rate, ``base`` that of which a share
    is told; ``measures`` are what is measured where not all answers measure the same. Nothing lies
    between two answers that neither of them says: there is no mean.
    """

    unit: str | None
    low: Decimal
    high: Decimal
    count: int
    converted: tuple[str, ...] = ()
    per: str | None = None
    base: Node | None = None
    measures: frozenset[Node] = frozenset()


def spreads(contest: Contest) -> tuple[Spread, ...]:
    """Return the spread of the printed numbers, most answers first.

    What measures something else, is told for another time or is a share of something else has a
    spread of its own. There is one for all units that convert, in the unit of what is measured, or,
    where that is another kind of unit, in that of most answers.
    """
    alike: dict[tuple[frozenset[Node], str | None, Node | None], list[Quantity]] = defaultdict(list)
    for answer in contest.answers:
        quantity = answer.quantity
        if quantity is not None and _ends(quantity.printed):
            measures = answer.scope.get("measure", frozenset())
            alike[measures, quantity.per, quantity.base].append(quantity)
    several = len({measures for measures, _, _ in alike}) > 1
    found = (
        replace(spread, per=per, base=base, measures=measures if several else frozenset())
        for (measures, per, base), quantities in alike.items()
        for spread in _by_unit(quantities, contest)
    )
    return tuple(sorted(found, key=lambda one: (-one.count, one.unit or "")))


def _by_unit(left: list[Quantity], contest: Contest) -> Iterator[Spread]:
    counts = Counter(quantity.unit for quantity in left)
    for unit in (*_measured(contest), *(unit for unit, _ in counts.most_common())):
        units = {other for other in counts if ratio(other, unit) is not None}
        some = [quantity for quantity in left if quantity.unit in units]
        if some:
            left = [quantity for quantity in left if quantity.unit not in units]
            yield _spread(some, unit)


def _spread(quantities: Sequence[Quantity], unit: str | None) -> Spread:
    ends = [
        end
        for quantity in quantities
        if (parts := ratio(quantity.unit, unit)) is not None
        for end in _ends(quantity.printed.scaled(*parts))
    ]
    others = dict.fromkeys(quantity.unit for quantity in quantities)
    converted = tuple(other for other in others if other is not None and other != unit)
    return Spread(unit, min(ends), max(ends), len(quantities), converted)


def _ends(printed: Interval) -> Sequence[Decimal]:
    return [end for end in (printed.low, printed.high) if end is not None]


def _measured(contest: Contest) -> Iterator[str]:
    """Return the units of what a question measures; none where its measure is not told."""
    index = contest.world.index
    for measure in index.nodes(contest.question, kb("measure")):
        yield from (unit.value for unit in index.nodes(measure, kb("unit")))


def choices(answers: Iterable[Answer]) -> tuple[tuple[Node, int], ...]:
    """Return each option that is chosen or party that is accused, with by how many answers."""
    found: Counter[Node] = Counter()
    for answer in answers:
        found.update(answer.accuses if answer.option is None else (answer.option,))
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0].value)))
