"""Reading answers: what claims say to their questions, with their scope resolved.

A claim gives for each dimension a value, inherits it from its question, or leaves it unstated; a
denial takes everything it does not say from what it denies. An ambiguous claim has one answer for
each of its readings (design, "The nouns").
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from kb.graph.index import Index, Node, Term
from kb.judgement.answers.answer import DIMENSIONS, Answer, Quantity
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import EXACT, SLACK, Filling, Period, later
from kb.judgement.values.units import FRACTION, ratio
from kb.words.vocabulary import KB, kb

_SETTLED = {kb("label")}
_AMOUNT = {kb(name) for name in ("low", "high", "lowExclusive", "highExclusive", "qualifier")}
_Said = Mapping[NamedNode, tuple[Term, ...]]
"""What a record says: the values of each property, as an index tells them."""


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
    """Reads answers, and the propositions that denials point to, from one index.

    What a record says is looked up once and handed on: a base has many claims.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._said: dict[Node, _Said] = {}
        self._fixed: dict[NamedNode, Mapping[str, frozenset[Node]]] = {}

    def answer(self, claim: NamedNode) -> Answer | None:
        """Return what a claim answers, or ``None`` where it answers no question."""
        lineage = self._lineage(claim)
        question = next((q for said in lineage if (q := _question(said))), None)
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

    def _shared(self, node: Node) -> _Said:
        """Return what a record says that many claims share, such as their question."""
        if node not in self._said:
            self._said[node] = self._index.about(node)
        return self._said[node]

    def _readings(
        self, claim: NamedNode, lineage: tuple[_Said, ...], question: NamedNode
    ) -> Iterator[Answer]:
        readings = [self._index.about(node) for node in _nodes(lineage[0], "reading")]
        if all(said.keys() <= _SETTLED for said in readings):
            return
        for said in readings:
            label = _text(said, "label") or ""
            yield replace(self._read(claim, lineage, question, (said,)), reading=label)

    def _read(
        self,
        claim: NamedNode,
        lineage: tuple[_Said, ...],
        question: NamedNode,
        reading: tuple[_Said, ...],
    ) -> Answer:
        """Read a claim; what a reading says goes before what the claim says."""
        said = lineage[0]
        told = (*reading, said)
        act = _first((said,), "act")
        return Answer(
            claim=claim,
            question=question,
            speaker=_first(told, "speaker"),
            source=_first(told, "source"),
            act=act.value[len(KB) :] if isinstance(act, NamedNode) else "",
            denies=self._live(_nodes(said, "denies")),
            denied_parts=tuple(
                part.value.removeprefix(KB) for one in told for part in _nodes(one, "deniedPart")
            ),
            supports=self._live(_nodes(said, "supports")),
            retracts=self._live(_nodes(said, "retracts")),
            revises=self._live(_nodes(said, "revises")),
            same_utterance=self._live(_nodes(said, "sameUtterance")),
            quantity=self._quantity(told, lineage, question),
            option=_first(told, "option"),
            accuses=_told_nodes(told, "accuses"),
            scope=self._scope((*reading, *lineage), question),
            period=_told(self._period((*reading, *lineage), said, question)),
            hedges=_told_nodes(told, "hedge"),
            condition=_told_nodes(told, "condition"),
            baseline=_first(told, "baseline"),
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

    def _lineage(self, claim: NamedNode) -> tuple[_Said, ...]:
        """Return what the claim says and what it denies, and what that denies, nearest first."""
        found: dict[Node, _Said] = {claim: self._index.about(claim)}
        todo: list[Node] = [claim]
        while todo:
            for target in self._live(_nodes(found[todo.pop(0)], "denies")):
                if target not in found:
                    found[target] = self._index.about(target)
                    todo.append(target)
        return tuple(found.values())

    def _scope(self, lineage: tuple[_Said, ...], question: NamedNode) -> dict[str, frozenset[Node]]:
        scope: dict[str, frozenset[Node]] = {}
        fixed = self._fixed_by(question)
        for name in DIMENSIONS:
            for said in lineage:
                values = _nodes(said, name)
                if values:
                    scope[name] = frozenset(values)
                if values or kb(name) in said.get(kb("unstated"), ()):
                    break
            else:
                if name in fixed:
                    scope[name] = fixed[name]
        return scope

    def _fixed_by(self, question: NamedNode) -> Mapping[str, frozenset[Node]]:
        if question not in self._fixed:
            values = {name: _nodes(self._shared(question), name) for name in DIMENSIONS}
            self._fixed[question] = {name: frozenset(v) for name, v in values.items() if v}
        return self._fixed[question]

    # Quantity

    def _quantity(
        self, told: tuple[_Said, ...], lineage: tuple[_Said, ...], question: NamedNode
    ) -> Quantity | None:
        amount = next((said for said in told if not _AMOUNT.isdisjoint(said)), told[-1])
        low, high = _decimal(_text(amount, "low")), _decimal(_text(amount, "high"))
        qualifier = _first((amount,), "qualifier")
        relation = _first(told, "relation")
        if low is None and high is None and qualifier is None and relation is None:
            return None
        printed = Interval(
            low,
            high,
            _text(amount, "lowExclusive") == "true",
            _text(amount, "highExclusive") == "true",
        )
        measure = _first((*told, *lineage, self._shared(question)), "measure")
        unit = _iri(_first((*told, self._shared(measure)) if measure else told, "unit"))
        meant = self._meant(printed, qualifier)
        if printed.low is None and printed.high is None and unit is not None:
            meant, unit = _vague(meant, unit)
        return Quantity(
            printed=printed,
            meant=meant,
            unit=unit,
            per=_iri(_first(told, "per")),
            words=next((words for said in told if (words := _text(said, "words"))), None),
            qualifier=_name(qualifier),
            relation=_name(relation),
            comparand=_first(told, "comparand"),
            base=_first(told, "base"),
        )

    def _meant(self, printed: Interval, qualifier: Node | None) -> Interval | None:
        """Widen the printed bounds by the convention of the qualifier, below zero as above it."""
        convention = {} if qualifier is None else self._shared(qualifier)

        def number(name: str) -> Decimal | None:
            return _decimal(_text(convention, name))

        if printed.low is None and printed.high is None:
            low, high = number("defaultLow"), number("defaultHigh")
            if low is None and high is None:
                return None
            return Interval(low, high, _text(convention, "defaultLowExclusive") == "true", False)
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
        self, lineage: tuple[_Said, ...], claim: _Said, question: NamedNode
    ) -> Period | None:
        for said in lineage:
            period = self._own_period(said, claim, question)
            if period is not None:
                return period
            if kb("period") in said.get(kb("unstated"), ()):
                return None
            if kb("period") in said.get(kb("inherits"), ()):
                break
        return _dated(self._shared(question))

    def _own_period(self, said: _Said, claim: _Said, question: NamedNode) -> Period | None:
        index = self._index
        hold = _name(_first((said,), "holds"))
        if hold is None:
            return _dated(said)
        persists = _persists(said)
        source = _first((said, claim), "source")
        published, published_by = self._published(source)
        if hold == "atPublication":
            filling = Filling.AS_OF if published == published_by else Filling.SOME_TIME_WITHIN
            return Period(published, published_by, filling, EXACT, persists)
        if hold == "whenSaid":
            first = _date(_text(claim, "saidFrom"))
            last = _date(_text(claim, "saidUntil"))
            last = published_by if last is None else last
            first = last if first is None else first
            filling = Filling.AS_OF if first == last else Filling.SOME_TIME_WITHIN
            return Period(first, last, filling, EXACT, persists)
        event = _first((said, claim, self._shared(question)), "event")
        first = _date(index.text(event, kb("from"))) if event else None
        last = _date(index.text(event, kb("until"))) if event else None
        return Period(first, last, Filling.SOME_TIME_WITHIN, EXACT, persists, _iri(event))

    def _published(self, source: Node | None) -> tuple[date | None, date | None]:
        """Return the first and the last day on which a source can have been published."""
        day = _date(self._index.text(source, kb("published"))) if source else None
        precisions = self._index.nodes(source, kb("precision")) if source else ()
        precision = _name(next(iter(precisions), None))
        slack = SLACK.get(precision or "day", EXACT)
        return day, None if day is None else later(day, slack)


