"""What nobody has encoded, and what nobody else has read."""

import pytest

from kb.graph.index import Index
from kb.judgement.review.coverage import UNCOVERED, sentences, uncovered
from tests.judgement.records import EX, index_of

SOURCE = """
ex:s a kb:Source ; dct:title "The Gazette" ; kb:sentence
    [ kb:number 1 ; kb:start 0 ; kb:end 20 ] ,
    [ kb:number 2 ; kb:start 21 ; kb:end 40 ] .
"""
CLAIM = """
ex:c a kb:Claim ; kb:source ex:s ; kb:encodedBy ex:ada ; kb:entered "2020-05-10"^^xsd:date ;
    kb:evidence [ kb:role kb:content ; kb:start 5 ; kb:end 15 ] .
"""
READ = """
ex:r a kb:Review ; kb:by ex:bo ; kb:on "2020-05-11"^^xsd:date ; kb:concerns ex:c .
"""


def covered(index: Index) -> list[bool]:
    return [sentence.covered for sentence in sentences(index)]


def reviewed(text: str) -> list[bool]:
    return [sentence.reviewed for sentence in sentences(index_of(SOURCE + text))]


# Covered


def test_a_sentence_with_the_content_of_a_claim_is_covered() -> None:
    first, second = sentences(index_of(SOURCE + CLAIM))
    assert [str(record) for record in first.records] == [f"<{EX}c>"]
    assert (first.covered, second.covered) == (True, False)
    assert (second.number, second.start, second.end) == (2, 21, 40)


def test_an_uncovered_sentence_is_found() -> None:
    (finding,) = uncovered(index_of(SOURCE + CLAIM))
    assert finding.code == UNCOVERED.code
    assert finding.message.startswith("Sentence 2 of “The Gazette” (21 to 40)")
    assert finding.value == '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_a_record_that_a_passage_holds_no_claim_covers_it() -> None:
    record = "ex:n a kb:NoClaim ; kb:source ex:s ; kb:start 21 ; kb:end 40 ."
    assert covered(index_of(SOURCE + CLAIM + record)) == [True, True]


def test_content_across_two_sentences_covers_both() -> None:
    assert covered(index_of(SOURCE + CLAIM.replace("kb:end 15", "kb:end 30"))) == [True, True]


@pytest.mark.parametrize("role", ["attributionRole", "hedgeRole", "scope", "link"])
def test_only_content_covers_a_sentence(role: str) -> None:
    assert covered(index_of(SOURCE + CLAIM.replace("kb:content", f"kb:{role}"))) == [False, False]


@pytest.mark.parametrize(("start", "end"), [(20, 21), (40, 60)])
def test_what_only_touches_a_sentence_does_not_cover_it(start: int, end: int) -> None:
    claim = CLAIM.replace("kb:start 5", f"kb:start {start}").replace("kb:end 15", f"kb:end {end}")
    assert covered(index_of(SOURCE + claim)) == [False, False]


def test_a_claim_of_another_source_covers_nothing_here() -> None:
    assert covered(index_of(SOURCE + CLAIM.replace("ex:s ;", "ex:t ;"))) == [False, False]


def test_a_review_is_no_record_of_what_a_sentence_holds() -> None:
    review = "ex:r a kb:Review ; kb:source ex:s ; kb:start 0 ; kb:end 40 ."
    assert covered(index_of(SOURCE + review)) == [False, False]


def test_sentences_come_in_the_order_of_their_numbers() -> None:
    third = "ex:s kb:sentence [ kb:number 3 ; kb:start 50 ; kb:end 60 ] ."
    numbers = [sentence.number for sentence in sentences(index_of(third + SOURCE))]
    assert numbers == [1, 2, 3]


def test_a_source_without_sentences_has_nothing_to_cover() -> None:
    assert list(uncovered(index_of("ex:s a kb:Source ."))) == []


# Reviewed


def test_a_claim_that_somebody_else_has_read_is_reviewed() -> None:
    assert reviewed(CLAIM + READ) == [True, False]


def test_a_passage_that_somebody_else_has_read_is_reviewed() -> None:
    passage = READ.replace("kb:concerns ex:c", "kb:source ex:s ; kb:start 0 ; kb:end 20")
    assert reviewed(CLAIM + passage) == [True, False]


@pytest.mark.parametrize(
    ("what", "by"),
    [
        ("kb:start 6 ; kb:end 20", "kb:source ex:s"),
        ("kb:start 0 ; kb:end 14", "kb:source ex:s"),
        ("kb:start 0 ; kb:end 20", "kb:source ex:t"),
    ],
)
def test_a_passage_elsewhere_says_nothing(what: str, by: str) -> None:
    assert reviewed(CLAIM + READ.replace("kb:concerns ex:c", f"{by} ; {what}")) == [False, False]


def test_a_review_by_the_encoder_does_not_count() -> None:
    assert reviewed(CLAIM + READ.replace("ex:bo", "ex:ada")) == [False, False]


def test_a_review_by_one_of_two_encoders_does_not_count() -> None:
    assert reviewed(CLAIM + READ + "ex:c kb:encodedBy ex:bo .") == [False, False]


def test_a_review_before_entry_does_not_count() -> None:
    assert reviewed(CLAIM + READ.replace("2020-05-11", "2020-05-09")) == [False, False]


def test_a_review_on_the_day_of_entry_counts() -> None:
    assert reviewed(CLAIM + READ.replace("2020-05-11", "2020-05-10")) == [True, False]


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ("kb:by ex:bo ;", ""),
        ("kb:encodedBy ex:ada ;", ""),
        ('kb:on "2020-05-11"^^xsd:date ;', ""),
        ('kb:entered "2020-05-10"^^xsd:date ;', ""),
    ],
)
def test_what_is_not_known_does_not_count_as_reviewed(known: str, unknown: str) -> None:
    text = CLAIM + READ
    assert known in text
    assert reviewed(text.replace(known, unknown)) == [False, False]


def test_a_sentence_is_reviewed_only_when_all_its_records_are() -> None:
    other = CLAIM.replace("ex:c ", "ex:d ")
    assert reviewed(CLAIM + other + READ) == [False, False]
    assert reviewed(CLAIM + other + READ + "ex:r kb:concerns ex:d .") == [True, False]


def test_two_reviews_together_may_cover_a_sentence() -> None:
    other = CLAIM.replace("ex:c ", "ex:d ")
    second = READ.replace("ex:r ", "ex:r2 ").replace("concerns ex:c", "concerns ex:d")
    assert reviewed(CLAIM + other + READ + second) == [True, False]


def test_an_uncovered_sentence_is_not_reviewed() -> None:
    assert reviewed(READ) == [False, False]
