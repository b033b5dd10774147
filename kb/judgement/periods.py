"""Periods of time, and whether two answers speak of a common moment: yes, no, or it cannot be
known.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum


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


@dataclass(frozen=True, slots=True)
class Period:
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

    def common_moment(self, other: "Period") -> Sure:
        """Tell whether there surely is, or is not, a moment of which both speak.

        Totals speak of their whole stretch, so two of them have one only where the stretches are
        the same; that differing stretches of a running count may still be compared is another rule
        (DR13).
        """
        if self.event is not None and self.event == other.event:
            return Sure.YES
        if _before(self.end, other.first) or _before(other.end, self.first):
            return Sure.NO
        if self._told_alike(other):
            return Sure.UNKNOWN if self.filling is Filling.SOME_TIME_WITHIN else Sure.YES
        if Filling.TOTAL_OVER in (self.filling, other.filling):
            return Sure.UNKNOWN
        mine, theirs = self._certain_days(), other._certain_days()
        if mine and theirs and max(mine[0], theirs[0]) <= min(mine[1], theirs[1]):
            return Sure.YES
        if (mine and other._inside(mine)) or (theirs and self._inside(theirs)):
            return Sure.YES
        return Sure.UNKNOWN

    def _told_alike(self, other: "Period") -> bool:
        """Tell whether both give the same stretch of time, filled in the same way."""
        known = self.first is not None and self.last is not None
        return known and (self.first, self.last, self.filling, self.persists) == (
            other.first,
            other.last,
            other.filling,
            other.persists,
        )

    def _certain_days(self) -> tuple[date, date] | None:
        """Return the days on each of which the answer surely holds, or ``None`` where there are
        none.
        """
        if self.first is None or self.end is None or self.slack is None:
            return None
        first = self.first + self.slack
        last = self.end if self.persists else self.end - self.slack
        every_day = self.filling is Filling.THROUGHOUT or self.persists or first == last
        return (first, last) if every_day and first <= last else None

    def _inside(self, days: tuple[date, date]) -> bool:
        """Tell whether this period lies in those days to its widest ends."""
        if self.first is None or self.end is None:
            return False
        return days[0] <= self.first and self.end <= days[1]


def _before(end: date | None, start: date | None) -> bool:
    return end is not None and start is not None and end < start