def _question(said: _Said) -> NamedNode | None:
    found = next(iter(said.get(kb("answers"), ())), None)
    return found if isinstance(found, NamedNode) and found != kb("noQuestion") else None


def _told_nodes(told: tuple[_Said, ...], name: str) -> tuple[Node, ...]:
    """Return the records that the first one names that names any."""
    return next((nodes for said in told if (nodes := _nodes(said, name))), ())


def _dated(said: _Said) -> Period | None:
    first, last = _date(_text(said, "from")), _date(_text(said, "until"))
    if first is None and last is None:
        return None
    name = _name(_first((said,), "filled"))
    filling = Filling(name) if name in _FILLINGS else Filling.SOME_TIME_WITHIN
    precision = _name(_first((said,), "precision"))
    slack = EXACT if precision is None else SLACK.get(precision)
    return Period(first, last, filling, slack, _persists(said))


def _persists(said: _Said) -> bool:
    return _text(said, "persists") == "true"


def _nodes(said: _Said, name: str) -> tuple[Node, ...]:
    values = said.get(kb(name))
    return tuple([v for v in values if not isinstance(v, Literal)]) if values else ()


def _first(told: Iterable[_Said], name: str) -> Node | None:
    """Return the first value of a property in the first record that has one."""
    prop = kb(name)
    for said in told:
        for value in said.get(prop, ()):
            if not isinstance(value, Literal):
                return value
    return None


def _text(said: _Said, name: str) -> str | None:
    for value in said.get(kb(name), ()):
        if isinstance(value, Literal):
            return value.value
    return None


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
