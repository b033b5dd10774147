"""Conservation: no query shows one answer to a question as if it were the only one."""

from collections.abc import Iterable

import pytest

from kb.graph.sparql.loaded import Loaded
from kb.judgement.answers.live_claims import denials, live_claims
from kb.judgement.answers.read import answers
from kb.judgement.conservation.merging import mergers
from kb.judgement.conservation.proof import ANSWERING
from kb.judgement.conservation.query_results import Shown
from kb.words.vocabulary import kb
from tests.queries.asking import GIVEN, NAMES, PIER, ROOT, Asked, Row, asked, query

CLAIMS = ("claim", "replyClaim", "otherClaim", "changedIn", "target", "denial", "denies")
"""Columns that hold claims."""
BASES = {"pier": PIER, "first": ROOT}


@pytest.fixture(scope="module", params=BASES)
def base(request: pytest.FixtureRequest) -> Asked:
    return asked(BASES[request.param])


@pytest.fixture(scope="module")
def live(base: Asked) -> dict[str, set[str]]:
    """The claims on each question that no later record corrects, as the engine reads the base."""
    corrected = {one.object for one in base.corpus.triples() if one.predicate == kb("supersedes")}
    found: dict[str, set[str]] = {}
    for answer in answers(base.corpus.known):
        if answer.claim not in corrected:
            found.setdefault(base.shown(answer.question), set()).add(base.shown(answer.claim))
    assert len(found) >= 8
    return found


@pytest.fixture(scope="module")
def answered(base: Asked) -> dict[str, list[Row]]:
    """Every question of the base, with the rows of the query "answers"."""
    questions = [base.shown(one) for one in base.corpus.index.instances(kb("Question"))]
    return {question: base.rows("answers", question=question) for question in questions}


def all_ways(base: Asked, name: str) -> Iterable[dict[str, str]]:
    """Values with which to put a query: every place, event and so on, every seventh claim."""
    kinds = {"speaker": "Speaker", "place": "Place", "event": "Event", "measure": "Measure"}
    kinds |= {"claim": "Claim", "subject": "Speaker", "question": "Question"}
    needed = [one.name for one in query(name).header.parameters if one.required]
    if needed == ["text"]:
        return [{"text": word} for word in ("e", "the", "4")]
    if not needed:
        return [{}]
    instances = base.corpus.index.instances(kb(kinds[needed[0]]))
    return [{needed[0]: base.shown(one)} for one in instances[:: 7 if len(instances) > 100 else 1]]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "answers"])
def test_a_claim_comes_with_the_number_of_live_answers_to_its_question(
    base: Asked, live: dict[str, set[str]], name: str
) -> None:
    asks = {claim: question for question, claims in live.items() for claim in claims}
    for given in all_ways(base, name):
        for row in base.rows(name, **given):
            claim = row.get("record" if name == "desk-judgements" else "claim", given.get("claim"))
            if claim is None:
                assert not set(row) & set(CLAIMS)
            elif name == "claims-without-question":
                assert claim not in asks
            elif claim in asks or row["question"]:
                assert row["question"] == asks.get(claim, row["question"])
                assert row["answersInAll"] == str(len(live[row["question"]]))
            else:
                assert row["answersInAll"] == "0"


def test_all_live_answers_to_a_question_are_shown_together(
    live: dict[str, set[str]], answered: dict[str, list[Row]]
) -> None:
    for question, rows in answered.items():
        assert {row["claim"] for row in rows} == live.get(question, set())
        assert {row["answersInAll"] for row in rows} <= {str(len(live.get(question, ())))}


def test_where_several_sources_answer_all_answers_are_shown(
    base: Asked, live: dict[str, set[str]]
) -> None:
    shown: dict[str, set[str]] = {}
    for row in base.rows("in-several-sources"):
        shown.setdefault(row["question"], set()).add(row["claim"])
    assert shown
    assert shown == {question: live[question] for question in shown}


@pytest.mark.parametrize("name", NAMES)
def test_no_query_shows_some_answers_without_a_word_by_what_kb_check_asks_of_a_desk(
    base: Asked, name: str
) -> None:
    """The queries of the package pass what `kb check` asks of the queries of a desk."""
    index = base.corpus.index
    live = live_claims(index)
    rivals = {q: frozenset(c for c in live if live[c] == q) for q in live.values()}
    assert mergers(query(name).sparql, base.corpus.prefixes) == ((), ())
    for given in all_ways(base, name):
        put = query(name).bound(given, base.corpus.prefixes)
        shown = Shown(Loaded(base.store).select(put, max_rows=None), live)
        assert list(shown.partial(rivals, frozenset())) == []
        assert list(shown.undenied(denials(index, live))) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_query_finds_answers_by_the_pattern_that_kb_check_proves(name: str) -> None:
    """So that what holds of the pattern on a base holds of every count in every query there."""
    text = " ".join(query(name).sparql.text.split())
    _, _, pattern = " ".join(ANSWERING.split()).rpartition(" WHERE { ")
    pattern = pattern.removesuffix(" }")
    shown, _, _ = text.partition("WHERE {")
    if "?claim" in shown.split() and name != "claims-without-question":
        assert "?answersInAll" in shown
    if "answersInAll" in text:
        assert pattern in text or pattern.replace("?question", "$question") in text


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
    if query(name).header.outcomes:
        return  # how others stood to the old record is no answer either
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


def test_the_period_is_the_one_that_conflicts_are_found_with(
    base: Asked, answered: dict[str, list[Row]]
) -> None:
    periods = {base.shown(answer.claim): answer.period for answer in answers(base.corpus.known)}
    for row in (row for rows in answered.values() for row in rows):
        period = periods[row["claim"]]
        ends = (None, None) if period is None else (period.first, period.last)
        assert (row["from"], row["until"]) == tuple(str(end or "") for end in ends), row["claim"]
