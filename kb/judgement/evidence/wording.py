"""Wording: a claim says of numbers and hedges what its evidence prints.

Judged only against sources of which the very copy that was archived is at hand. How hedges and
qualifiers are printed is data: kb:printedAs in the lists.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kb.graph.index import Index, Node, Term
from kb.judgement.evidence.kinds import SPANS
from kb.text.passages import offset
from kb.text.printed_numbers import printed
from kb.words.finding import Finding, Kind, Severity
from kb.words.vocabulary import PREF_LABEL, RDF_TYPE, kb

NUMBER_NOT_PRINTED = Kind(
    "KB431",
    "number not in the evidence",
    Severity.ERROR,
    "The number {number} is not printed in the evidence of this claim.",
    "Correct it, or add the passage that prints it to the evidence; a number that the desk worked "
    "out has kb:derivedFrom, or kb:inferred with the property.",
    good='# printed: "up to 75 boats"\nex:c kb:high 75 .',
    bad='# printed: "up to 75 boats"\nex:c kb:high 750 .',
    reads=(*SPANS, "role", "low", "high", "derivedFrom", "inferred"),
)
HEDGE_LOST = Kind(
    "KB432",
    "hedge lost",
    Severity.WARNING,
    "The evidence prints “{words}”, and the claim has no hedge.",
    "Add kb:hedge, or kb:condition for an if; or narrow the evidence where the word belongs to "
    "another statement.",
    good='# printed: "allegedly sold the pier"\nex:c kb:hedge kb:allegedly .',
    bad='# printed: "allegedly sold the pier"\nex:c kb:act kb:states .',
    reads=(*SPANS, "role", "hedge", "via", "reading", "condition", "act"),
)
HEDGE_NOT_PRINTED = Kind(
    "KB433",
    "hedge not in the evidence",
    Severity.WARNING,
    "No word for the hedge “{hedge}” is printed in the evidence of this claim.",
    "Add the words to the evidence, with kb:role kb:hedgeRole; or remove the hedge.",
    good='# evidence: "may have sold", "the pier"\nex:c kb:hedge kb:possibly .',
    bad='# evidence: "sold the pier"\nex:c kb:hedge kb:possibly .',
    reads=(*SPANS, "role", "hedge", "via", "reading"),
)
QUALIFIER_LOST = Kind(
    "KB434",
    "qualifier lost",
    Severity.WARNING,
    "The number {number} is printed with “{words}”, and the claim says exactly.",
    "Choose the kb:Qualifier that the words stand for: {qualifier}.",
    good='# printed: "nearly 300 boats"\nex:c kb:high 300 ; kb:qualifier kb:nearly .',
    bad='# printed: "nearly 300 boats"\nex:c kb:low 300 ; kb:high 300 ; kb:qualifier kb:exactly .',
    reads=(*SPANS, "role", "qualifier", "low", "high", "derivedFrom", "inferred"),
)

_UNCOMMITTED = (kb("predicts"), kb("estimates"), kb("warns"), kb("asks"))
"""Acts that do not put content forward as so, and need no hedge beside them."""

_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,10})?")
_BEHIND = "… "
_REACH = 40  # longer than any qualifier
_ENDS = frozenset(".!?:;“”\"‘’'—–\n")


@dataclass(frozen=True, slots=True)
class _Passage:
    """From ``start`` to ``end`` the source ``text`` holds evidence, stated by ``node``."""

    node: Node
    start: int
    end: int
    role: Term | None
    text: str

    @property
    def is_content(self) -> bool:
        """Whether it holds what is claimed."""
        return self.role == kb("content")

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Signs:
    """Words that texts print for concepts; ``concepts`` has them in lower case."""

    pattern: re.Pattern[str]
    concepts: Mapping[str, Node]

    def longest_first(self) -> list[str]:
        """Return the words so that "only about" comes before "about"."""
        return sorted(self.concepts, key=lambda word: (-len(word), word))

    def in_passage(self, passage: _Passage) -> Iterator[str]:
        """Return the words of the signs in a passage, as printed.

        With a capital letter a word counts only where a sentence may begin: "in May" is a month.
        """
        for match in self.pattern.finditer(passage.text, passage.start, passage.end):
            before = passage.text[: match.start()].rstrip(" ")[-1:]
            if not match[0][0].isupper() or not before or before in _ENDS:
                yield match[0]


def wording_faults(known: Index, texts: Mapping[Node, str]) -> Iterator[Finding]:
    """Find numbers, hedges and qualifiers that claims have and their evidence has not, or not so.

    ``known`` holds the records and the ontology, ``texts`` the unchanged texts of sources.
    """
    hedges, qualifiers = _signs(known, "Hedge"), _signs(known, "Qualifier")
    for source, text in texts.items():
        for _, claim in known.pointing(source, kb("source")):
            if known.has(claim, RDF_TYPE, kb("Claim")):
                passages = tuple(_passages(known, claim, text))
                yield from _numbers(known, claim, passages)
                yield from _qualifiers(known, claim, passages, qualifiers)
                yield from _lost_hedges(known, claim, passages, hedges)
                yield from _unprinted_hedges(known, claim, passages)


def _passages(known: Index, claim: Node, text: str) -> Iterator[_Passage]:
    for node in known.nodes(claim, kb("evidence")):
        start, end = (offset(known.text(node, kb(name))) for name in ("start", "end"))
        if start is not None and end is not None:
            yield _Passage(node, start, end, known.value(node, kb("role")), text)


def _signs(known: Index, cls: str) -> _Signs:
    """Return how the concepts of a list are printed."""
    concepts = {
        word.lower(): concept
        for concept in known.instances(kb(cls))
        for word in _words(known, concept, "printedAs")
    }
    return _Signs(_any_of(concepts), concepts)


def _words(known: Index, concept: Node, *props: str) -> tuple[str, ...]:
    values = (value for prop in props for value in known.values(concept, kb(prop)))
    return tuple(value.value for value in values if isinstance(value, Literal))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    choice = "|".join(re.escape(word.removeprefix(_BEHIND)) for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{choice or '(?!)'})(?![\w-])", re.IGNORECASE)


def _stated(known: Index, claim: Node) -> dict[Decimal, NamedNode]:
    """Return the numbers that a claim states, each with its property.

    Numbers that the desk worked out are left out, and so are those of readings, which are the
    desk's own ways to understand the words.
    """
    if known.values(claim, kb("derivedFrom")):
        return {}
    inferred = known.values(claim, kb("inferred"))
    numbers: dict[Decimal, NamedNode] = {}
    for prop in (kb("low"), kb("high")):
        number = _decimal(known.text(claim, prop))
        if number is not None and prop not in inferred:
            numbers.setdefault(number, prop)
    return numbers


def _decimal(text: str | None) -> Decimal | None:
    """Return a number as people write one; of anything else a shape tells."""
    return Decimal(text) if text and _PLAIN_NUMBER.fullmatch(text) else None


def _numbers(known: Index, claim: Node, passages: tuple[_Passage, ...]) -> Iterator[Finding]:
    for number, prop in _stated(known, claim).items():
        pattern = printed(abs(number))
        if not any(pattern.search(passage.words) for passage in passages):
            yield NUMBER_NOT_PRINTED.found(
                number=f"{number:f}", node=claim, path=prop, value=known.value(claim, prop)
            )


def _qualifiers(
    known: Index, claim: Node, passages: tuple[_Passage, ...], signs: _Signs
) -> Iterator[Finding]:
    """Find exact numbers that a qualifier is printed with wherever they are printed."""
    if not known.has(claim, kb("qualifier"), kb("exactly")):
        return
    for number in _stated(known, claim):
        beside = [
            _beside(passage, match, signs)
            for passage in passages
            if passage.is_content
            for match in printed(abs(number)).finditer(passage.words)
        ]
        words, concept = next((found for found in beside if found), ("", None))
        if concept is not None and all(beside):
            yield QUALIFIER_LOST.found(
                number=f"{number:f}",
                words=words,
                qualifier=_name(known, concept),
                node=claim,
                path=kb("qualifier"),
                value=kb("exactly"),
            )


def _beside(passage: _Passage, match: re.Match[str], signs: _Signs) -> tuple[str, Node] | None:
    """Return the words of a qualifier right before or behind a number, and the qualifier.

    They are looked for in the text around the passage too: a passage that begins behind them is how
    they are lost.
    """
    start, end = (passage.start + offset for offset in match.span())
    before, behind = passage.text[:start][-_REACH:], passage.text[end:][:_REACH]
    for word in signs.longest_first():
        concept = signs.concepts[word]
        bare = re.escape(word.removeprefix(_BEHIND))
        if word.startswith(_BEHIND):
            found = re.match(rf" ({bare})(?![\w-])", behind, re.IGNORECASE)
        else:
            found = re.search(rf"(?<![\w-])({bare}) $", before, re.IGNORECASE)
        if found:
            return found[1], concept
    return None


def _lost_hedges(
    known: Index, claim: Node, passages: tuple[_Passage, ...], signs: _Signs
) -> Iterator[Finding]:
    hedged = any(known.values(node, kb("hedge")) for node in _hedged(known, claim))
    if hedged or known.values(claim, kb("condition")):
        return
    if any(known.has(claim, kb("act"), act) for act in _UNCOMMITTED):
        return
    for passage in passages:
        may_hedge = passage.is_content or passage.role == kb("hedgeRole")
        words = tuple(signs.in_passage(passage)) if may_hedge else ()
        if words:
            yield HEDGE_LOST.found(
                words="”, “".join(words),
                node=passage.node,
                path=kb("start"),
                value=known.value(passage.node, kb("start")),
            )
            return


def _unprinted_hedges(
    known: Index, claim: Node, passages: tuple[_Passage, ...]
) -> Iterator[Finding]:
    for node in _hedged(known, claim):
        for hedge in known.nodes(node, kb("hedge")):
            words = _words(known, hedge, "printedAs", "sometimesPrintedAs")
            pattern = _any_of(words)
            if words and not any(pattern.search(passage.words) for passage in passages):
                yield HEDGE_NOT_PRINTED.found(
                    hedge=_name(known, hedge), node=node, path=kb("hedge"), value=hedge
                )


def _hedged(known: Index, claim: Node) -> tuple[Node, ...]:
    """Return what may carry the hedges of a claim: itself, its hops and its readings."""
    return (claim, *known.nodes(claim, kb("via")), *known.nodes(claim, kb("reading")))


def _name(known: Index, concept: Node) -> str:
    return known.text(concept, PREF_LABEL) or str(concept)
