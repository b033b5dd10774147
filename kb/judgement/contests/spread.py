"""How far the answers to one question lie apart: the outermost numbers, and who chose what."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kb.graph.index import Node
from kb.judgement.answers.read import Answer


@dataclass(frozen=True, slots=True)
class Spread:
    """``count`` answers give numbers in ``unit``, the outermost printed ones ``low`` and ``high``.

    ``unit`` is a QUDT IRI, ``None`` where there is none. Nothing lies between two answers that
    neither of them says: there is no mean.
    """

    unit: str | None
    low: Decimal
    high: Decimal
    count: int


def spreads(answers: Iterable[Answer]) -> tuple[Spread, ...]:
    """Return the spread of the printed numbers, one for each unit, most answers first."""
    ends: dict[str | None, list[tuple[Decimal, ...]]] = {}
    for answer in answers:
        if answer.quantity is not None:
            printed = answer.quantity.printed
            told = tuple(end for end in (printed.low, printed.high) if end is not None)
            if told:
                ends.setdefault(answer.quantity.unit, []).append(told)
    found = (
        Spread(unit, min(map(min, told)), max(map(max, told)), len(told))
        for unit, told in ends.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.count, one.unit or "")))


def choices(answers: Iterable[Answer]) -> tuple[tuple[Node, int], ...]:
    """Return each option that is chosen or party that is accused, with by how many answers."""
    found: Counter[Node] = Counter()
    for answer in answers:
        found.update(answer.accuses if answer.option is None else (answer.option,))
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0].value)))
