"""The same question gets the same answer from files, from a loaded store and over the network."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kb.graph.sparql.embedded import Embedded
from kb.graph.sparql.endpoint import Endpoint, Table
from kb.graph.sparql.evaluation import GraphText
from kb.graph.sparql.loaded import Loaded
from kb.graph.sparql.named_query import named_query
from kb.graph.sparql.remote import remote
from kb.words.errors import CannotGoOn

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which(
    "oxigraph"
)

GRAPH = """\
@prefix ex: <http://e.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:mayor ex:name "The mayor"@en , "Der Bürgermeister"@de ; ex:office ex:city .
ex:c1 ex:speaker ex:mayor ; ex:high 25000 ; ex:day "2018-09-01"^^xsd:date ; ex:words "up to" .
ex:c2 ex:speaker ex:army ; ex:low 1500.50 ; ex:day "2018-12-05"^^xsd:date ;
    ex:words "as \\"many\\" as", "tab\\there\\nand a line" ; ex:denies ex:c1 .
ex:c3 ex:speaker ex:army ; ex:via [ ex:agent ex:paper ; ex:endorses false ] ;
    ex:words "\\\\u0022 😀" .
ex:c3 ex:share 1.5e-1 ; ex:twin _:other . _:other ex:twin ex:c3 .
"""

SELECTS = [
    "SELECT ?c ?p ?o { ?c ?p ?o FILTER(!isBlank(?c) && !isBlank(?o)) }",
    "SELECT ?c ?h ?l { ?c ex:speaker ?s OPTIONAL { ?c ex:high ?h } OPTIONAL { ?c ex:low ?l } }",
    "SELECT ?s (COUNT(?c) AS ?n) { ?c ex:speaker ?s } GROUP BY ?s ORDER BY ?s",
    "SELECT ?words { ?c ex:words ?words } ORDER BY ?words",
    "SELECT ?x { ex:c3 (ex:twin|ex:via)/ex:agent ?x }",
    "SELECT ?b { ?c ex:via ?b }",
    "SELECT ?c { ?c ex:day ?d FILTER(?d > '2018-10-01'^^xsd:date) }",
    "SELECT ?s ?n { ?s ex:name ?n FILTER(LANGMATCHES(LANG(?n), 'de')) }",
    "SELECT * { VALUES (?a ?b) { (1 UNDEF) ('x'@en ex:y) } }",
    "SELECT ?none { BIND(1/0 AS ?none) }",
    "SELECT ?c { ?c ex:speaker ex:nobody }",
]
ASKS = ["ASK { ?c ex:denies ?d }", "ASK { ?c ex:denies ex:c3 }"]
CONSTRUCTS = [
    "CONSTRUCT { ?c ex:by ?s } WHERE { ?c ex:speaker ?s }",
    "CONSTRUCT { ?c ex:says ?w } WHERE { ?c ex:words ?w }",
    "CONSTRUCT WHERE { ?c ex:via ?h . ?h ex:agent ?a }",
    "DESCRIBE ex:mayor",
    "CONSTRUCT { ?c a ex:None } WHERE { ?c ex:speaker ex:nobody }",
]
PREFIXES = "PREFIX ex: <http://e.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if OXIGRAPH is None:
        pytest.skip("the oxigraph server is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    folder = tmp_path_factory.mktemp("store")
    command = [OXIGRAPH, "serve", "--location", str(folder), "--bind", address]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _load(f"http://{address}/store?default")
            yield f"http://{address}/query"
        finally:
            process.kill()


def _load(url: str) -> None:
    request = urllib.request.Request(
        url, data=GRAPH.encode(), headers={"Content-Type": "text/turtle"}, method="PUT"
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + 10
    while True:
        try:
            opener.open(request, timeout=5).close()
            return
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@pytest.fixture(scope="module")
def endpoints(server: str) -> tuple[Endpoint, ...]:
    store = ox.Store()
    store.load(GRAPH.encode(), ox.RdfFormat.TURTLE)
    return Embedded((GraphText(GRAPH.encode(), "ttl"),)), Loaded(store), remote(server)


def comparable(
    table: Table,
) -> tuple[object, ...]:
    """The rows as a bag, with blank nodes alike: their labels mean nothing."""
    rows = Counter(
        tuple("blank" if isinstance(term, ox.BlankNode) else term for term in row)
        for row in table.rows
    )
    return tuple(sorted(table.columns)), rows, table.truncated


def canonical(triples: tuple[ox.Triple, ...]) -> frozenset[str]:
    graph = ox.Dataset(
        ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples
    )
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(str(quad) for quad in graph)


@pytest.mark.parametrize("query", SELECTS)
def test_rows(query: str, endpoints: tuple[Endpoint, ...]) -> None:
    embedded, loaded, far = (
        comparable(endpoint.select(PREFIXES + query)) for endpoint in endpoints
    )
    assert embedded == loaded == far


@pytest.mark.parametrize("query", ASKS)
def test_yes_or_no(query: str, endpoints: tuple[Endpoint, ...]) -> None:
    assert len({endpoint.ask(PREFIXES + query) for endpoint in endpoints}) == 1


@pytest.mark.parametrize("query", CONSTRUCTS)
def test_graphs(query: str, endpoints: tuple[Endpoint, ...]) -> None:
    answers = {canonical(endpoint.construct(PREFIXES + query)) for endpoint in endpoints}
    assert len(answers) == 1


def test_a_named_query(endpoints: tuple[Endpoint, ...]) -> None:
    text = (
        "# Purpose: p\n# Parameter: words (string): w\n# Parameter: since (date, optional): s\n"
        "# Parameter: limit (integer, default 10): l\n"
        "SELECT ?c { VALUES ?since { $since } ?c ex:words $words . OPTIONAL { ?c ex:day ?d }\n"
        "FILTER(!BOUND(?since) || ?d >= ?since) } LIMIT $limit"
    )
    query = named_query(text, name="q", file="q.rq")
    prefixes = {"ex": "http://e.org/"}
    for words, claim in (
        ('as "many" as', "c2"),
        ("\\u0022 😀", "c3"),
        ("tab\there\nand a line", "c2"),
    ):
        bound = query.bound({"words": words}, prefixes)
        for endpoint in endpoints:
            assert endpoint.select(bound).rows == ((ox.NamedNode(f"http://e.org/{claim}"),),)
    late = query.bound({"words": 'as "many" as', "since": "2019-01-01"}, prefixes)
    for endpoint in endpoints:
        assert endpoint.select(late).rows == ()


def test_limits_and_refusals_are_the_same(endpoints: tuple[Endpoint, ...]) -> None:
    for endpoint in endpoints:
        table = endpoint.select("SELECT * { ?s ?p ?o }", max_rows=3)
        assert (len(table.rows), table.truncated) == (3, True)
        with pytest.raises(CannotGoOn, match="more than 3 triples"):
            endpoint.construct("CONSTRUCT WHERE { ?s ?p ?o }", max_rows=3)
        for refused in ("DROP ALL", "ASK { SERVICE <urn:x:y> {} }", "ASK {", "ASK FROM <urn:x> {}"):
            with pytest.raises(CannotGoOn) as told:
                endpoint.ask(refused)
            assert str(told.value.where).startswith("query:1:")


def test_terms_that_rdf_1_1_does_not_have_are_refused(endpoints: tuple[Endpoint, ...]) -> None:
    for endpoint in endpoints:
        with pytest.raises(CannotGoOn):
            endpoint.select("SELECT (TRIPLE(<urn:x:s>, <urn:x:p>, 1) AS ?t) {}")


def test_a_slow_remote_query_ends_in_time(server: str) -> None:
    chain = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(9))
    started = time.monotonic()
    with pytest.raises(CannotGoOn, match="within 1 s"):
        remote(server).select(f"SELECT (COUNT(*) AS ?n) {{ {chain} }}", timeout=1)
    assert time.monotonic() - started < 10


def test_a_remote_refusal_is_told_in_the_words_of_the_server(server: str) -> None:
    with pytest.raises(CannotGoOn, match="HTTP 400: error at 1:"):
        remote(server).select("SELECT * { ?s ?p }")
    with pytest.raises(CannotGoOn, match="HTTP 404"):
        remote(server.replace("/query", "/nothing")).ask("ASK {}")
