"""One answer in words: its value, who gives it, when, in what scope, and its ties to others."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.graph.index import Node
from kb.graph.names import Names
from kb.judgement.answers.answer import DIMENSIONS, Answer
from kb.judgement.contests.spread import Spread
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import Filling, Period
from kb.judgement.values.unit_words import (
    NO_NUMBER,
    PERCENT,
    number_words,
    per_words,
    rounded,
    told_times,
    unit_words,
)
from kb.words.vocabulary import KB, kb

_FILLED = {
    Filling.THROUGHOUT: "throughout",
    Filling.SOME_TIME_WITHIN: "at some time within",
    Filling.TOTAL_OVER: "in all over",
    Filling.AS_OF: "as of",
}
_DIFFERENCES = {
    "period": "time",
    "population": "group counted",
    "definition": "sense of the word",
    "partWhole": "part and whole",
    "stockFlow": "stock and flow",
    "predictionOpen": "open prediction",
    "certainty": "certainty",
    "condition": "a condition",
    "denial": "what a denial reaches",
    "reading": "how it is read",
    "reference": "an amount that is not recorded",
    "several": "whether several answers can be right",
    "baseline": "what a trend is told against",
    "revision": "a correction of one's own words",
    "units": "units or bases that do not convert",
}
_MARKS = {
    "predicts": "a prediction",
    "blames": "an accusation",
    "warns": "a warning",
    "asks": "a question",
}


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Words for answers of one base; no tie is told to a claim that was not ``on_record``."""

    names: Names
    on_record: Callable[[Node], bool] = lambda _: True

    def value(self, answer: Answer) -> str:
        """Return what is answered: option, accused party, printed words or numbers; else that it
        denies or takes back.
        """
        told = []
        if answer.option is not None:
            told.append(self.names.label(answer.option) + self._reading(answer, "option"))
        if answer.accuses:
            accused = ", ".join(map(self.names.label, answer.accuses))
            told.append(f"accuses {accused}{self._reading(answer, 'accuses')}")
        quantity = answer.quantity
        if quantity is not None:
            told.append(
                f"“{quantity.words}”"
                if quantity.words
                else self.interval(quantity.printed, quantity.unit)
            )
        if not told:
            untold = "denies it" if answer.denies else "in words"
            told.append("takes it back" if answer.retracts else untold)
        return ", ".join(told)

    def _reading(self, answer: Answer, name: str) -> str:
        """Mark what is our reading and not in the words."""
        return (
            " (our reading)" if self.names.known.has(answer.claim, kb("inferred"), kb(name)) else ""
        )

    def gist(self, answer: Answer) -> str:
        """Return the claim's own one-line paraphrase."""
        return self.names.label(answer.claim)

    def told(self, answer: Answer) -> str:
        """Return the paraphrase with the name by which the claim can be looked up."""
        return f"{self.gist(answer)} [{self.names.short(answer.claim)}]"

    def unit(self, unit: str | None) -> str:
        """Return a unit as a reader says it, "number" for what is only counted."""
        return unit_words(unit)

    def spread(self, spread: Spread) -> str:
        """Return the outermost numbers with their unit, and from which others some came."""
        ends = (end * told_times(spread.unit) for end in (spread.low, spread.high))
        low, high = (number_words(rounded(end) if spread.converted else end) for end in ends)
        numbers = low if spread.low == spread.high else f"from {low} to {high}"
        unit = self.unit(spread.unit)
        told = numbers if unit == "number" else f"{numbers} {unit}"
        told += per_words(spread.per)
        told += "" if spread.base is None else f" {self.of_base(spread.base)}"
        others = " and ".join(o for o in map(self.unit, spread.converted) if o != unit)
        return f"{told}, converted from {others}" if others else told

    def of_base(self, base: Node) -> str:
        """Return of what a share is told."""
        return (
            "of what is not said" if base == kb("notStated") else f"of “{self.names.label(base)}”"
        )

    def difference(self, name: str) -> str:
        """Return in words what sets two answers apart or leaves them open."""
        return _DIFFERENCES.get(name, name)

    def interval(self, interval: Interval, unit: str | None) -> str:
        """Return bounds as printed, with their openness; of a share that they are percent."""
        amount = interval.scaled(told_times(unit))
        low, high = (None if e is None else number_words(e) for e in (amount.low, amount.high))
        if low is None and high is None:
            return NO_NUMBER
        if high is None:
            told = f"{'above' if amount.low_open else 'at least'} {low}"
        elif low is None:
            told = f"{'below' if amount.high_open else 'at most'} {high}"
        else:
            told = f"{low}" if low == high else f"{low} to {high}"
        return f"{told} {PERCENT}" if self.unit(unit) == PERCENT else told

    def period(self, period: Period | None) -> str:
        """Return a period in words, in ISO dates."""
        if period is None:
            return "time not stated"
        first = period.first.isoformat() if period.first else "?"
        last = "ever after" if period.persists else period.last.isoformat() if period.last else "?"
        if first == last:
            return first
        return f"{_FILLED[period.filling]} {first} to {last}"

    def scope(self, answer: Answer) -> Iterator[str]:
        """Return the dimensions that must match on the question, each with its value or "not
        stated".
        """
        must = self.names.known.values(answer.question, kb("mustMatch"))
        for name in DIMENSIONS:
            if kb(name) in must:
                values = answer.scope.get(name)
                told = (
                    f"{name} not stated"
                    if values is None
                    else " and ".join(sorted(map(self.names.label, values)))
                )
                yield told + self._reading(answer, name)

    def marks(self, answer: Answer) -> Iterator[str]:
        """Return what a reader must not overlook: hedges, conditions, what a trend is told against,
        readings, decisions.
        """
        if answer.act in _MARKS:
            yield _MARKS[answer.act]
        yield from (f"hedged: {self.names.label(hedge)}" for hedge in answer.hedges)
        if answer.condition:
            yield f"only if: {'; '.join(map(self.names.label, answer.condition))}"
        if answer.baseline is not None:
            known = answer.baseline != kb("notStated")
            against = f"“{self.names.label(answer.baseline)}”" if known else "what is not said"
            yield f"told against: {against}"
        readings = self.names.known.nodes(answer.claim, kb("reading"))
        if readings:
            labels = (self.names.known.text(reading, kb("label")) or "?" for reading in readings)
            yield f"may mean: {' | '.join(labels)}"
        for _, decision in self.names.known.pointing(answer.claim, kb("concerns")):
            action = self.names.known.nodes(decision, kb("action"))
            if action:
                yield self._decision(decision, action[0])

    def _decision(self, decision: Node, action: Node) -> str:
        """Say what the desk decided about a claim; it is shown all the same."""
        known = self.names.known
        reason = known.text(decision, kb("reason")) or "no reason"
        who = ", ".join(map(self.names.label, known.nodes(decision, kb("by"))))
        until = known.text(decision, kb("until"))
        term = f", until {until}" if until else ""
        return (
            f"decided: {self.names.label(action)} ({who}, {known.text(decision, kb('on'))}{term}): "
            f"{reason}"
        )

    def links(self, answer: Answer) -> Iterator[str]:
        """Return what the claim denies, takes back, revises and supports, and who does so to it."""
        known = self.names.known
        for target in answer.denies:
            parts = known.nodes(answer.claim, kb("deniedPart"))
            told = f" ({', '.join(map(self.names.label, parts))})" if parts else ""
            yield f"denies{told} {self._record(target)}"
        yield from (f"takes back {self._record(target)}" for target in answer.retracts)
        yield from (f"revises {self._record(target)}" for target in answer.revises)
        for verb, told in (("supports", "supports"), ("undermines", "undermines")):
            yield from (f"{told} {self._record(n)}" for n in known.nodes(answer.claim, kb(verb)))
        for verb, told in (
            ("denies", "denied by"),
            ("retracts", "taken back by"),
            ("revises", "revised by"),
            ("supports", "supported by"),
            ("undermines", "undermined by"),
        ):
            for _, claim in known.pointing(answer.claim, kb(verb)):
                if self.on_record(claim):
                    yield f"{told} {self._record(claim)}"

    def speaker(self, answer: Answer) -> str:
        """Return the speaker's label."""
        return self.names.label(answer.speaker) if answer.speaker else "nobody named"

    def source(self, answer: Answer) -> str:
        """Return the source's short name and day of publication."""
        if answer.source is None:
            return "no source"
        published = self.names.known.text(answer.source, kb("published")) or "undated"
        return f"{self.names.short(answer.source)}, {published}"

    def _record(self, node: Node) -> str:
        name = self.names.short(node)
        return name if node.value.startswith(KB) else f"{name}: {self.names.label(node)}"
