"""Reading answers: what claims say to their questions, with their scope resolved.

A claim gives for each dimension a value, inherits it from its question, or leaves it unstated; a
denial takes everything it does not say from what it denies. An ambiguous claim has one answer for
each of its readings (design, "The nouns").
"""

from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace
from pyoxigraph import NamedNode

from kb.graph.index import Index, Node, Term
from kb.judgement.answers.answer import DIMENSIONS, Answer
from kb.judgement.answers.quantities import QuantityReader
from kb.judgement.answers.said import Records, Said, first, first_nodes, nodes, says, term, text
from kb.judgement.answers.times import PeriodReader
from kb.words.vocabulary import KB, kb

_SETTLED = {"label"}


def answers(index: Index, on_record: Callable[[Node], bool] = lambda _: True) -> tuple[Answer, ...]:
    """Return the live answers of a base in the order of its text.

    Claims without a question give none, and neither do records that a later record supersedes: they
    were our slip, not somebody's answer. A claim that its speaker took back is still an answer.
    Only what is ``on_record`` takes part, and only what is supersedes.
    ``index`` must hold the vocabulary as well, for the conventions of the qualifiers.
    """
    reader = AnswerReader(index)
    claims = (
        claim
        for claim in index.instances(kb("Claim"))
        if isinstance(claim, NamedNode)
        and on_record(claim)
        and not any(on_record(newer) for _, newer in index.pointing(claim, kb("supersedes")))
    )
    return tuple(answer for claim in claims if (answer := reader.answer(claim)) is not None)


