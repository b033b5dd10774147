"""Two answers to one question, and what has to be known to decide how they stand to each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypedDict

from pyoxigraph import NamedNode

from kb.graph.index import Index, Node
from kb.judgement.answers.read import DIMENSIONS, Answer, AnswerReader, Quantity
from kb.judgement.values.extents import Extents, Standing
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import Filling, Sure
from kb.judgement.values.units import ratio
from kb.words.vocabulary import KB, RDF_TYPE, kb


class Match(Enum):
    """How two answers stand to each other in one dimension."""

    SAME = "same"
    WITHIN = "within"
    CONTAINS = "contains"
    DIFFERENT = "different"
    UNDECLARED = "undeclared"
    MISSING = "missing"


_LOOKS_AHEAD = {"predicts", "warns"}
_MATCH = {
    Standing.SAME: Match.SAME,
    Standing.WITHIN: Match.WITHIN,
    Standing.CONTAINS: Match.CONTAINS,
    Standing.DISJOINT: Match.DIFFERENT,
    Standing.UNKNOWN: Match.UNDECLARED,
}


class WindowState(Enum):
    """How the window of a prediction stands on the day on which predictions are judged."""

    OPEN = "open"
    CLOSED = "closed"
    ENDLESS = "without a last day"


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a prediction speaks of; ``closes`` is its last day, ``None`` where unknown."""

    state: WindowState
    closes: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question demands: its kind of answer, and which dimensions must match.

    ``period`` tells whether time must match; ``dimensions`` are the others, in a fixed order.
    ``several`` tells whether several places, or dates, can be right at once; ``None`` where nobody
    says.
    """

    node: NamedNode
    kind: str
    dimensions: tuple[str, ...]
    period: bool
    several: bool | None = None


@dataclass(frozen=True, slots=True)
class World:
    """What a base declares, as far as decisions need it.

    ``today`` is the day on which predictions are judged: given as data, never the clock.
    """

    index: Index
    extents: Extents
    reader: AnswerReader
    today: date | None
    _asked: dict[NamedNode, Asked] = field(default_factory=dict)
    _answers: dict[Node, Answer | None] = field(default_factory=dict)
    _matches: dict[tuple[str, frozenset[Node], frozenset[Node]], Match] = field(
        default_factory=dict
    )

    def asked(self, question: NamedNode) -> Asked:
        """Return what a question demands."""
        if question not in self._asked:
            index = self.index
            must = {node.value[len(KB) :] for node in index.nodes(question, kb("mustMatch"))}
            kind = next(iter(index.nodes(question, kb("answerKind"))), None)
            several = index.text(question, kb("admitsSeveral"))
            self._asked[question] = Asked(
                question,
                kind.value[len(KB) :] if kind is not None else "inWords",
                tuple(name for name in DIMENSIONS if name in must),
                "period" in must,
                None if several is None else several == "true",
            )
        return self._asked[question]

    def amount(self, quantity: Quantity) -> Interval | None:
        """Return the interval of an amount in its own unit, by reference where it is a comparison.

        A claim as comparand counts for the amount it gives, a place for what a reference record
        gives it; ``None`` where there is none of these.
        """
        if quantity.meant is not None:
            return quantity.meant
        told = self._told(quantity)
        if told is not None and quantity.relation is not None:
            return by_comparison(told, quantity.relation)
        measured = [
            interval.scaled(*units)
            for record in self.references(quantity)
            if (interval := self.reader.stated(record)) is not None
            and (units := _ratio(self._unit(record), quantity.unit)) is not None
        ]
        if not measured or quantity.relation is None:
            return None
        yardstick = measured[0]
        for interval in measured[1:]:
            yardstick = yardstick.hull(interval)
        return by_comparison(yardstick, quantity.relation)

    def _told(self, quantity: Quantity) -> Interval | None:
        """Return the amount of the claim that an amount is compared with, in the latter's unit.

        A rate is brought to the latter's time as well; ``None`` where the two do not convert.
        """
        answer = None if quantity.comparand is None else self.answer(quantity.comparand)
        if answer is None or answer.quantity is None or answer.quantity.meant is None:
            return None
        converted = _conversion(answer.quantity, quantity)
        return None if converted is None else answer.quantity.meant.scaled(*converted)

    def references(self, quantity: Quantity) -> tuple[Node, ...]:
        """Return the reference records of what an amount is compared with, where it needs them."""
        if quantity.meant is not None or quantity.comparand is None:
            return ()
        pointing = self.index.pointing(quantity.comparand, kb("place"))
        return tuple(
            record
            for _, record in pointing
            if self.index.has(record, RDF_TYPE, kb("Reference"))
            and _ratio(self._unit(record), quantity.unit) is not None
        )

    def _unit(self, record: Node) -> str | None:
        return next((node.value for node in self.index.nodes(record, kb("unit"))), None)

    def targets(self, answer: Answer) -> tuple[Answer, ...]:
        """Return the answers that an answer expressly denies."""
        return tuple(read for t in answer.denies if (read := self.answer(t)) is not None)

    def answer(self, record: Node) -> Answer | None:
        """Return the answer that a record gives, or ``None`` where it answers nothing."""
        if record not in self._answers:
            found = self.reader.answer(record) if isinstance(record, NamedNode) else None
            self._answers[record] = found
        return self._answers[record]

    def judged(self, one: Node, other: Node, judgement: str) -> bool:
        """Tell whether an identity judgement says this of two records."""
        index = self.index
        return any(
            index.has(record, kb("between"), other)
            and index.has(record, kb("judgement"), kb(judgement))
            for _, record in index.pointing(one, kb("between"))
        )

    def window(self, answer: Answer) -> Window | None:
        """Tell how the window of a prediction stands; ``None`` where an answer looks not ahead.

        Without a day on which predictions are judged, every window with a last day counts as
        closed.
        """
        if answer.act not in _LOOKS_AHEAD:
            return None
        closes = None if answer.period is None else answer.period.end
        if closes is None:
            return Window(WindowState.ENDLESS, None)
        still_open = self.today is not None and self.today <= closes
        return Window(WindowState.OPEN if still_open else WindowState.CLOSED, closes)

    def excluded(self, one: Node, other: Node) -> bool:
        """Tell whether two options exclude each other."""
        excludes = kb("excludes")
        return self.index.has(one, excludes, other) or self.index.has(other, excludes, one)

    def match(
        self, name: str, mine: frozenset[Node] | None, theirs: frozenset[Node] | None
    ) -> Match:
        """Tell how what two answers name in one dimension, other than time, stands to each other.

        ``None`` stands for what is not stated.
        """
        if not mine or not theirs:
            return Match.MISSING
        if mine == theirs:
            return Match.SAME
        key = name, mine, theirs
        if key not in self._matches:
            self._matches[key] = self._match(name, mine, theirs)
        return self._matches[key]

    def _match(self, name: str, mine: frozenset[Node], theirs: frozenset[Node]) -> Match:
        if len(mine) == 1 and len(theirs) == 1:
            (a,), (b,) = mine, theirs
            if name in {"subject", "event"} and self.judged(a, b, "differentThings"):
                return Match.DIFFERENT
            return _MATCH[self.extents.standing(a, b)]
        return _MATCH[self.extents.together(mine, theirs)]

    def measure_kind(self, answer: Answer) -> str | None:
        """Return stock, flow, cumulative, ... for the measure of an answer, or ``None``.

        ``None`` also where it names measures of several kinds.
        """
        measures = answer.scope.get("measure", ())
        kinds = {kind for m in measures for kind in self.index.nodes(m, kb("measureKind"))}
        return next(iter(kinds)).value[len(KB) :] if len(kinds) == 1 else None

    def unit_of_measure(self, answer: Answer) -> str | None:
        """Return the unit in which the measure of an answer is told, ``None`` for several."""
        measures = answer.scope.get("measure", ())
        units = {node.value for m in measures for node in self.index.nodes(m, kb("unit"))}
        return next(iter(units)) if len(units) == 1 else None

    def additive(self, answer: Answer) -> bool:
        """Tell whether the answer's measure adds up over disjoint places and populations."""
        measures = answer.scope.get("measure", frozenset())
        return bool(measures) and all(
            self.index.text(measure, kb("additive")) == "true" for measure in measures
        )


