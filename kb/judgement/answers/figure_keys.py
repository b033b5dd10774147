"""What a figure without a question is a figure of: its key, by which such figures meet.

A bulk import of figures has measures, places and groups, and no questions that an editor wrote. A
claim that answers a question, answers none on purpose (``kb:noQuestion``) or denies something has
no key.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode

from kb.graph.index import Index, Node
from kb.words.finding import Finding, Kind, Severity
from kb.words.vocabulary import kb

BESIDE = Kind(
    "KB538",
    "figure beside its question",
    Severity.WARNING,
    "The figure names no question, and {question} is answered by figures of the same: they are "
    "not compared.",
    "Write kb:answers with {question}, or kb:noQuestion if it answers none.",
    good="ex:q a kb:Question ; kb:answerKind kb:quantity ; kb:measure ex:cost . "
    "ex:c a kb:Claim ; kb:answers ex:q ; kb:low 20 .",
    bad="ex:q a kb:Question ; kb:answerKind kb:quantity ; kb:measure ex:cost . "
    "ex:d a kb:Claim ; kb:answers ex:q ; kb:low 30 . "
    "ex:c a kb:Claim ; kb:measure ex:cost ; kb:low 20 .",
)

KEY = ("subject", "measure", "place", "population", "definition")
"""By what figures without a question meet; what a figure says nothing of is part of its key too."""
QUESTIONS = "https://w3id.org/claims-kb/question/"
_FIGURE = ("low", "high", "qualifier", "relation")


@dataclass(frozen=True, slots=True)
class FigureKey:
    """What a figure is of: for each dimension of `KEY` the IRIs it names, sorted; none if unstated.

    Always with a measure: without it nothing is known to be counted.
    """

    named: tuple[tuple[str, ...], ...]

    def question(self) -> NamedNode:
        """Return the question that all figures with this key answer, in any base and any run."""
        parts = (f"{name} {iri}" for name, iris in self.of() for iri in iris)
        return NamedNode(QUESTIONS + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24])

    def of(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Return each dimension with the IRIs that the figure names."""
        return zip(KEY, self.named, strict=True)

    def __getitem__(self, dimension: str) -> tuple[str, ...]:
        return self.named[KEY.index(dimension)]


def figure_key(index: Index, claim: Node) -> FigureKey | None:
    """Return what a claim without a question is a figure of.

    ``None`` where it says what it answers or denies, has no measure or no figure, or names
    something without an IRI, by which no other figure could meet it.
    """
    if index.value(claim, kb("answers")) or index.value(claim, kb("denies")):
        return None
    if not index.value(claim, kb("measure")):
        return None
    says = (claim, *index.nodes(claim, kb("reading")))
    if not any(index.values(node, kb(name)) for node in says for name in _FIGURE):
        return None
    return _key(index.nodes(claim, kb(name)) for name in KEY)


def figure_keys(index: Index) -> dict[Node, FigureKey]:
    """Return every claim that has a key, in the order of the text."""
    found = ((claim, figure_key(index, claim)) for claim in index.instances(kb("Claim")))
    return {claim: key for claim, key in found if key is not None}


def figures_beside_questions(index: Index) -> Iterator[Finding]:
    """Find the figures without a question whose key is that of answers to a written question."""
    alone = figure_keys(index)
    written = dict(_written(index)) if alone else {}
    for claim, key in alone.items():
        question = written.get(key)
        if question is not None and not index.pointing(claim, kb("supersedes")):
            yield BESIDE.found(node=claim, question=re.split("[/#:]", question.value)[-1])


def _key(named: Iterable[tuple[Node, ...]]) -> FigureKey | None:
    found = tuple(named)
    if any(isinstance(node, BlankNode) for nodes in found for node in nodes):
        return None
    return FigureKey(tuple(tuple(sorted({node.value for node in nodes})) for nodes in found))


def _written(index: Index) -> Iterator[tuple[FigureKey, Node]]:
    """Return the keys of written questions: what each asks for, and what its answers speak of."""
    for question in index.instances(kb("Question")):
        if not index.has(question, kb("answerKind"), kb("quantity")):
            continue
        asked = {name: index.nodes(question, kb(name)) for name in KEY}
        answering = (claim for _, claim in index.pointing(question, kb("answers")))
        for node in (question, *answering):
            own = {name: index.nodes(node, kb(name)) for name in KEY}
            silent = {name for name in KEY if index.has(node, kb("unstated"), kb(name))}
            key = _key(own[name] or (() if name in silent else asked[name]) for name in KEY)
            if key is not None and key["measure"]:
                yield key, question