class AnswerReader:
    """Reads answers, and the propositions that denials point to, from one index.

    What a record says is looked up once and handed on: a base has many claims.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._records = Records(index)
        self._periods = PeriodReader(self._records)
        self.quantities = QuantityReader(self._records)
        self._fixed: dict[NamedNode, Mapping[str, frozenset[Node]]] = {}
        self._sets: dict[Term, frozenset[Node]] = {}

    def answer(self, claim: NamedNode) -> Answer | None:
        """Return what a claim answers, or ``None`` where it answers no question."""
        lineage = self._lineage(claim)
        question = _question(lineage)
        if question is None:
            return None
        plain = self._read(claim, lineage, question, ())
        if "reading" not in lineage[0]:
            return replace(plain, per_target=self._per_target(plain)) if plain.denies else plain
        readings = tuple(self._readings(claim, lineage, question))
        return replace(plain, readings=readings) if readings else plain

    def _per_target(self, denial: Answer) -> tuple[Answer, ...]:
        """Return a denial as it denies each of several answers, where these are of two scopes.

        What one of them leaves open it takes from the others.
        """
        if len(denial.denies) < 2:
            return ()
        said = self._records.about(denial.claim)
        found = tuple(
            replace(
                self._read(
                    denial.claim, (said, *self._beginning(target, denial)), denial.question, ()
                ),
                denies=(target,),
            )
            for target in denial.denies
        )
        first = found[0]
        alike = all((one.scope, one.period) == (first.scope, first.period) for one in found)
        return () if alike else found

    def _beginning(self, target: Node, denial: Answer) -> Iterator[Said]:
        """Return what a denied answer says and what it denies, and the other denied ones after."""
        for node in (target, *(other for other in denial.denies if other != target)):
            yield from self._lineage(node)

    def _readings(
        self, claim: NamedNode, lineage: tuple[Said, ...], question: NamedNode
    ) -> Iterator[Answer]:
        readings = [self._records.about(node) for node in nodes(lineage[0], "reading")]
        if all(said.keys() <= _SETTLED for said in readings):
            return
        for said in readings:
            label = text(said, "label") or ""
            yield replace(self._read(claim, lineage, question, (said,)), reading=label)

    def _read(
        self,
        claim: NamedNode,
        lineage: tuple[Said, ...],
        question: NamedNode,
        reading: tuple[Said, ...],
    ) -> Answer:
        """Read a claim; what a reading says goes before what the claim says."""
        said = lineage[0]
        told = (*reading, said)
        act = term(said, "act")
        return Answer(
            claim=claim,
            question=question,
            speaker=first(told, "speaker"),
            source=first(told, "source"),
            act=act.value[len(KB) :] if isinstance(act, NamedNode) else "",
            denies=self._links(said, "denies"),
            denied_parts=tuple(
                part.value.removeprefix(KB) for one in told for part in nodes(one, "deniedPart")
            ),
            supports=self._links(said, "supports"),
            retracts=self._links(said, "retracts"),
            revises=self._links(said, "revises"),
            same_utterance=self._links(said, "sameUtterance"),
            quantity=self.quantities.quantity(told, lineage, question),
            option=first(told, "option"),
            accuses=first_nodes(told, "accuses"),
            scope=self._scope((*reading, *lineage), question),
            period=self._periods.period((*reading, *lineage), said, question),
            hedges=self._hedges(told, said),
            condition=first_nodes(told, "condition"),
            baseline=first(told, "baseline"),
        )

    def _hedges(self, told: tuple[Said, ...], claim: Said) -> tuple[Node, ...]:
        """Return the hedges of the claim itself and of the hops by which it came."""
        own = first_nodes(told, "hedge")
        if "via" not in claim:
            return own
        hops = (self._records.about(hop) for hop in nodes(claim, "via"))
        return tuple(
            dict.fromkeys((*own, *(hedge for hop in hops for hedge in nodes(hop, "hedge"))))
        )

    def _links(self, said: Said, name: str) -> tuple[Node, ...]:
        """Return the records that one names by a link, each replaced by its correction, if any.

        A link to a record that was corrected later means the corrected one.
        """
        if name not in said:
            return ()
        found: dict[Node, None] = {}
        for node in nodes(said, name):
            seen = {node}
            while True:
                newer = [s for _, s in self._index.pointing(node, kb("supersedes"))]
                if not newer or newer[0] in seen:
                    break
                node = newer[0]
                seen.add(node)
            found[node] = None
        return tuple(found)

    def _lineage(self, claim: Node) -> tuple[Said, ...]:
        """Return what the claim says and what it denies, and what that denies, nearest first."""
        said = self._records.about(claim)
        if "denies" not in said:
            return (said,)
        found: dict[Node, Said] = {claim: said}
        todo: list[Node] = [claim]
        while todo:
            for target in self._links(found[todo.pop(0)], "denies"):
                if target not in found:
                    found[target] = self._records.about(target)
                    todo.append(target)
        return tuple(found.values())

    def _scope(self, lineage: tuple[Said, ...], question: NamedNode) -> dict[str, frozenset[Node]]:
        scope: dict[str, frozenset[Node]] = {}
        fixed = self._fixed_by(question)
        for name in DIMENSIONS:
            for said in lineage:
                values = self._set(said, name) if name in said else None
                if values:
                    scope[name] = values
                if values or says(said, "unstated", name):
                    break
            else:
                if name in fixed:
                    scope[name] = fixed[name]
        return scope

    def _set(self, said: Said, name: str) -> frozenset[Node]:
        """Return the values that are nodes as a set; claims that name the same one share it."""
        held = said[name]
        if isinstance(held, dict):
            return frozenset(nodes(said, name))
        if held not in self._sets:
            self._sets[held] = frozenset(nodes(said, name))
        return self._sets[held]

    def _fixed_by(self, question: NamedNode) -> Mapping[str, frozenset[Node]]:
        if question not in self._fixed:
            values = {name: nodes(self._records.shared(question), name) for name in DIMENSIONS}
            self._fixed[question] = {name: frozenset(v) for name, v in values.items() if v}
        return self._fixed[question]


def _question(lineage: tuple[Said, ...]) -> NamedNode | None:
    """Return the question that the first one answers that answers any."""
    for said in lineage:
        found = term(said, "answers")
        if isinstance(found, NamedNode) and found != kb("noQuestion"):
            return found
    return None
