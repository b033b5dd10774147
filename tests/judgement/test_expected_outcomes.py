"""What a careful reader expects, row by row; the engine is held against it.

The table of the two articles, expected_outcomes.tsv, was written apart from the engine, from the
records alone; that of a base about a pier, expected_outcomes_herald.tsv, shows the rules that the
articles lack.
"""

from functools import cache

import pytest

from kb.judgement.contests.contest import contests
from kb.judgement.contests.sets import set_conflicts
from kb.judgement.pairs.classify import classify
from kb.judgement.pairs.outcomes import Outcome
from tests.judgement.expectations import TABLES, Row, claims, known, read, rows

EVERY = [(base, row) for base in TABLES for row in rows(base)]
PAIRS = [(base, row) for base, row in EVERY if len(claims(row)) == 2]
OPEN = [(base, row) for base, row in PAIRS if row["outcome"] in {"apparent", "undetermined"}]
SETS = [(base, row) for base, row in EVERY if len(claims(row)) > 2]


def named(value: object) -> str:
    return value if isinstance(value, str) else "~".join(claims(value))  # type: ignore[arg-type]


def outcome_of(base: str, row: Row) -> Outcome:
    found, world = read(base)
    one, other = claims(row)
    return classify(found[one], found[other], world)


def test_the_table_of_the_articles_is_large_and_has_every_outcome() -> None:
    assert len([row for base, row in PAIRS if base == "hajin"]) >= 80
    assert {row["outcome"] for row in rows("hajin")} == {
        "conflict",
        "apparent",
        "compatible",
        "undetermined",
    }


@pytest.mark.parametrize(("base", "row"), PAIRS, ids=named)
def test_a_pair_has_the_outcome_that_a_careful_reader_expects(base: str, row: Row) -> None:
    outcome = outcome_of(base, row)
    assert (outcome.kind.value, outcome.rule) == (row["outcome"], row["rule"]), row["reason"]


@pytest.mark.parametrize(("base", "row"), OPEN, ids=named)
def test_what_differs_or_is_missing_is_named(base: str, row: Row) -> None:
    expected = set(row["difference"].replace(":", ",").split(","))
    assert set(outcome_of(base, row).differences) == expected, row["reason"]


@pytest.mark.parametrize(("base", "row"), SETS, ids=named)
def test_sets_that_clash_are_found_and_no_others(base: str, row: Row) -> None:
    assert ({*claims(row)} in clashing_sets(base)) is (row["outcome"] == "conflict"), row["reason"]


@cache
def clashing_sets(base: str) -> list[set[str]]:
    found = set_conflicts(contests(known(base)))
    return [{answer.claim.value.rpartition("/")[2] for answer in one.claims} for one in found]
