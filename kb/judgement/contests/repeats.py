"""Phrases that one publisher repeats: background that is copied from article to article (R59).

Two sources of one publisher that print the same words in their own voice are one witness for them.
Where the words may be somebody else's, or an article hands on what a speaker said, they need not
be.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from pyoxigraph import Literal, NamedNode

from kb.graph.index import Index, Node
from kb.text.passages import offset
from kb.words.vocabulary import DCT, kb

_PUBLISHER = NamedNode(DCT + "publisher")
_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*")
_FEWEST_WORDS = 3
"""Two words, such as the name of a thing, are no phrase."""
_SHORTEST = 12
"""Code points of a passage of which only the digest is stored, at the least."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Claims ``one`` and ``other``, of two sources of ``publisher``, print the same ``words``.

    ``words`` is ``None`` where the base holds only their digest. ``own_voice`` is false where the
    text leaves open whether the article or somebody else says them.
    """

    one: Node
    other: Node
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

    def within(self, other: "_Phrase") -> bool:
        """Tell whether this phrase stands word for word in another; too few words never do."""
        size = len(self.words)
        return size >= _FEWEST_WORDS and any(
            other.words[at : at + size] == self.words for at in range(len(other.words) - size + 1)
        )


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
    """Return what claims about one matter repeat of each other, in the order of the claims."""
    printed = [one for claim in claims if (one := _printed(index, claim)) is not None]
    for place, other_place in sorted(_perhaps_repeated(printed)):
        one, other = printed[place], printed[other_place]
        publisher = next((name for name in one.publishers if name in other.publishers), None)
        if publisher is None or one.source == other.source:
            continue
        words = next((w for a in one.phrases for b in other.phrases if (w := _common(a, b))), None)
        if words is not None or one.digests & other.digests:
            own_voice = one.own_voice and other.own_voice
            yield Repeat(one.claim, other.claim, publisher, words, own_voice)


def _perhaps_repeated(printed: Sequence[_Printed]) -> set[tuple[int, int]]:
    """Return the pairs, by their places, that print one passage under one publisher.

    A phrase is looked up wherever it may stand in another, so that only such pairs are looked at.
    """
    printing: dict[Hashable, list[int]] = defaultdict(list)
    sizes: set[int] = set()
    for place, one in enumerate(printed):
        sizes.update(len(phrase.words) for phrase in one.phrases)
        passages = {phrase.words for phrase in one.phrases} | one.digests
        for passage in product(one.publishers, passages):
            printing[passage].append(place)
    found: set[tuple[int, int]] = set()
    for place, one in enumerate(printed):
        standing = {part for phrase in one.phrases for part in _parts(phrase.words, sizes)}
        for passage in product(one.publishers, standing | one.digests):
            found.update((min(place, o), max(place, o)) for o in printing.get(passage, ()))
    return {pair for pair in found if pair[0] != pair[1]}


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


def _common(one: _Phrase, other: _Phrase) -> str | None:
    """Return the shorter of two phrases where it stands word for word in the longer."""
    shorter, longer = sorted((one, other), key=lambda phrase: len(phrase.words))
    return shorter.text if shorter.within(longer) else None


def _texts(index: Index, node: Node, prop: NamedNode) -> tuple[str, ...]:
    return tuple(value.value for value in index.values(node, prop) if isinstance(value, Literal))


def _length(index: Index, span: Node) -> int:
    start, end = (offset(index.text(span, kb(name))) for name in ("start", "end"))
    return 0 if start is None or end is None else end - start
