"""Reading answers: what claims say to their questions, with their scope resolved.

A claim gives for each dimension a value, inherits it from its question, or leaves it unstated; a
denial takes everything it does not say from what it denies. An ambiguous claim has one answer for
each of its readings (design, "The nouns").
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from msgspec.structs import replace
from pyoxigraph import Literal, NamedNode

from kb.graph.index import Held, Index, Node, Term
from kb.judgement.answers.answer import DIMENSIONS, Answer, Quantity
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import EXACT, SLACK, Filling, Period, later
from kb.judgement.values.units import FRACTION, ratio
from kb.words.vocabulary import KB, kb

_Said = Mapping[str, Held]
"""What a record says: the values of each property of the vocabulary, by its local name."""


class _Names(dict[NamedNode, str | None]):
    """The local names of the properties of the vocabulary, none for any other."""

    def __missing__(self, prop: NamedNode) -> str | None:
        self[prop] = prop.value[len(KB) :] if prop.value.startswith(KB) else None
        return self[prop]


_SETTLED = {"label"}
_AMOUNT = {"low", "high", "lowExclusive", "highExclusive", "qualifier"}


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


class AnswerReader:
    """Reads answers, and the propositions that denials point to, from one index.

    What a record says is looked up once and handed on: a base has many claims.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._names = _Names()
        self._said: dict[Node, _Said] = {}
        self._fixed: dict[NamedNode, Mapping[str, frozenset[Node]]] = {}
        self._periods: dict[tuple[str | None, ...], Period | None] = {}
        self._moments: dict[tuple[date | None, date | None, bool], Period] = {}
        self._conventions: dict[Node, _Convention] = {}
        self._days: dict[Node | None, tuple[date | None, date | None]] = {}
        self._sets: dict[Term, frozenset[Node]] = {}

    def answer(self, claim: NamedNode) -> Answer | None:
        """Return what a claim answers, or ``None`` where it answers no question."""
        lineage = self._lineage(claim)
        question = _question(lineage)
        if question is None:
            return None
        plain = self._read(claim, lineage, question, ())
        if "reading" not in lineage[0]:
            return replace(plain, per_target=self._per_target(plain)) if plain.denies else plain
        readings = tuple(self._readings(claim, lineage, question))
        return replace(plain, readings=readings) if readings else plain

    def _per_target(self, denial: Answer) -> tuple[Answer, ...]:
        """Return a denial as it denies each of several answers, where these are of two scopes.

        What one of them leaves open it takes from the others.
        """
        if len(denial.denies) < 2:
            return ()
        said = self._about(denial.claim)
        found = tuple(
            replace(
                self._read(
                    denial.claim, (said, *self._beginning(target, denial)), denial.question, ()
                ),
                denies=(target,),
            )
            for target in denial.denies
        )
        first = found[0]
        alike = all((one.scope, one.period) == (first.scope, first.period) for one in found)
        return () if alike else found

    def _beginning(self, target: Node, denial: Answer) -> Iterator[_Said]:
        """Return what a denied answer says and what it denies, and the other denied ones after."""
        for node in (target, *(other for other in denial.denies if other != target)):
            yield from self._lineage(node)

    def stated(self, record: Node) -> Interval | None:
        """Return the bounds that a record states, or ``None`` where it states none."""
        low = _decimal(self._index.text(record, kb("low")))
        high = _decimal(self._index.text(record, kb("high")))
        return None if low is None and high is None else Interval(low, high)

    def factors(self, term: Node) -> tuple[Decimal | None, Decimal | None]:
        """Return by what a qualifier or relation multiplies the lower and the upper bound.

        ``None`` where by its convention there is no such bound.
        """
        convention = self._convention(term)
        return convention.low, convention.high

    def _about(self, node: Node) -> _Said:
        return self._index.told(node, self._names)

    def _shared(self, node: Node) -> _Said:
        """Return what a record says that many claims share, such as their question."""
        if node not in self._said:
            self._said[node] = self._about(node)
        return self._said[node]

    def _readings(
        self, claim: NamedNode, lineage: tuple[_Said, ...], question: NamedNode
    ) -> Iterator[Answer]:
        readings = [self._about(node) for node in _nodes(lineage[0], "reading")]
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
            denies=self._links(said, "denies"),
            denied_parts=tuple(
                part.value.removeprefix(KB) for one in told for part in _nodes(one, "deniedPart")
            ),
            supports=self._links(said, "supports"),
            retracts=self._links(said, "retracts"),
            revises=self._links(said, "revises"),
            same_utterance=self._links(said, "sameUtterance"),
            quantity=self._quantity(told, lineage, question),
            option=_first(told, "option"),
            accuses=_told_nodes(told, "accuses"),
            scope=self._scope((*reading, *lineage), question),
            period=_told(self._period((*reading, *lineage), said, question)),
            hedges=self._hedges(told, said),
            condition=_told_nodes(told, "condition"),
            baseline=_first(told, "baseline"),
        )

    def _hedges(self, told: tuple[_Said, ...], claim: _Said) -> tuple[Node, ...]:
        """Return the hedges of the claim itself and of the hops by which it came."""
        own = _told_nodes(told, "hedge")
        if "via" not in claim:
            return own
        hops = (self._about(hop) for hop in _nodes(claim, "via"))
        return tuple(
            dict.fromkeys((*own, *(hedge for hop in hops for hedge in _nodes(hop, "hedge"))))
        )

    def _links(self, said: _Said, name: str) -> tuple[Node, ...]:
        """Return the records that one names by a link, each replaced by its correction, if any.

        A link to a record that was corrected later means the corrected one.
        """
        if name not in said:
            return ()
        found: dict[Node, None] = {}
        for node in _nodes(said, name):
            seen = {node}
            while True:
                newer = [s for _, s in self._index.pointing(node, kb("supersedes"))]
                if not newer or newer[0] in seen:
                    break
                node = newer[0]
                seen.add(node)
            found[node] = None
        return tuple(found)

    def _lineage(self, claim: Node) -> tuple[_Said, ...]:
        """Return what the claim says and what it denies, and what that denies, nearest first."""
        said = self._about(claim)
        if "denies" not in said:
            return (said,)
        found: dict[Node, _Said] = {claim: said}
        todo: list[Node] = [claim]
        while todo:
            for target in self._links(found[todo.pop(0)], "denies"):
                if target not in found:
                    found[target] = self._about(target)
                    todo.append(target)
        return tuple(found.values())

    def _scope(self, lineage: tuple[_Said, ...], question: NamedNode) -> dict[str, frozenset[Node]]:
        scope: dict[str, frozenset[Node]] = {}
        fixed = self._fixed_by(question)
        for name in DIMENSIONS:
            for said in lineage:
                values = self._set(said, name) if name in said else None
                if values:
                    scope[name] = values
                if values or _says(said, "unstated", name):
                    break
            else:
                if name in fixed:
                    scope[name] = fixed[name]
        return scope

    def _set(self, said: _Said, name: str) -> frozenset[Node]:
        """Return the values that are nodes as a set; claims that name the same one share it."""
        held = said[name]
        if isinstance(held, dict):
            return frozenset(_nodes(said, name))
        if held not in self._sets:
            self._sets[held] = frozenset(_nodes(said, name))
        return self._sets[held]

    def _fixed_by(self, question: NamedNode) -> Mapping[str, frozenset[Node]]:
        if question not in self._fixed:
            values = {name: _nodes(self._shared(question), name) for name in DIMENSIONS}
            self._fixed[question] = {name: frozenset(v) for name, v in values.items() if v}
        return self._fixed[question]

    # Quantity

    def _quantity(
        self, told: tuple[_Said, ...], lineage: tuple[_Said, ...], question: NamedNode
    ) -> Quantity | None:
        amount = told[0]
        if len(told) > 1:
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
        measure = _first(told, "measure") or _first((*lineage, self._shared(question)), "measure")
        unit = _first(told, "unit") or _first((self._about(measure),) if measure else (), "unit")
        meant, in_unit = self._meant(printed, qualifier), _iri(unit)
        if low is None and high is None and in_unit is not None:
            meant, in_unit = _vague(meant, in_unit)
        return Quantity(
            printed=printed,
            meant=meant,
            unit=in_unit,
            per=_iri(_first(told, "per")),
            words=_first_text(told, "words"),
            qualifier=_name(qualifier),
            relation=_name(relation),
            comparand=_first(told, "comparand"),
            base=_first(told, "base"),
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
            (printed.low_open or convention.low_open) and low == printed.low,
            (printed.high_open or convention.high_open) and high == printed.high,
        )

    def _convention(self, qualifier: Node) -> _Convention:
        if qualifier not in self._conventions:
            said = self._about(qualifier)

            def number(name: str) -> Decimal | None:
                return _decimal(_text(said, name))

            low, high = number("defaultLow"), number("defaultHigh")
            low_open = _text(said, "defaultLowExclusive") == "true"
            none = low is None and high is None
            factors = number("lowFactor"), number("highFactor")
            self._conventions[qualifier] = _Convention(
                *factors,
                None if none else Interval(low, high, low_open, False),
                tuple(factor for factor in factors if factor is not None),
                _text(said, "lowExclusive") == "true",
                _text(said, "highExclusive") == "true",
            )
        return self._conventions[qualifier]

    # Period

    def _period(
        self, lineage: tuple[_Said, ...], claim: _Said, question: NamedNode
    ) -> Period | None:
        for said in lineage:
            period = self._own_period(said, claim, question)
            if period is not None:
                return period
            if _says(said, "unstated", "period"):
                return None
            if _says(said, "inherits", "period"):
                break
        return self._dated(self._shared(question))

    def _own_period(self, said: _Said, claim: _Said, question: NamedNode) -> Period | None:
        index = self._index
        hold = _name(_first((said,), "holds"))
        if hold is None:
            return self._dated(said)
        persists = _persists(said)
        source = _first((said, claim), "source")
        published, published_by = self._published(source)
        if hold == "atPublication":
            return self._within(published, published_by, persists)
        if hold == "whenSaid":
            first = _date(_text(claim, "saidFrom"))
            last = _date(_text(claim, "saidUntil"))
            last = published_by if last is None else last
            first = last if first is None else first
            return self._within(first, last, persists)
        event = _first((said, claim, self._shared(question)), "event")
        first = _date(index.text(event, kb("from"))) if event else None
        last = _date(index.text(event, kb("until"))) if event else None
        return Period(first, last, Filling.SOME_TIME_WITHIN, EXACT, persists, _iri(event))

    def _within(self, first: date | None, last: date | None, persists: bool) -> Period:
        """Return one moment between two days; claims with the same share one."""
        told = first, last, persists
        if told not in self._moments:
            filling = Filling.AS_OF if first == last else Filling.SOME_TIME_WITHIN
            self._moments[told] = Period(first, last, filling, EXACT, persists)
        return self._moments[told]

    def _dated(self, said: _Said) -> Period | None:
        """Return the period between two dates; claims that give the same share one."""
        first, last = _text(said, "from"), _text(said, "until")
        if first is None and last is None:
            return None
        filled, precision = _name(_first((said,), "filled")), _name(_first((said,), "precision"))
        told = first, last, filled, precision, _text(said, "persists")
        if told not in self._periods:
            begin, end = _date(first), _date(last)
            filling = Filling(filled) if filled in _FILLINGS else Filling.SOME_TIME_WITHIN
            slack = EXACT if precision is None else SLACK.get(precision)
            nothing = begin is None and end is None
            self._periods[told] = (
                None if nothing else Period(begin, end, filling, slack, _persists(said))
            )
        return self._periods[told]

    def _published(self, source: Node | None) -> tuple[date | None, date | None]:
        """Return the first and the last day on which a source can have been published."""
        if source in self._days:
            return self._days[source]
        day = _date(self._index.text(source, kb("published"))) if source else None
        precisions = self._index.nodes(source, kb("precision")) if source else ()
        precision = _name(next(iter(precisions), None))
        slack = SLACK.get(precision or "day", EXACT)
        self._days[source] = day, None if day is None else later(day, slack)
        return self._days[source]


