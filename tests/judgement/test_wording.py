"""Claims against the words of their evidence: numbers, hedges, qualifiers."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kb.graph.corpus import ontology, read_corpus
from kb.graph.index import Index
from kb.judgement.evidence.verification import unchanged_texts
from kb.judgement.evidence.wording import (
    HEDGE_LOST,
    HEDGE_NOT_PRINTED,
    NUMBER_NOT_PRINTED,
    QUALIFIER_LOST,
    wording_faults,
)
from kb.text.base import open_base
from kb.words.finding import Finding
from tests.judgement.records import EX, archived, index_of


def found(text: str, said: str, *passages: str, role: str = "content") -> list[Finding]:
    """Return the findings on a claim that says ``said`` and rests on passages of a text."""
    spans = " , ".join(
        f"[ kb:role kb:{role if place else 'content'} ; kb:start {text.index(passage)} ; "
        f"kb:end {text.index(passage) + len(passage)} ]"
        for place, passage in enumerate(passages or (text,))
    )
    known = Index(ontology())
    known.add(
        index_of(f"ex:c a kb:Claim ; kb:source ex:s ; kb:evidence {spans} ; {said} .").triples()
    )
    return list(wording_faults(known, {NamedNode(EX + "s"): text}))


def codes(text: str, said: str, *passages: str, role: str = "content") -> list[str]:
    return [finding.code for finding in found(text, said, *passages, role=role)]


# Numbers


def test_a_number_that_the_evidence_prints_is_in_order() -> None:
    assert codes("The pier cost 4 million.", "kb:low 4000000 ; kb:high 4000000") == []


def test_a_number_that_the_evidence_does_not_print() -> None:
    (finding,) = found("The pier cost 4 million.", "kb:high 40000000")
    assert finding.code == NUMBER_NOT_PRINTED.code
    assert finding.message == "The number 40000000 is not printed in the evidence of this claim."
    assert finding.path == "<https://w3id.org/claims-kb/ns#high>"


def test_a_number_printed_outside_the_evidence_does_not_count() -> None:
    text = "It has 80 lamps. It has 9 boats."
    assert codes(text, "kb:high 80", "It has 9 boats.") == [NUMBER_NOT_PRINTED.code]
    assert codes(text, "kb:high 80", "It has 80 lamps.") == []


def test_one_number_as_both_bounds_is_one_finding() -> None:
    assert codes("It has 9 boats.", "kb:low 80 ; kb:high 80") == [NUMBER_NOT_PRINTED.code]


@pytest.mark.parametrize(
    "worked_out", ["kb:derivedFrom ex:d", "kb:inferred kb:high", "kb:inferred kb:place , kb:high"]
)
def test_a_number_that_the_desk_worked_out_need_not_be_printed(worked_out: str) -> None:
    assert codes("It has 9 boats.", f"kb:high 80 ; {worked_out}") == []


def test_the_number_of_a_reading_is_our_own() -> None:
    said = 'kb:high 9 ; kb:reading [ kb:label "ninefold more"@en ; kb:high 10 ]'
    assert codes("It has 9 boats.", said) == []


@pytest.mark.parametrize(
    "value", ['"many"', '"1e999999"^^xsd:double', '"NaN"^^xsd:double', "9" * 99]
)
def test_what_is_no_number_is_left_to_the_shapes(value: str) -> None:
    assert codes("It has 9 boats.", f"kb:high {value}") == []


# Hedges


@pytest.mark.parametrize(
    "text",
    [
        "The mayor allegedly sold the pier.",
        "The pier may be sold.",
        "If it rains, the pier closes.",
        "The boat is believed lost.",
        "The pier appears to lean.",
    ],
)
def test_a_printed_hedge_that_the_claim_has_not(text: str) -> None:
    assert codes(text, "kb:act kb:states") == [HEDGE_LOST.code]


@pytest.mark.parametrize(
    "said",
    [
        "kb:hedge kb:possibly",
        "kb:condition ex:p",
        "kb:act kb:predicts",
        "kb:act kb:estimates",
        "kb:act kb:warns",
        "kb:act kb:asks",
        "kb:via [ kb:hedge kb:possibly ]",
    ],
)
def test_a_hedge_may_be_kept_in_several_ways(said: str) -> None:
    assert codes("The pier might be sold.", said) == []


def test_words_that_only_sometimes_hedge_are_not_asked_for() -> None:
    assert codes("When expected, he can swim, of a kind.", "kb:act kb:states") == []


def test_a_month_is_no_hedge() -> None:
    assert codes("It was sold in May and closed.", "kb:act kb:states") == []
    assert codes("It rained. May it be sold.", "kb:act kb:states") == [HEDGE_LOST.code]


def test_only_the_content_is_searched_for_hedges() -> None:
    text = "The pier is open, he said. It may rain."
    passages = ("The pier is open", "It may rain.")
    assert codes(text, "kb:act kb:states", *passages, role="scope") == []


def test_a_hedge_that_the_evidence_does_not_print() -> None:
    (finding,) = found("The pier is sold.", "kb:hedge kb:allegedly")
    assert finding.code == HEDGE_NOT_PRINTED.code
    assert finding.message.startswith("No word for the hedge “allegedly” is printed")


def test_a_hedge_may_be_printed_in_a_passage_of_its_own() -> None:
    text = "The pier is sold, the clerk was pretty sure."
    assert codes(text, "kb:hedge kb:prettySure", "The pier is sold", "pretty sure") == []
    assert codes(text, "kb:hedge kb:prettySure", "The pier is sold") == [HEDGE_NOT_PRINTED.code]


def test_words_that_sometimes_hedge_bear_a_hedge_out() -> None:
    assert codes("The tunnel allows them to leave.", "kb:hedge kb:capable") == []


def test_a_hedge_of_the_desk_brings_its_own_words() -> None:
    known = 'kb:hedge ex:rumour . ex:rumour a kb:Hedge ; kb:printedAs "rumour has it"@en'
    assert codes("The pier, rumour has it, is sold.", known) == []
    assert codes("The pier is sold.", known) == [HEDGE_NOT_PRINTED.code]
    lost = 'kb:act kb:states . ex:rumour a kb:Hedge ; kb:printedAs "rumour has it"@en'
    assert codes("The pier, rumour has it, is sold.", lost) == [HEDGE_LOST.code]


# Qualifiers

EXACTLY = "kb:low 30 ; kb:high 30 ; kb:qualifier kb:exactly"


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("It has about 30 boats.", "about"),
        ("It has only about 30 boats.", "only about"),
        ("It has nearly thirty boats.", "nearly"),
        ("It has as many as 30 boats.", "as many as"),
        ("It has up to 30 boats.", "up to"),
        ("It has at least 30 boats.", "at least"),
        ("It has over 30 boats.", "over"),
        ("It has more than 30 boats.", "over"),
        ("It has fewer than 30 boats.", "less than"),
        ("It has 30 or more boats.", "or more"),
    ],
)
def test_a_qualifier_beside_an_exact_number(text: str, qualifier: str) -> None:
    (finding,) = found(text, EXACTLY)
    assert finding.code == QUALIFIER_LOST.code
    assert finding.hint is not None
    assert finding.hint.endswith(f": {qualifier}.")


def test_a_qualifier_that_the_passage_leaves_out_is_seen_all_the_same() -> None:
    assert codes("It has about 30 boats.", EXACTLY, "30 boats") == [QUALIFIER_LOST.code]


@pytest.mark.parametrize(
    "text",
    [
        "It has 30 boats.",
        "It is about the 30 boats.",
        "The roundabout 30 boats passed.",
        "It has 30 boats, over the years.",
        "It has 30 boats, at least 30 of them new.",
    ],
)
def test_other_words_are_no_qualifier(text: str) -> None:
    assert codes(text, EXACTLY) == []


def test_a_number_with_its_qualifier_is_in_order() -> None:
    assert codes("It has about 30 boats.", "kb:low 30 ; kb:high 30 ; kb:qualifier kb:about") == []


# Sources


def test_a_changed_copy_is_not_judged_by(tmp_path: Path) -> None:
    index = index_of(archived(tmp_path, "It has 30 boats."))
    assert list(unchanged_texts(index, tmp_path).values()) == ["It has 30 boats."]
    (tmp_path / "gazette.txt").write_text("It has 40 boats.")
    assert unchanged_texts(index, tmp_path) == {}
    assert unchanged_texts(index, None) == {}


def test_no_number_and_no_qualifier_of_our_own_claims_is_doubted(
    root: Path, articles: Path
) -> None:
    corpus = read_corpus(open_base(root, sources=articles))
    texts = unchanged_texts(corpus.index, articles)
    assert len(texts) == 2
    doubted = {finding.code for finding in wording_faults(corpus.known, texts)}
    assert doubted & {NUMBER_NOT_PRINTED.code, QUALIFIER_LOST.code, HEDGE_LOST.code} == set()
