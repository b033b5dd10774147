import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.turtle import Lines, Position

TEXTS = st.text(alphabet=st.sampled_from("ab🎉\t\n\r \x0b\u2028"), max_size=40)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_each_line_end_begins_a_line(line_end: str) -> None:
    lines = Lines.of(f"one{line_end}two{line_end}{line_end}four")
    assert [lines.line(number) for number in (1, 2, 3, 4)] == ["one", "two", "", "four"]
    assert lines.at(lines.text.index("four")) == Position(4, 1)


def test_columns_are_code_points() -> None:
    assert Lines.of("é🎉x").at(2) == Position(1, 3)


def test_behind_the_last_line_end_stands_an_empty_line() -> None:
    lines = Lines.of("one\n")
    assert lines.at(4) == Position(2, 1)
    assert lines.line(2) == ""
    assert Lines.of("").at(0) == Position(1, 1)


def test_other_separators_end_no_line() -> None:
    assert Lines.of("a\x0bb\x0cc\u2028d\x85e").at(8) == Position(1, 9)


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_the_text_has_no_place(offset: int) -> None:
    with pytest.raises(ValueError, match="outside the text of 3"):
        Lines.of("abc").at(offset)


@pytest.mark.parametrize("number", [0, 3])
def test_a_line_that_is_not_there(number: int) -> None:
    with pytest.raises(IndexError, match="of a text of 2 lines"):
        Lines.of("a\nb").line(number)


@given(TEXTS)
def test_line_and_column_lead_back_to_the_offset(text: str) -> None:
    lines = Lines.of(text)
    before = [Position(1, 1)]
    for offset in range(len(text) + 1):
        at = lines.at(offset)
        assert lines.starts[at.line - 1] + at.column - 1 == offset
        assert at >= before[-1]
        before.append(at)
    assert [lines.line(n + 1) for n in range(len(lines.starts))] == re.split("\r\n|\r|\n", text)


def test_carets_stand_below_the_span() -> None:
    text = "ex:a ex:b ex:c .\nex:d ex:e 5 ."
    assert Lines.of(text).excerpt(5, 9) == "ex:a ex:b ex:c .\n     ^^^^"
    assert Lines.of(text).excerpt(27, 28) == "ex:d ex:e 5 .\n          ^"


def test_an_empty_span_has_one_caret() -> None:
    assert Lines.of("ab\ncd").excerpt(2, 2) == "ab\n  ^"
    assert Lines.of("ab\n").excerpt(3, 3) == "\n^"


def test_carets_stop_at_the_end_of_the_line() -> None:
    assert Lines.of("a [ b\n c ] .").excerpt(2, 9) == "a [ b\n  ^^^"


def test_tabs_are_repeated_before_the_caret() -> None:
    assert Lines.of("\ta\tb").excerpt(3, 4) == "\ta\tb\n\t \t^"


def test_wide_and_combining_characters_keep_the_caret_in_place() -> None:
    assert Lines.of("漢e\u0301 x").excerpt(4, 5) == "漢e\u0301 x\n    ^"
    assert Lines.of("x漢").excerpt(1, 2) == "x漢\n ^^"


def test_what_would_steer_a_terminal_is_not_shown() -> None:
    shown = Lines.of("a\x1b[31mb\u202ec\x00").excerpt(0, 1)
    assert shown == "a\ufffd[31mb\ufffdc\ufffd\n^"


def test_a_long_line_is_cut_around_the_caret() -> None:
    text = "x" * 500 + "HERE" + "y" * 500
    line, carets = Lines.of(text).excerpt(500, 504, width=40).splitlines()
    assert len(line) == 42
    assert line[0] == line[-1] == "…"
    assert line[carets.index("^") : carets.rindex("^") + 1] == "HERE"


@given(
    st.integers(0, 300),
    st.integers(0, 300),
    st.integers(0, 300),
    st.integers(min_value=8, max_value=120),
)
def test_the_first_caret_is_always_shown_below_its_character(
    length: int, start: int, more: int, width: int
) -> None:
    text = "".join(chr(0x100 + number) for number in range(length))
    start = min(start, length)
    end = min(start + more, length)
    line, carets = Lines.of(text).excerpt(start, end, width=width).split("\n")
    assert len(line) <= width + 2
    assert len(carets) <= width + 2
    assert set(carets.strip()) == {"^"}
    if start < length:
        assert line[carets.index("^")] == text[start]
