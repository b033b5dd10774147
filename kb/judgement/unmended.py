"""Which records might hold a sentence that nobody has encoded, if a slip in them were mended.

A claim whose evidence is left out, or stands at a wrong position or in a wrong source, leaves its
sentence without a claim, and so does one that was removed: the sentence then has no fault of its
own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import Literal

from kb.graph.index import Index, Node
from kb.judgement.review.coverage import UNCOVERED, Sentence, sentences
from kb.text.passages import offset
from kb.words.finding import Finding
from kb.words.vocabulary import RDF_TYPE, kb

Place = tuple[int, int]
"""Start and end in code points."""


def beside_sentences(
    findings: Iterable[Finding], index: Index, moved: Mapping[Node, Place]
) -> Iterator[Finding]:
    """Return the findings, those of uncovered sentences with the records that might hold them.

    ``moved`` are the spans that are known to stand elsewhere, and where.
    """
    found = tuple(findings)
    if not any(finding.code == UNCOVERED.code for finding in found):
        yield from found
        return
    open_sentences = {str(one.node): one for one in sentences(index) if not one.covered}
    resting = _resting(index, moved)
    losing: dict[str, list[str]] = defaultdict(list)
    for finding in found:
        for node in finding.looked_at if finding.node else ():
            losing[node].append(finding.node or "")
    for finding in found:
        sentence = open_sentences.get(finding.node or "")
        if finding.code != UNCOVERED.code or sentence is None:
            yield finding
            continue
        near = (
            str(node)
            for source in (sentence.source, None)
            for record in resting.get(source, ())
            if record.may_be_in(sentence)
            for node in record.nodes
        )
        yield replace(finding, looked_at=(*near, *losing.get(str(sentence.node), ())))


@dataclass(frozen=True, slots=True)
class _Resting:
    """A record and its spans, and all positions that it states, right or wrong."""

    nodes: tuple[Node, ...]
    positions: tuple[int, ...]

    def may_be_in(self, sentence: Sentence) -> bool:
        within = (sentence.start <= position <= sentence.end for position in self.positions)
        return not self.positions or any(within)


def _resting(index: Index, moved: Mapping[Node, Place]) -> dict[Node | None, list[_Resting]]:
    """Return what rests on each source; what names no source stands under ``None``."""
    found: dict[Node | None, list[_Resting]] = {}
    for cls in ("Claim", "NoClaim"):
        for record in index.instances(kb(cls)):
            nodes = (record, *index.nodes(record, kb("evidence")))
            stated = (
                offset(value.value)
                for node in nodes
                for name in ("start", "end")
                for value in index.values(node, kb(name))
                if isinstance(value, Literal)
            )
            elsewhere = (position for node in nodes for position in moved.get(node, ()))
            resting = _Resting(nodes, (*(at for at in stated if at is not None), *elsewhere))
            named = index.nodes(record, kb("source"))
            sources = [one for one in named if index.has(one, RDF_TYPE, kb("Source"))]
            for source in sources or (None,):
                found.setdefault(source, []).append(resting)
    return found
