"""Phrases that one publisher repeats: background that is copied from article to article (R59).

Two sources of one publisher that print the same words in their own voice are one witness for them.
Where the words may be somebody else's, or an article hands on what a speaker said, they need not
be.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from pyoxigraph import Literal, NamedNode

from kb.graph.index import Index, Node
from kb.judgement.contests.groups import Groups
from kb.text.passages import offset
from kb.words.vocabulary import DCT, kb

_PUBLISHER = NamedNode(DCT + "publisher")
_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*")
_FEWEST_WORDS = 3
"""Two words, such as the name of a thing, are no phrase."""
_SHORTEST = 12
"""Code points of a passage of which only the digest is stored, at the least."""


_Passage = tuple[str, str | tuple[str, ...]]
"""What is printed under a publisher: the words one by one, or the digest of a passage."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Some ``claims``, of two or more sources of ``publisher``, print the same ``words``.

    ``words`` is ``None`` where the base holds only their digest. ``own_voice`` is false where the
    text of one of them leaves open whether the article or somebody else says them.
    """

    claims: tuple[Node, ...]
    publisher: str
    words: str | None
    own_voice: bool


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words as they are printed, and one by one without capitals."""

    text: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "_Phrase":
        return cls(text, tuple(word.casefold() for word in _WORD.findall(text)))


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a claim in an article's own voice prints: its ``phrases``, and ``digests`` of others."""

    claim: Node
    source: Node
    publishers: tuple[str, ...]
    phrases: tuple[_Phrase, ...]
    digests: frozenset[str]
    own_voice: bool


def repeats(index: Index, claims: Iterable[Node]) -> Iterator[Repeat]:
    """Return what claims about one matter repeat of each other, what most of them print first.

    What is only repeated by claims that a longer list joins already is left out.
    """
    printed = [one for claim in claims if (one := _printed(index, claim)) is not None]
    surely, perhaps = Groups(), Groups()
    for publisher, words, places in _repeated(printed):
        for own_voice, joined in ((True, (surely, perhaps)), (False, (perhaps,))):
            among = [place for place in places if printed[place].own_voice or not own_voice]
            sources = {printed[place].source for place in among}
            if len(sources) > 1 and joined[0].count(among) > 1:
                for groups in joined:
                    groups.join_all(pairwise(among))
                found = tuple(printed[place].claim for place in among)
                yield Repeat(found, publisher, words, own_voice)


def _repeated(printed: Sequence[_Printed]) -> list[tuple[str, str | None, tuple[int, ...]]]:
    """Return each passage that is printed more than once under one publisher, with the places of
    those that do, in order; the text of the passage is ``None`` where only its digest is known.

    A phrase is looked up wherever it may stand in another, so that no two are held side by side.
    """
    texts: dict[_Passage, str | None] = {}
    sizes: set[int] = set()
    for one in printed:
        sizes.update(len(phrase.words) for phrase in one.phrases)
        for publisher, phrase in product(one.publishers, one.phrases):
            texts.setdefault((publisher, phrase.words), phrase.text)
        texts.update(dict.fromkeys(product(one.publishers, one.digests)))
    standing: dict[_Passage, list[int]] = defaultdict(list)
    for place, one in enumerate(printed):
        parts = {part for phrase in one.phrases for part in _parts(phrase.words, sizes)}
        for passage in product(one.publishers, parts | one.digests):
            if passage in texts:
                standing[passage].append(place)
    found = [
        (passage[0], texts[passage], tuple(places))
        for passage, places in standing.items()
        if len(places) > 1
    ]
    return sorted(
        found, key=lambda one: (-len(one[2]), one[1] is None, one[2], one[1] or "", one[0])
    )


def _parts(words: tuple[str, ...], sizes: Iterable[int]) -> Iterator[tuple[str, ...]]:
    """Return the words that stand side by side, as many as another phrase has."""
    for size in sizes:
        if size >= _FEWEST_WORDS:
            yield from (words[at : at + size] for at in range(len(words) - size + 1))


def _printed(index: Index, claim: Node) -> _Printed | None:
    """Return what a claim prints, or ``None`` where its speaker is not the voice of its source."""
    source = next(iter(index.nodes(claim, kb("source"))), None)
    speaker = next(iter(index.nodes(claim, kb("speaker"))), None)
    if source is None or speaker is None or not index.has(speaker, kb("voiceOf"), source):
        return None
    if index.values(claim, kb("statedIn")) or index.values(claim, kb("origin")):
        return None
    content = [
        span
        for span in index.nodes(claim, kb("evidence"))
        if index.has(span, kb("role"), kb("content"))
    ]
    stored = (text for span in content if (text := index.text(span, kb("exact"))))
    phrases = (*_texts(index, claim, kb("words")), *stored)
    return _Printed(
        claim,
        source,
        tuple(value.value for value in index.values(source, _PUBLISHER)),
        tuple(map(_Phrase.of, phrases)),
        frozenset(
            digest
            for span in content
            if (digest := index.text(span, kb("digest"))) and _length(index, span) >= _SHORTEST
        ),
        index.has(claim, kb("attribution"), kb("ownVoice")),
    )


def _texts(index: Index, node: Node, prop: NamedNode) -> tuple[str, ...]:
    return tuple(value.value for value in index.values(node, prop) if isinstance(value, Literal))


def _length(index: Index, span: Node) -> int:
    start, end = (offset(index.text(span, kb(name))) for name in ("start", "end"))
    return 0 if start is None or end is None else end - start
