"""A phrase that one publisher repeats in its own voice is one witness, not two."""

import pytest

from kb.judgement.answers.read import answers
from kb.judgement.contests.origins import OriginReader, Origins
from tests.judgement.records import EX, index_of

SOURCES = """
ex:s a kb:Source ; dct:publisher "The Gazette" . ex:sv a kb:Speaker ; kb:voiceOf ex:s .
ex:t a kb:Source ; dct:publisher "The Gazette" . ex:tv a kb:Speaker ; kb:voiceOf ex:t .
ex:q a kb:Question ; kb:answerKind kb:inWords .
"""
ONE = """
ex:c a kb:Claim ; kb:source ex:s ; kb:speaker ex:sv ; kb:attribution kb:ownVoice ; kb:answers ex:q ;
    kb:words "as long as the old mole" .
"""
OTHER = """
ex:d a kb:Claim ; kb:source ex:t ; kb:speaker ex:tv ; kb:attribution kb:ownVoice ; kb:answers ex:q ;
    kb:words "about as long as the old mole" .
"""


def count(text: str) -> Origins:
    index = index_of(SOURCES + text)
    return OriginReader(index).count(answers(index))


def test_a_phrase_that_one_publisher_repeats_counts_once() -> None:
    origins = count(ONE + OTHER)
    assert str(origins) == "1"
    (repeat,) = origins.repeats
    assert [str(claim) for claim in repeat.claims] == [f"<{EX}c>", f"<{EX}d>"]
    assert (repeat.publisher, repeat.words) == ("The Gazette", "as long as the old mole")


def test_the_phrase_is_looked_for_word_by_word_whatever_the_capitals() -> None:
    shouted = OTHER.replace("about as long as", "AS LONG AS")
    assert str(count(ONE + shouted)) == "1"
    assert str(count(ONE + OTHER.replace("mole", "molehill"))) == "2"


def test_where_somebody_else_may_say_it_the_count_stays_open() -> None:
    ambiguous = OTHER.replace("kb:ownVoice", "kb:ambiguousAttribution")
    origins = count(ONE + ambiguous)
    assert (origins.at_least, origins.at_most) == (1, 2)
    assert [repeat.own_voice for repeat in origins.repeats] == [False]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("about as long as the old mole", "longer than any other pier"),
        ("about as long as the old mole", "old mole"),
        ("kb:speaker ex:tv", "kb:speaker ex:mayor"),
        ("kb:speaker ex:tv", "kb:origin ex:mayor ; kb:speaker ex:tv"),
        ("kb:speaker ex:tv", "kb:statedIn ex:report ; kb:speaker ex:tv"),
    ],
)
def test_other_words_and_other_voices_are_other_witnesses(was: str, now: str) -> None:
    assert was in OTHER
    origins = count(ONE + OTHER.replace(was, now))
    assert (str(origins), origins.repeats) == ("2", ())


def test_the_longest_list_is_told_and_not_what_it_holds() -> None:
    """Three print the short phrase, two of them a longer one with it."""
    index = index_of(
        SOURCES
        + ONE
        + OTHER
        + OTHER.replace("ex:d a", "ex:e a").replace("ex:s ", "ex:u ").replace("ex:t", "ex:u")
        + 'ex:u a kb:Source ; dct:publisher "The Gazette" . ex:uv a kb:Speaker ; kb:voiceOf ex:u .'
    )
    origins = OriginReader(index).count(answers(index))
    (repeat,) = origins.repeats
    assert (len(repeat.claims), repeat.words, str(origins)) == (3, "as long as the old mole", "1")


def test_thousands_that_print_the_same_are_one_repeat() -> None:
    """Side by side they would be two million pairs."""
    claims = (
        f'ex:s{n} a kb:Source ; dct:publisher "The Gazette" . '
        f"ex:v{n} a kb:Speaker ; kb:voiceOf ex:s{n} . "
        f"ex:c{n} a kb:Claim ; kb:source ex:s{n} ; kb:speaker ex:v{n} ; kb:answers ex:q ; "
        'kb:attribution kb:ownVoice ; kb:words "as long as the old mole" .'
        for n in range(2000)
    )
    origins = count("\n".join(claims))
    (repeat,) = origins.repeats
    assert (len(repeat.claims), str(origins)) == (2000, "1")


def test_one_article_that_says_it_twice_repeats_nothing() -> None:
    twice = ONE + ONE.replace("ex:c", "ex:e")
    origins = count(twice)
    assert (str(origins), origins.repeats) == ("1", ())


def test_two_publishers_are_two_witnesses() -> None:
    index = index_of(SOURCES.replace("Gazette", "Courier", 1) + ONE + OTHER)
    assert str(OriginReader(index).count(answers(index))) == "2"


def test_words_of_which_only_the_digest_is_stored_are_known_by_it() -> None:
    span = (
        'kb:evidence [ kb:role kb:content ; kb:start 10 ; kb:end 40 ; kb:digest "sha-256-64;a" ] .'
    )
    bare = (text.replace(" .\n", " ; " + span) for text in (_unworded(ONE), _unworded(OTHER)))
    (repeat,) = count("".join(bare)).repeats
    assert repeat.words is None


def test_a_short_passage_is_no_phrase() -> None:
    span = (
        'kb:evidence [ kb:role kb:content ; kb:start 10 ; kb:end 15 ; kb:digest "sha-256-64;a" ] .'
    )
    bare = (text.replace(" .\n", " ; " + span) for text in (_unworded(ONE), _unworded(OTHER)))
    assert count("".join(bare)).repeats == ()


def _unworded(text: str) -> str:
    return text[: text.index(" ;\n    kb:words")] + " .\n"
