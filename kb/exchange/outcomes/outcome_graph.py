"""Everything that is judged of a base as triples, for a query that asks for it."""

from collections.abc import Iterator

from pyoxigraph import Triple

from kb.exchange.outcomes.outcome_records import outcome_triples
from kb.graph.index import Index
from kb.judgement.answers.derived_questions import derived_records, with_derived_questions
from kb.judgement.contests.contest import contests
from kb.judgement.contests.sets import set_conflicts


def outcome_graph(known: Index) -> Iterator[Triple]:
    """Return how all answers of a base stand to each other, with the questions made from figures.

    ``known`` holds the records and the vocabulary.
    """
    asked = with_derived_questions(known)
    found = contests(asked)
    yield from derived_records(asked)
    every = (outcome for contest in found for outcome in contest.outcomes())
    yield from outcome_triples(every, set_conflicts(found))
