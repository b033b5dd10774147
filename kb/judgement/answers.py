"""Answers: what a claim says to its question, with its scope resolved.

A claim gives for each dimension a value, inherits it from its question, or leaves it unstated; a
denial takes everything it does not say from what it denies (design, "The nouns").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from pyoxigraph import NamedNode

from kb.graph.index import Index, Node
from kb.judgement.intervals import Interval
from kb.judgement.periods import EXACT, SLACK, Filling, Period
from kb.words.vocabulary import KB, kb

DIMENSIONS = ("subject", "measure", "place", "population", "definition", "event")
"""Dimensions whose values are records; the period is resolved apart."""
_WHOSE_WORDS = {kb("label"), kb("speaker"), kb("origin")}


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: ``printed`` are the bounds as printed, ``meant`` the interval by the convention.

    ``meant`` is ``None`` where neither a number nor a vague word gives any bound (a comparison).
    ``relation`` and ``comparand`` tell an amount by comparison; ``base`` is that of a share.
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
    ``period`` is ``None`` where no time is given. ``denies`` are the claims or propositions it
    denies. ``ambiguous`` is true where its readings differ in more than whose words they are.
    """

    claim: NamedNode
    question: NamedNode
    speaker: Node | None
    source: Node | None
    act: str
    denies: tuple[Node, ...]
    quantity: Quantity | None
    option: Node | None
    accuses: tuple[Node, ...]
    scope: Mapping[str, frozenset[Node]]
    period: Period | None
    hedges: tuple[Node, ...]
    conditional: bool
    ambiguous: bool


def answers(index: Index) -> tuple[Answer, ...]:
    """Return the answers of a base in the order of its text; claims without a question give none.

    ``index`` must hold the vocabulary as well, for the conventions of the qualifiers.
    """
    reader = _Reader(index)
    found = (
        reader.answer(claim)
        for claim in index.instances(kb("Claim"))
        if isinstance(claim, NamedNode)
    )
    return tuple(answer for answer in found if answer is not None)


