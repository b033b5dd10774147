"""Rival answers and all that the screens tell of them, as JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from kb.exchange.outcomes.answer_json import Json, answer_json, iris, reckoned
from kb.exchange.outcomes.outcome_records import FACTOR_DIGITS, outcome_name
from kb.graph.index import Index
from kb.graph.names import Names
from kb.judgement.answers.chains import roots
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
from kb.judgement.values.unit_words import plain

FORMAT_VERSION = 1


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
    origins = OriginReader(names.known).count(contest.answers)
    return {
        "question": contest.question.value,
        "label": names.label(contest.question),
        "derived": is_derived(names.known, contest.question),
        "answers": [
            answer_json(answer, names, roots(names.known, answer.claim))
            for answer in contest.answers
        ],
        "speakers": contest.speakers,
        "origins": _origins(origins) | _why_no_more(origins),
        "spread": [
            {
                "unit": one.unit,
                "low": reckoned(one.low),
                "high": reckoned(one.high),
                "answers": one.count,
                "convertedFrom": list(one.converted),
                "per": one.per,
                "base": None if one.base is None else one.base.value,
                "measures": iris(sorted(one.measures, key=str)),
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
        "roots": iris(origins.roots),
    }


def _why_no_more(origins: Origins) -> Json:
    """Return which claims count as one origin, or perhaps as one, and because of what."""
    return {
        "collapses": [
            {
                "claims": iris(one.claims),
                "because": one.because.value,
                "by": iris(one.by),
                "certain": one.because.certain,
            }
            for one in origins.collapses
        ],
        "repeats": [
            {
                "claims": iris(one.claims),
                "publisher": one.publisher,
                "words": one.words,
                "certain": one.own_voice,
            }
            for one in origins.repeats
        ],
    }


def _position(position: Held, opposed: frozenset[NamedNode]) -> Json:
    claims = [answer.claim for answer in position.position.answers]
    return {
        "claims": iris(claims),
        "speakers": iris(position.speakers),
        "since": position.since,
        "origins": _origins(position.origins),
        "deniedBy": iris([answer.claim for answer in position.denied_by]),
        "inConflict": any(claim in opposed for claim in claims),
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
        "premises": iris(outcome.premises),
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
        "premises": iris(one.premises),
    }


def _tension(one: Tension) -> Json:
    return {
        "tension": one.node.value,
        "claims": iris(one.claims),
        "reason": one.reason,
        "by": iris(one.by),
        "on": one.on,
        "premises": iris(one.premises),
    }
