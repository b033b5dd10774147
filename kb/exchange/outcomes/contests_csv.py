"""Rival answers as two tables: one line for each question with its counts, or one for each pair."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from kb.exchange.outcomes.outcome_records import FACTOR_DIGITS, outcome_name
from kb.graph.names import Names
from kb.judgement.answers.answer import Answer
from kb.judgement.contests.contest import Contest
from kb.judgement.contests.origins import OriginReader
from kb.judgement.pairs.outcomes import Kind, Outcome
from kb.judgement.values.unit_words import plain

QUESTION_COLUMNS = (
    *("question", "label", "answers", "speakers", "originsAtLeast", "originsAtMost", "pairs"),
    *(kind.value for kind in Kind),
)
PAIR_COLUMNS = (
    *("question", "outcome", "rule", "claim", "other", "differences", "reason", "gap", "unit"),
    *("factor", "presumes", "premises", "iri", "pairs"),
    *("gist", "otherGist", "speaker", "otherSpeaker"),
)


def questions_csv(contests: Sequence[Contest], names: Names) -> str:
    """Return one line for each question: how many answer it, and its pairs by outcome.

    The four outcomes add up to ``pairs``, which is n(n - 1)/2 for n answers.
    """
    origins = OriginReader(names.known)
    rows = []
    for contest in contests:
        count = origins.count(contest.answers)
        rows.append(
            (
                contest.question.value,
                names.label(contest.question),
                len(contest.answers),
                contest.speakers,
                count.at_least,
                count.at_most,
                contest.pairs,
                *(contest.counts[kind] for kind in Kind),
            )
        )
    return _table(QUESTION_COLUMNS, rows)


def pairs_csv(
    contests: Sequence[Contest],
    outcomes: Mapping[NamedNode, Iterable[Outcome]],
    names: Names,
) -> str:
    """Return outcomes, one line each; ``pairs`` is how many pairs their question has in all.

    Several differences or premises stand in one cell, a blank between them. The last columns say in
    words what the first ones name: both claims, and who speaks.
    """
    return _table(
        PAIR_COLUMNS,
        (
            (
                contest.question.value,
                outcome.kind.value,
                outcome.rule,
                outcome.one.claim.value,
                outcome.other.claim.value,
                " ".join(outcome.differences),
                outcome.reason,
                "" if outcome.gap is None else plain(outcome.gap),
                outcome.unit or "",
                "" if outcome.factor is None else plain(outcome.factor, FACTOR_DIGITS),
                " ".join(outcome.presumes),
                " ".join(node.value for node in outcome.premises),
                outcome_name(outcome).value,
                contest.pairs,
                *(names.label(answer.claim) for answer in (outcome.one, outcome.other)),
                *(_speaker(answer, names) for answer in (outcome.one, outcome.other)),
            )
            for contest in contests
            for outcome in outcomes[contest.question]
        ),
    )


def _speaker(answer: Answer, names: Names) -> str:
    return "" if answer.speaker is None else names.label(answer.speaker)


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as RFC 4180 has it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
