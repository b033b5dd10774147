"""What the answer to a query shows of rival answers, and what it leaves out without a word."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, Triple

from kb.graph.index import Node, Term
from kb.graph.sparql.endpoint import Row, Table

_BETWEEN = re.compile(r"[\s,;|]+")
"""What may stand between the claims that a text lists."""
IN_ALL = "answersInAll"
"""Column with the number of live answers to the question of the row's claim."""
LEFT_OUT = "leftOut"
"""Column with how many of them a decision leaves out."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row is about ``claims`` and their ``questions``; ``counts`` are its columns of counts."""

    claims: frozenset[Node]
    questions: frozenset[Node]
    counts: Mapping[str, str]


@dataclass(frozen=True)
class Shown:
    """The answer ``table`` to a query, beside ``live``: each claim on a question, with it.

    A row is about what is in its column ``claim``, else about the claims in the first column that
    has any; a cell with a text has those whose IRIs stand in it. Other claims in the row stand
    beside them. The counts are of the question in a column ``question``, else of the claim's own.
    """

    table: Table
    live: Mapping[Node, Node]

    @classmethod
    def of_graph(cls, triples: tuple[Triple, ...], live: Mapping[Node, Node]) -> "Shown":
        """Return what a graph shows: each triple is a row, about its subject."""
        rows: list[Row] = []
        for triple in triples:
            subject, value = triple.subject, triple.object
            if not isinstance(subject, Triple) and not isinstance(value, Triple):
                rows.append((subject, value))
        return cls(Table(("claim", "object"), tuple(rows)), live)

    @cached_property
    def claims(self) -> frozenset[Node]:
        """All claims in the answer."""
        return frozenset(one for row in self.table.rows for cell in row for one in self._in(cell))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows that are about claims on a question."""
        questions = frozenset(self.live.values())
        found: list[Line] = []
        for row in self.table.rows:
            cells = dict(zip(self.table.columns, row, strict=True))
            named = cells.get("claim")
            mine = self._in(named)
            if named is None:
                mine = next((ones for cell in row if (ones := self._in(cell))), mine)
            asked = frozenset(self.live[claim] for claim in mine)
            if cells.get("question") in questions:
                asked = questions & {cells["question"]}
            counts = {
                column: cell.value
                for column, cell in cells.items()
                if column in (IN_ALL, LEFT_OUT) and isinstance(cell, Literal)
            }
            if mine:
                found.append(Line(mine, asked, counts))
        return tuple(found)

    @cached_property
    def together(self) -> frozenset[frozenset[Node]]:
        """The sets of claims that a row is about as if they were one."""
        return frozenset(line.claims for line in self.lines if len(line.claims) > 1)

    def partial(
        self, rivals: Mapping[Node, frozenset[Node]], left_out: frozenset[Node]
    ) -> Iterator[tuple[Node, frozenset[Node]]]:
        """Return the questions of which the answer shows some claims only and does not say so,
        each with the claims that are missing.

        ``rivals`` are all live claims by question, ``left_out`` those that a decision leaves out.
        """
        counts: dict[Node, list[Mapping[str, str]]] = defaultdict(list)
        for line in self.lines:
            for question in line.questions:
                counts[question].append(line.counts)
        for question, rows in counts.items():
            missing, decided = rivals[question] - self.claims, rivals[question] & left_out
            covered = missing <= decided and _say(rows, LEFT_OUT, len(decided))
            if missing and not covered and not _say(rows, IN_ALL, len(rivals[question])):
                yield question, missing

    def undenied(
        self, denials: Mapping[Node, frozenset[Node]]
    ) -> Iterator[tuple[Node, frozenset[Node]]]:
        """Return the claims that the answer is about, each with denials that it does not show."""
        about = {claim for line in self.lines for claim in line.claims}
        for claim in sorted(about, key=str):
            missing = denials.get(claim, frozenset()) - self.claims
            if missing:
                yield claim, missing

    @cached_property
    def _by_iri(self) -> dict[str, Node]:
        return {claim.value: claim for claim in self.live}

    def _in(self, cell: Term | None) -> frozenset[Node]:
        if isinstance(cell, Literal):
            words = _BETWEEN.split(cell.value)
            return frozenset(self._by_iri[word] for word in words if word in self._by_iri)
        return frozenset() if cell is None or cell not in self.live else frozenset((cell,))


def _say(rows: list[Mapping[str, str]], column: str, number: int) -> bool:
    return all(told.get(column) == str(number) for told in rows)
