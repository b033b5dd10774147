"""Ranges drawn as bars on one scale, in the characters of a terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log10

from kb.judgement.intervals import Interval

LOGARITHMIC_FROM = 50
"""Where the largest number is so many times the smallest, the scale is logarithmic, and says so."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One range and the words that stand beside it."""

    interval: Interval
    words: str


def range_chart(bars: Sequence[Bar], *, width: int, unit: str) -> Iterator[str]:
    """Return the lines of a chart, ``width`` columns wide: a scale, then one line for each bar.

    A missing end is an arrow, an excluded bound a round bracket; a single number is a point. Bars
    without any bound, or no bars with a number, are left out.
    """
    drawn = [bar for bar in bars if bar.interval.low is not None or bar.interval.high is not None]
    ends = [e for bar in drawn for e in (bar.interval.low, bar.interval.high) if e is not None]
    if not ends:
        return
    scale = _Scale.over(ends, columns=max(20, min(48, width // 3)))
    shape = "logarithmic" if scale.logarithmic else "linear"
    yield f"{unit}, {shape} scale from {_number(min(ends))} to {_number(max(ends))}"
    for bar in drawn:
        line = f"  {scale.bar(bar.interval)}  {bar.words}"
        yield line if len(line) <= width else f"{line[: width - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class _Scale:
    """A stretch of numbers laid over some columns."""

    low: float
    high: float
    columns: int
    logarithmic: bool

    @classmethod
    def over(cls, ends: Sequence[Decimal], *, columns: int) -> "_Scale":
        low, high = min(ends), max(ends)
        logarithmic = low > 0 and high / low >= LOGARITHMIC_FROM
        if logarithmic:
            return cls(log10(low), log10(high), columns, True)
        return cls(float(low), float(high), columns, False)

    def column(self, number: Decimal) -> int:
        at = log10(number) if self.logarithmic and number > 0 else float(number)
        if self.high == self.low:
            return self.columns // 2
        share = (at - self.low) / (self.high - self.low)
        return 1 + round(share * (self.columns - 3))

    def bar(self, interval: Interval) -> str:
        cells = ["·"] * self.columns
        low = 0 if interval.low is None else self.column(interval.low)
        high = self.columns - 1 if interval.high is None else self.column(interval.high)
        for column in range(low, high + 1):
            cells[column] = "─"
        if low == high:
            cells[low] = "●"
            return "".join(cells)
        cells[low] = "◂" if interval.low is None else "(" if interval.low_open else "├"
        cells[high] = "▸" if interval.high is None else ")" if interval.high_open else "┤"
        return "".join(cells)


def _number(number: Decimal) -> str:
    return f"{number:,f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:,}"
