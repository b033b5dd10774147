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
from kb.judgement.outcomes import Kind, Outcome
from kb.words.vocabulary import KB, RDF_TYPE, kb

FORMAT_VERSION = 1
OUTCOMES = "https://w3id.org/claims-kb/outcome/"
RECORDED = (Kind.CONFLICT, Kind.UNDETERMINED)
"""Outcomes of these kinds are written as records; the others on request."""


def contests_json(
    contests: Sequence[Contest], names: Names, outcomes: dict[NamedNode, Sequence[Outcome]]
) -> str:
    """Return questions as JSON with every live answer, the given outcomes, and all counts."""
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
        "words": quantity.words if quantity else None,
        "unit": quantity.unit if quantity else None,
        "from": period.first.isoformat() if period and period.first else None,
        "until": period.last.isoformat() if period and period.last else None,
        "scope": {name: sorted(n.value for n in nodes) for name, nodes in answer.scope.items()},
        "hedges": [node.value for node in answer.hedges],
    }


def _outcome(outcome: Outcome) -> dict[str, object]:
    return {
        "outcome": outcome.kind.value,
        "rule": outcome.rule,
        "claims": [outcome.one.claim.value, outcome.other.claim.value],
        "differences": list(outcome.differences),
        "reason": outcome.reason,
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


def outcome_triples(outcomes: Iterable[Outcome]) -> Iterator[Triple]:
    """Return outcomes as records; a pair on a question has the same IRI every time."""
    for outcome in outcomes:
        claims = sorted((outcome.one.claim.value, outcome.other.claim.value))
        key = "\n".join((outcome.one.question.value, *claims))
        node = NamedNode(OUTCOMES + hashlib.sha256(key.encode("utf-8")).hexdigest()[:24])
        yield Triple(node, RDF_TYPE, kb("Outcome"))
        yield Triple(node, kb("outcome"), kb(outcome.kind.value))
        yield Triple(node, kb("rule"), Literal(outcome.rule))
        yield Triple(node, kb("reason"), Literal(outcome.reason, language="en"))
        yield Triple(node, kb("concerns"), outcome.one.question)
        for claim in claims:
            yield Triple(node, kb("between"), NamedNode(claim))
        for name in outcome.differences:
            if name in DIMENSIONS or name == "period":
                yield Triple(node, kb("dimension"), NamedNode(KB + name))
            else:
                yield Triple(node, kb("difference"), kb(_DIFFERENCES[name]))


_DIFFERENCES = {
    "partWhole": "partAndWhole",
    "stockFlow": "stockAndFlow",
    "predictionOpen": "openPrediction",
    "certainty": "differentCertainty",
    "condition": "openCondition",
    "reading": "openReading",
    "reference": "missingReference",
}
"""What else may set two answers apart, as the vocabulary names it."""
