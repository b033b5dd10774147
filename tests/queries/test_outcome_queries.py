"""Queries about how answers stand to each other: who conflicts with whom, and what to ask."""

import pytest

from tests.conftest import Kb
from tests.queries.asking import PIER, asked, only

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


def test_another_query_sees_none_unless_it_is_asked(kb: Kb) -> None:
    ask = ("query", "ASK { ?o a kb:Outcome }", "--base", str(PIER))
    assert kb(*ask).code == 1
    assert kb(*ask, "--outcomes").code == 0
