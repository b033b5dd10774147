"""Outcomes as records in RDF, to stand beside the claims."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from kb.graph.index import Node
from kb.judgement.answers.answer import DIMENSIONS, Answer
from kb.judgement.pairs.outcomes import Kind, Outcome, SetOutcome
from kb.judgement.values.unit_words import plain
from kb.words.vocabulary import KB, RDF_TYPE, XSD, kb

OUTCOMES = "https://w3id.org/claims-kb/outcome/"
_DECIMAL = NamedNode(XSD + "decimal")
FACTOR_DIGITS = 6
"""A factor is a measure of size, and no more exact than the words it comes from."""
_DIFFERENCES = {
    "partWhole": "partAndWhole",
    "stockFlow": "stockAndFlow",
    "predictionOpen": "openPrediction",
    "certainty": "differentCertainty",
    "condition": "openCondition",
    "denial": "openDenial",
    "reading": "openReading",
    "reference": "missingReference",
    "several": "oneOrSeveral",
    "baseline": "unlikeBaseline",
    "revision": "ownRevision",
    "units": "unlikeUnits",
}
"""What else may set two answers apart, as the vocabulary names it."""


def outcome_triples(
    outcomes: Iterable[Outcome], sets: Iterable[SetOutcome] = ()
) -> Iterator[Triple]:
    """Return outcomes as records; the same claims have the same IRI every time.

    The IRI of a pair is made from its question and claims, that of a set from its claims.
    """
    for outcome in outcomes:
        node = outcome_name(outcome)
        reason = _named(outcome.reason, (outcome.one, outcome.other))
        yield from _record(node, outcome.kind, outcome.rule, reason, _claims(outcome))
        yield Triple(node, kb("concerns"), outcome.one.question)
        yield from _premises(node, outcome.premises)
        yield from _distance(node, outcome)
        for name in outcome.presumes:
            yield Triple(node, kb("presumes"), kb(name))
        for name in outcome.differences:
            if name in DIMENSIONS or name == "period":
                yield Triple(node, kb("dimension"), NamedNode(KB + name))
            else:
                yield Triple(node, kb("difference"), kb(_DIFFERENCES[name]))
    for one in sets:
        claims = sorted(answer.claim.value for answer in one.claims)
        node = _name(claims)
        reason = _named(one.reason, one.claims)
        yield from _record(node, Kind.CONFLICT, one.rule, reason, claims)
        yield from _premises(node, one.premises)


def outcome_name(outcome: Outcome) -> NamedNode:
    """Return the IRI of the outcome of two claims on a question, whichever of them comes first."""
    return _name((outcome.one.question.value, *_claims(outcome)))


def _claims(outcome: Outcome) -> tuple[str, ...]:
    return tuple(sorted((outcome.one.claim.value, outcome.other.claim.value)))


def _name(parts: Iterable[str]) -> NamedNode:
    key = "\n".join(parts).encode("utf-8")
    return NamedNode(OUTCOMES + hashlib.sha256(key).hexdigest()[:24])


def _named(reason: str, answers: Sequence[Answer]) -> str:
    """Return a reason that names the claims: a record has them in no order, so that nobody could
    tell which is "the first".
    """
    names = [f"“{re.split('[/#]', answer.claim.value)[-1]}”" for answer in answers]
    told = dict(zip(("first", "second", "third"), names, strict=False))
    return re.sub(r"\b[Tt]he (first|second|third)\b", lambda m: told.get(m[1], m[0]), reason)


def _record(
    node: NamedNode, kind: Kind, rule: str, reason: str, claims: Iterable[str]
) -> Iterator[Triple]:
    yield Triple(node, RDF_TYPE, kb("Outcome"))
    yield Triple(node, kb("outcome"), kb(kind.value))
    yield Triple(node, kb("rule"), Literal(rule))
    yield Triple(node, kb("reason"), Literal(reason, language="en"))
    for claim in claims:
        yield Triple(node, kb("between"), NamedNode(claim))


def _premises(node: NamedNode, premises: Iterable[Node]) -> Iterator[Triple]:
    for premise in premises:
        yield Triple(node, kb("premise"), premise)


def _distance(node: NamedNode, outcome: Outcome) -> Iterator[Triple]:
    for name, amount in (("gap", outcome.gap), ("overlap", outcome.overlap)):
        if amount is not None:
            yield Triple(node, kb(name), _decimal(plain(amount)))
            if outcome.unit is not None:
                yield Triple(node, kb("unit"), NamedNode(outcome.unit))
    if outcome.factor is not None:
        yield Triple(node, kb("factor"), _decimal(plain(outcome.factor, FACTOR_DIGITS)))


def _decimal(number: str) -> Literal:
    """Return a number as XML Schema 1.0 writes it, with a decimal point whatever it is."""
    return Literal(number if "." in number else f"{number}.0", datatype=_DECIMAL)
