"""Rival answers as data: every number of the screens, in JSON; counts in CSV; records in Turtle."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kb.exchange.outcomes.answer_json import answer_json
from kb.exchange.outcomes.contests_csv import (
    PAIR_COLUMNS,
    QUESTION_COLUMNS,
    pairs_csv,
    questions_csv,
)
from kb.exchange.outcomes.contests_json import contests_json
from kb.exchange.outcomes.outcome_records import outcome_triples
from kb.exchange.screens.answer_lines import AnswerWords
from kb.exchange.screens.overview_page import overview_text
from kb.exchange.screens.paragraphs import Page
from kb.exchange.screens.question_page import contest_text
from kb.exchange.serialization.serialize import to_turtle
from kb.graph.corpus import read_corpus
from kb.graph.index import Index
from kb.graph.names import Names
from kb.judgement.answers.answer import DIMENSIONS
from kb.judgement.answers.read import answers
from kb.judgement.answers.replay import Clock
from kb.judgement.contests.overview import Overview, overview
from kb.judgement.pairs import outcomes as outcome_words
from kb.judgement.pairs.outcomes import Kind
from kb.text.base import open_base
from kb.words.vocabulary import RDF_TYPE, kb
from tests.judgement.records import EX, index_of

HERE = Path(__file__).parent
BASES = {
    "bridge": HERE / "screens",
    "pier": HERE.parent / "bases" / "pier",
    "hajin": HERE.parents[1],
}


@cache
def found(base: str) -> tuple[Names, Overview]:
    corpus = read_corpus(open_base(BASES[base]))
    return Names.of(corpus), overview(corpus.known)


def as_json(base: str) -> dict[str, Any]:
    names, every = found(base)
    text = contests_json(every, names, {c.question: c.outcomes() for c in every.contests})
    document = json.loads(text)
    assert isinstance(document, dict)
    return document


def question(document: dict[str, Any], name: str) -> dict[str, Any]:
    (one,) = (q for q in document["questions"] if q["question"].endswith(f"question/{name}"))
    assert isinstance(one, dict)
    return one


# JSON


def test_a_question_has_its_counts_origins_spread_and_positions() -> None:
    crowd = question(as_json("bridge"), "crowd")
    assert crowd["pairs"] == {"conflict": 2, "apparent": 3, "compatible": 1, "undetermined": 4}
    assert (crowd["pairsInAll"], crowd["speakers"]) == (10, 4)
    assert (crowd["origins"]["atLeast"], crowd["origins"]["atMost"]) == (4, 4)
    (spread,) = crowd["spread"]
    assert (spread["low"], spread["high"], spread["answers"]) == ("500", "150000", 4)
    assert crowd["differences"]["apparent"] == [{"differences": ["period"], "pairs": 3}]
    (denied,) = (p for p in crowd["positions"] if p["deniedBy"])
    assert denied["claims"] == ["https://example.org/bridge/claim/organisers-range"]
    assert denied["deniedBy"] == ["https://example.org/bridge/claim/mayor-far-fewer"]
    assert (denied["since"], denied["inConflict"]) == ("2021-06-06", True)


def test_a_spread_tells_from_what_units_it_was_converted() -> None:
    every = [spread for q in as_json("hajin")["questions"] for spread in q["spread"]]
    (years,) = (spread for spread in every if spread["convertedFrom"])
    assert (years["low"], years["high"], years["answers"]) == ("48", "48", 2)
    assert years["unit"].endswith("/MO")
    assert [unit.rpartition("/")[2] for unit in years["convertedFrom"]] == ["YR"]


def test_choices_are_counted() -> None:
    (chosen,) = question(as_json("bridge"), "closed")["choices"]
    assert (chosen["label"], chosen["answers"]) == ("yes", 2)


def test_an_answer_has_its_printed_and_its_widened_bounds() -> None:
    (police,) = (
        a for a in question(as_json("bridge"), "crowd")["answers"] if a["words"] == "about 2,000"
    )
    assert (police["low"], police["high"]) == ("2000", "2000")
    assert (police["meant"]["low"], police["meant"]["high"]) == ("1800", "2200")


def test_why_answers_collapse_is_told_with_their_roots() -> None:
    crowd = question(as_json("bridge"), "crowd")
    (same,) = crowd["origins"]["collapses"]
    police = "https://example.org/bridge/speaker/police"
    assert (same["because"], same["by"], same["certain"]) == ("speaker", [police], True)
    assert {a["claim"] for a in crowd["answers"] if a["roots"] == [police]} == {*same["claims"]}
    assert crowd["origins"]["repeats"] == []


TIED = """
@prefix unit: <http://qudt.org/vocab/unit/> .
ex:q a kb:Question ; kb:answerKind kb:quantity .
ex:a a kb:Claim ; kb:answers ex:q ; kb:low 2.50 ; kb:per unit:DAY ; kb:base ex:all ;
    kb:qualifier kb:exactly ; kb:baseline ex:flood ; kb:condition ex:if .
