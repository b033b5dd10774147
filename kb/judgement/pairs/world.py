"""What a base declares of questions, extents and amounts, as far as decisions need it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, IntEnum, auto

from pyoxigraph import NamedNode

from kb.graph.index import Index, Node
from kb.judgement.answers.answer import DIMENSIONS, Answer, Quantity
from kb.judgement.answers.read import AnswerReader
from kb.judgement.values.extents import Extents, Standing
from kb.judgement.values.intervals import Interval
from kb.judgement.values.units import ratio
from kb.words.vocabulary import KB, RDF_TYPE, kb


class Match(IntEnum):
    """How two answers stand to each other in one dimension."""

    SAME = auto()
    WITHIN = auto()
    CONTAINS = auto()
    DIFFERENT = auto()
    UNDECLARED = auto()
    MISSING = auto()


TURNED = {
    **{match: match for match in Match},
    Match.WITHIN: Match.CONTAINS,
    Match.CONTAINS: Match.WITHIN,
}
"""How the second answer stands to the first."""
LESS = {"lessThan", "farLessThan"}
MORE = {"moreThan", "farMoreThan"}
"""Relations that put an amount strictly below, or above, another one."""
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
    _measure_kinds: dict[frozenset[Node], str | None] = field(default_factory=dict)

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
            return self.by_comparison(told, quantity.relation)
        measured = [
            interval.scaled(*units)
            for record in self.references(quantity)
            if (interval := self.reader.quantities.stated(record)) is not None
            and (units := ratio(self._unit(record), quantity.unit)) is not None
        ]
        if not measured or quantity.relation is None:
            return None
        yardstick = measured[0]
        for interval in measured[1:]:
            yardstick = yardstick.hull(interval)
        return self.by_comparison(yardstick, quantity.relation)

    def by_comparison(self, yardstick: Interval, relation: str) -> Interval | None:
        """Return the amounts that stand in a relation to a yardstick, by the relation's convention.

        ``None`` where it has none.
        """
        term = NamedNode(relation) if ":" in relation else kb(relation)
        low, high = self.reader.quantities.factors(term)
        if low is None and high is None:
            return None
        begin, end = _moved(yardstick.low, low), _moved(yardstick.high, high)
        above = relation in MORE or (low == 1 and yardstick.low_open)
        below = relation in LESS or (high == 1 and yardstick.high_open)
        return Interval(begin, end, begin is not None and above, end is not None and below)

    def _told(self, quantity: Quantity) -> Interval | None:
        """Return the amount of the claim that an amount is compared with, in the latter's unit.

        A rate is brought to the latter's time as well; ``None`` where the two do not convert.
        """
        answer = None if quantity.comparand is None else self.answer(quantity.comparand)
        if answer is None or answer.quantity is None or answer.quantity.meant is None:
            return None
        converted = conversion(answer.quantity, quantity)
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
            and ratio(self._unit(record), quantity.unit) is not None
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

    def other_things(self, node: Node, name: str) -> frozenset[Node]:
        """Return the records that an identity judgement tells from one in a dimension."""
        if name not in {"subject", "event"}:
            return frozenset()
        between, index = kb("between"), self.index
        return frozenset(
            other
            for _, record in index.pointing(node, between)
            if index.has(record, kb("judgement"), kb("differentThings"))
            for other in index.nodes(record, between)
            if other != node
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
        if len(mine) == 1 and len(theirs) == 1:
            (a,), (b,) = mine, theirs
            if b in self.other_things(a, name):
                return Match.DIFFERENT
            return _MATCH[self.extents.standing(a, b)]
        return _MATCH[self.extents.together(mine, theirs)]

    def measure_kind(self, answer: Answer) -> str | None:
        """Return stock, flow, cumulative, ... for the measure of an answer, or ``None``.

        ``None`` also where it names measures of several kinds.
        """
        measures = answer.scope.get("measure", frozenset())
        if measures not in self._measure_kinds:
            kinds = {kind for m in measures for kind in self.index.nodes(m, kb("measureKind"))}
            kind = next(iter(kinds)).value[len(KB) :] if len(kinds) == 1 else None
            self._measure_kinds[measures] = kind
        return self._measure_kinds[measures]

    def sense_kind(self, answer: Answer) -> Node | None:
        """Return control or presence for the sense of an answer, ``None`` for neither or both."""
        senses = answer.scope.get("definition", frozenset())
        kinds = {kind for d in senses for kind in self.index.nodes(d, kb("definitionKind"))}
        return next(iter(kinds)) if len(kinds) == 1 else None

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


def conversion(given: Quantity, wanted: Quantity) -> tuple[Decimal, Decimal] | None:
    """Return by what the numbers of one quantity are multiplied, and divided, to be like another's.

    ``None`` where the units do not convert, or only one of the two is a rate.
    """
    units, times = ratio(given.unit, wanted.unit), ratio(wanted.per, given.per)
    if units is None or times is None:
        return None
    return units[0] * times[0], units[1] * times[1]


def _moved(bound: Decimal | None, factor: Decimal | None) -> Decimal | None:
    """Return a bound times a factor; below zero it goes the same way as above it."""
    if bound is None or factor is None or factor == 1:
        return None if factor is None else bound
    return bound + abs(bound) * (factor - 1)
