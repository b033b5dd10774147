"""A base kept as files or bytes here: every question is evaluated in a process of its own."""

from dataclasses import dataclass

import pyoxigraph as ox

from kb.graph.sparql.endpoint import (
    MAX_ROWS,
    TIMEOUT,
    Table,
    as_graph,
    of_form,
    too_many_triples,
    with_numbered_blanks,
)
from kb.graph.sparql.evaluation import MEMORY, Answer, Evaluation, GraphFile, GraphText
from kb.graph.sparql.query import Query
from kb.graph.sparql.query_checks import Form


@dataclass(frozen=True, slots=True)
class Embedded:
    """The union of some graphs, asked by SPARQL within limits that hold whatever the query does.

    The graphs are loaded anew for every question, so that an answer is never stale. Names of
    graphs in N-Quads and TriG are dropped: the base is one graph. ``memory`` is in bytes.
    """

    graphs: tuple[GraphFile | GraphText, ...]
    memory: int = MEMORY

    def select(
        self, query: Query | str, *, timeout: float = TIMEOUT, max_rows: int | None = MAX_ROWS
    ) -> Table:
        """See `Endpoint.select`."""
        answer = self._answer(of_form(query, Form.SELECT), timeout, max_rows)
        return Table(answer.columns, with_numbered_blanks(answer.rows), answer.truncated)

    def construct(
        self, query: Query | str, *, timeout: float = TIMEOUT, max_rows: int | None = MAX_ROWS
    ) -> tuple[ox.Triple, ...]:
        """See `Endpoint.construct`."""
        put = of_form(query, Form.CONSTRUCT, Form.DESCRIBE)
        answer = self._answer(put, timeout, max_rows)
        if answer.truncated:
            raise too_many_triples(len(answer.rows), put.source.name)
        return as_graph(with_numbered_blanks(answer.rows), max_rows=max_rows, name=put.source.name)

    def ask(self, query: Query | str, *, timeout: float = TIMEOUT) -> bool:
        """See `Endpoint.ask`."""
        answer = self._answer(of_form(query, Form.ASK), timeout, None)
        return answer.rows[0] == (ox.Literal(True),)

    def _answer(self, query: Query, timeout: float, max_rows: int | None) -> Answer:
        return Evaluation(
            query, self.graphs, query.source.name, timeout, max_rows, self.memory
        ).answer()