ex:b a kb:Claim ; kb:answers ex:q ; kb:low 2 ; kb:retracts ex:a ; kb:revises ex:c ;
    kb:sameUtterance ex:c .
ex:c a kb:Claim ; kb:answers ex:q ; kb:denies ex:a ; kb:deniedPart kb:numberPart .
kb:exactly kb:lowFactor 1.0 ; kb:highFactor 1.0 .
"""


def test_an_answer_has_its_ties_and_what_its_number_is_told_against() -> None:
    index = index_of(TIED)
    one, tied, denial = (answer_json(a, Names(index, {}), ()) for a in answers(index))
    assert (one["per"], one["base"]) == ("http://qudt.org/vocab/unit/DAY", EX + "all")
    assert (one["baseline"], one["condition"]) == (EX + "flood", [EX + "if"])
    assert (one["retracts"], one["revises"], one["sameUtterance"]) == ([], [], [])
    assert (tied["retracts"], tied["revises"]) == ([EX + "a"], [EX + "c"])
    assert tied["sameUtterance"] == [EX + "c"]
    assert (tied["per"], tied["base"], tied["baseline"]) == (None, None, None)
    assert (one["deniedPart"], denial["deniedPart"]) == ([], ["numberPart"])


def test_printed_digits_are_kept_and_reckoned_zeros_are_not() -> None:
    index = index_of(TIED)
    one = answer_json(answers(index)[0], Names(index, {}), ())
    assert one["low"] == "2.50"
    assert one["meant"] == {
        "low": "2.5",
        "high": None,
        "lowExclusive": False,
        "highExclusive": False,
    }


def test_outcomes_under_each_reading_are_told() -> None:
    open_ = [o for q in as_json("hajin")["questions"] for o in q["outcomes"] if o["readings"]]
    assert open_
    for outcome in open_:
        assert outcome["outcome"] == "undetermined"
        assert len({reading["outcome"] for reading in outcome["readings"]}) > 1
        assert all(any(reading["readings"]) for reading in outcome["readings"])


def test_sets_and_tensions_are_beside_the_questions() -> None:
    document = as_json("bridge")
    (tension,) = document["tensions"]
    assert tension["reason"].startswith("So many people")
    assert tension["on"] == "2021-06-10"
    assert document["counts"]["tensions"] == 1


def test_the_day_is_told_with_how_much_was_on_record() -> None:
    names, _ = found("bridge")
    then = overview(names.known, as_of=date(2021, 6, 7), clock=Clock.PUBLISHED)
    document = json.loads(contests_json(then, names, {c.question: () for c in then.contests}))
    assert document["asOf"] == {
        "day": "2021-06-07",
        "clock": "published",
        "onRecord": 4,
        "claims": 8,
        "undated": 0,
    }
    assert as_json("bridge")["asOf"] is None


@pytest.mark.parametrize("base", ["bridge", "pier"])
def test_every_number_of_the_screens_is_in_the_json(base: str) -> None:
    """Ranks and rule names apart, which are no data, and a factor, which has more digits there."""
    names, every = found(base)
    page = Page(everything=True)
    text = overview_text(every, names, page)
    text += "".join(
        contest_text(every.of_question(c.question), names, page) for c in every.contests
    )
    text = re.sub(
        r"DR\d+|^ +\d+\. |a factor of [\d.,]+|\[\S+\]|kb:\S+|\S+:\S+", "", text, flags=re.M
    )
    told = {number.replace(",", "").rstrip(".") for number in re.findall(r"\d[\d.,-]*", text)}
    data = json.dumps(as_json(base), ensure_ascii=False).replace(",", "")
    known = set(re.findall(r"\d[\d.-]*", data)) | {
        number.removesuffix(".0") for number in re.findall(r"\d+\.0\b", data)
    }
    assert {number for number in told - known if number.rstrip("-")} == set()


# CSV


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("base", ["bridge", "pier"])
def test_the_counts_of_each_question_add_up_to_all_its_pairs(base: str) -> None:
    names, every = found(base)
    table = rows(questions_csv(every.contests, names))
    assert list(table[0]) == list(QUESTION_COLUMNS)
    assert len(table) == len(every.contests)
    for row in table:
        number = int(row["answers"])
        assert int(row["pairs"]) == number * (number - 1) // 2
        assert sum(int(row[kind.value]) for kind in Kind) == int(row["pairs"])


def test_each_pair_has_a_line_with_its_distance_and_its_name() -> None:
    names, every = found("bridge")
    outcomes = {c.question: c.outcomes() for c in every.contests}
    table = rows(pairs_csv(every.contests, outcomes, names))
    assert list(table[0]) == list(PAIR_COLUMNS)
    assert len(table) == sum(contest.pairs for contest in every.contests)
    assert len({row["iri"] for row in table}) == len(table)
    (far,) = (row for row in table if row["rule"] == "DR01")
    assert (far["gap"], far["factor"]) == ("118000", "60")
    assert far["unit"] == "http://qudt.org/vocab/unit/NUM"
    assert far["pairs"] == "10"
    for claim, said, speaker in (
        ("claim", "gist", "speaker"),
        ("other", "otherGist", "otherSpeaker"),
    ):
        node = NamedNode(far[claim])
        assert far[said] == names.known.text(node, kb("gist"))
        assert far[speaker] == names.label(names.known.nodes(node, kb("speaker"))[0])
    assert len({far["gist"], far["otherGist"], far["speaker"], far["otherSpeaker"]}) == 4


# Turtle


def records(base: str) -> Index:
    names, every = found(base)
    triples = outcome_triples((o for c in every.contests for o in c.outcomes()), every.sets)
    text = to_turtle(triples, names.prefixes)
    return Index(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))


def test_a_record_has_gap_unit_factor_and_what_it_presumes() -> None:
    index = records("bridge")
    (node,) = (n for n in index.instances(kb("Outcome")) if index.text(n, kb("rule")) == "DR01")
    assert index.text(node, kb("gap")) == "118000.0"
    assert index.text(node, kb("factor")) == "60.0"
    assert index.value(node, kb("unit")) == NamedNode("http://qudt.org/vocab/unit/NUM")


@pytest.mark.parametrize("base", ["bridge", "pier"])
def test_there_is_one_record_for_each_pair_and_set(base: str) -> None:
    _, every = found(base)
    index = records(base)
    pairs = sum(contest.pairs for contest in every.contests)
    assert len(index.instances(kb("Outcome"))) == pairs + len(every.sets)
    for node in index.instances(kb("Outcome")):
        assert len(index.values(node, kb("between"))) >= 2
        assert len(index.values(node, RDF_TYPE)) == 1


def test_what_sets_answers_apart_has_words_and_a_term() -> None:
    """Each difference that the rules know is told to people and in the vocabulary."""
    differences = {
        value
        for name, value in vars(outcome_words).items()
        if name.isupper() and isinstance(value, str)
    }
    assert differences
    names, every = found("bridge")
    words = AnswerWords(names)
    first = next(iter(every.contests[0].outcomes()))
    for difference in {*differences, *DIMENSIONS, "period"}:
        triples = tuple(outcome_triples([replace(first, differences=(difference,))]))
        objects = [t.object for t in triples if t.predicate in {kb("dimension"), kb("difference")}]
        assert len(objects) == 1
        assert isinstance(objects[0], NamedNode)
        assert names.known.values(objects[0], RDF_TYPE), difference
        assert words.difference(difference).islower()
