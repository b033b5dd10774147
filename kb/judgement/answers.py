"""Answers: what a claim says to its question, with its scope resolved.

A claim gives for each dimension a value, inherits it from its question, or leaves it unstated; a
denial takes everything it does not say from what it denies. An ambiguous claim has one answer for
each of its readings (design, "The nouns").
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from pyoxigraph import NamedNode

from kb.graph.index import Index, Node
from kb.judgement.intervals import Interval
from kb.judgement.periods import EXACT, SLACK, Filling, Period
from kb.judgement.units import FRACTION, ratio
from kb.words.vocabulary import KB, kb

DIMENSIONS = ("subject", "measure", "place", "population", "definition", "event")
"""Dimensions whose values are records; the period is resolved apart."""
_SETTLED = {kb("label")}
_AMOUNT = ("low", "high", "lowExclusive", "highExclusive", "qualifier")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: ``printed`` are the bounds as printed, ``meant`` the interval by the convention.

    ``meant`` is ``None`` where neither a number nor a vague word gives any bound. ``unit`` and
    ``per`` are QUDT IRIs. ``relation`` and ``comparand`` tell an amount by comparison; ``base`` is
    that of a share.
    """

    printed: Interval
    meant: Interval | None
    unit: str | None
    per: str | None
    words: str | None
    qualifier: str | None
    relation: str | None
    comparand: Node | None
    base: Node | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Claim ``claim`` of ``speaker``, found in ``source``, answers ``question``.

    ``scope`` holds for each dimension the records it names, and lacks a dimension that is unstated.
    ``period`` is ``None`` where no time is given. ``denies`` and ``supports`` are the records that
    it is expressly tied to, ``denied_parts`` which part of its target it denies. ``condition`` is
    what it depends on. ``readings`` are the answers it
    gives under each of its readings, empty where it is not ambiguous or where its readings differ
    in nothing but a label; an answer under a reading has ``reading`` set to its label.
    """

    claim: NamedNode
    question: NamedNode
    speaker: Node | None
    source: Node | None
    act: str
    denies: tuple[Node, ...]
    denied_parts: tuple[str, ...]
    supports: tuple[Node, ...]
    retracts: tuple[Node, ...]
    revises: tuple[Node, ...]
    same_utterance: tuple[Node, ...]
    quantity: Quantity | None
    option: Node | None
    accuses: tuple[Node, ...]
    scope: Mapping[str, frozenset[Node]]
    period: Period | None
    hedges: tuple[Node, ...]
    condition: tuple[Node, ...]
    baseline: Node | None
    readings: tuple["Answer", ...] = ()
    reading: str | None = None


def answers(index: Index, on_record: Callable[[Node], bool] = lambda _: True) -> tuple[Answer, ...]:
    """Return the live answers of a base in the order of its text.

    Claims without a question give none, and neither do records that a later record supersedes: they
    were our slip, not somebody's answer. A claim that its speaker took back is still an answer.
    Only what is ``on_record`` takes part, and only what is supersedes.
    ``index`` must hold the vocabulary as well, for the conventions of the qualifiers.
    """
    reader = AnswerReader(index)
    claims = (
        claim
        for claim in index.instances(kb("Claim"))
        if isinstance(claim, NamedNode)
        and on_record(claim)
        and not any(on_record(newer) for _, newer in index.pointing(claim, kb("supersedes")))
    )
    return tuple(answer for claim in claims if (answer := reader.answer(claim)) is not None)


class AnswerReader:
    """Reads answers, and the propositions that denials point to, from one index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def answer(self, claim: NamedNode) -> Answer | None:
        """Return what a claim answers, or ``None`` where it answers no question."""
        lineage = self._lineage(claim)
        question = next((q for node in lineage if (q := self._question(node))), None)
        if question is None:
            return None
        plain = self._read(claim, lineage, question, ())
        readings = tuple(self._readings(claim, lineage, question))
        return replace(plain, readings=readings) if readings else plain

    def stated(self, record: Node) -> Interval | None:
        """Return the bounds that a record states, or ``None`` where it states none."""
        low = _decimal(self._index.text(record, kb("low")))
        high = _decimal(self._index.text(record, kb("high")))
        return None if low is None and high is None else Interval(low, high)

    def _readings(
        self, claim: NamedNode, lineage: tuple[Node, ...], question: NamedNode
    ) -> Iterator[Answer]:
        nodes = self._index.nodes(claim, kb("reading"))
        if all(self._index.about(node).keys() <= _SETTLED for node in nodes):
            return
        for node in nodes:
            label = self._index.text(node, kb("label")) or ""
            yield replace(self._read(claim, lineage, question, (node,)), reading=label)

    def _read(
        self,
        claim: NamedNode,
        lineage: tuple[Node, ...],
        question: NamedNode,
        reading: tuple[Node, ...],
    ) -> Answer:
        """Read a claim; what a reading says goes before what the claim says."""
        index = self._index
        told = (*reading, claim)
        act = index.value(claim, kb("act"))
        return Answer(
            claim=claim,
            question=question,
            speaker=self._first(told, "speaker"),
            source=self._first(told, "source"),
            act=act.value[len(KB) :] if isinstance(act, NamedNode) else "",
            denies=self._live(index.nodes(claim, kb("denies"))),
            denied_parts=tuple(
                part.value.removeprefix(KB)
                for node in told
                for part in index.nodes(node, kb("deniedPart"))
            ),
            supports=self._live(index.nodes(claim, kb("supports"))),
            retracts=self._live(index.nodes(claim, kb("retracts"))),
            revises=self._live(index.nodes(claim, kb("revises"))),
            same_utterance=self._live(index.nodes(claim, kb("sameUtterance"))),
            quantity=self._quantity(told, lineage, question),
            option=self._first(told, "option"),
            accuses=index.nodes(claim, kb("accuses")),
            scope=self._scope((*reading, *lineage), question),
            period=_told(self._period((*reading, *lineage), claim, question)),
            hedges=index.nodes(claim, kb("hedge")),
            condition=index.nodes(claim, kb("condition")),
            baseline=self._first(told, "baseline"),
        )

    def _live(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """Return records, each replaced by the record that corrects it, if there is one.

        A link to a record that was corrected later means the corrected one.
        """
        found: dict[Node, None] = {}
        for node in nodes:
            seen = {node}
            while True:
                newer = [s for _, s in self._index.pointing(node, kb("supersedes"))]
                if not newer or newer[0] in seen:
                    break
                node = newer[0]
                seen.add(node)
            found[node] = None
        return tuple(found)

    def _lineage(self, claim: NamedNode) -> tuple[Node, ...]:
        """Return the claim and what it denies, and what that denies, nearest first."""
        found: dict[Node, None] = {claim: None}
        todo: list[Node] = [claim]
        while todo:
            for target in self._live(self._index.nodes(todo.pop(0), kb("denies"))):
                if target not in found:
                    found[target] = None
                    todo.append(target)
        return tuple(found)

    def _question(self, node: Node) -> NamedNode | None:
        found = self._index.value(node, kb("answers"))
        return found if isinstance(found, NamedNode) and found != kb("noQuestion") else None

    def _first(self, nodes: tuple[Node, ...], name: str) -> Node | None:
        """Return the first value of a property on the first node that has one."""
        for node in nodes:
            values = self._index.nodes(node, kb(name))
            if values:
                return values[0]
        return None

    def _scope(self, lineage: tuple[Node, ...], question: NamedNode) -> dict[str, frozenset[Node]]:
        scope: dict[str, frozenset[Node]] = {}
        for name in DIMENSIONS:
            for node in lineage:
                values = self._index.nodes(node, kb(name))
                if values:
                    scope[name] = frozenset(values)
                if values or self._index.has(node, kb("unstated"), kb(name)):
                    break
            else:
                fixed = self._index.nodes(question, kb(name))
                if fixed:
                    scope[name] = frozenset(fixed)
        return scope

    # Quantity

    def _quantity(
        self, told: tuple[Node, ...], lineage: tuple[Node, ...], question: NamedNode
    ) -> Quantity | None:
        index = self._index
        amount = next((n for n in told if any(index.values(n, kb(x)) for x in _AMOUNT)), told[-1])
        low, high = (
            _decimal(index.text(amount, kb("low"))),
            _decimal(index.text(amount, kb("high"))),
        )
        qualifier = self._first((amount,), "qualifier")
        relation = self._first(told, "relation")
        if low is None and high is None and qualifier is None and relation is None:
            return None
        printed = Interval(
            low,
            high,
            index.text(amount, kb("lowExclusive")) == "true",
            index.text(amount, kb("highExclusive")) == "true",
        )
        measure = self._first((*told, *lineage, question), "measure")
        unit = _iri(
            self._first(told, "unit") or (self._first((measure,), "unit") if measure else None)
        )
        meant = self._meant(printed, qualifier)
        if printed.low is None and printed.high is None and unit is not None:
            meant, unit = _vague(meant, unit)
        return Quantity(
            printed=printed,
            meant=meant,
            unit=unit,
            per=_iri(self._first(told, "per")),
            words=next((w for n in told if (w := index.text(n, kb("words")))), None),
            qualifier=_name(qualifier),
            relation=_name(relation),
            comparand=self._first(told, "comparand"),
            base=self._first(told, "base"),
        )

    def _meant(self, printed: Interval, qualifier: Node | None) -> Interval | None:
        """Widen the printed bounds by the convention of the qualifier, below zero as above it."""
        index = self._index

        def number(name: str) -> Decimal | None:
            return None if qualifier is None else _decimal(index.text(qualifier, kb(name)))

        if printed.low is None and printed.high is None:
            low, high = number("defaultLow"), number("defaultHigh")
            if low is None and high is None:
                return None
            exclusive = qualifier is not None and (
                index.text(qualifier, kb("defaultLowExclusive")) == "true"
            )
            return Interval(low, high, exclusive, False)
        factors = [f for f in (number("lowFactor"), number("highFactor")) if f is not None]
        low, high = printed.low, printed.high
        if number("lowFactor") is not None:
            begin = low if low is not None else high
            low = None if begin is None else min(begin * factor for factor in factors)
        if high is not None and number("highFactor") is not None:
            high = max(high * factor for factor in factors)
        return Interval(
            low,
            high,
            printed.low_open and low == printed.low,
            printed.high_open and high == printed.high,
        )

    # Period

    def _period(
        self, lineage: tuple[Node, ...], claim: NamedNode, question: NamedNode
    ) -> Period | None:
        index = self._index
        for node in lineage:
            period = self._own_period(node, claim, question)
            if period is not None:
                return period
            if index.has(node, kb("unstated"), kb("period")):
                return None
            if index.has(node, kb("inherits"), kb("period")):
                break
        return self._dated(question)

    def _own_period(self, node: Node, claim: NamedNode, question: NamedNode) -> Period | None:
        index = self._index
        hold = _name(self._first((node,), "holds"))
        if hold is None:
            return self._dated(node)
        persists = self._persists(node)
        source = self._first((node, claim), "source")
        published = _date(index.text(source, kb("published"))) if source else None
        if hold == "atPublication":
            return Period(published, published, Filling.AS_OF, EXACT, persists)
        if hold == "whenSaid":
            first = _date(index.text(claim, kb("saidFrom")))
            last = _date(index.text(claim, kb("saidUntil")))
            last = published if last is None else last
            first = last if first is None else first
            filling = Filling.AS_OF if first == last else Filling.SOME_TIME_WITHIN
            return Period(first, last, filling, EXACT, persists)
        event = self._first((node, claim, question), "event")
        first = _date(index.text(event, kb("from"))) if event else None
        last = _date(index.text(event, kb("until"))) if event else None
        return Period(first, last, Filling.SOME_TIME_WITHIN, EXACT, persists, _iri(event))

    def _dated(self, node: Node) -> Period | None:
        index = self._index
        first, last = _date(index.text(node, kb("from"))), _date(index.text(node, kb("until")))
        if first is None and last is None:
            return None
        name = _name(self._first((node,), "filled"))
        filling = Filling(name) if name in _FILLINGS else Filling.SOME_TIME_WITHIN
        precision = _name(self._first((node,), "precision"))
        slack = EXACT if precision is None else SLACK.get(precision)
        return Period(first, last, filling, slack, self._persists(node))

    def _persists(self, node: Node) -> bool:
        return self._index.text(node, kb("persists")) == "true"


def _told(period: Period | None) -> Period | None:
    """Return a period, or ``None`` for one that tells nothing or ends before it begins."""
    if period is None:
        return None
    first, last = period.first, period.last
    nothing = first is None and last is None and period.event is None
    backwards = first is not None and last is not None and last < first
    return None if nothing or backwards else period


def _vague(meant: Interval | None, unit: str) -> tuple[Interval | None, str]:
    """Return a vague amount with its unit: a share such as "most" is a part of one."""
    if meant is None or meant.high is None or meant.high > 1:
        return meant, unit
    parts = ratio(FRACTION, unit)
    return (meant, FRACTION) if parts is None else (meant.scaled(*parts), unit)


_FILLINGS = {filling.value for filling in Filling}


def _iri(node: Node | None) -> str | None:
    return node.value if node is not None else None


def _name(node: Node | None) -> str | None:
    """Return the local name of a term of the vocabulary, the full IRI of any other."""
    return None if node is None else node.value.removeprefix(KB)


def _decimal(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None


def _date(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None
