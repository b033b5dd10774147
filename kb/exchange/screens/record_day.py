"""Which day is replayed, and how much of the base was on record then."""

from collections.abc import Iterator

from kb.exchange.screens.paragraphs import Page
from kb.judgement.answers.replay import Clock, Recorded

_CLOCKS = {
    Clock.SAID: "said",
    Clock.PUBLISHED: "published",
    Clock.CAPTURED: "captured",
    Clock.ENTERED: "entered here",
}
_DATES = {
    Clock.SAID: "kb:saidUntil, or kb:published on its source",
    Clock.PUBLISHED: "kb:published on its source",
    Clock.CAPTURED: "kb:captured on its source",
    Clock.ENTERED: "kb:entered",
}


def record_day(recorded: Recorded | None, page: Page) -> Iterator[str]:
    """Return a heading with the day and the counts, and a blank line; nothing where no day is
    asked for.
    """
    if recorded is None:
        return
    clock, every = recorded.clock, f"{recorded.claims:,}"
    told = f"As of {recorded.day}, by the day it was {_CLOCKS[clock]}: "
    if recorded.claims and recorded.undated == recorded.claims:
        told += (
            f"nothing can be said. None of the {every} claims has that date ({_DATES[clock]}); "
            "choose another --clock."
        )
    else:
        told += f"{recorded.on_record:,} of {every} claims on record."
        if recorded.undated:
            told += f" {recorded.undated:,} have no such date and are left out."
    yield from page.paragraph(told)
    yield ""
