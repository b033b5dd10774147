"""The shipped queries put to the base about a pier, with rows as a person reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from kb.exchange.outcomes.outcome_graph import outcome_graph
from kb.exchange.serialization.serialize import to_ntriples
from kb.graph.corpus import Corpus, read_corpus
from kb.graph.sparql.named_query import NamedQuery, query_files, read_named_query
from kb.text.base import open_base

ROOT = Path(__file__).resolve().parents[2]
PIER = ROOT / "tests" / "bases" / "pier"
FILES = query_files(ROOT / "queries")
NAMES = [path.stem for path in FILES]

GIVEN: Mapping[str, Mapping[str, str]] = {
    "about-event": {"event": "evt:storm"},
    "about-place": {"place": "place:pier"},
    "about-subject": {"subject": "sp:town"},
    "answers": {"question": "q:repair-cost"},
    "chain": {"claim": "claim:g-insurer-pays"},
    "estimates": {"measure": "m:cost"},
    "mentions": {"text": "PILE"},
    "said-by": {"speaker": "sp:holm"},
}
"""Values for the parameters that must be given."""

Row = dict[str, str]
"""Column to text: names with their prefix, literals without type and language, nothing as ""."""


@dataclass(frozen=True)
class Asked:
    """A loaded base to which shipped queries can be put."""

    corpus: Corpus
    store: Store

    def rows(self, name: str, **given: str) -> list[Row]:
        """The answer to a shipped query, in order."""
        solutions = self.seen_by(name).query(self.text(name, given))
        assert isinstance(solutions, QuerySolutions)
        columns = [variable.value for variable in solutions.variables]
        return [{column: self.shown(row[column]) for column in columns} for row in solutions]

    def seen_by(self, name: str) -> Store:
        """What a shipped query is put to: with the outcomes, if it needs them."""
        if not query(name).header.outcomes:
            return self.store
        return filled(self.store, outcomes(self.corpus.base.root))

    def column(self, name: str, column: str, **given: str) -> list[str]:
        """One column of the answer to a shipped query, in order."""
        return [row[column] for row in self.rows(name, **given)]

    def text(self, name: str, given: Mapping[str, str]) -> str:
        """The SPARQL text with values in the places of the parameters."""
        values = given or GIVEN.get(name, {})
        return query(name).bound(values, self.corpus.prefixes).text

    def shown(self, term: object) -> str:
        """A term as `Row` has it."""
        if isinstance(term, Literal):
            return term.value
        if not isinstance(term, NamedNode):
            return "" if term is None else str(term)
        for prefix, iri in self.corpus.prefixes.items():
            if term.value.startswith(iri):
                return f"{prefix}:{term.value[len(iri) :]}"
        return term.value

    def with_triples(self, turtle: str) -> "Asked":
        """The same base with more statements; its prefixes are declared."""
        heading = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in self.corpus.prefixes.items())
        return Asked(self.corpus, filled(self.store, heading + turtle))


def only(rows: Sequence[Row], *columns: str) -> list[tuple[str, ...]]:
    """The rows with these columns alone."""
    return [tuple(row[column] for column in columns) for row in rows]


def filled(store: Store, turtle: str) -> Store:
    """A copy of a store with more statements in Turtle."""
    more = Store()
    more.extend(store)
    more.load(turtle.encode(), format=RdfFormat.TURTLE)
    return more


@cache
def outcomes(folder: Path) -> str:
    """How the answers of a base stand to each other, in Turtle."""
    return to_ntriples(outcome_graph(read_corpus(open_base(folder)).known))


@cache
def query(name: str) -> NamedQuery:
    """A shipped query."""
    return read_named_query(ROOT / "queries" / f"{name}.rq")


@cache
def asked(folder: Path) -> Asked:
    """A base, loaded once for all tests."""
    corpus = read_corpus(open_base(folder))
    assert not corpus.faults
    return Asked(corpus, corpus.store())