def world_of(index: Index, today: date | None = None) -> World:
    """Return the declarations of a base; without ``today``, its latest day of publication."""
    days = (index.text(source, kb("published")) for source in index.instances(kb("Source")))
    latest = max((day for day in days if day), default=None)
    if today is None and latest is not None:
        today = date.fromisoformat(latest)
    return World(index, Extents(index), AnswerReader(index), today)


class Distance(TypedDict):
    """How far two ranges are apart, or how much they share, as an outcome tells it."""

    gap: Decimal | None
    factor: Decimal | None
    overlap: Decimal | None
    unit: str | None


NO_DISTANCE: Distance = {"gap": None, "factor": None, "overlap": None, "unit": None}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers, under one reading each, to what ``asked`` demands in a declared world."""

    one: Answer
    other: Answer
    asked: Asked
    world: World

    @property
    def both(self) -> tuple[tuple[Answer, Answer], tuple[Answer, Answer]]:
        """The pair in both orders."""
        return (self.one, self.other), (self.other, self.one)

    def match(self, name: str) -> Match:
        """Tell how the two stand to each other in one dimension other than time."""
        return self.world.match(name, self.one.scope.get(name), self.other.scope.get(name))

    def matches(self) -> Mapping[str, Match]:
        """Return how the two stand to each other in each dimension that must match, time apart.

        The measure of a quantity has to match as well: it is what is counted.
        """
        names = list(self.asked.dimensions)
        if (
            "measure" not in names
            and self.asked.kind == "quantity"
            and (self.one.scope.get("measure") != self.other.scope.get("measure"))
        ):
            names.insert(0, "measure")
        return {name: self.match(name) for name in names}

    def on_other_conditions(self) -> bool:
        """Tell whether one holds only under a condition that the other does not name."""
        return {*self.one.condition} != {*self.other.condition}

    def moment(self) -> Sure:
        """Tell whether both speak of a common moment; ``UNKNOWN`` where a time is missing."""
        if self.one.period is None or self.other.period is None:
            return Sure.UNKNOWN
        return self.one.period.common_moment(self.other.period)

    def _same_base(self, one: Node | None, other: Node | None) -> bool:
        """Tell whether two shares are of one base: what it says may stand in two records.

        These must give an amount outright: of shares of further bases nothing is told.
        """
        if one == other:
            return one != kb("notStated")
        bases = [None if base is None else self.world.answer(base) for base in (one, other)]
        if bases[0] is None or bases[1] is None or bases[0].question != bases[1].question:
            return False
        if any(base.quantity is None or base.quantity.base is not None for base in bases if base):
            return False
        pair = Pair(bases[0], bases[1], self.world.asked(bases[0].question), self.world)
        same = {*pair.matches().values()} <= {Match.SAME}
        if not same or (pair.asked.period and pair.moment() is not Sure.YES):
            return False
        ranges = pair.ranges()
        return ranges is not None and ranges[0] == ranges[1]

    def distance(self) -> Distance:
        """Return how far the ranges of the two are apart or how much they share, in the unit of the
        measure where it has one, else in that of the first.
        """
        ranges, quantity = self.ranges(), self.one.quantity
        if ranges is None or quantity is None:
            return NO_DISTANCE
        unit = self.world.unit_of_measure(self.one) or quantity.unit
        units = _ratio(quantity.unit, unit)
        one, other = ranges if units is None else (each.scaled(*units) for each in ranges)
        gap, overlap = one.gap(other), one.overlap(other)
        return {
            "gap": None if gap is None else +gap,
            "factor": one.factor(other),
            "overlap": None if overlap is None else +overlap,
            "unit": quantity.unit if units is None else unit,
        }

    def denied(self, denier: Answer, other: Answer) -> tuple[Answer, ...]:
        """Return what one of the two denies, and the other does not deny as well."""
        targets = self.world.targets(denier)
        return tuple(target for target in targets if not self.also_denied(target, other))

    def also_denied(self, target: Answer, other: Answer) -> bool:
        """Tell whether an answer that one of the two denies is denied by the other as well."""
        return target.claim in other.denies

    def same_amount(self, target: Answer, other: Answer) -> bool:
        """Tell whether one of the two gives just the amount of an answer that the other denies."""
        ranges = Pair(target, other, self.asked, self.world).ranges()
        return ranges is not None and ranges[0] == ranges[1]

    def window(self) -> Window | None:
        """Return the window of the one that looks ahead; ``None`` where neither or both do."""
        one, other = self.world.window(self.one), self.world.window(self.other)
        return None if one is not None and other is not None else one or other

    def one_series(self) -> bool:
        """Tell whether both are running counts of one series: of one event, totals from one
        beginning, or of the same, or part of it, where neither names an event or a beginning.
        """
        if any(
            self.world.measure_kind(answer) != "cumulative" for answer in (self.one, self.other)
        ):
            return False
        events = self.one.scope.get("event"), self.other.scope.get("event")
        if events[0] and events[0] == events[1]:
            return True
        one, other = self.one.period, self.other.period
        if one is None or other is None or any(events):
            return False
        totals = {period.filling is Filling.TOTAL_OVER for period in (one, other)}
        if totals == {True}:
            return one.first is not None and one.first == other.first
        nested = {Match.SAME, Match.WITHIN, Match.CONTAINS}
        return totals == {False} and {*self.matches().values()} <= nested

    def may_presume(self) -> bool:
        """Tell whether a common moment may be presumed where the dates do not settle it.

        Something must be known of both times, and totals must count from the same beginning. What
        is presumed is a premise of the outcome, and never makes a conflict.
        """
        one, other = self.one.period, self.other.period
        if one is None or other is None:
            return False
        if Filling.TOTAL_OVER in (one.filling, other.filling):
            return self.one_series() and one.last is not None and other.last is not None
        return True

    def sooner(self) -> Answer | None:
        """Return the one of two running counts of one series that surely was taken first.

        ``None`` where that is not sure, or where they are no such counts.
        """
        if self.one.period is None or self.other.period is None or not self.one_series():
            return None
        if self.one.period.counted_before(self.other.period):
            return self.one
        return self.other if self.other.period.counted_before(self.one.period) else None

    def ranges(self) -> tuple[Interval, Interval] | None:
        """Return the two intervals in the unit of the first, rates per the same time.

        ``None`` where one has no interval or a faulty one, the units measure different kinds, or
        the bases of two shares are not the same.
        """
        a, b = self.one.quantity, self.other.quantity
        if a is None or b is None or not self._same_base(a.base, b.base):
            return None
        if any(answer.denies and q.meant is None for answer, q in ((self.one, a), (self.other, b))):
            return None  # "far lower" is a denial, not a number below the one it denies
        mine, theirs = self.world.amount(a), self.world.amount(b)
        if mine is None or theirs is None or mine.empty or theirs.empty:
            return None
        converted = _conversion(b, a)
        return None if converted is None else (mine, theirs.scaled(*converted))


def _conversion(given: Quantity, wanted: Quantity) -> tuple[Decimal, Decimal] | None:
    """Return by what the numbers of one quantity are multiplied, and divided, to be like another's.

    ``None`` where the units do not convert, or only one of the two is a rate.
    """
    units, times = _ratio(given.unit, wanted.unit), _ratio(wanted.per, given.per)
    if units is None or times is None:
        return None
    return units[0] * times[0], units[1] * times[1]


def _ratio(unit: str | None, other: str | None) -> tuple[Decimal, Decimal] | None:
    if unit is None or other is None:
        return (Decimal(1), Decimal(1)) if unit == other else None
    return ratio(unit, other)


_NEAR = Decimal("0.1")
"""How far "about the size of" may be off, as kb:about has it; what is far from it is beyond."""


def by_comparison(yardstick: Interval, relation: str) -> Interval | None:
    """Return the amounts that stand in a relation to a yardstick."""
    low, high = yardstick.low, yardstick.high
    if relation == "equals":
        return yardstick
    if relation == "aboutEquals":
        return Interval(
            None if low is None else low - abs(low) * _NEAR,
            None if high is None else high + abs(high) * _NEAR,
        )
    if relation in {"lessThan", "farLessThan", "atMostAs"}:
        if high is not None and relation == "farLessThan":
            high -= abs(high) * _NEAR
        return Interval(None, high, high_open=relation != "atMostAs")
    if relation in {"moreThan", "farMoreThan", "atLeastAs"}:
        if low is not None and relation == "farMoreThan":
            low += abs(low) * _NEAR
        return Interval(low, None, low_open=relation != "atLeastAs")
    return None
