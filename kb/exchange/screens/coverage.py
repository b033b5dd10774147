"""Coverage of sources, sentence by sentence, written for the desk."""

from collections.abc import Iterator, Sequence

from kb.graph.corpus import Corpus
from kb.graph.names import Names
from kb.judgement.review.coverage import Sentence
from kb.judgement.review.reviews import Standing, State
from kb.text.sources import read_copy
from kb.words.errors import CannotGoOn
from kb.words.vocabulary import kb

_SHOWN = 60


def coverage_text(
    corpus: Corpus, names: Names, found: Sequence[Sentence], *, everything: bool
) -> str:
    """Return the sentences that still need somebody, or with ``everything`` all of them.

    Where the reader's copy is there, the beginning of each sentence is shown from it. Raises
    `CannotGoOn` where there is no sentence.
    """
    if not found:
        raise CannotGoOn(
            "no sentences are recorded", hint='"kb source FILE" prints the sentences of a text.'
        )
    return "\n".join(_lines(corpus, names, found, everything))


def _lines(
    corpus: Corpus, names: Names, found: Sequence[Sentence], everything: bool
) -> Iterator[str]:
    for source in dict.fromkeys(sentence.source for sentence in found):
        own = [sentence for sentence in found if sentence.source == source]
        covered = sum(sentence.covered for sentence in own)
        reviewed = sum(sentence.reviewed for sentence in own)
        yield f"{names.label(source)}  [{names.short(source)}]"
        changed = sum(sentence.changed for sentence in own)
        since = f", {changed} changed since their review" if changed else ""
        yield f"    {len(own)} sentences: {covered} covered, {reviewed} reviewed{since}"
        name = corpus.index.text(source, kb("fileName"))
        copy = read_copy(corpus.base.sources, name) if corpus.base.sources and name else None
        for sentence in own:
            if everything or not (sentence.covered and sentence.reviewed):
                text = copy.text[sentence.start : sentence.end] if copy and copy.text else ""
                yield from _sentence(sentence, names, text)


def _sentence(sentence: Sentence, names: Names, text: str) -> Iterator[str]:
    begin = f"  {text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}" if text else ""
    yield f"  {sentence.number:4}  {sentence.start}–{sentence.end}  {_state(sentence)}{begin}"
    for record, standing in zip(sentence.records, sentence.standings, strict=True):
        yield f"          {names.short(record)}{_told(standing, names)}"


def _state(sentence: Sentence) -> str:
    if not sentence.covered:
        return "not covered"
    if sentence.reviewed:
        return State.REVIEWED
    return State.CHANGED if sentence.changed else State.UNREVIEWED


def _told(standing: Standing, names: Names) -> str:
    """Return who read a record and when, and what happened to it since."""
    review = standing.review
    if review is None or review.by is None:
        return ""
    read = f"read by {names.label(review.by)} on {review.on}"
    return f"  {read}; {standing.since}" if standing.since else f"  {read}"
