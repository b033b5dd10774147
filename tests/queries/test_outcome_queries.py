"""Queries about how answers stand to each other: who conflicts with whom, and what to ask."""

import pytest

import kb.exchange.outcomes.outcome_graph as graph
from kb.exchange.outcomes.outcome_graph import outcome_graph
from kb.graph.corpus import read_corpus
from kb.judgement.pairs.outcomes import Kind
from kb.text.base import open_base
from kb.words.errors import CannotGoOn
from kb.words.vocabulary import kb as vocabulary
from tests.conftest import Kb
from tests.queries.asking import NAMES, PIER, asked, only, query

HERALD = PIER.parent / "herald"


def test_with_whom_somebody_conflicts() -> None:
    rows = asked(PIER).rows("conflicts-of", speaker="sp:yacht-club")
    assert only(rows, "otherWho", "rule", "question", "claim", "otherClaim") == [
        ("Fjordmutual", "DR08", "q:boats-sunk", "claim:c-boats-none", "claim:c-boats-eleven")
    ]
    assert rows[0]["denial"] == ""
    (other_way,) = asked(PIER).rows("conflicts-of", speaker="sp:fjordmutual")
    assert (other_way["otherWho"], other_way["denial"]) == ("the yacht club", "claim:c-boats-none")


def test_what_a_reporter_has_to_ask() -> None:
    rows = asked(PIER).rows("what-to-ask", question="q:boats-sunk")
    assert only(rows, "missing", "claim", "otherClaim") == [
        ("place", "claim:c-boats-eleven", "claim:g-boats"),
        ("place", "claim:c-boats-none", "claim:g-boats"),
    ]
    cost = asked(PIER).rows("what-to-ask", question="q:repair-cost")
    assert {row["missing"] for row in cost} == {"definition, period"}


def test_where_an_organisation_stands_against_itself() -> None:
    rows = asked(PIER).rows("against-itself")
    assert only(rows, "organisation", "claim", "otherClaim") == [
        ("the dockers' union", "claim:c-union-retracts", "claim:g-blame-builder")
    ]


def test_why_answers_only_seem_to_conflict() -> None:
    rows = asked(PIER).rows("only-seeming")
    assert ("part and whole, place", "4", "q:pier-state") in only(
        rows, "differsIn", "pairs", "question"
    )
    assert [int(row["pairs"]) for row in rows] == sorted(
        (int(row["pairs"]) for row in rows), reverse=True
    )


def test_figures_without_a_question_are_in_the_answer_too() -> None:
    (row,) = (
        row
        for row in asked(HERALD).rows("conflicts-of", speaker="sp:brigade")
        if row["claim"] == "claim:h-gust-brigade"
    )
    assert (row["asked"], row["answersInAll"]) == ("Speed of the strongest wind: the harbour", "2")


@pytest.mark.parametrize("given", [(), ("--outcomes",)], ids=["unasked", "asked for"])
def test_a_named_query_that_needs_outcomes_sees_them(kb: Kb, given: tuple[str, ...]) -> None:
    run = kb("query", "against-itself", "--base", str(PIER), "--format", "csv", *given)
    assert run.code == 0
    assert "claim/g-blame-builder" in run.out


@pytest.mark.parametrize("name", [name for name in NAMES if query(name).header.outcomes])
def test_a_query_says_all_the_outcomes_that_it_reads(kb: Kb, name: str) -> None:
    ask = ("query", name, "--base", str(PIER), "--format", "csv")
    assert kb(*ask).out == kb(*ask, "--outcomes").out
    assert len(kb(*ask).out.splitlines()) > 1


def test_outcomes_of_some_kinds_come_without_the_others() -> None:
    known = read_corpus(open_base(PIER)).known
    every = {*outcome_graph(known)}
    some = {*outcome_graph(known, [Kind.APPARENT])}
    kinds = [triple.object for triple in some if triple.predicate == vocabulary("outcome")]
    assert {*kinds} == {vocabulary("apparent")}
    assert some < every
    assert len(kinds) == sum(triple.object == vocabulary("apparent") for triple in every)


def test_more_outcomes_than_a_query_can_be_put_to_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(graph, "MOST_OUTCOMES", 2)
    known = read_corpus(open_base(PIER)).known
    with pytest.raises(CannotGoOn, match="are more than a query can be put to") as refused:
        outcome_graph(known)
    assert "# Needs: outcomes (conflict)" in str(refused.value)
    with pytest.raises(CannotGoOn) as refused:
        outcome_graph(known, [Kind.APPARENT])
    assert "# Needs" not in str(refused.value)


def test_another_query_sees_none_unless_it_is_asked(kb: Kb) -> None:
    ask = ("query", "ASK { ?o a kb:Outcome }", "--base", str(PIER))
    assert kb(*ask).code == 1
    assert kb(*ask, "--outcomes").code == 0
