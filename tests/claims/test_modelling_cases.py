"""Fifty passages that break naive models: each is carried by named claims, and by named properties.

The table is modelling-cases.txt, made to be read.
"""

from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean, Store

from kb.graph.corpus import Corpus, read_corpus
from kb.text.base import open_base

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def cases() -> dict[str, list[str]]:
    """Titles, each with its statements, in the order of the table."""
    found: dict[str, list[str]] = {}
    for line in (HERE / "modelling-cases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            found[line[3:]] = []
        elif line and not line.startswith("#"):
            found[list(found)[-1]].append(line)
    return found


@cache
def base() -> tuple[Corpus, Store]:
    corpus = read_corpus(open_base(ROOT))
    return corpus, corpus.store()


CASES = cases()


def test_all_fifty_cases_are_in_the_table() -> None:
    assert [title.split()[0] for title in CASES] == [f"H{n:02}" for n in range(1, 51)]


@pytest.mark.parametrize("title", CASES)
def test_a_case_is_carried_by_the_claims(title: str) -> None:
    corpus, store = base()
    assert CASES[title], "a case needs statements"
    for line in CASES[title]:
        statement = line.removeprefix("not ")
        answer = store.query(f"ASK {{ {statement} }}", prefixes=dict(corpus.prefixes))
        assert isinstance(answer, QueryBoolean)
        assert bool(answer) is not line.startswith("not "), line
