"""Replay: what was on record on a given day, by one of the clocks that are kept apart."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kb.graph.index import Index, Node
from kb.words.vocabulary import kb


class Clock(StrEnum):
    """Which date of a claim counts: when it was said, published, captured, or entered here."""

    SAID = "said"
    PUBLISHED = "published"
    CAPTURED = "captured"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class Recorded:
    """At the end of ``day`` by ``clock``, ``on_record`` of all ``claims`` of a base were on record.

    ``undated`` have no date by that clock, and so are on record on no day.
    """

    day: date
    clock: Clock
    on_record: int
    claims: int
    undated: int


def recorded(index: Index, day: date, clock: Clock) -> Recorded:
    """Return how much of a base was on record on a day."""
    dates = [claim_date(index, claim, clock) for claim in index.instances(kb("Claim"))]
    return Recorded(
        day,
        clock,
        sum(found is not None and found <= day.isoformat() for found in dates),
        len(dates),
        dates.count(None),
    )


def on_record(index: Index, claim: Node, day: date, clock: Clock) -> bool:
    """Tell whether a claim was on record at the end of a day; one without that date never was.

    When it was said is taken at its latest: the last day on which it can have been said, or the day
    of publication.
    """
    found = claim_date(index, claim, clock)
    return found is not None and found <= day.isoformat()


def remembered(index: Index, day: date | None, clock: Clock) -> Callable[[Node], bool]:
    """Return what tells whether a claim was on record on a day; without a day, every claim is."""
    if day is None:
        return lambda _claim: True
    return lambda claim: on_record(index, claim, day, clock)


def claim_date(index: Index, claim: Node, clock: Clock) -> str | None:
    """Return the ISO date of a claim by a clock, or ``None`` where that is not known."""
    if clock is Clock.ENTERED:
        return index.text(claim, kb("entered"))
    said = index.text(claim, kb("saidUntil")) if clock is Clock.SAID else None
    if said is not None:
        return said
    prop = "captured" if clock is Clock.CAPTURED else "published"
    return next(
        (d for s in index.nodes(claim, kb("source")) if (d := index.text(s, kb(prop)))), None
    )
