"""Reading amounts: the numbers a claim prints, and what is meant by the convention of its words."""

from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from kb.graph.index import Node
from kb.judgement.answers.answer import Quantity
from kb.judgement.answers.said import (
    Records,
    Said,
    first,
    first_text,
    flag,
    iri,
    local_name,
    number,
    term,
)
from kb.judgement.values.intervals import Interval
from kb.judgement.values.units import FRACTION, compound, ratio

_AMOUNT = {"low", "high", "lowExclusive", "highExclusive", "qualifier"}


@dataclass(frozen=True, slots=True)
class _Convention:
    """How a qualifier or relation is understood: by what a bound is widened, what it says by
    itself, and which bound it excludes.
    """

    low: Decimal | None
    high: Decimal | None
    default: Interval | None
    factors: tuple[Decimal, ...]
    low_open: bool
    high_open: bool


class QuantityReader:
    """Reads amounts from the records of one index, which must hold the vocabulary as well."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._conventions: dict[Node, _Convention] = {}

    def stated(self, record: Node) -> Interval | None:
        """Return the bounds that a record states, or ``None`` where it states none."""
        said = self._records.about(record)
        low, high = number(said, "low"), number(said, "high")
        return None if low is None and high is None else Interval(low, high)

    def factors(self, term: Node) -> tuple[Decimal | None, Decimal | None]:
        """Return by what a qualifier or relation multiplies the lower and the upper bound.

        ``None`` where by its convention there is no such bound.
        """
        convention = self._convention(term)
        return convention.low, convention.high

    def quantity(
        self, told: tuple[Said, ...], lineage: tuple[Said, ...], question: NamedNode
    ) -> Quantity | None:
        """Return the amount of an answer, ``None`` where it gives none.

        ``told`` is what the claim says, and before it one of its readings; ``lineage`` what it and
        what it denies say. What these leave open of the measure its question tells, and of the unit
        the measure.
        """
        amount = told[0]
        if len(told) > 1:
            amount = next((said for said in told if not _AMOUNT.isdisjoint(said)), told[-1])
        low, high = number(amount, "low"), number(amount, "high")
        qualifier = term(amount, "qualifier")
        relation = first(told, "relation")
        if low is None and high is None and qualifier is None and relation is None:
            return None
        printed = Interval(
            low,
            high,
            low is not None and flag(amount, "lowExclusive"),
            high is not None and flag(amount, "highExclusive"),
        )
        measure = first(told, "measure") or first(
            (*lineage, self._records.shared(question)), "measure"
        )
        unit = first(told, "unit") or first(
            (self._records.about(measure),) if measure else (), "unit"
        )
        meant, in_unit = self._meant(printed, qualifier), iri(unit)
        if low is None and high is None and in_unit is not None:
            meant, in_unit = _vague(meant, in_unit)
        in_unit, per = compound(in_unit, iri(first(told, "per")))
        return Quantity(
            printed=printed,
            meant=meant,
            unit=in_unit,
            per=per,
            words=first_text(told, "words"),
            qualifier=local_name(qualifier),
            relation=local_name(relation),
            comparand=first(told, "comparand"),
            base=first(told, "base"),
        )

    def _meant(self, printed: Interval, qualifier: Node | None) -> Interval | None:
        """Widen the printed bounds by the convention of the qualifier, below zero as above it."""
        low, high = printed.low, printed.high
        if qualifier is None:
            return None if low is None and high is None else printed
        convention = self._convention(qualifier)
        if low is None and high is None:
            return convention.default
        factors = convention.factors
        if convention.low is not None:
            begin = low if low is not None else high
            low = None if begin is None else min(begin * factor for factor in factors)
        if high is not None and convention.high is not None:
            high = max(high * factor for factor in factors)
        return Interval(
            low,
            high,
            low is not None and low == printed.low and (printed.low_open or convention.low_open),
            high is not None
            and high == printed.high
            and (printed.high_open or convention.high_open),
        )

    def _convention(self, qualifier: Node) -> _Convention:
        if qualifier not in self._conventions:
            said = self._records.about(qualifier)

            low, high = number(said, "defaultLow"), number(said, "defaultHigh")
            low_open = low is not None and flag(said, "defaultLowExclusive")
            none = low is None and high is None
            factors = number(said, "lowFactor"), number(said, "highFactor")
            self._conventions[qualifier] = _Convention(
                *factors,
                None if none else Interval(low, high, low_open, False),
                tuple(factor for factor in factors if factor is not None),
                flag(said, "lowExclusive"),
                flag(said, "highExclusive"),
            )
        return self._conventions[qualifier]


def _vague(meant: Interval | None, unit: str) -> tuple[Interval | None, str]:
    """Return a vague amount with its unit: a share such as "most" is a part of one."""
    if meant is None or meant.high is None or meant.high > 1:
        return meant, unit
    parts = ratio(FRACTION, unit)
    return (meant, FRACTION) if parts is None else (meant.scaled(*parts), unit)
