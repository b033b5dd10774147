"""A graph that this program has loaded already, asked our own questions."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kb.graph.sparql.endpoint import (
    MAX_ROWS,
    TIMEOUT,
    Row,
    Table,
    Term,
    as_graph,
    not_in_time,
    of_form,
)
from kb.graph.sparql.query import Query
from kb.graph.sparql.query_checks import Form
from kb.graph.sparql.syntax_faults import syntax_fault
from kb.words.errors import CannotGoOn

_ROWS_BETWEEN_LOOKS = 1000


@dataclass(frozen=True, slots=True)
class Loaded:
    """A store in this process, for the queries that come with the program.

    The time is looked at between rows only: a query that works long before its first row, or
    needs more memory than there is, is not stopped. What a person typed belongs to `Embedded`.
    Blank nodes keep the labels of the store, so that answers can be compared with it.
    """

    store: ox.Store

    def select(
        self, query: Query | str, *, timeout: float = TIMEOUT, max_rows: int | None = MAX_ROWS
    ) -> Table:
        """See `Endpoint.select`."""
        put = of_form(query, Form.SELECT)
        deadline = time.monotonic() + timeout
        answer = self._answer(put)
        if not isinstance(answer, ox.QuerySolutions):
            raise TypeError(answer)
        columns = tuple(variable.value for variable in answer.variables)
        rows: list[Row] = []
        for row in self._until(deadline, answer, put, timeout):
            if len(rows) == max_rows:
                return Table(columns, tuple(rows), truncated=True)
            rows.append(row)
        return Table(columns, tuple(rows))

    def construct(
        self, query: Query | str, *, timeout: float = TIMEOUT, max_rows: int | None = MAX_ROWS
    ) -> tuple[ox.Triple, ...]:
        """See `Endpoint.construct`."""
        put = of_form(query, Form.CONSTRUCT, Form.DESCRIBE)
        deadline = time.monotonic() + timeout
        answer = self._answer(put)
        if not isinstance(answer, ox.QueryTriples):
            raise TypeError(answer)
        rows = self._until(deadline, answer, put, timeout)
        return as_graph(rows, max_rows=max_rows, name=put.source.name)

    def ask(self, query: Query | str, *, timeout: float = TIMEOUT) -> bool:  # noqa: ARG002
        """See `Endpoint.ask`."""
        return bool(self._answer(of_form(query, Form.ASK)))

    def _answer(self, query: Query) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        try:
            return self.store.query(query.text, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise syntax_fault(query, str(error)) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise _cannot_answer(error, query) from None

    def _until(
        self,
        deadline: float,
        answer: ox.QuerySolutions | ox.QueryTriples,
        query: Query,
        timeout: float,
    ) -> Iterator[Row]:
        try:
            for count, row in enumerate(answer):
                if count % _ROWS_BETWEEN_LOOKS == 0 and time.monotonic() > deadline:
                    raise not_in_time(timeout, query.source.name)
                yield tuple(_rdf11(term, query) for term in row)
        except (OSError, RuntimeError, ValueError) as error:
            raise _cannot_answer(error, query) from None


def _rdf11(term: Term | ox.Triple | None, query: Query) -> Term | None:
    if isinstance(term, ox.Triple):
        raise CannotGoOn(
            "the answer holds a triple as a term, which is not RDF 1.1", where=query.source.name
        )
    return term


def _cannot_answer(error: Exception, query: Query) -> CannotGoOn:
    return CannotGoOn(f"the engine cannot answer: {error}", where=query.source.name)
