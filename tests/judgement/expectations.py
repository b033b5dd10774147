"""What careful readers expect of two answers, row by row, and the bases that they read."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kb.graph.corpus import read_corpus
from kb.graph.index import Index
from kb.judgement.answers.answer import Answer
from kb.judgement.answers.derived_questions import with_derived_questions
from kb.judgement.answers.read import answers
from kb.judgement.pairs.world import World, world_of
from kb.text.base import open_base

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TABLES = {
    "hajin": (ROOT, HERE / "expected_outcomes.tsv"),
    "herald": (ROOT / "tests" / "bases" / "herald", HERE / "expected_outcomes_herald.tsv"),
}
"""The base of the two articles, and the one about a pier with a third text, each with its table."""

Row = Mapping[str, str]


@cache
def rows(base: str) -> tuple[Row, ...]:
    """The rows of a base's table, in its order."""
    text = TABLES[base][1].read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def claims(row: Row) -> list[str]:
    """The local names of the claims of a row."""
    return row["claims"].split()


@cache
def known(base: str) -> Index:
    """All that a base says, with the questions made from its figures."""
    return with_derived_questions(read_corpus(open_base(TABLES[base][0])).known)


@cache
def read(base: str) -> tuple[Mapping[str, Answer], World]:
    """The answers of a base by the local name of their claim, and what it declares."""
    found = {answer.claim.value.rpartition("/")[2]: answer for answer in answers(known(base))}
    return found, world_of(known(base))
