"""Counts of a base, written for people and for programs."""

import json
from collections.abc import Iterator

from kb.judgement.counts import Counts

_MOST = 12
_HEADINGS = {
    "source": "Claims by source",
    "act": "Claims by what the speaker does",
    "polarity": "Claims by polarity",
    "speaker": "Claims by speaker",
    "answers": "Claims by question",
    "hedge": "Claims by hedge",
}


def counts_text(counts: Counts) -> str:
    """Return counts as people read them; long lists are cut and say how many are left."""
    return "\n".join(_lines(counts))


def _lines(counts: Counts) -> Iterator[str]:
    yield f"{counts.name}: {counts.triples} triples"
    yield from _column(counts.records)
    for group, rows in counts.claims:
        if rows:
            yield ""
            yield _HEADINGS[group]
            yield from _column(rows[:_MOST])
            if len(rows) > _MOST:
                yield f"        and {len(rows) - _MOST} more"


def _column(rows: tuple[tuple[str, int], ...]) -> Iterator[str]:
    for label, number in rows:
        yield f"{number:7}  {label}"


def counts_json(counts: Counts) -> str:
    """Return counts as JSON, nothing left out."""
    document = {
        "name": counts.name,
        "triples": counts.triples,
        "records": dict(counts.records),
        "claims": {group: dict(rows) for group, rows in counts.claims},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
