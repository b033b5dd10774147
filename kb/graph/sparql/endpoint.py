"""The one way to put questions to a base, wherever it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from kb.graph.sparql.query import Query, checked
from kb.graph.sparql.query_checks import Form
from kb.words.errors import CannotGoOn

TIMEOUT = 10.0
"""Seconds that a question may take, everything included."""
MAX_ROWS = 10_000
LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes of an answer on its way here."""

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT: one row for each solution, a cell ``None`` where unbound.

    ``columns`` are the names of the variables without ``?``. ``truncated`` says that there were
    more rows than the limit let through. Rows stand in the order of the engine, which means
    nothing without ORDER BY.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    truncated: bool = False


class Endpoint(Protocol):
    """A base that answers SPARQL: embedded in this program, loaded already, or remote.

    Every method takes a checked `Query`, or a text that it checks first, and ``timeout`` in
    seconds. Every method raises `CannotGoOn` for a query that is refused, wrong or of another
    form than the method answers, for a question not answered in time, and for an answer that is
    cut, malformed or larger than `LARGEST_ANSWER`.
    """

    def select(
        self,
        query: Query | str,
        *,
        timeout: float = TIMEOUT,
        max_rows: int | None = MAX_ROWS,
    ) -> Table:
        """The rows of a SELECT, at most ``max_rows``; with ``None`` all of them."""
        ...

    def construct(
        self,
        query: Query | str,
        *,
        timeout: float = TIMEOUT,
        max_rows: int | None = MAX_ROWS,
    ) -> tuple[ox.Triple, ...]:
        """The triples of a CONSTRUCT or DESCRIBE, each once; more than ``max_rows`` raise.

        A graph has no place to say that a part of it is missing, so it is never cut.
        """
        ...

    def ask(self, query: Query | str, *, timeout: float = TIMEOUT) -> bool:
        """Whether an ASK has any solution."""
        ...


def of_form(query: Query | str, *forms: Form) -> Query:
    """The query, checked, if it is of one of the forms; else `CannotGoOn`."""
    put = checked(query) if isinstance(query, str) else query
    if put.form not in forms:
        raise CannotGoOn(
            f"this takes {' or '.join(forms)}, and the query is {put.form}", where=put.source.name
        )
    return put


def with_numbered_blanks(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with blank nodes called b0, b1, … in order of appearance.

    Engines make up labels anew for every answer; numbered, equal answers are equal texts.
    """
    labels: dict[ox.BlankNode, ox.BlankNode] = {}

    def numbered(term: Term | None) -> Term | None:
        if not isinstance(term, ox.BlankNode):
            return term
        return labels.setdefault(term, ox.BlankNode(f"b{len(labels)}"))

    return tuple(tuple(numbered(term) for term in row) for row in rows)


def as_graph(rows: Iterable[Row], *, max_rows: int | None, name: str) -> tuple[ox.Triple, ...]:
    """Rows of subject, predicate and object as triples, each once, in order of appearance."""
    triples: dict[ox.Triple, None] = {}
    for subject, predicate, obj in rows:
        if (
            isinstance(subject, ox.NamedNode | ox.BlankNode)
            and isinstance(predicate, ox.NamedNode)
            and obj is not None
        ):
            triples[ox.Triple(subject, predicate, obj)] = None
        if max_rows is not None and len(triples) > max_rows:
            raise too_many_triples(max_rows, name)
    return tuple(triples)


def too_many_triples(max_rows: int, name: str) -> CannotGoOn:
    """Why a graph is not given: to cut it would hide that it is cut."""
    return CannotGoOn(
        f"the graph has more than {max_rows:,} triples",
        where=name,
        hint="Narrow the query, or allow more with --max-rows.",
    )


def not_in_time(timeout: float, name: str) -> CannotGoOn:
    """Why there is no answer: the time was up."""
    return CannotGoOn(
        f"the query was stopped: no complete answer within {timeout:.3g} s",
        where=name,
        hint="Narrow the query, or allow more time with --timeout.",
    )
