"""One answer as JSON: its value, its scope, and its ties to other claims."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from kb.graph.index import Index, Node
from kb.graph.names import Names
from kb.judgement.answers.answer import Answer
from kb.judgement.values.intervals import Interval
from kb.judgement.values.unit_words import plain
from kb.words.vocabulary import kb

_DIGITS = 28
"""More than any text prints: only what comes of a conversion of units is ever rounded."""

Json = dict[str, object]


def answer_json(answer: Answer, names: Names, roots: Iterable[Node]) -> Json:
    """Return what a claim answers, with its scope resolved, and the ``roots`` it goes back to.

    Numbers are strings: the bounds as printed, digit by digit, and as ``meant`` by a convention.
    """
    quantity, period = answer.quantity, answer.period
    return {
        "claim": answer.claim.value,
        "gist": names.label(answer.claim),
        "speaker": answer.speaker.value if answer.speaker else None,
        "source": answer.source.value if answer.source else None,
        "act": answer.act,
        "option": answer.option.value if answer.option else None,
        "accuses": iris(answer.accuses),
        "denies": iris(answer.denies),
        "deniedPart": list(answer.denied_parts),
        "supports": iris(answer.supports),
        "retracts": iris(answer.retracts),
        "revises": iris(answer.revises),
        "sameUtterance": iris(answer.same_utterance),
        **_bounds(quantity.printed if quantity else None),
        "meant": _bounds(quantity.meant, reckoned) if quantity and quantity.meant else None,
        "qualifier": quantity.qualifier if quantity else None,
        "relation": quantity.relation if quantity else None,
        "comparand": quantity.comparand.value if quantity and quantity.comparand else None,
        "words": quantity.words if quantity else None,
        "unit": quantity.unit if quantity else None,
        "per": quantity.per if quantity else None,
        "base": quantity.base.value if quantity and quantity.base else None,
        "baseline": answer.baseline.value if answer.baseline else None,
        "from": period.first.isoformat() if period and period.first else None,
        "until": period.last.isoformat() if period and period.last else None,
        "filled": period.filling.value if period else None,
        "persists": bool(period and period.persists),
        "scope": {name: sorted(iris(nodes)) for name, nodes in answer.scope.items()},
        "hedges": iris(answer.hedges),
        "condition": iris(answer.condition),
        "readings": [reading.reading for reading in answer.readings],
        "roots": sorted(iris(roots)),
        "decisions": [*_decisions(answer.claim, names.known)],
    }


def _decisions(claim: Node, known: Index) -> Iterator[Json]:
    """Return what the desk decided about a claim, which is an answer all the same."""
    for _, decision in known.pointing(claim, kb("concerns")):
        for action in known.nodes(decision, kb("action")):
            yield {
                "decision": decision.value,
                "action": action.value,
                "by": iris(known.nodes(decision, kb("by"))),
                "on": known.text(decision, kb("on")),
                "until": known.text(decision, kb("until")),
                "reason": known.text(decision, kb("reason")),
            }


def _as_printed(number: Decimal) -> str:
    """Return a number with every digit that is written, zeros at its end too."""
    return f"{number:f}"


def _bounds(interval: Interval | None, told: Callable[[Decimal], str] = _as_printed) -> Json:
    low, high = (interval.low, interval.high) if interval else (None, None)
    return {
        "low": None if low is None else told(low),
        "high": None if high is None else told(high),
        "lowExclusive": bool(interval and interval.low_open),
        "highExclusive": bool(interval and interval.high_open),
    }


def reckoned(number: Decimal) -> str:
    """Return a number that nobody printed, without the zeros that come of reckoning."""
    return plain(number, _DIGITS)


def iris(nodes: Iterable[Node]) -> list[str]:
    """Return the names of some records, in their order."""
    return [node.value for node in nodes]
