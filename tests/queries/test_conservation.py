"""Conservation: no query shows one answer to a question as if it were the only one."""

from collections.abc import Iterable

import pytest
from pyoxigraph import NamedNode

from kb.graph.corpus import Corpus
from kb.judgement.answers import answers
from kb.words.vocabulary import kb
from tests.queries.asking import GIVEN, NAMES, PIER, ROOT, Asked, asked, query

CLAIMS = ("claim", "replyClaim", "otherClaim", "changedIn", "target", "denial", "denies")
"""Columns that hold claims."""
NO_QUESTION_ASKED = {"claims-without-question"}
BASES = {"pier": PIER, "first": ROOT}


@pytest.fixture(scope="module", params=BASES)
def base(request: pytest.FixtureRequest) -> Asked:
    return asked(BASES[request.param])


def live_answers(corpus: Corpus) -> dict[str, set[str]]:
    """The claims on each question that no later record corrects, as the engine reads the base."""
    corrected = {one.object for one in corpus.triples() if one.predicate == kb("supersedes")}
    found: dict[str, set[str]] = {}
    for answer in answers(corpus.known):
        if answer.claim not in corrected:
            found.setdefault(str(answer.question), set()).add(str(answer.claim))
    return found


def full(corpus: Corpus, name: str) -> str:
    """The IRI of a prefixed name, as a term prints."""
    prefix, _, local = name.partition(":")
    return str(NamedNode(corpus.prefixes[prefix] + local))


def all_ways(base: Asked, name: str) -> Iterable[dict[str, str]]:
    """Values with which to put a query: every question, speaker and so on that the base has."""
    kinds = {"question": "Question", "speaker": "Speaker", "place": "Place", "event": "Event"}
    kinds |= {"measure": "Measure", "claim": "Claim", "subject": "Speaker"}
    needed = [one.name for one in query(name).header.parameters if one.required]
    if needed == ["text"]:
        return [{"text": word} for word in ("e", "the", "4")]
    if not needed:
        return [{}]
    instances = base.corpus.index.instances(kb(kinds[needed[0]]))
    return [{needed[0]: base.shown(one)} for one in instances]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in NO_QUESTION_ASKED])
def test_a_claim_comes_with_the_number_of_live_answers_to_its_question(
    base: Asked, name: str
) -> None:
    live = live_answers(base.corpus)
    for given in all_ways(base, name):
        for row in base.rows(name, **given):
            if "claim" not in row and name != "chain":
                assert not set(row) & set(CLAIMS)
                continue
            if name == "answers":
                question = given["question"]
            else:
                question = row["question"]
            expected = live.get(full(base.corpus, question), set()) if question else set()
            assert row["answersInAll"] == str(len(expected)), (given, row)


def test_all_live_answers_to_a_question_are_shown_together(base: Asked) -> None:
    live = live_answers(base.corpus)
    assert len(live) >= 8
    for question in base.corpus.index.instances(kb("Question")):
        claims = base.column("answers", "claim", question=base.shown(question))
        assert {full(base.corpus, claim) for claim in claims} == live.get(str(question), set())


def test_where_several_sources_answer_all_answers_are_shown(base: Asked) -> None:
    rows = base.rows("in-several-sources")
    live = live_answers(base.corpus)
    for question in {row["question"] for row in rows}:
        shown = {full(base.corpus, row["claim"]) for row in rows if row["question"] == question}
        assert shown == live[full(base.corpus, question)]


@pytest.mark.parametrize("name", NAMES)
def test_a_denied_claim_has_its_denial_beside_it(name: str) -> None:
    """In the query itself or, where every row is a denial or a reply, as the row."""
    pier = asked(PIER)
    rows = pier.rows(name)
    if "claim" not in rows[0] or name in ("denials", "accusations", "contradictions"):
        return
    denials = {"claim:c-boats-eleven": {"claim:c-boats-none"}}
    denials["claim:g-blame-builder"] = {"claim:g-builder-denies", "claim:c-union-retracts"}
    for claim in {row["claim"] for row in rows}:
        shown = {row["denial"] for row in rows if row["claim"] == claim} - {""}
        assert shown == denials.get(claim, set())


@pytest.mark.parametrize("name", NAMES)
def test_a_corrected_record_gives_way_to_its_correction(name: str) -> None:
    """The old record is in no answer, except where a record is asked for by its name."""
    pier = asked(PIER)
    renewed = pier.with_triples("claim:new kb:supersedes claim:g-blame-builder .")
    before, after = pier.rows(name), renewed.rows(name)
    for old in ("claim:g-cost-union-v1", "claim:g-blame-builder"):
        assert old not in {row.get("claim") for row in after}
    kept = {row["claim"] for row in before if "claim" in row} - {"claim:g-blame-builder"}
    assert kept <= {row["claim"] for row in after if "claim" in row}


def test_what_the_desk_left_out_or_preferred_is_shown_and_said() -> None:
    rows = asked(PIER).rows("answers", question="q:repair-cost")
    assert [row["claim"] for row in rows if row["decided"] == "prefer"] == ["claim:c-cost-mayor"]
    assert len(rows) == 4
    left_out = asked(PIER).rows("desk-judgements")[0]
    assert (left_out["result"], left_out["record"]) == ("leave out", "claim:c-patch")
    assert "claim:c-patch" in asked(PIER).column("claims-without-question", "claim")


def test_every_required_parameter_is_given() -> None:
    needed = {name for name in NAMES if any(one.required for one in query(name).header.parameters)}
    assert needed == set(GIVEN)
