"""A base stores fragments of other people's texts, and never the text."""

import pytest
from pyoxigraph import NamedNode

from kb.judgement.evidence.quotation import (
    TOO_MUCH,
    WHOLE_SENTENCE,
    quotation_faults,
    stored_length,
)
from tests.judgement.records import EX, index_of

S = NamedNode(EX + "s")


def source(length: int) -> str:
    return f'ex:s a kb:Source ; dct:title "The Gazette" ; kb:length {length} .\n'


def claim(name: str, *spans: tuple[int, int], more: str = "") -> str:
    """Return a claim that stores the words of these spans, a letter for each position."""
    held = " , ".join(
        f'[ kb:start {start} ; kb:end {end} ; kb:exact "{"x" * (end - start)}" ]'
        for start, end in spans
    )
    evidence = f" ; kb:evidence {held}" if held else ""
    return f"ex:{name} a kb:Claim ; kb:source ex:s{evidence}{more} .\n"


def codes(text: str) -> list[str]:
    return [finding.code for finding in quotation_faults(index_of(text))]


def test_the_words_of_all_records_are_added_up() -> None:
    index = index_of(source(100) + claim("a", (0, 5)) + claim("b", (10, 15), (20, 22)))
    assert stored_length(index, S) == 12


def test_words_that_overlap_count_once() -> None:
    index = index_of(source(100) + claim("a", (0, 5)) + claim("b", (3, 8)) + claim("c", (0, 5)))
    assert stored_length(index, S) == 8


def test_a_digest_stores_no_words() -> None:
    kept = ' ; kb:evidence [ kb:start 0 ; kb:end 90 ; kb:digest "sha-256-64;AAAAAAAAAAA" ]'
    assert stored_length(index_of(source(100) + claim("a", more=kept)), S) == 0


@pytest.mark.parametrize("name", ["words", "when", "saidWords"])
def test_printed_words_outside_any_fragment_are_added(name: str) -> None:
    printed = f' ; kb:{name} "four million"'
    assert stored_length(index_of(source(100) + claim("a", (0, 5), more=printed)), S) == 17


def test_printed_words_inside_a_fragment_of_the_record_are_not_added() -> None:
    text = """ex:a kb:source ex:s ; kb:words "four" ;
        kb:evidence [ kb:start 0 ; kb:end 12 ; kb:exact "four million" ] ."""
    assert stored_length(index_of(source(100) + text), S) == 12


def test_a_quarter_is_the_most() -> None:
    assert codes(source(100) + claim("a", (0, 25))) == []
    assert codes(source(100) + claim("a", (0, 26))) == [TOO_MUCH.code]


def test_too_much_is_told_with_how_much_may_be() -> None:
    (finding,) = quotation_faults(
        index_of(source(100) + claim("a", (0, 13)) + claim("b", (50, 63)))
    )
    assert finding.message == (
        "26 of 100 characters of “The Gazette” are stored as words; a quarter (25) is the most."
    )
    assert finding.node == str(S)


def test_each_source_has_its_own_quarter() -> None:
    other = claim("b", (0, 20)).replace("ex:s", "ex:t")
    both = source(100) + source(100).replace("ex:s", "ex:t")
    assert codes(both + claim("a", (0, 20)) + other) == []


def test_a_source_of_unknown_length_is_not_judged() -> None:
    assert codes("ex:s a kb:Source ." + claim("a", (0, 1000))) == []


SENTENCE = "ex:s kb:sentence [ kb:number 1 ; kb:start 0 ; kb:end 17 ] .\n"


@pytest.mark.parametrize("span", [(0, 17), (0, 18), (0, 22), (0, 16)])
def test_a_whole_sentence_is_not_stored(span: tuple[int, int]) -> None:
    """Neither with a word more around it, nor without its full stop."""
    (finding,) = quotation_faults(index_of(source(100) + SENTENCE + claim("a", span)))
    assert finding.code == WHOLE_SENTENCE.code
    assert finding.message == "The stored words are a whole sentence of the source."
    assert finding.path == "<https://w3id.org/claims-kb/ns#exact>"


@pytest.mark.parametrize("span", [(0, 15), (1, 17), (17, 30)])
def test_a_part_of_a_sentence_is_stored(span: tuple[int, int]) -> None:
    assert codes(source(100) + SENTENCE + claim("a", span)) == []


def test_a_sentence_is_not_stored_in_pieces_either() -> None:
    pieces = claim("a", (0, 8)) + claim("b", (9, 16))
    (finding,) = quotation_faults(index_of(source(100) + SENTENCE + pieces))
    assert finding.code == WHOLE_SENTENCE.code
    assert finding.message.startswith("The stored words of several spans together")


def test_pieces_that_leave_a_word_out_are_no_sentence() -> None:
    assert codes(source(100) + SENTENCE + claim("a", (0, 6)) + claim("b", (9, 16))) == []


def test_words_that_are_longer_than_their_span_count_in_full() -> None:
    text = f'ex:a kb:source ex:s ; kb:evidence [ kb:start 0 ; kb:end 2 ; kb:exact "{"x" * 20}" ] .'
    assert stored_length(index_of(source(100) + text), S) == 20


def test_a_digest_of_a_whole_sentence_is_welcome() -> None:
    kept = ' ; kb:evidence [ kb:start 0 ; kb:end 17 ; kb:digest "sha-256-64;AAAAAAAAAAA" ]'
    assert codes(source(100) + SENTENCE + claim("a", more=kept)) == []
