"""Rival answers and all that the screens tell of them, as JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from pyoxigraph import NamedNode

from kb.exchange.outcomes.outcome_records import FACTOR_DIGITS, outcome_name
from kb.graph.index import Index, Node
from kb.graph.names import Names
from kb.judgement.answers.answer import Answer
from kb.judgement.answers.derived_questions import is_derived
from kb.judgement.answers.replay import Recorded
from kb.judgement.contests.contest import Contest
from kb.judgement.contests.one_voice import one_voice
from kb.judgement.contests.origins import OriginReader, Origins
from kb.judgement.contests.overview import Overview
from kb.judgement.contests.positions import Held, held
from kb.judgement.contests.spread import choices, spreads
from kb.judgement.contests.survey import in_conflict, listed_positions, why_not
from kb.judgement.contests.tensions import Tension
from kb.judgement.pairs.outcomes import Kind, Outcome, SetOutcome
from kb.judgement.values.intervals import Interval
from kb.judgement.values.unit_words import plain
from kb.words.vocabulary import kb

FORMAT_VERSION = 1
_DIGITS = 28
"""More than any text prints: only what comes of a conversion of units is ever rounded."""

Json = dict[str, object]


def contests_json(
    overview: Overview, names: Names, outcomes: Mapping[NamedNode, Iterable[Outcome]]
) -> str:
    """Return questions as JSON with every live answer, the given outcomes, and all counts.

    Sets of claims that clash only together stand beside the questions, as they may join several,
    and so do tensions. Numbers are strings, so that no digit is lost. ``asOf`` is null where no day
    was asked for; ``positions`` where there are too many, or too many compatible pairs.
    """
    contests = overview.contests
    total: Counter[Kind] = Counter()
    for contest in contests:
        total.update(contest.counts)
    document = {
        "version": FORMAT_VERSION,
        "asOf": _as_of(overview.recorded),
        "counts": {
            "questions": len(contests),
            "contested": sum(contest.counts[Kind.CONFLICT] > 0 for contest in contests),
            "withOneAnswer": sum(len(contest.answers) == 1 for contest in contests),
            "pairs": _counts(total),
            "pairsInAll": total.total(),
            "sets": len(overview.sets),
            "tensions": len(overview.tensions),
        },
        "questions": [_question(one, names, outcomes[one.question]) for one in contests],
        "sets": [_set(one) for one in overview.sets],
        "tensions": [_tension(one) for one in overview.tensions],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _as_of(recorded: Recorded | None) -> Json | None:
    if recorded is None:
        return None
    return {
        "day": recorded.day.isoformat(),
        "clock": recorded.clock.value,
        "onRecord": recorded.on_record,
        "claims": recorded.claims,
        "undated": recorded.undated,
    }


def _question(contest: Contest, names: Names, outcomes: Iterable[Outcome]) -> Json:
    every = listed_positions(contest)
    opposed = in_conflict(contest)
    return {
        "question": contest.question.value,
        "label": names.label(contest.question),
        "derived": is_derived(names.known, contest.question),
        "answers": [_answer(answer, names) for answer in contest.answers],
        "speakers": contest.speakers,
        "origins": _origins(OriginReader(names.known).count(contest.answers)),
        "spread": [
            {
                "unit": one.unit,
                "low": plain(one.low, _DIGITS),
                "high": plain(one.high, _DIGITS),
                "answers": one.count,
                "convertedFrom": list(one.converted),
            }
            for one in spreads(contest)
        ],
        "choices": [
            {"choice": node.value, "label": names.label(node), "answers": count}
            for node, count in choices(contest.answers)
        ],
        "pairs": _counts(contest.counts),
        "pairsInAll": contest.pairs,
        "differences": {
            kind.value: [{"differences": list(told), "pairs": count} for told, count in counts]
            for kind, counts in why_not(contest).items()
        },
        "positions": None
        if every is None
        else [_position(held(one, contest.answers, names.known), opposed) for one in every],
        "outcomes": [_outcome(outcome, names.known) for outcome in outcomes],
    }


def _counts(counts: Mapping[Kind, int]) -> Json:
    return {kind.value: counts[kind] for kind in Kind}


def _origins(origins: Origins) -> Json:
    return {
        "atLeast": origins.at_least,
        "atMost": origins.at_most,
        "roots": _iris(origins.roots),
    }


def _position(position: Held, opposed: frozenset[NamedNode]) -> Json:
    claims = [answer.claim for answer in position.position.answers]
    return {
        "claims": _iris(claims),
        "speakers": _iris(position.speakers),
        "since": position.since,
        "origins": _origins(position.origins),
        "deniedBy": _iris([answer.claim for answer in position.denied_by]),
        "inConflict": any(claim in opposed for claim in claims),
    }


def _answer(answer: Answer, names: Names) -> Json:
    quantity, period = answer.quantity, answer.period
    return {
        "claim": answer.claim.value,
        "gist": names.label(answer.claim),
        "speaker": answer.speaker.value if answer.speaker else None,
        "source": answer.source.value if answer.source else None,
        "act": answer.act,
        "option": answer.option.value if answer.option else None,
        "accuses": _iris(answer.accuses),
        "denies": _iris(answer.denies),
        "supports": _iris(answer.supports),
        **_bounds(quantity.printed if quantity else None),
        "meant": _bounds(quantity.meant) if quantity and quantity.meant else None,
        "qualifier": quantity.qualifier if quantity else None,
        "relation": quantity.relation if quantity else None,
        "comparand": quantity.comparand.value if quantity and quantity.comparand else None,
        "words": quantity.words if quantity else None,
        "unit": quantity.unit if quantity else None,
        "from": period.first.isoformat() if period and period.first else None,
        "until": period.last.isoformat() if period and period.last else None,
        "filled": period.filling.value if period else None,
        "persists": bool(period and period.persists),
        "scope": {name: sorted(_iris(nodes)) for name, nodes in answer.scope.items()},
        "hedges": _iris(answer.hedges),
        "condition": _iris(answer.condition),
        "readings": [reading.reading for reading in answer.readings],
        "decisions": [*_decisions(answer.claim, names.known)],
    }


def _decisions(claim: Node, known: Index) -> Iterator[Json]:
    """Return what the desk decided about a claim, which is an answer all the same."""
    for _, decision in known.pointing(claim, kb("concerns")):
        for action in known.nodes(decision, kb("action")):
            yield {
                "decision": decision.value,
                "action": action.value,
                "by": _iris(known.nodes(decision, kb("by"))),
                "on": known.text(decision, kb("on")),
                "until": known.text(decision, kb("until")),
                "reason": known.text(decision, kb("reason")),
            }


def _bounds(interval: Interval | None) -> Json:
    return {
        "low": _number(interval.low if interval else None),
        "high": _number(interval.high if interval else None),
        "lowExclusive": bool(interval and interval.low_open),
        "highExclusive": bool(interval and interval.high_open),
    }


def _outcome(outcome: Outcome, index: Index) -> Json:
    voice = one_voice(outcome, index)
    return {"iri": outcome_name(outcome).value, **_judged(outcome)} | {
        "oneVoice": None if voice is None else voice.value,
        "readings": [
            {"readings": [reading.one.reading, reading.other.reading], **_judged(reading)}
            for reading in outcome.readings
        ],
    }


def _judged(outcome: Outcome) -> Json:
    return {
        "outcome": outcome.kind.value,
        "rule": outcome.rule,
        "claims": [outcome.one.claim.value, outcome.other.claim.value],
        "differences": list(outcome.differences),
        "reason": outcome.reason,
        "presumes": list(outcome.presumes),
        "premises": _iris(outcome.premises),
        "gap": None if outcome.gap is None else plain(outcome.gap),
        "factor": None if outcome.factor is None else plain(outcome.factor, FACTOR_DIGITS),
        "overlap": None if outcome.overlap is None else plain(outcome.overlap),
        "unit": outcome.unit,
    }


def _set(one: SetOutcome) -> Json:
    return {
        "outcome": Kind.CONFLICT.value,
        "rule": one.rule,
        "claims": [answer.claim.value for answer in one.claims],
        "reason": one.reason,
        "premises": _iris(one.premises),
    }


def _tension(one: Tension) -> Json:
    return {
        "tension": one.node.value,
        "claims": _iris(one.claims),
        "reason": one.reason,
        "by": _iris(one.by),
        "on": one.on,
        "premises": _iris(one.premises),
    }


def _number(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _iris(nodes: Iterable[Node]) -> list[str]:
    return [node.value for node in nodes]
