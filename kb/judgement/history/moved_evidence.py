"""Evidence that only moved: the same words in the same role at another position of the source."""

from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import Literal

from kb.graph.records import Part, Value
from kb.judgement.history.lasting import Change, content
from kb.text.passages import offset
from kb.text.sources import digest
from kb.words.vocabulary import kb

_POSITION = {kb("start"), kb("end")}


@dataclass(frozen=True, slots=True)
class Moved:
    """Words with digest ``words`` were recorded at ``was`` and are at ``now``: start and end in
    code points.
    """

    words: str
    was: tuple[int, int]
    now: tuple[int, int]


def moved(change: Change) -> tuple[Moved, ...] | None:
    """Return how the spans that are gone moved; ``None`` where one of them did not only move."""
    places = defaultdict(list)
    for value in change.now:
        span = _span(value)
        if span is not None:
            places[span[0]].append(span[2])
    found = []
    for value in change.was:
        span = _span(value)
        if span is None or not places[span[0]]:
            return None
        found.append(Moved(span[1], span[2], places[span[0]].pop(0)))
    return tuple(found)


def was_mended(spans: tuple[Moved, ...], text: str) -> bool:
    """Tell whether the source holds the words where they are now, and never where they were."""
    return all(
        digest(text[span.was[0] : span.was[1]]) != span.words
        and digest(text[span.now[0] : span.now[1]]) == span.words
        for span in spans
    )


def _span(value: Value) -> tuple[Part, str, tuple[int, int]] | None:
    """Return all of a span but its position, its words, and its position."""
    plain = content(value, {})
    if not isinstance(plain, Part):
        return None
    texts = {prop: one.value for prop, one in plain.says if isinstance(one, Literal)}
    start, end = (offset(texts.get(kb(name))) for name in ("start", "end"))
    words = texts.get(kb("digest"))
    if words is None or start is None or end is None:
        return None
    rest = Part.of(pair for pair in plain.says if pair[0] not in _POSITION)
    return rest, words, (start, end)
