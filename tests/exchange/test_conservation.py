"""Conservation: each live claim on a question is in every view, or counted."""

import json
from functools import cache
from pathlib import Path

import pytest

from kb.exchange.contests import contest_text, overview_text
from kb.exchange.contests_data import contests_json, outcome_triples
from kb.exchange.record import record_text
from kb.exchange.serialize import to_turtle
from kb.graph.corpus import Corpus, read_corpus
from kb.graph.names import Names
from kb.judgement.conflicts import Contest, contests
from kb.judgement.sets import set_conflicts
from kb.text.base import open_base
from kb.words.vocabulary import kb

ROOT = Path(__file__).resolve().parents[2]
BASES = {"hajin": ROOT, "pier": ROOT / "tests" / "bases" / "pier"}


@cache
def read(name: str) -> tuple[Corpus, Names, tuple[Contest, ...]]:
    corpus = read_corpus(open_base(BASES[name]))
    return corpus, Names.of(corpus), contests(corpus.known)


@pytest.fixture(params=BASES)
def base(request: pytest.FixtureRequest) -> tuple[Corpus, Names, tuple[Contest, ...]]:
    return read(request.param)


Base = tuple[Corpus, Names, tuple[Contest, ...]]


def test_every_claim_that_answers_a_question_is_among_its_answers(base: Base) -> None:
    corpus, _, found = base
    index = corpus.index
    claims = {answer.claim for contest in found for answer in contest.answers}
    for claim in index.instances(kb("Claim")):
        asked = [q for q in index.nodes(claim, kb("answers")) if q != kb("noQuestion")]
        if asked and not index.pointing(claim, kb("supersedes")):
            assert claim in claims


def test_a_question_shows_all_its_answers_and_what_each_denies(base: Base) -> None:
    _, names, found = base
    for contest in found:
        text = contest_text(contest, names)
        assert f"{len(contest.answers)} answer" in text
        for answer in contest.answers:
            assert f"      {names.short(answer.claim)}\n" in f"{text}\n"
            for target in answer.denies:
                assert names.short(target) in text


def test_the_overview_counts_every_answer_of_every_question(base: Base) -> None:
    _, names, found = base
    text = " ".join(overview_text(found, set_conflicts(found), names).split())
    for contest in found:
        if len(contest.answers) > 1:
            assert f"[{names.short(contest.question)}] {len(contest.answers)} answers by" in text


def test_one_claim_is_never_shown_as_if_it_were_alone(base: Base) -> None:
    corpus, names, found = base
    contest = max(found, key=lambda c: len(c.answers))
    for answer in contest.answers:
        text = record_text(corpus, names, answer.claim)
        assert f"One of {len(contest.answers)} answers to: " in text


def test_outcomes_add_up_and_every_conflict_is_exported(base: Base) -> None:
    _, names, found = base
    for contest in found:
        assert sum(contest.counts.values()) == contest.pairs
    document = json.loads(contests_json(found, names, {c.question: c.conflicts for c in found}))
    told = sum(len(question["answers"]) for question in document["questions"])
    assert told == sum(len(contest.answers) for contest in found)
    conflicts = [conflict for contest in found for conflict in contest.conflicts]
    turtle = to_turtle(outcome_triples(conflicts), names.prefixes)
    assert turtle.count("a kb:Outcome") == len(conflicts) > 0


def test_a_mean_is_nobodys_claim(base: Base) -> None:
    """No number is printed that no claim has: not even between two rival figures."""
    _, names, found = base
    for contest in found:
        lows = [a.quantity.printed.low for a in contest.answers if a.quantity]
        known = [low for low in lows if low is not None]
        if len(set(known)) > 1:
            mean = sum(known) / len(known)
            if mean not in known:
                assert f"{mean:,}" not in contest_text(contest, names)
