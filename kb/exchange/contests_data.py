"""Rival answers and outcomes as data: JSON, CSV, and Turtle beside the claims."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from kb.graph.names import Names
from kb.judgement.answers import DIMENSIONS, Answer
from kb.judgement.conflicts import Contest
from kb.judgement.outcomes import Kind, Outcome, SetOutcome
from kb.words.vocabulary import KB, RDF_TYPE, kb

FORMAT_VERSION = 1
OUTCOMES = "https://w3id.org/claims-kb/outcome/"
RECORDED = (Kind.CONFLICT, Kind.UNDETERMINED)
"""Outcomes of these kinds are written as records; the others on request."""


def contests_json(
    contests: Sequence[Contest],
    names: Names,
    outcomes: dict[NamedNode, Sequence[Outcome]],
    sets: Sequence[SetOutcome] = (),
) -> str:
    """Return questions as JSON with every live answer, the given outcomes, and all counts.

    Sets of claims that clash only together stand beside the questions, as they may join several.
    """
    document = {
        "version": FORMAT_VERSION,
        "questions": [
            {
                "question": contest.question.value,
                "label": names.label(contest.question),
                "answers": [_answer(answer, names) for answer in contest.answers],
                "pairs": {kind.value: contest.counts[kind] for kind in Kind},
                "outcomes": [_outcome(o) for o in outcomes[contest.question]],
            }
            for contest in contests
        ],
        "sets": [
            {
                "outcome": Kind.CONFLICT.value,
                "rule": one.rule,
                "claims": [answer.claim.value for answer in one.claims],
                "reason": one.reason,
                "premises": [node.value for node in one.premises],
            }
            for one in sets
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _answer(answer: Answer, names: Names) -> dict[str, object]:
    quantity, period = answer.quantity, answer.period
    printed = quantity.printed if quantity else None
    return {
        "claim": answer.claim.value,
        "gist": names.label(answer.claim),
        "speaker": answer.speaker.value if answer.speaker else None,
        "source": answer.source.value if answer.source else None,
        "act": answer.act,
        "option": answer.option.value if answer.option else None,
        "accuses": [node.value for node in answer.accuses],
        "denies": [node.value for node in answer.denies],
        "low": str(printed.low) if printed and printed.low is not None else None,
        "high": str(printed.high) if printed and printed.high is not None else None,
        "lowExclusive": bool(printed and printed.low_open),
        "highExclusive": bool(printed and printed.high_open),
        "qualifier": quantity.qualifier if quantity else None,
        "relation": quantity.relation if quantity else None,
        "comparand": quantity.comparand.value if quantity and quantity.comparand else None,
        "words": quantity.words if quantity else None,
        "unit": quantity.unit if quantity else None,
        "from": period.first.isoformat() if period and period.first else None,
        "until": period.last.isoformat() if period and period.last else None,
        "scope": {name: sorted(n.value for n in nodes) for name, nodes in answer.scope.items()},
        "hedges": [node.value for node in answer.hedges],
        "condition": [node.value for node in answer.condition],
        "readings": [reading.reading for reading in answer.readings],
    }


def _outcome(outcome: Outcome) -> dict[str, object]:
    return {
        "outcome": outcome.kind.value,
        "rule": outcome.rule,
        "claims": [outcome.one.claim.value, outcome.other.claim.value],
        "differences": list(outcome.differences),
        "reason": outcome.reason,
        "presumes": list(outcome.presumes),
        "premises": [node.value for node in outcome.premises],
        "gap": None if outcome.gap is None else str(outcome.gap),
        "factor": None if outcome.factor is None else f"{outcome.factor:.6g}",
        "unit": outcome.unit,
    }


def contests_csv(contests: Sequence[Contest], outcomes: dict[NamedNode, Sequence[Outcome]]) -> str:
    """Return outcomes as CSV, one line each."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(
        ("question", "outcome", "rule", "claim", "other", "differences", "reason", "gap")
    )
    for contest in contests:
        for o in outcomes[contest.question]:
            writer.writerow(
                (
                    contest.question.value,
                    o.kind.value,
                    o.rule,
                    o.one.claim.value,
                    o.other.claim.value,
                    " ".join(o.differences),
                    o.reason,
                    "" if o.gap is None else o.gap,
                )
            )
    return text.getvalue()


def outcome_triples(
    outcomes: Iterable[Outcome], sets: Iterable[SetOutcome] = ()
) -> Iterator[Triple]:
    """Return outcomes as records; the same claims have the same IRI every time.

    The IRI of a pair is made from its question and claims, that of a set from its claims.
    """
    for outcome in outcomes:
        question = outcome.one.question
        claims = sorted((outcome.one.claim.value, outcome.other.claim.value))
        node = _name((question.value, *claims))
        yield from _record(node, outcome.kind, outcome.rule, outcome.reason, claims)
        yield Triple(node, kb("concerns"), question)
        for premise in outcome.premises:
            yield Triple(node, kb("premise"), premise)
        for name in outcome.differences:
            if name in DIMENSIONS or name == "period":
                yield Triple(node, kb("dimension"), NamedNode(KB + name))
            else:
                yield Triple(node, kb("difference"), kb(_DIFFERENCES[name]))
    for one in sets:
        claims = sorted(answer.claim.value for answer in one.claims)
        node = _name(claims)
        yield from _record(node, Kind.CONFLICT, one.rule, one.reason, claims)
        for premise in one.premises:
            yield Triple(node, kb("premise"), premise)


def _name(parts: Iterable[str]) -> NamedNode:
    key = "\n".join(parts).encode("utf-8")
    return NamedNode(OUTCOMES + hashlib.sha256(key).hexdigest()[:24])


def _record(
    node: NamedNode, kind: Kind, rule: str, reason: str, claims: Iterable[str]
) -> Iterator[Triple]:
    yield Triple(node, RDF_TYPE, kb("Outcome"))
    yield Triple(node, kb("outcome"), kb(kind.value))
    yield Triple(node, kb("rule"), Literal(rule))
    yield Triple(node, kb("reason"), Literal(reason, language="en"))
    for claim in claims:
        yield Triple(node, kb("between"), NamedNode(claim))


_DIFFERENCES = {
    "partWhole": "partAndWhole",
    "stockFlow": "stockAndFlow",
    "predictionOpen": "openPrediction",
    "certainty": "differentCertainty",
    "condition": "openCondition",
    "denial": "openDenial",
    "reading": "openReading",
    "reference": "missingReference",
}
"""What else may set two answers apart, as the vocabulary names it."""
