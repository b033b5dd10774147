"""How far the answers to one question lie apart: the outermost numbers, and who chose what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    some of the answers give theirs. Nothing lies between two answers that neither of them says:
    there is no mean.
    """

    unit: str | None
    low: Decimal
    high: Decimal
    count: int
    converted: tuple[str, ...] = ()


def spreads(contest: Contest) -> tuple[Spread, ...]:
    """Return the spread of the printed numbers, most answers first.

    There is one for all units that convert, in the unit of what is measured, or, where that is
    another kind of unit, in that of most answers.
    """
    told = (answer.quantity for answer in contest.answers)
    left = [quantity for quantity in told if quantity is not None and _ends(quantity.printed)]
    counts = Counter(quantity.unit for quantity in left)
    wanted = [*_measured(contest), *(unit for unit, _ in counts.most_common())]
    found = []
    for unit in wanted:
        units = {other for other in counts if ratio(other, unit) is not None}
        alike = [quantity for quantity in left if quantity.unit in units]
        if alike:
            left = [quantity for quantity in left if quantity.unit not in units]
            found.append(_spread(alike, unit))
    return tuple(sorted(found, key=lambda one: (-one.count, one.unit or "")))


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
