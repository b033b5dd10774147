"""What a careful reader of the two articles expects, row by row; the engine is held against it.

The table, expected_outcomes.tsv, was written apart from the engine, from the records alone.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from kb.graph.corpus import read_corpus
from kb.judgement.answers import Answer, answers
from kb.judgement.classify import classify
from kb.judgement.conflicts import contests
from kb.judgement.outcomes import Outcome
from kb.judgement.pair import World, world_of
from kb.judgement.sets import set_conflicts
from kb.text.base import open_base

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def rows() -> Iterator[dict[str, str]]:
    text = (HERE / "expected_outcomes.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


PAIRS = [row for row in rows() if len(row["claims"].split()) == 2]


@cache
def base() -> tuple[Mapping[str, Answer], World]:
    known = read_corpus(open_base(ROOT)).known
    found = {answer.claim.value.rpartition("/")[2]: answer for answer in answers(known)}
    return found, world_of(known)


def outcome_of(row: dict[str, str]) -> Outcome:
    found, world = base()
    one, other = row["claims"].split()
    return classify(found[one], found[other], world)


def test_the_table_is_large_and_has_every_outcome() -> None:
    assert len(PAIRS) >= 80
    assert {row["outcome"] for row in rows()} == {
        "conflict",
        "apparent",
        "compatible",
        "undetermined",
    }


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: row["claims"].replace(" ", "~"))
def test_a_pair_has_the_outcome_that_a_careful_reader_expects(row: dict[str, str]) -> None:
    outcome = outcome_of(row)
    assert (outcome.kind.value, outcome.rule) == (row["outcome"], row["rule"]), row["reason"]


@pytest.mark.parametrize(
    "row",
    [row for row in PAIRS if row["outcome"] in {"apparent", "undetermined"}],
    ids=lambda row: row["claims"].replace(" ", "~"),
)
def test_what_differs_or_is_missing_is_named(row: dict[str, str]) -> None:
    expected = set(row["difference"].replace(":", ",").split(","))
    assert set(outcome_of(row).differences) == expected, row["reason"]


SETS = [row for row in rows() if len(row["claims"].split()) > 2]


@pytest.mark.parametrize("row", SETS, ids=lambda row: row["claims"].replace(" ", "~"))
def test_sets_that_clash_are_found_and_no_others(row: dict[str, str]) -> None:
    claims = set(row["claims"].split())
    assert (claims in clashing_sets()) is (row["outcome"] == "conflict"), row["reason"]


@cache
def clashing_sets() -> list[set[str]]:
    known = read_corpus(open_base(ROOT)).known
    found = set_conflicts(contests(known))
    return [{answer.claim.value.rpartition("/")[2] for answer in one.claims} for one in found]