class _Reader:
    def __init__(self, index: Index) -> None:
        self._index = index

    def answer(self, claim: NamedNode) -> Answer | None:
        """Return what a claim answers, or ``None`` where it answers no question."""
        lineage = self._lineage(claim)
        question = next((q for node in lineage if (q := self._question(node))), None)
        if question is None:
            return None
        index = self._index
        act = index.value(claim, kb("act"))
        return Answer(
            claim=claim,
            question=question,
            speaker=_first(index.nodes(claim, kb("speaker"))),
            source=_first(index.nodes(claim, kb("source"))),
            act=act.value[len(KB) :] if isinstance(act, NamedNode) else "",
            denies=index.nodes(claim, kb("denies")),
            quantity=self._quantity(claim, question),
            option=_first(index.nodes(claim, kb("option"))),
            accuses=index.nodes(claim, kb("accuses")),
            scope=self._scope(lineage, question),
            period=self._period(lineage, question),
            hedges=index.nodes(claim, kb("hedge")),
            conditional=bool(index.values(claim, kb("condition"))),
            ambiguous=self._ambiguous(claim),
        )

    def _ambiguous(self, claim: NamedNode) -> bool:
        return any(
            prop not in _WHOSE_WORDS
            for reading in self._index.nodes(claim, kb("reading"))
            for prop in self._index.about(reading)
        )

    def _lineage(self, claim: NamedNode) -> tuple[Node, ...]:
        """Return the claim and what it denies, and what that denies, nearest first."""
        found: dict[Node, None] = {claim: None}
        todo: list[Node] = [claim]
        while todo:
            for target in self._index.nodes(todo.pop(0), kb("denies")):
                if target not in found:
                    found[target] = None
                    todo.append(target)
        return tuple(found)

    def _question(self, node: Node) -> NamedNode | None:
        question = self._index.value(node, kb("answers"))
        return (
            question if isinstance(question, NamedNode) and question != kb("noQuestion") else None
        )

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

    def _quantity(self, claim: NamedNode, question: NamedNode) -> Quantity | None:
        index = self._index
        low, high = _decimal(index.text(claim, kb("low"))), _decimal(index.text(claim, kb("high")))
        qualifier = _first(index.nodes(claim, kb("qualifier")))
        relation = _first(index.nodes(claim, kb("relation")))
        if low is None and high is None and qualifier is None and relation is None:
            return None
        printed = Interval(
            low,
            high,
            index.text(claim, kb("lowExclusive")) == "true",
            index.text(claim, kb("highExclusive")) == "true",
        )
        measure = _first(index.nodes(claim, kb("measure"))) or _first(
            index.nodes(question, kb("measure"))
        )
        unit = _first(index.nodes(claim, kb("unit"))) or (
            _first(index.nodes(measure, kb("unit"))) if measure else None
        )
        per = _first(index.nodes(claim, kb("per")))
        return Quantity(
            printed=printed,
            meant=self._meant(printed, qualifier),
            unit=_iri(unit),
            per=_iri(per),
            words=index.text(claim, kb("words")),
            qualifier=_name(qualifier),
            relation=_name(relation),
            comparand=_first(index.nodes(claim, kb("comparand"))),
            base=_first(index.nodes(claim, kb("base"))),
        )

    def _meant(self, printed: Interval, qualifier: Node | None) -> Interval | None:
        """Widen the printed bounds by the convention of the qualifier."""
        index = self._index

        def number(name: str) -> Decimal | None:
            return None if qualifier is None else _decimal(index.text(qualifier, kb(name)))

        if printed.low is None and printed.high is None:
            low, high = number("defaultLow"), number("defaultHigh")
            if low is None and high is None:
                return None
            open_low = (
                qualifier is not None and index.text(qualifier, kb("defaultLowExclusive")) == "true"
            )
            return Interval(low, high, open_low, False)
        low_factor, high_factor = number("lowFactor"), number("highFactor")
        low, high = printed.low, printed.high
        if low_factor is not None:
            begin = low if low is not None else high
            low = None if begin is None else begin * low_factor
        if high is not None and high_factor is not None:
            high = high * high_factor
        return Interval(
            low,
            high,
            printed.low_open and low == printed.low,
            printed.high_open and high == printed.high,
        )

    # Period

    def _period(self, lineage: tuple[Node, ...], question: NamedNode) -> Period | None:
        index = self._index
        for node in lineage:
            period = self._own_period(node, question)
            if period is not None:
                return period
            if index.has(node, kb("unstated"), kb("period")):
                return None
            if index.has(node, kb("inherits"), kb("period")):
                break
        return self._dated(question)

    def _own_period(self, node: Node, question: NamedNode) -> Period | None:
        index = self._index
        hold = _name(_first(index.nodes(node, kb("holds"))))
        source = _first(index.nodes(node, kb("source")))
        published = _date(index.text(source, kb("published"))) if source else None
        if hold == "atPublication":
            return Period(published, published, Filling.AS_OF, EXACT, self._persists(node))
        if hold == "whenSaid":
            said_from = _date(index.text(node, kb("saidFrom")))
            said_until = _date(index.text(node, kb("saidUntil")))
            if said_from is None and said_until is None:
                said_from = said_until = published
            filling = Filling.AS_OF if said_from == said_until else Filling.SOME_TIME_WITHIN
            return Period(said_from, said_until, filling, EXACT, self._persists(node))
        if hold == "duringEvent":
            event = _first(index.nodes(node, kb("event"))) or _first(
                index.nodes(question, kb("event"))
            )
            first = _date(index.text(event, kb("from"))) if event else None
            last = _date(index.text(event, kb("until"))) if event else None
            return Period(
                first, last, Filling.SOME_TIME_WITHIN, EXACT, self._persists(node), _iri(event)
            )
        return self._dated(node)

    def _dated(self, node: Node) -> Period | None:
        index = self._index
        first, last = _date(index.text(node, kb("from"))), _date(index.text(node, kb("until")))
        if first is None and last is None:
            return None
        name = _name(_first(index.nodes(node, kb("filled"))))
        filling = Filling(name) if name in {f.value for f in Filling} else Filling.SOME_TIME_WITHIN
        precision = _name(_first(index.nodes(node, kb("precision"))))
        slack = EXACT if precision is None else SLACK.get(precision)
        return Period(first, last, filling, slack, self._persists(node))

    def _persists(self, node: Node) -> bool:
        return self._index.text(node, kb("persists")) == "true"


def _first(nodes: tuple[Node, ...]) -> Node | None:
    return nodes[0] if nodes else None


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