def _question(lineage: tuple[_Said, ...]) -> NamedNode | None:
    """Return the question that the first one answers that answers any."""
    for said in lineage:
        found = _first((said,), "answers")
        if isinstance(found, NamedNode) and found != kb("noQuestion"):
            return found
    return None


def _told_nodes(told: tuple[_Said, ...], name: str) -> tuple[Node, ...]:
    """Return the records that the first one names that names any."""
    for said in told:
        if nodes := _nodes(said, name):
            return nodes
    return ()


def _persists(said: _Said) -> bool:
    return _text(said, "persists") == "true"


def _values(said: _Said, name: str) -> Iterable[Term]:
    held = said[name]
    return held if isinstance(held, dict) else (held,)


def _nodes(said: _Said, name: str) -> tuple[Node, ...]:
    if name not in said:
        return ()
    return tuple([value for value in _values(said, name) if not isinstance(value, Literal)])


def _first(told: Iterable[_Said], name: str) -> Node | None:
    """Return the first value of a property in the first record that has one."""
    for said in told:
        if name in said:
            for value in _values(said, name):
                if not isinstance(value, Literal):
                    return value
    return None


def _first_text(told: Iterable[_Said], name: str) -> str | None:
    for said in told:
        if text := _text(said, name):
            return text
    return None


def _text(said: _Said, name: str) -> str | None:
    if name in said:
        for value in _values(said, name):
            if isinstance(value, Literal):
                return value.value
    return None


def _says(said: _Said, name: str, value: str) -> bool:
    """Tell whether a property has a term of the vocabulary among its values."""
    return name in said and kb(value) in _values(said, name)


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
