"""No query leaves its base: SERVICE is refused in every disguise, and could not connect anyway."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox
import pytest

from kb.graph.sparql.embedded import Embedded
from kb.graph.sparql.evaluation import GraphText
from kb.graph.sparql.loaded import Loaded
from kb.graph.sparql.query import Query, checked
from kb.graph.sparql.query_checks import Form
from kb.graph.sparql.sparql_text import SparqlText
from kb.words.errors import CannotGoOn

GRAPH = b"<urn:x:s> <urn:x:p> true, 1, 1.5, 'v', 'v'@en, <urn:x:o> ."

# Each is the inside of SELECT * { … }; U is the address of the canary. In front stand PREFIX : <U>,
# PREFIX ex: <urn:x:> and, where service: is used, a declaration of that. With a + the engine
# connects when the text is put to it unchecked; without, another engine might.
DISGUISES = [
    "+SERVICE <U> {}",
    "+service <U> {}",
    "+SeRvIcE <U> {}",
    "+SERVICE<U>{}",
    "+SERVICE SILENT <U> {}",
    "+SERVICESILENT<U>{}",
    "+SERVICESILENT:{}",
    "+SERVICE:{}",
    "+SERVICE : {}",
    "+service:{}",
    "+SERVICE#<\n<U>{}",
    "+SERVICE # '''\n<U> {} # '''",
    "+SERVICE\t\r\n<U>{}",
    "+{SERVICE<U>{}}",
    "+{}SERVICE<U>{}",
    "+{{{SERVICE<U>{}}}}",
    "+OPTIONAL{SERVICE<U>{}}",
    "+{} UNION {SERVICE<U>{}}",
    "+GRAPH <urn:x:g> {} SERVICE <U> {}",
    "+FILTER EXISTS { SERVICE <U> {} }",
    "+FILTER NOT EXISTS {SERVICE<U>{}}",
    "+BIND(EXISTS{SERVICE<U>{}} AS ?e)",
    "+MINUS { ?s ?p ?o . SERVICE <U> {} } ?s ?p ?o",
    "+{ SELECT * { SERVICE <U> {} } }",
    "+?s ?p ?o . SERVICE <U> {}",
    "+?s ?p ?o.SERVICE<U>{}",
    "+?s ?p trueSERVICE<U>{}",
    "+?s ?p trueSERVICE:{}",
    "+?s ?p 1SERVICE<U>{}",
    "+?s ?p 1.5SERVICE<U>{}",
    "+?s ?p 'v'SERVICE<U>{}",
    "+?s ?p 'v'@en.SERVICE<U>{}",
    "+?s ?p 'v'@en SERVICE<U>{}",
    "+?s ?p ex:o SERVICE <U> {}",
    "?s ?p ex:o.SERVICE <U> {}",
    "VALUES ?u { <U> } SERVICE ?u {}",
    "BIND(<U> AS ?u) SERVICE ?u {}",
    "BIND(IRI('U') AS ?u) SERVICE ?u {}",
    "BIND(<U> AS ?service) SERVICE ?service {}",
    "+FILTER(1<2)SERVICE<U>{}",
    "+VALUES ?a {1} VALUES ?b {2} FILTER(?a<?b)SERVICE:#>\n{}",
    '+VALUES ?a {1} VALUES ?b {2} FILTER(?a<?b#>"""\n)SERVICE<U>{} #"""',
    "+VALUES ?a {1} VALUES ?b {2} FILTER(?a<?b||'x>'='y')SERVICE<U>{} #'",
    "+FILTER(1<<urn:x#>)SERVICE<U>{}",
    "+FILTER(1)SERVICE<U>{}",
    "+'''a''' <urn:x:p> ?o . SERVICE <U> {}",
    "+# a comment that ends here\r SERVICE <U> {}",
    "SERV\\u0049CE <U> {}",
    "\\u0053ERVICE <U> {}",
    "?s ?p '\\u0027 . SERVICE <U> {} #'",
    '?s ?p "\\u0022 . SERVICE <U> {} #"',
    "# \\u000A SERVICE <U> {}",
    "# \\u000D SERVICE <U> {}",
    "?s <urn:x:\\u003E> ?o . SERVICE <U> {} #>",
    "?s ?p '\\\\u0027 . SERVICE <U> {} #'",
    "S\u200dERVICE <U> {}",
    "\uff33\uff25\uff32\uff36\uff29\uff23\uff25 <U> {}",
    "?s ?p <<( ?a ?b ?c )>> SERVICE <U> {}",
]


@dataclass
class Canary:
    """A listener that counts who connects, and hangs up."""

    address: str
    listener: socket.socket
    connections: list[object] = field(default_factory=list)

    def listen(self) -> None:
        while True:
            try:
                connection, peer = self.listener.accept()
            except OSError:
                return
            self.connections.append(peer)
            connection.close()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    listener = socket.create_server(("127.0.0.1", 0))
    found = Canary(f"http://127.0.0.1:{listener.getsockname()[1]}/", listener)
    threading.Thread(target=found.listen, daemon=True).start()
    yield found
    listener.close()


def question(disguise: str, address: str) -> str:
    inside = disguise.removeprefix("+").replace("U>", f"{address}>").replace("'U'", f"'{address}'")
    prologue = f"PREFIX : <{address}> PREFIX ex: <urn:x:> "
    if "service:" in inside:
        prologue += "PREFIX service: <urn:x:> "
    return f"{prologue}SELECT * {{ {inside}\n}}"


@pytest.mark.parametrize("disguise", DISGUISES)
def test_every_disguise_is_refused(disguise: str, canary: Canary) -> None:
    canary.connections.clear()
    text = question(disguise, canary.address)
    store = ox.Store()
    store.load(GRAPH, ox.RdfFormat.TURTLE)
    for endpoint in (Embedded((GraphText(GRAPH, "ttl"),)), Loaded(store)):
        with pytest.raises(CannotGoOn) as refused:
            endpoint.select(text)
        assert refused.value.where is not None
        assert refused.value.where.startswith("query:")
    assert canary.connections == []


@pytest.mark.parametrize("disguise", [one for one in DISGUISES if one.startswith("+")])
def test_the_disguises_are_real(disguise: str, canary: Canary) -> None:
    canary.connections.clear()
    text = question(disguise, canary.address)
    store = ox.Store()
    store.load(GRAPH, ox.RdfFormat.TURTLE)
    with contextlib.suppress(OSError, RuntimeError):
        list(store.query(text))  # type: ignore[arg-type]
    assert canary.connections, "the engine does not connect: this example proves nothing"


def test_the_process_that_evaluates_can_open_nothing(canary: Canary) -> None:
    pytest.importorskip("resource")
    canary.connections.clear()
    for address in (canary.address, canary.address.replace("127.0.0.1", "localhost")):
        text = f"SELECT * {{ SERVICE <{address}> {{}} }}"
        unchecked = Query(SparqlText(text), text, Form.SELECT)
        with pytest.raises(CannotGoOn, match="cannot answer"):
            Embedded((GraphText(GRAPH, "ttl"),)).select(unchecked)
    assert canary.connections == []


def test_a_variable_called_service_is_a_variable() -> None:
    text = "SELECT ?service { ?s ?p ?service }"
    assert checked(text).text == text
    rows = Embedded((GraphText(GRAPH, "ttl"),)).select(text).rows
    assert len(rows) == 6
