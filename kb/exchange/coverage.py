"""Coverage of sources, sentence by sentence, written for the desk."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kb.graph.corpus import Corpus
from kb.graph.names import Names
from kb.judgement.coverage import Sentence, sentences
from kb.text.sources import read_copy
from kb.words.errors import CannotGoOn
from kb.words.vocabulary import kb

_SHOWN = 60


def coverage_text(
    corpus: Corpus, names: Names, source: NamedNode | None, *, everything: bool
) -> str:
    """Return the sentences that still need somebody, or with ``everything`` all of them.

    Where the reader's copy is there, the beginning of each sentence is shown from it. Raises
    `CannotGoOn` for a source without recorded sentences.
    """
    found = [s for s in sentences(corpus.index) if source is None or s.source == source]
    if not found:
        raise CannotGoOn(
            "no sentences are recorded" + (f" of {names.short(source)}" if source else ""),
            hint='"kb source FILE" prints the sentences of a text.',
        )
    return "\n".join(_lines(corpus, names, found, everything))


def _lines(corpus: Corpus, names: Names, found: list[Sentence], everything: bool) -> Iterator[str]:
    for source in dict.fromkeys(sentence.source for sentence in found):
        own = [sentence for sentence in found if sentence.source == source]
        covered = sum(sentence.covered for sentence in own)
        reviewed = sum(sentence.reviewed for sentence in own)
        yield f"{names.label(source)}  [{names.short(source)}]"
        yield f"    {len(own)} sentences: {covered} covered, {reviewed} reviewed"
        name = corpus.index.text(source, kb("fileName"))
        copy = read_copy(corpus.base.sources, name) if corpus.base.sources and name else None
        for sentence in own:
            if everything or not (sentence.covered and sentence.reviewed):
                text = copy.text[sentence.start : sentence.end] if copy and copy.text else ""
                yield from _sentence(sentence, names, text)


def _sentence(sentence: Sentence, names: Names, text: str) -> Iterator[str]:
    state = (
        "not covered"
        if not sentence.covered
        else "reviewed"
        if sentence.reviewed
        else "not reviewed"
    )
    begin = f"  {text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}" if text else ""
    yield f"  {sentence.number:4}  {sentence.start}–{sentence.end}  {state}{begin}"
    for record in sentence.records:
        yield f"          {names.short(record)}"
