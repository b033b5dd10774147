"""Replay: what was on record on a given day, by one of the clocks that are kept apart."""

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


def on_record(index: Index, claim: Node, day: date, clock: Clock) -> bool:
    """Tell whether a claim was on record at the end of a day; one without that date never was.

    When it was said is taken at its latest: the last day on which it can have been said, or the day
    of publication.
    """
    found = _date(index, claim, clock)
    return found is not None and found <= day.isoformat()


def _date(index: Index, claim: Node, clock: Clock) -> str | None:
    if clock is Clock.ENTERED:
        return index.text(claim, kb("entered"))
    said = index.text(claim, kb("saidUntil")) if clock is Clock.SAID else None
    if said is not None:
        return said
    prop = "captured" if clock is Clock.CAPTURED else "published"
    return next(
        (d for s in index.nodes(claim, kb("source")) if (d := index.text(s, kb(prop)))), None
    )
