"""What is judged of a base as triples, for a query that asks for it."""

from collections.abc import Collection, Iterator
from itertools import chain

from pyoxigraph import Triple

from kb.exchange.outcomes.outcome_records import outcome_triples
from kb.graph.index import Index
from kb.judgement.answers.derived_questions import derived_records, with_derived_questions
from kb.judgement.contests.contest import contests
from kb.judgement.contests.sets import set_conflicts
from kb.judgement.pairs.outcomes import Kind
from kb.words.errors import CannotGoOn

MOST_OUTCOMES = 120_000
"""Of more outcomes, each of some nine triples, a query would end for want of memory or time."""
_COUNTS = '"kb conflicts" with a question tells how many of its pairs stand how, and why.'
_LESS = f'A query file can ask for less: "# Needs: outcomes (conflict)". {_COUNTS}'


def outcome_graph(known: Index, kinds: Collection[Kind] = tuple(Kind)) -> Iterator[Triple]:
    """Return how the answers of a base stand to each other, with the questions made from figures.

    ``known`` holds the records and the vocabulary. Of the outcomes come those of some ``kinds``,
    and the sets that clash only together if conflicts are among these. Raises `CannotGoOn` for more
    than `MOST_OUTCOMES`.
    """
    asked = with_derived_questions(known)
    found = contests(asked)
    size = sum(contest.counts[kind] for contest in found for kind in {*kinds})
    if size > MOST_OUTCOMES:
        raise CannotGoOn(
            f"{size:,} outcomes are more than a query can be put to; {MOST_OUTCOMES:,} are the "
            "most",
            hint=_LESS if len(kinds) > 1 else _COUNTS,
        )
    each = (
        one for contest in found for kind in Kind if kind in kinds for one in contest.outcomes(kind)
    )
    sets = set_conflicts(found) if Kind.CONFLICT in kinds else ()
    return chain(derived_records(asked), outcome_triples(each, sets))
