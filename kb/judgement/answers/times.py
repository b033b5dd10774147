"""Reading times: of what stretch an answer speaks, by its own dates or by what it says instead."""

from datetime import date

from pyoxigraph import NamedNode

from kb.graph.index import Node
from kb.judgement.answers.said import (
    Records,
    Said,
    day,
    first,
    flag,
    iri,
    local_name,
    says,
    term,
    text,
)
from kb.judgement.values.periods import EXACT, SLACK, Filling, Period, later

_FILLINGS = {filling.value for filling in Filling}


class PeriodReader:
    """Reads periods from the records of one index; what many claims share is read once."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._periods: dict[tuple[object, ...], Period | None] = {}
        self._moments: dict[tuple[date | None, date | None, bool], Period] = {}
        self._days: dict[Node | None, tuple[date | None, date | None]] = {}

    def period(self, lineage: tuple[Said, ...], claim: Said, question: NamedNode) -> Period | None:
        """Return the stretch of time of an answer: its own, that of what it denies, its question's.

        ``lineage`` is what the claim, under one of its readings, and what it denies say, ``claim``
        what it says itself. ``None`` where it is unstated, tells nothing or ends before it begins.
        """
        return _told(self._stretch(lineage, claim, question))

    def _stretch(
        self, lineage: tuple[Said, ...], claim: Said, question: NamedNode
    ) -> Period | None:
        for said in lineage:
            period = self._own_period(said, claim, question)
            if period is not None:
                return period
            if says(said, "unstated", "period"):
                return None
            if says(said, "inherits", "period"):
                break
        return self._dated(self._records.shared(question))

    def _own_period(self, said: Said, claim: Said, question: NamedNode) -> Period | None:
        hold = local_name(term(said, "holds"))
        if hold is None:
            return self._dated(said)
        persists = flag(said, "persists")
        source = first((said, claim), "source")
        published, published_by = self._published(source)
        if hold == "atPublication":
            return self._within(published, published_by, persists)
        if hold == "whenSaid":
            begin, end = day(claim, "saidFrom"), day(claim, "saidUntil")
            end = published_by if end is None else end
            return self._within(end if begin is None else begin, end, persists)
        event = first((said, claim, self._records.shared(question)), "event")
        happened = self._records.shared(event) if event else {}
        begin, end = day(happened, "from"), day(happened, "until")
        return Period(begin, end, Filling.SOME_TIME_WITHIN, EXACT, persists, iri(event))

    def _within(self, first: date | None, last: date | None, persists: bool) -> Period:
        """Return one moment between two days; claims with the same share one."""
        told = first, last, persists
        if told not in self._moments:
            filling = Filling.AS_OF if first == last else Filling.SOME_TIME_WITHIN
            self._moments[told] = Period(first, last, filling, EXACT, persists)
        return self._moments[told]

    def _dated(self, said: Said) -> Period | None:
        """Return the period between two dates; claims that give the same share one."""
        begin, end = text(said, "from"), text(said, "until")
        if begin is None and end is None:
            return None
        filled, precision = local_name(term(said, "filled")), local_name(term(said, "precision"))
        told = begin, end, filled, precision, text(said, "persists")
        if told not in self._periods:
            self._periods[told] = _period(said, filled, precision)
        return self._periods[told]

    def _published(self, source: Node | None) -> tuple[date | None, date | None]:
        """Return the first and the last day on which a source can have been published."""
        if source in self._days:
            return self._days[source]
        said = self._records.about(source) if source else {}
        published, precision = day(said, "published"), local_name(term(said, "precision"))
        slack = SLACK.get(precision or "day", EXACT)
        self._days[source] = published, None if published is None else later(published, slack)
        return self._days[source]


def _period(said: Said, filled: str | None, precision: str | None) -> Period | None:
    first, last = day(said, "from"), day(said, "until")
    if first is None and last is None:
        return None
    filling = Filling(filled) if filled in _FILLINGS else Filling.SOME_TIME_WITHIN
    slack = EXACT if precision is None else SLACK.get(precision)
    return Period(first, last, filling, slack, flag(said, "persists"))


def _told(period: Period | None) -> Period | None:
    """Return a period, or ``None`` for one that tells nothing or ends before it begins."""
    if period is None:
        return None
    first, last = period.first, period.last
    nothing = first is None and last is None and period.event is None
    backwards = first is not None and last is not None and last < first
    return None if nothing or backwards else period
