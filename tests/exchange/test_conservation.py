"""Conservation: each live claim on a question is in every view, or counted."""

import json
from functools import cache
from pathlib import Path

import pytest

from kb.exchange.outcomes.contests_json import contests_json
from kb.exchange.outcomes.outcome_records import outcome_triples
from kb.exchange.screens.overview_page import overview_text
from kb.exchange.screens.question_page import contest_text
from kb.exchange.screens.record import record_text
from kb.exchange.serialization.serialize import to_turtle
from kb.graph.corpus import Corpus, read_corpus
from kb.graph.names import Names
from kb.judgement.answers.derived_questions import with_questions
from kb.judgement.contests.overview import Overview, overview
from kb.text.base import open_base
from kb.words.vocabulary import kb

ROOT = Path(__file__).resolve().parents[2]
BASES = {"hajin": ROOT, "pier": ROOT / "tests" / "bases" / "pier"}


@cache
def read(name: str) -> tuple[Corpus, Names, Overview]:
    corpus = with_questions(read_corpus(open_base(BASES[name])))
    return corpus, Names.of(corpus), overview(corpus.known)


@pytest.fixture(params=BASES)
def base(request: pytest.FixtureRequest) -> tuple[Corpus, Names, Overview]:
    return read(request.param)


Base = tuple[Corpus, Names, Overview]


def test_every_claim_that_answers_a_question_is_among_its_answers(base: Base) -> None:
    corpus, _, found = base
    index = corpus.index
    claims = {answer.claim for contest in found.contests for answer in contest.answers}
    for claim in index.instances(kb("Claim")):
        asked = [q for q in index.nodes(claim, kb("answers")) if q != kb("noQuestion")]
        if asked and not index.pointing(claim, kb("supersedes")):
            assert claim in claims


def test_a_question_shows_all_its_answers_and_what_each_denies(base: Base) -> None:
    _, names, found = base
    for contest in found.contests:
        text = contest_text(found.of_question(contest.question), names)
        assert f"{len(contest.answers)} answer" in text
        for answer in contest.answers:
            assert f"      {names.short(answer.claim)}\n" in f"{text}\n"
            for target in answer.denies:
                assert names.short(target) in text


def test_the_overview_counts_every_answer_of_every_question(base: Base) -> None:
    _, names, found = base
    text = " ".join(overview_text(found, names).split())
    for contest in found.contests:
        if len(contest.answers) > 1:
            assert f"[{names.short(contest.question)}] {len(contest.answers)} answers by" in text


def test_one_claim_is_never_shown_as_if_it_were_alone(base: Base) -> None:
    corpus, names, found = base
    contest = max(found.contests, key=lambda c: len(c.answers))
    for answer in contest.answers:
        text = " ".join(record_text(corpus, names, answer.claim).split())
        assert f"One of {len(contest.answers)} answers to: " in text
        assert f"{len(contest.answers) - 1} pairs: " in text


def test_outcomes_add_up_and_every_conflict_is_exported(base: Base) -> None:
    _, names, found = base
    for contest in found.contests:
        assert sum(contest.counts.values()) == contest.pairs
    outcomes = {contest.question: contest.conflicts for contest in found.contests}
    document = json.loads(contests_json(found, names, outcomes))
    told = sum(len(question["answers"]) for question in document["questions"])
    assert told == sum(len(contest.answers) for contest in found.contests)
    conflicts = [conflict for contest in found.contests for conflict in contest.conflicts]
    turtle = to_turtle(outcome_triples(conflicts), names.prefixes)
    assert turtle.count("a kb:Outcome") == len(conflicts) > 0


def test_a_mean_is_nobodys_claim(base: Base) -> None:
    """No number is printed that no claim has: not even between two rival figures."""
    _, names, found = base
    for contest in found.contests:
        lows = [a.quantity.printed.low for a in contest.answers if a.quantity]
        known = [low for low in lows if low is not None]
        if len(set(known)) > 1:
            mean = sum(known) / len(known)
            if mean not in known:
                text = contest_text(found.of_question(contest.question), names)
                assert f"{mean:,}" not in text
