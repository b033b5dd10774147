"""Periods of time, and whether two answers speak of a common moment: yes, no, or it cannot be
known.
"""

from datetime import date, timedelta
from enum import Enum

from msgspec import Struct


class Sure(Enum):
    """An answer in three values."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "cannot be known"


class Filling(Enum):
    """How an answer fills its period."""

    THROUGHOUT = "throughout"
    SOME_TIME_WITHIN = "someTimeWithin"
    TOTAL_OVER = "totalOver"
    AS_OF = "asOf"


EXACT = timedelta(0)
SLACK = {
    "day": EXACT,
    "week": timedelta(6),
    "month": timedelta(30),
    "season": timedelta(91),
    "year": timedelta(365),
    "decade": timedelta(3652),
}
"""By how much the dates of each precision may be too wide at either end; "vague" has no limit."""
_ONE_DAY = {Filling.SOME_TIME_WITHIN, Filling.AS_OF}
"""Fillings of which no more than one day within the period is sure."""


class Period(Struct, frozen=True, gc=False):
    """Days from ``first`` to ``last``, both included, the widest that fit; ``None`` is an unknown
    end.

    ``slack`` is by how much either end may be too wide, ``None`` by any amount. ``persists`` says
    that the answer claims to hold from then on, for ever. ``event`` names the event that fills the
    period, where there is one: two answers about one event speak of one happening.
    """

    first: date | None
    last: date | None
    filling: Filling = Filling.AS_OF
    slack: timedelta | None = EXACT
    persists: bool = False
    event: str | None = None

    @property
    def end(self) -> date | None:
        """The last day for which the answer holds: the end of days where it persists."""
        return date.max if self.persists else self.last

    @property
    def latest_begin(self) -> date:
        """The last day on which the answer can begin to hold, the end of days where unknown."""
        if self.filling in _ONE_DAY or self.first is None or self.slack is None:
            return self.last or date.max
        return min(later(self.first, self.slack), self.last or date.max)

    @property
    def earliest_end(self) -> date:
        """The first day on which the answer can cease to hold: never where it persists."""
        if self.persists:
            return date.max
        if self.filling in _ONE_DAY or self.last is None or self.slack is None:
            return self.first or date.min
        return max(_earlier(self.last, self.slack), self.first or date.min)

    def common_moment(self, other: "Period") -> Sure:
        """Tell whether there surely is, or is not, a moment of which both speak.

        There surely is one where each has begun before the other can have ceased. Totals speak of
        their whole stretch, so two of them have one only where the stretches are the same; that
        differing stretches of a running count may still be compared is another rule (DR13).
        """
        if self.event is not None and self.event == other.event:
            return Sure.YES
        if before(self.end, other.first) or before(other.end, self.first):
            return Sure.NO
        if self.told_alike(other):
            return Sure.YES
        if Filling.TOTAL_OVER in (self.filling, other.filling):
            return Sure.UNKNOWN
        if self.latest_begin <= other.earliest_end and other.latest_begin <= self.earliest_end:
            return Sure.YES
        return Sure.UNKNOWN

    def counted_before(self, other: "Period") -> bool:
        """Tell whether a running count over this time surely was taken before one over the other.

        A total counts up to the last day that it names, however vague its beginning; any other
        count to some day of its period.
        """
        return before(self.last, other.counted_from)

    @property
    def counted_from(self) -> date | None:
        """The first day to which a running count can go; ``None`` where unknown."""
        return self.last if self.filling is Filling.TOTAL_OVER else self.first

    def told_alike(self, other: "Period") -> bool:
        """Tell whether both give the same stretch of time, filled in the same way.

        They are then taken to mean the same stretch, however roughly it is given, but not the same
        happening within it.
        """
        known = self.first is not None and self.last is not None
        once = self.filling is Filling.SOME_TIME_WITHIN
        return (
            known
            and not once
            and (self.first, self.last, self.filling, self.persists)
            == (
                other.first,
                other.last,
                other.filling,
                other.persists,
            )
        )


def before(end: date | None, start: date | None) -> bool:
    """Tell whether a known end lies before a known start."""
    return end is not None and start is not None and end < start


def later(day: date, by: timedelta) -> date:
    """Return the day so much later, the end of days where there is none."""
    return date.max if date.max - day < by else day + by


def _earlier(day: date, by: timedelta) -> date:
    return date.min if day - date.min < by else day - by
