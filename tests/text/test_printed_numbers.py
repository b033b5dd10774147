"""A number is found wherever an English text prints it, and no other number in its place."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.printed_numbers import printed


def has(number: str, text: str) -> bool:
    return printed(Decimal(number)).search(text) is not None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("25000", "as many as 25,000 boats"),
        ("25000", "25000 boats"),
        ("25000", "25 thousand boats"),
        ("25000", "twenty-five thousand boats"),
        ("25000", "25k boats"),
        ("1500000", "about 1.5 million people"),
        ("12000000", "a population of 12 million"),
        ("4000000", "4m"),
        ("20000000", "20 to 30 million"),
        ("7", "Seven boats"),
        ("42", "forty-two boats"),
        ("205", "two hundred and five boats"),
        ("100", "a hundred boats"),
        ("1000", "one thousand boats"),
        ("36", "three dozen boats"),
        ("1.5", "one and a half times"),
        ("1.5", "1½ times"),
        ("0.5", "about half of them"),
        ("0.75", "three quarters of them"),
        ("0.333", "a third of them"),
        ("0.01", "all but 1 percent"),
        ("0.2", "20 per cent of them"),
        ("0.2", "20% of them"),
        ("0.2", "twenty to thirty percent"),
        ("0", "no boats"),
        ("1", "over a year"),
        ("2", "both boats"),
        ("3", "for the third time"),
        ("3.0", "3 boats"),
        ("210133.00", "210133 tons"),
    ],
)
def test_it_is_found_as_printed(number: str, text: str) -> None:
    assert has(number, text)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("25", "25,000 boats"),
        ("25", "1,250 boats"),
        ("250", "1,250 boats"),
        ("5", "3.5 boats"),
        ("12", "12 million people"),
        ("5", "twenty-five boats"),
        ("20", "twenty-five boats"),
        ("3", "3.5 boats"),
        ("0.5", "3.05 boats"),
        ("750", "75 boats"),
        ("7.5", "75 boats"),
        ("25000", "25 million"),
        ("0.01", "11 percent"),
        ("0.5", "a half-hearted attempt"),
        ("4", "fourteen boats"),
        ("4000000", "four boats"),
    ],
)
def test_another_number_is_not_found_in_its_place(number: str, text: str) -> None:
    assert not has(number, text)


@given(st.integers(0, 10**12))
def test_digits_are_found_with_and_without_separators(number: int) -> None:
    for text in (f"with {number} boats", f"with {number:,} boats", f"({number:,})"):
        match = printed(Decimal(number)).search(text)
        assert match is not None
        assert match[0].replace(",", "") == str(number)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_digits_of_one_number_are_not_those_of_another(one: int, other: int) -> None:
    if one != other:
        assert not has(str(one), f"exactly {other:,} boats")


@given(st.decimals(0, 10**9, places=3))
def test_any_number_has_a_pattern_that_finds_its_own_digits(number: Decimal) -> None:
    assert re.search(printed(number), f"with {number.normalize():f} boats")
