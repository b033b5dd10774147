"""Words, and words of which only a digest is kept, are found where they stand and nowhere else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.text import passages
from kb.text.passages import Lost, places, refound
from kb.text.sources import digest

TEXT = "The pier is open. The mayor said the pier cost four million — “at most”, he said."
FOUR = TEXT.index("four")


def lost(words: str, start: int) -> Lost:
    return Lost(start, len(words), digest(words))


def test_places_may_overlap() -> None:
    assert places("aa", "aaaa") == (0, 1, 2)
    assert places("pier", TEXT) == (4, 37)
    assert places("Pier", TEXT) == ()


def test_no_words_stand_nowhere() -> None:
    assert places("", "abc") == ()


@given(
    st.text(st.sampled_from("ab é🚢"), max_size=30), st.text(st.sampled_from("ab é🚢"), max_size=3)
)
@settings(max_examples=50)
def test_places_are_all_the_places(text: str, words: str) -> None:
    slow = tuple(at for at in range(len(text)) if words and text.startswith(words, at))
    assert places(words, text) == slow


def test_a_digest_is_found_at_every_place_of_its_words() -> None:
    one, other = lost("four million", 3), lost("said", 0)
    assert refound([one, other], TEXT) == {one: (FOUR,), other: (28, TEXT.rindex("said"))}


def test_positions_count_code_points_behind_wide_letters_too() -> None:
    words = lost("at most", 0)
    assert refound([words], TEXT) == {words: (TEXT.index("at most"),)}


@pytest.mark.parametrize(
    "kept",
    ["", "four million", "sha-256-64;", "sha-256-64;!!!", "sha-256-64;AAAA", "md5;AAAAAAAAAAA"],
)
def test_what_is_no_digest_is_found_nowhere(kept: str) -> None:
    assert refound([Lost(0, 4, kept)], TEXT) == {}


@pytest.mark.parametrize("length", [-3, 0, 11, 13, 999])
def test_no_other_length_is_tried(length: int) -> None:
    assert refound([Lost(0, length, digest("four million"))], TEXT) == {}


def test_another_spelling_of_the_same_bits_is_another_digest() -> None:
    """The last of eleven base64 letters has two bits too many, which a decoder overlooks."""
    kept = digest("four million")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = kept[:-1] + letters[letters.index(kept[-1]) + 1]
    assert refound([Lost(0, 12, other)], TEXT) == {}


def test_a_shift_saves_the_search_and_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "MOST_HASHED", 0)
    four, most = lost("four million", FOUR - 7), lost("at most", TEXT.index("at most") - 7)
    assert refound([four, most], TEXT) == {}
    both = {four: (FOUR,), most: (TEXT.index("at most"),)}
    assert refound([four, most], TEXT, [3, -40, 999, 7]) == both
    assert refound([lost("five million", FOUR - 7)], TEXT, [7]) == {}


def test_a_shift_that_is_found_is_tried_on_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[int] = []
    search = passages._Searched.first

    def counted(self: passages._Searched, kept: set[str], length: int) -> dict[str, int]:
        searched.append(length)
        return search(self, kept, length)

    monkeypatch.setattr(passages._Searched, "first", counted)
    spans = [lost(TEXT[at : at + 4 + at % 3], at - 2) for at in range(5, 60, 5)]
    found = refound(spans, TEXT)
    assert all(one.start + 2 in found[one] for one in spans)
    assert searched == [spans[0].length]


@given(st.data())
@settings(max_examples=60)
def test_a_digest_is_found_as_the_words_would_be(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("ab é🚢\r\n"), min_size=1, max_size=40))
    spans = []
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        spans.append((text[start:end], lost(text[start:end], data.draw(st.integers(0, 50)))))
    found = refound([one for _, one in spans], text)
    assert all(found[one] == places(words, text) for words, one in spans)
