"""Ranges drawn as bars on one scale, in the characters of a terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from math import log10
from textwrap import wrap

from kb.judgement.values.intervals import Interval
from kb.judgement.values.unit_words import NO_NUMBER, number_words

LOGARITHMIC_FROM = 50
"""Where the largest number is so many times the smallest, the scale is logarithmic, and says so."""
_DOWN, _UP = (Context(prec=3, rounding=way) for way in (ROUND_FLOOR, ROUND_CEILING))
"""A number at the end of a scale that is no whole one is rounded, and never so as to cut a bar."""
_WORDS = 24
"""Columns that the words beside a bar keep at least."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One range as ``printed`` and as ``meant`` by a convention, with the words that stand beside.

    ``meant`` is the same as ``printed`` where no convention widens it; both are ``None`` for an
    answer that gives no number.
    """

    printed: Interval | None
    meant: Interval | None
    words: str


def range_chart(bars: Sequence[Bar], *, width: int, title: str) -> Iterator[str]:
    """Return the lines of a chart, ``width`` columns wide: its scale, the bars, what has no number.

    A missing end is an arrow, an excluded bound a round bracket; a single number is a point. What
    only a convention adds to the printed bounds is drawn in broken lines. No line where no bar has
    a number.
    """
    drawn = [(bar, bar.meant) for bar in bars if bar.meant is not None and _ends(bar.meant)]
    ends = [end for _, meant in drawn for end in _ends(meant)]
    ends += [end for bar, _ in drawn if bar.printed is not None for end in _ends(bar.printed)]
    if not ends:
        return
    low, high = _readable(min(ends), _DOWN), _readable(max(ends), _UP)
    scale = _Scale.over(low, high, columns=max(20, min(48, width // 3)))
    shape = "logarithmic" if scale.logarithmic else "linear"
    yield from wrap(f"{title}, {shape} scale", width, subsequent_indent="  ")
    yield f"  {scale.ticks(low, high)}"
    for bar, meant in drawn:
        yield from _beside(scale.bar(bar.printed or Interval(), meant), bar.words, width)
    for bar in bars:
        if bar.meant is None or not _ends(bar.meant):
            yield from _beside(NO_NUMBER.ljust(scale.columns), bar.words, width)
    if any(bar.printed != meant for bar, meant in drawn):
        yield from wrap(
            "  ─ ├ ┤ ● as printed; ╌ as far as the convention for its word goes, such as “about”",
            width,
            subsequent_indent="    ",
        )


def _beside(drawing: str, words: str, width: int) -> Iterator[str]:
    """Return a drawing with words to its right, wrapped there."""
    room = max(width - len(drawing) - 4, _WORDS)
    blank = " " * len(drawing)
    for place, line in enumerate(wrap(words, room, break_on_hyphens=False) or [""]):
        yield f"  {drawing if place == 0 else blank}  {line}".rstrip()


def _readable(end: Decimal, context: Context) -> Decimal:
    """Return the end of a scale as it is printed: outward to three digits if it is not whole."""
    return end if end == end.to_integral_value() else context.create_decimal(end)


def _ends(interval: Interval) -> tuple[Decimal, ...]:
    return tuple(end for end in (interval.low, interval.high) if end is not None)


@dataclass(frozen=True, slots=True)
class _Scale:
    """A stretch of numbers laid over some columns."""

    low: float
    high: float
    columns: int
    logarithmic: bool

    @classmethod
    def over(cls, low: Decimal, high: Decimal, *, columns: int) -> "_Scale":
        logarithmic = low > 0 and high / low >= LOGARITHMIC_FROM
        if logarithmic:
            return cls(log10(low), log10(high), columns, True)
        return cls(float(low), float(high), columns, False)

    def ticks(self, low: Decimal, high: Decimal) -> str:
        """Return the numbers at either end of the scale."""
        begin, end = number_words(low), number_words(high)
        if low == high:
            return begin.center(self.columns).rstrip()
        return f"{begin}{end.rjust(self.columns - len(begin))}"

    def column(self, number: Decimal) -> int:
        at = log10(number) if self.logarithmic and number > 0 else float(number)
        if self.high == self.low:
            return self.columns // 2
        share = (at - self.low) / (self.high - self.low)
        return 1 + round(share * (self.columns - 3))

    def bar(self, printed: Interval, meant: Interval) -> str:
        """Return the drawing of a range: the printed part solid, what a convention adds broken."""
        cells = ["·"] * self.columns
        self._draw(cells, meant, "╌" * 6 if printed != meant else "├(─)┤●")
        solid = _printed_part(printed, meant)
        if printed != meant and solid is not None:
            self._draw(cells, solid, "├(─)┤●")
        return "".join(cells)

    def _draw(self, cells: list[str], interval: Interval, signs: str) -> None:
        begin, begin_open, line, end_open, end, point = tuple(signs)
        low = 0 if interval.low is None else self.column(interval.low)
        high = self.columns - 1 if interval.high is None else self.column(interval.high)
        cells[low : high + 1] = line * (high + 1 - low)
        if low == high:
            excluded = begin_open if interval.low_open else end_open if interval.high_open else ""
            cells[low] = excluded or point
            return
        cells[low] = "◂" if interval.low is None else begin_open if interval.low_open else begin
        cells[high] = "▸" if interval.high is None else end_open if interval.high_open else end


def _printed_part(printed: Interval, meant: Interval) -> Interval | None:
    """Return what of a range is drawn as printed: an end that only a convention gives is not.

    So "nearly 5 million" is printed as one bound, from which the convention reaches downward.
    """
    if printed.low is None and printed.high is None:
        return None
    low, high = printed.low, printed.high
    if low is None and meant.low is not None:
        return Interval(high, high, False, printed.high_open)
    if high is None and meant.high is not None:
        return Interval(low, low, printed.low_open, False)
    return printed
