"""What holds of all shipped queries: headers, examples, names, order, portability."""

import re
import shlex
from functools import cache

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions
from rdflib import Graph
from rdflib.query import ResultRow
from rdflib.term import BNode
from rdflib.term import Literal as RdflibLiteral

from kb.graph.sparql.loaded import Loaded
from kb.words.vocabulary import PREF_LABEL, kb, ontology_files
from tests.queries.asking import FILES, NAMES, PIER, ROOT, Asked, Row, asked, outcomes, query

EXAMPLES = [(name, example) for name in NAMES for example in query(name).header.examples]
NOTHING_IN_THE_FIRST_BASE = {"changed-statements", "corrections", "unreviewed-claims"}
"""Questions to which the first base may well have no answer, because there is none."""
MORE: dict[str, list[dict[str, str]]] = {
    "about-place": [{"place": "place:outer-deck"}],
    "answers": [{"question": q} for q in ("q:pier-state", "q:collapse-cause", "q:boats-sunk")],
    "chain": [{"claim": "claim:g-blame-builder"}, {"claim": "claim:g-cost-mayor"}],
    "estimates": [{"measure": "m:visits"}, {"measure": "m:boats-lost"}],
    "said-by": [{"speaker": "sp:union"}, {"speaker": "sp:lund"}],
}
"""Further values that make a query say all that it can say."""
LABELS = ("skos:prefLabel", "kb:gist", "kb:label", "kb:note", "kb:reason", "kb:rating", "kb:office")


@pytest.fixture(scope="module")
def pier() -> Asked:
    return asked(PIER)


def test_there_are_at_least_26() -> None:
    assert len(FILES) >= 26


@pytest.mark.parametrize("name", NAMES)
def test_the_header_says_what_it_is_for_and_how_to_ask(name: str) -> None:
    header = query(name).header
    assert header.purpose[0].islower()
    assert not header.purpose.endswith(".")
    assert header.examples
    assert all(example.split()[:3] == ["kb", "query", name] for example in header.examples)


@pytest.mark.parametrize("name", NAMES)
def test_it_has_an_answer_about_the_pier(pier: Asked, name: str) -> None:
    rows = pier.rows(name)
    assert rows
    assert len({tuple(row.values()) for row in rows}) == len(rows)


@pytest.fixture(scope="module")
def busy(pier: Asked) -> list[Asked]:
    """The base, with every claim denied, and then with every claim answering a question too."""
    claims = pier.corpus.index.instances(kb("Claim"))
    denials = "".join(
        f"claim:no-{number} a kb:Claim ; kb:denies {claim} ; kb:source src:courier .\n"
        for number, claim in enumerate(claims)
    )
    day = '"2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    denied = pier.with_triples(f"{denials} src:coast-report kb:published {day} .")
    answers = "".join(f"{claim} kb:answers q:pier-state .\n" for claim in claims)
    return [pier, denied, denied.with_triples(answers)]


@pytest.mark.parametrize("name", NAMES)
def test_every_column_says_something(busy: list[Asked], name: str) -> None:
    ways = [{}, *MORE.get(name, [])]
    rows = [row for base in busy for given in ways for row in base.rows(name, **given)]
    assert {column for row in rows for column in row if row[column]} == set(rows[0])


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_its_example_has_an_answer_in_the_first_base(name: str, example: str) -> None:
    words = shlex.split(example)[3:]
    assert words[0::2] == ["--param"] * (len(words) // 2)
    given = dict(word.split("=", 1) for word in words[1::2])
    first = asked(ROOT)
    bound = query(name).bound(given, first.corpus.prefixes)
    table = Loaded(first.seen_by(name)).select(bound)
    assert not table.truncated
    assert table.rows or name in NOTHING_IN_THE_FIRST_BASE


def test_none_knows_the_subject_of_the_first_base() -> None:
    """No proper name of a place, a speaker, an event or a population of that base is in a query."""
    words = {
        word
        for triple in asked(ROOT).corpus.triples()
        if triple.predicate == PREF_LABEL
        and re.search("/(place|speaker|event|population)/", str(triple.subject))
        and isinstance(triple.object, Literal)
        for word in re.findall(r"\b[A-Z][a-z]{3,}", triple.object.value)
    }
    assert {"Islamic", "Syria", "Hajin", "Observatory", "Ryan"} <= words
    known = re.compile(rf"\b({'|'.join(words)})\b", re.IGNORECASE)
    for path in sorted((ROOT / "queries").glob("*.*")):
        assert not known.search(path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("name", NAMES)
def test_rows_come_in_one_order(pier: Asked, name: str) -> None:
    """The order is that of the rows, not of the store: what was loaded last does not matter."""
    backwards = pier.with_triples("")
    backwards.store.clear()
    for quad in sorted(pier.store, key=str, reverse=True):
        backwards.store.add(quad)
    assert backwards.rows(name) == pier.rows(name)


@cache
def in_rdflib(judged: bool) -> Graph:
    graph = Graph()
    for path in (*sorted((PIER / "claims").glob("*.ttl")), *ontology_files()):
        graph.parse(path)
    if judged:
        graph.parse(data=outcomes(PIER), format="nt")
    return graph


@pytest.mark.parametrize("name", NAMES)
def test_another_engine_gives_the_same_rows(pier: Asked, name: str) -> None:
    result = in_rdflib(query(name).header.outcomes).query(pier.text(name, {}))
    assert result.vars is not None
    rows = [[readable(pier, term) for term in row] for row in result if isinstance(row, ResultRow)]
    assert rows == [list(row.values()) for row in pier.rows(name)]


def readable(pier: Asked, term: object) -> str:
    """A term of rdflib as `tests.queries.asking.Row` has it."""
    assert not isinstance(term, BNode)
    if isinstance(term, RdflibLiteral):
        return str(term)
    return "" if term is None else pier.shown(NamedNode(str(term)))


@pytest.mark.parametrize("name", NAMES)
def test_english_names_are_taken_where_there_are_some(pier: Asked, name: str) -> None:
    everywhere = f"""SELECT ?thing ?property {{
        VALUES ?property {{ {" ".join(LABELS)} }} ?thing ?property ?text
        FILTER (isIRI(?thing) && LANG(?text) = "en") }}"""
    found = pier.store.query(everywhere, prefixes=dict(pier.corpus.prefixes))
    assert isinstance(found, QuerySolutions)
    more = "".join(
        f'{one["thing"]} {one["property"]} "AAA"@ar , "AAA"@de , "zzz"@en-scotland .\n'
        for one in found
    )
    assert pier.with_triples(more).rows(name) == pier.rows(name)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "mentions"])
def test_without_names_and_titles_no_row_is_lost(pier: Asked, name: str) -> None:
    bare = pier.with_triples("")
    texts = re.compile(f"[/#]({'|'.join(label.split(':')[1] for label in LABELS)}|title)$")
    for quad in list(bare.store):
        if texts.search(quad.predicate.value):
            bare.store.remove(quad)
    assert {iris(row) for row in bare.rows(name)} == {iris(row) for row in pier.rows(name)}


def iris(row: Row) -> tuple[str, ...]:
    """The records that a row names."""
    names = re.compile(r"(claim|id|judge|nc|prop|q|sp|src):\S+")
    return tuple(value for value in row.values() if names.fullmatch(value))
