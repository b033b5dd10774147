"""Ranges drawn on one scale."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kb.exchange.screens.range_chart import Bar, range_chart
from kb.judgement.values.intervals import Interval


def interval(low: int | None, high: int | None, opens: str = "") -> Interval:
    return Interval(
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
        "(" in opens,
        ")" in opens,
    )


def printed(low: int | None, high: int | None, opens: str = "") -> Bar:
    told = interval(low, high, opens)
    return Bar(told, told, "they")


def drawn(*bars: Bar, title: str = "boats", width: int = 60) -> list[str]:
    return list(range_chart(bars, width=width, title=title))


def test_a_range_a_point_and_open_ends_on_a_linear_scale() -> None:
    assert drawn(printed(10, 20), printed(15, 15), printed(None, 12), printed(18, None)) == [
        "boats, linear scale",
        "  10                20",
        "  ·├────────────────┤·  they",
        "  ·········●··········  they",
        "  ◂───┤···············  they",
        "  ···············├───▸  they",
    ]


def test_an_end_that_is_no_whole_number_is_rounded_and_cuts_no_bar() -> None:
    whole, long = Decimal(12345), Decimal("517.9976220672")
    bars = [Bar(told, told, "") for told in (Interval(long, long), Interval(whole, whole))]
    ticks = list(range_chart(bars[:1], width=60, title="area"))[1]
    assert ticks.split() == ["517", "518"]
    ticks = list(range_chart(bars, width=60, title="area"))[1]
    assert ticks.split() == ["517", "12,345"]


def test_a_large_span_is_logarithmic_and_says_so() -> None:
    assert drawn(printed(10, 10), printed(100, 100), printed(1000, 1000)) == [
        "boats, logarithmic scale",
        "  10             1,000",
        "  ·●··················  they",
        "  ·········●··········  they",
        "  ··················●·  they",
    ]


def test_zero_has_no_logarithm() -> None:
    assert drawn(printed(0, 0), printed(1000, 1000))[0] == "boats, linear scale"


def test_an_excluded_bound_is_a_round_bracket() -> None:
    assert drawn(printed(10, 20, "()"))[2] == "  ·(────────────────)·  they"


def test_what_only_a_convention_adds_is_broken_and_explained() -> None:
    about = Bar(interval(15, 15), interval(10, 20), "about 15")
    lines = drawn(about, width=120)
    assert lines[2].split()[0] == f"·{18 * '╌'}●{19 * '╌'}·"
    assert "╌ as far as the convention" in lines[-1]
    assert len(drawn(printed(10, 20))) == 3


def test_nearly_reaches_down_by_convention_from_the_printed_bound() -> None:
    nearly = Bar(interval(None, 20, ")"), interval(10, 20, ")"), "nearly 20")
    assert drawn(nearly)[2] == "  ·╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌)·  nearly 20"


def test_a_word_without_a_number_is_all_convention() -> None:
    most = Bar(Interval(), interval(10, 20), "dozens")
    assert drawn(most)[2] == "  ·╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌·  dozens"


def test_who_gives_no_number_stands_below() -> None:
    assert drawn(Bar(None, None, "far more"), printed(10, 20))[2:] == [
        "  ·├────────────────┤·  they",
        "  no number             far more",
    ]


def test_without_any_number_there_is_no_chart() -> None:
    assert drawn(Bar(None, None, "far more"), Bar(Interval(), Interval(), "some")) == []


def test_long_words_are_wrapped_beside_the_bar_and_not_cut() -> None:
    words = "the harbour master, who had counted them twice, on the day after the storm"
    lines = drawn(Bar(interval(1, 2), interval(1, 2), words))
    assert " ".join(" ".join(line[24:].split()) for line in lines[2:]) == words
    assert len(lines) > 3


@given(st.lists(st.decimals(-(10**6), 10**6, places=5), min_size=1, max_size=4))
def test_no_bar_reaches_beyond_the_ends_of_the_scale(numbers: list[Decimal]) -> None:
    bars = [Bar(told, told, "") for told in (Interval(n, n) for n in numbers)]
    ticks = drawn(*bars)[1].split()
    low, high = (Decimal(tick.replace(",", "")) for tick in (ticks[0], ticks[-1]))
    assert low <= min(numbers)
    assert max(numbers) <= high
    for end in (low, high):
        assert end == end.to_integral_value() or len(end.as_tuple().digits) <= 3


NUMBERS = st.one_of(st.none(), st.integers(0, 10**9))


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=8), st.integers(60, 200))
def test_every_bar_is_drawn_and_keeps_to_the_width(
    ends: list[tuple[int | None, int | None]], width: int
) -> None:
    bars = [
        printed(*(sorted(end) if None not in end else end))  # type: ignore[type-var]
        for end in ends
    ]
    lines = drawn(*bars, width=width)
    if lines:
        assert all(len(line) <= width for line in lines)
        assert len(lines) == 2 + len(bars)
